package org.atoll.channels.codec;

import com.esotericsoftware.kryo.io.Output;
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

  private final List<byte[]> blocks = new ArrayList<>();
  private long blockBytes;
  /// The strings written last, each in the place that its hash gives it, and their numbers.
  private final String[] known = new String[KNOWN];
  private final int[] numbers = new int[KNOWN];
  private int strings;
  private final Limits limits;

  MessageOutput(Limits limits) {
    super(FIRST, -1);
    this.limits = limits;
  }

  /// Begins anew.
  void start() {
    blocks.clear();
    blockBytes = 0;
    if (strings > 0) {
      Arrays.fill(known, null);
      strings = 0;
    }
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
    byte[] all = new byte[(int) length()];
    int at = 0;
    for (byte[] b : blocks) {
      System.arraycopy(b, 0, all, at, b.length);
      at += b.length;
    }
    System.arraycopy(buffer, 0, all, at, position);
    blocks.clear();
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

  void text(String s) {
    int n = s.length();
    if (n > SHORT) {
      longText(s);
      return;
    }
    int place = s.hashCode() * 0x9E3779B9 >>> 24;
    String there = known[place];
    if (there != null && (there == s || there.equals(s))) {
      writeByte(PyKryo.KNOWN_TEXT);
      writeVarInt(numbers[place], true);
      return;
    }
    known[place] = s;
    numbers[place] = strings++;
    require(n + 2);
    byte[] b = buffer;
    int p = position + 2;
    int all = 0;
    for (int i = 0; i < n; i++) {
      char c = s.charAt(i);
      all |= c;
      b[p + i] = (byte) c;
    }
    if (all < 0x80) {
      b[position] = PyKryo.ASCII;
      b[position + 1] = (byte) n;
      position = p + n;
      return;
    }
    utf8(s.getBytes(StandardCharsets.UTF_8));
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
