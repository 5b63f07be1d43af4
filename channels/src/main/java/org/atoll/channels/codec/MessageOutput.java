package org.atoll.channels.codec;

import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The bytes of a message while it is written. Large blocks are copied once only, when all is put together. Used by one thread.
final class MessageOutput extends Output {
  private static final int FIRST = 512;
  private static final int KEPT = 1 << 16;
  private static final int LARGE = 1 << 15;
  /// Strings up to this length are written once and referred to.
  static final int SHORT = 40;
  private static final int KNOWN = 256;
  private static final int TWO_WORDS = 2 * Long.BYTES;
  /// A message has fewer strings than this.
  private static final int MOST_NUMBERS = 1 << 30;

  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final List<byte[]> blocks = new ArrayList<>();
  private long blockBytes;
  /// The strings written last, each in the place that its hash gives it; those of earlier messages are here as well.
  private final String[] known = new String[KNOWN];
  /// Their numbers, counted through all messages.
  private final int[] numbers = new int[KNOWN];
  /// Whether they are known to be ASCII, of at most two words.
  private final boolean[] inWords = new boolean[KNOWN];
  /// The two words of each.
  private final long[] words = new long[2 * KNOWN];
  /// The numbers of the first string of this message, and of the next.
  private int firstNumber;
  private int nextNumber;
  private final Limits limits;

  MessageOutput(Limits limits) {
    super(FIRST, -1);
    this.limits = limits;
  }

  /// Begins anew.
  void start() {
    blocks.clear();
    blockBytes = 0;
    if (nextNumber > MOST_NUMBERS) {
      Arrays.fill(known, null);
      nextNumber = 0;
    }
    firstNumber = nextNumber;
    if (buffer.length > KEPT) {
      setBuffer(new byte[FIRST], -1);
    }
    position = 0;
  }

  /// All of it in one array.
  byte[] finish() {
    check();
    if (blocks.isEmpty()) {
      return Arrays.copyOf(buffer, position);
    }
    int largest = largest();
    int before = 0;
    for (byte[] b : blocks.subList(0, largest)) {
      before += b.length;
    }
    byte[] block = blocks.get(largest);
    byte[] all = with(block, before, (int) length() - before - block.length);
    int at = 0;
    for (int i = 0; i < blocks.size(); i++) {
      byte[] b = blocks.get(i);
      if (i != largest) {
        System.arraycopy(b, 0, all, at, b.length);
      }
      at += b.length;
    }
    System.arraycopy(buffer, 0, all, at, position);
    blocks.clear();
    return all;
  }

  private int largest() {
    int largest = 0;
    for (int i = 1; i < blocks.size(); i++) {
      if (blocks.get(i).length > blocks.get(largest).length) {
        largest = i;
      }
    }
    return largest;
  }

  /// A new array with a block in it. The virtual machine fills a new array with zeros, but not where the next thing is to copy
  /// something into it, as here.
  private static byte[] with(byte[] block, int before, int after) {
    byte[] all = new byte[before + block.length + after];
    System.arraycopy(block, 0, all, before, block.length);
    return all;
  }

  /// How much there is.
  long length() {
    return blockBytes + position;
  }

  /// Refuses what is too long already.
  void check() {
    if (length() > limits.bytes()) {
      throw limits.tooLong(length());
    }
  }

  /// Bytes that do not change until the message is complete.
  void block(byte[] bytes, int n) {
    if (n < LARGE || n != bytes.length) {
      writeBytes(bytes, 0, n);
      return;
    }
    blocks.add(Arrays.copyOf(buffer, position));
    blocks.add(bytes);
    blockBytes += position + n;
    position = 0;
    check();
  }

  /// A float, after a byte that says that it is one.
  void float64(int tag, double d) {
    require(1 + Double.BYTES);
    buffer[position] = (byte) tag;
    LONG.set(buffer, position + 1, Double.doubleToRawLongBits(d));
    position += 1 + Double.BYTES;
  }

  void text(String s) {
    int n = s.length();
    if (n > SHORT) {
      longText(s);
      return;
    }
    int place = s.hashCode() * 0x9E3779B9 >>> 24;
    String there = known[place];
    boolean isKnown = there != null && (there == s || there.equals(s));
    if (isKnown && numbers[place] >= firstNumber) {
      writeByte(PyKryo.KNOWN_TEXT);
      writeVarInt(numbers[place] - firstNumber, true);
      return;
    }
    numbers[place] = nextNumber++;
    require(2 + SHORT + TWO_WORDS);
    if (isKnown && inWords[place]) {
      twoWords(place, n);
      return;
    }
    inWords[place] = false;
    known[place] = s;
    if (shortText(s, n) && n <= TWO_WORDS) {
      words[2 * place] = (long) LONG.get(buffer, position - n);
      words[2 * place + 1] = (long) LONG.get(buffer, position - n + Long.BYTES);
      inWords[place] = true;
    }
  }

  /// Writes a short string, for which there is room; whether it is ASCII.
  private boolean shortText(String s, int n) {
    byte[] b = buffer;
    int p = position + 2;
    int all = 0;
    for (int i = 0; i < n; i++) {
      char c = s.charAt(i);
      all |= c;
      b[p + i] = (byte) c;
    }
    if (all >= 0x80) {
      utf8(s.getBytes(StandardCharsets.UTF_8));
      return false;
    }
    b[position] = PyKryo.ASCII;
    b[position + 1] = (byte) n;
    position = p + n;
    return true;
  }

  /// Writes what was written before in two words, of which `n` bytes count: what is written next overwrites the others.
  private void twoWords(int place, int n) {
    byte[] b = buffer;
    int p = position;
    b[p] = PyKryo.ASCII;
    b[p + 1] = (byte) n;
    LONG.set(b, p + 2, words[2 * place]);
    LONG.set(b, p + 2 + Long.BYTES, words[2 * place + 1]);
    position = p + 2 + n;
  }

  /// Text as the virtual machine has it, a byte or two for each character: to find out about anything shorter takes longer
  /// than to copy it.
  private void longText(String s) {
    byte[] bytes = isWideSoon(s) ? null : narrow(s);
    if (bytes == null) {
      char[] chars = s.toCharArray();
      bytes = new byte[2 * chars.length];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().put(chars);
      writeByte(PyKryo.UTF_16);
    } else {
      writeByte(PyKryo.LATIN_1);
    }
    writeVarInt(bytes.length, true);
    block(bytes, bytes.length);
  }

  /// Whether there is something beyond Latin-1 at the beginning.
  private static boolean isWideSoon(String s) {
    for (int i = 0; i < SHORT; i++) {
      if (s.charAt(i) > 0xff) {
        return true;
      }
    }
    return false;
  }

  /// A string in Latin-1, or null. What is asked first is what the virtual machine answers fastest.
  private static byte[] narrow(String s) {
    byte[] ascii = s.getBytes(StandardCharsets.UTF_8);
    if (ascii.length == s.length()) {
      return ascii;
    }
    byte[] bytes = s.getBytes(StandardCharsets.ISO_8859_1);
    return new String(bytes, StandardCharsets.ISO_8859_1).equals(s) ? bytes : null;
  }

  private void utf8(byte[] bytes) {
    writeByte(PyKryo.UTF_8);
    writeVarInt(bytes.length, true);
    block(bytes, bytes.length);
  }
}
