package org.atoll.channels.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of a message while it is read. No count in them is believed beyond what the rest can hold, all counts together:
/// so what is allocated is bounded by the length of the message. Used by one thread.
final class MessageInput extends Input {
  private static final int CACHE_BITS = 8;
  private static final int CACHED = 1 << CACHE_BITS;
  /// What the JDK puts in the place of what is not ASCII.
  private static final char REPLACEMENT = '\uFFFD';
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  /// There are 2 to the power of this of them.
  private static final int SURROGATE_BITS = 11;

  private final Limits limits;
  /// Short strings of this and earlier messages, each in the place that its bytes give it: the same names come again and again.
  private final String[] cache = new String[CACHED];
  /// The first and the last eight bytes of each; 0 in place of the last where there are no more than eight.
  private final long[] words = new long[2 * CACHED];
  /// The short strings of this message, in order.
  private String[] texts = new String[16];
  private int textCount;
  /// How many more elements there can be.
  private long left;
  private long elements;

  MessageInput(Limits limits) {
    super(new byte[0]);
    this.limits = limits;
  }

  void start(byte[] bytes) {
    if (bytes.length > limits.bytes()) {
      throw limits.tooLong(bytes.length);
    }
    setBuffer(bytes);
    left = bytes.length;
    elements = 0;
    textCount = 0;
  }

  void finish() {
    setBuffer(new byte[0]);
    if (texts.length > CACHED) {
      texts = new String[16];
    } else {
      Arrays.fill(texts, 0, textCount, null);
    }
  }

  /// A count of elements that take at least a byte each.
  int count() {
    int n = readVarInt(true);
    if (n < 0 || n > limit - position || n > left) {
      throw new KryoException("a count of " + (n & 0xFFFFFFFFL) + " is larger than the message");
    }
    left -= n;
    elements += n;
    if (elements > limits.elements()) {
      throw limits.tooMany();
    }
    return n;
  }

  double float64() {
    if (position > limit - Double.BYTES) {
      throw new KryoException("a float beyond the end");
    }
    double d = Double.longBitsToDouble((long) LONG.get(buffer, position));
    position += Double.BYTES;
    return d;
  }

  /// A number of bytes.
  byte[] block() {
    int n = readVarInt(true);
    if (n < 0 || n > limit - position) {
      throw new KryoException("a length of " + (n & 0xFFFFFFFFL) + " is larger than the message");
    }
    byte[] bytes = Arrays.copyOfRange(buffer, position, position + n);
    position += n;
    return bytes;
  }

  private int length() {
    int n = readVarInt(true);
    if (n < 0 || n > limit - position) {
      throw new KryoException("a length of " + (n & 0xFFFFFFFFL) + " is larger than the message");
    }
    return n;
  }

  String knownText() {
    int i = readVarInt(true);
    if (i < 0 || i >= textCount) {
      throw new KryoException("there is no string " + i);
    }
    return texts[i];
  }

  private String remember(String s) {
    if (textCount == texts.length) {
      texts = Arrays.copyOf(texts, 2 * textCount);
    }
    texts[textCount++] = s;
    return s;
  }

  String ascii() {
    int n = readByte();
    if (n < 0 || n > MessageOutput.SHORT || n > limit - position) {
      throw new KryoException("a short string of " + n + " bytes");
    }
    int p = position;
    position = p + n;
    return remember(n == 0 ? "" : cached(p, n));
  }

  /// A short string, from the cache if it is there, which is told by its first and last eight bytes first.
  private String cached(int p, int n) {
    long first = word(p, Math.min(n, Long.BYTES));
    long last = n <= Long.BYTES ? 0 : word(p + n - Long.BYTES, Long.BYTES);
    int place = (int) ((first * 31 + last + n) * 0x9E3779B97F4A7C15L >>> Long.SIZE - CACHE_BITS);
    String s = cache[place];
    if (s != null && words[2 * place] == first && words[2 * place + 1] == last && s.length() == n
        && (n <= 2 * Long.BYTES || isThere(s, buffer, p, n))) {
      return s;
    }
    s = new String(buffer, p, n, StandardCharsets.US_ASCII);
    if (s.indexOf(REPLACEMENT) >= 0) {
      throw new KryoException("a string that is not ASCII");
    }
    cache[place] = s;
    words[2 * place] = first;
    words[2 * place + 1] = last;
    return s;
  }

  /// Up to eight bytes, the first as the least.
  private long word(int p, int n) {
    if (p <= limit - Long.BYTES) {
      return (long) LONG.get(buffer, p) & -1L >>> Long.SIZE - Byte.SIZE * n;
    }
    long word = 0;
    for (int i = n - 1; i >= 0; i--) {
      word = word << Byte.SIZE | buffer[p + i] & 0xFF;
    }
    return word;
  }

  private static boolean isThere(String s, byte[] b, int p, int n) {
    if (s.length() != n) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      if (s.charAt(i) != b[p + i]) {
        return false;
      }
    }
    return true;
  }

  String latin1() {
    int n = length();
    String s = new String(buffer, position, n, StandardCharsets.ISO_8859_1);
    position += n;
    return s;
  }

  String utf16() {
    int n = length();
    if (n % 2 != 0) {
      throw new KryoException("half a character");
    }
    char[] chars = new char[n / 2];
    ByteBuffer.wrap(buffer, position, n).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().get(chars);
    position += n;
    boolean surrogates = false;
    for (char c : chars) {
      surrogates |= c - Character.MIN_SURROGATE >>> SURROGATE_BITS == 0;
    }
    if (surrogates) {
      throw new KryoException("a string with surrogates");
    }
    return new String(chars);
  }

  /// Strict, and without surrogates, so that what is read is a str.
  String utf8() {
    int n = length();
    String s;
    try {
      s = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, position, n)).toString();
    } catch (CharacterCodingException e) {
      throw new KryoException("a string that is not UTF-8");
    }
    for (int i = 0; i < s.length(); i++) {
      if (Character.isSurrogate(s.charAt(i))) {
        throw new KryoException("a string with surrogates");
      }
    }
    position += n;
    return s.length() <= MessageOutput.SHORT ? remember(s) : s;
  }
}
