package org.atoll.runtime.modules.pickle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;

/// The bytes of a pickle that is being written, with the frames of protocol 4. A frame is opened by what is written
/// first, and closed at a boundary between objects once it is large enough; what is large itself stands outside.
///
/// One thread at a time.
final class PickleOutput {
  private static final int FRAME_HEADER = 9;
  private static final int FRAME_MINIMUM = 4;
  private static final int FRAME_TARGET = 64 * 1024;
  private static final int INITIAL = 256;

  private byte[] buffer = new byte[INITIAL];
  private int length;
  private boolean framing;
  private int frameStart = -1;
  /// The `write` method of a file, or null where the bytes are for the caller.
  private final Object write;

  PickleOutput(Object write) {
    this.write = write;
  }

  boolean isFile() {
    return write != null;
  }

  /// Begins a new pickle.
  void clear() {
    length = 0;
    frameStart = -1;
    framing = false;
  }

  void beginFraming() {
    framing = true;
  }

  /// Makes room for `n` bytes, in a frame where there are frames, and gives the place of the first.
  private int room(int n) {
    if (framing && frameStart < 0) {
      frameStart = length;
      reserve(FRAME_HEADER);
      length += FRAME_HEADER;
    }
    reserve(n);
    int at = length;
    length = at + n;
    return at;
  }

  private void reserve(int n) {
    if (n > buffer.length - length) {
      long wanted = (long) length + n;
      if (wanted > Integer.MAX_VALUE - 16) {
        throw PyErr.memoryError();
      }
      buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 16, wanted + (wanted >> 1)));
    }
  }

  void op(int opcode) {
    int at = room(1);
    buffer[at] = (byte) opcode;
  }

  void op(int opcode, int operand) {
    int at = room(2);
    buffer[at] = (byte) opcode;
    buffer[at + 1] = (byte) operand;
  }

  void op2(int opcode, int operand) {
    int at = room(3);
    buffer[at] = (byte) opcode;
    buffer[at + 1] = (byte) operand;
    buffer[at + 2] = (byte) (operand >> 8);
  }

  void op4(int opcode, int operand) {
    int at = room(5);
    buffer[at] = (byte) opcode;
    little(at + 1, operand, 4);
  }

  private void little(int at, long value, int count) {
    for (int i = 0; i < count; i++) {
      buffer[at + i] = (byte) (value >> 8 * i);
    }
  }

  void binFloat(double value) {
    int at = room(9);
    long bits = Double.doubleToRawLongBits(value);
    buffer[at] = Opcode.BINFLOAT;
    for (int i = 1; i <= 8; i++) {
      buffer[at + i] = (byte) (bits >> 64 - 8 * i);
    }
  }

  /// LONG1 of a number that is given in two's complement, of `count` bytes.
  void long1(long value, int count) {
    int at = room(2 + count);
    buffer[at] = (byte) Opcode.LONG1;
    buffer[at + 1] = (byte) count;
    little(at + 2, value, count);
  }

  /// Writes bytes as they are.
  void raw(byte[] bytes) {
    int at = room(bytes.length);
    System.arraycopy(bytes, 0, buffer, at, bytes.length);
  }

  /// Writes characters below U+0100.
  void latin1(String text) {
    raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Writes an ASCII str with its header in one go; false, with nothing written, if it is too long or has anything else.
  boolean shortAscii(String s, boolean withShortHeader) {
    int n = s.length();
    int header = withShortHeader ? 2 : 5;
    int at = room(header + n);
    byte[] b = buffer;
    int to = at + header;
    for (int i = 0; i < n; i++) {
      char c = s.charAt(i);
      if (c >= 0x80) {
        length = at;
        return false;
      }
      b[to + i] = (byte) c;
    }
    if (withShortHeader) {
      b[at] = (byte) Opcode.SHORT_BINUNICODE;
      b[at + 1] = (byte) n;
    } else {
      b[at] = Opcode.BINUNICODE;
      little(at + 1, n, 4);
    }
    return true;
  }

  /// Writes an instruction whose operand is a length of `lengthBytes` bytes and the data itself. Large data stands outside
  /// of frames and goes to the file directly; `whole` is the object that holds just these bytes, or null.
  void block(ThreadState ts, int opcode, int lengthBytes, byte[] data, int from, int count, Object whole) {
    boolean large = count >= FRAME_TARGET;
    boolean framed = framing;
    if (large) {
      closeFrame();
      framing = false;
    }
    int at = room(1 + lengthBytes);
    buffer[at] = (byte) opcode;
    little(at + 1, count, lengthBytes);
    if (large && write != null) {
      flush(ts);
      Call.call1(ts, write, whole != null ? whole : new PyBytes(Arrays.copyOfRange(data, from, from + count)));
    } else {
      at = room(count);
      System.arraycopy(data, from, buffer, at, count);
    }
    framing = framed;
  }

  /// Between two objects: closes a frame that is large enough.
  void boundary(ThreadState ts) {
    if (frameStart >= 0 && length - frameStart - FRAME_HEADER >= FRAME_TARGET) {
      closeFrame();
      if (write != null) {
        flush(ts);
      }
    }
  }

  private void closeFrame() {
    if (frameStart < 0) {
      return;
    }
    int begin = frameStart + FRAME_HEADER;
    int size = length - begin;
    if (size >= FRAME_MINIMUM) {
      buffer[frameStart] = (byte) Opcode.FRAME;
      little(frameStart + 1, size, 8);
    } else {
      System.arraycopy(buffer, begin, buffer, frameStart, size);
      length -= FRAME_HEADER;
    }
    frameStart = -1;
  }

  /// Ends the pickle.
  void finish() {
    closeFrame();
    framing = false;
  }

  /// Writes to the file what has been collected.
  void flush(ThreadState ts) {
    PyBytes all = take();
    length = 0;
    Call.call1(ts, write, all);
  }

  /// What has been written.
  PyBytes take() {
    return new PyBytes(Arrays.copyOf(buffer, length));
  }
}
