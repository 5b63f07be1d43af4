package org.atoll.runtime.modules.zlib;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses a zlib, raw or gzip stream that arrives in pieces. The JDK knows the first two; the frame of the third is
/// read here. Streams with larger windows than `wbits` names are read as well: the JDK always allows the largest. One
/// thread at a time; [#close] gives native memory back.
final class InflateStream {
  private static final int GZIP_HEADER = 10;
  private static final int FLAG_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int TRAILER = 8;

  private enum State { DETECT, HEADER, BODY, TRAILER, DONE }

  private final byte[] dictionary;
  private Inflater inflater;
  private State state;
  private boolean gzip;
  private final CRC32 crc = new CRC32();
  private long produced;
  /// Header or trailer of a gzip stream as far as it has come.
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private byte[] input = new byte[0];
  private int position;

  /// @param wbits as for `zlib.decompressobj`
  /// @throws IllegalArgumentException if `wbits` is out of range
  InflateStream(int wbits, byte[] dictionary) {
    this.dictionary = dictionary;
    int windowBits;
    if (wbits < 0) {
      windowBits = -wbits;
      start(true, State.BODY);
      if (dictionary != null) {
        inflater.setDictionary(dictionary);
      }
    } else if (wbits < 16) {
      windowBits = wbits;
      start(false, State.BODY);
    } else if (wbits < 32) {
      windowBits = wbits - 16;
      state = State.HEADER;
    } else {
      windowBits = wbits - 32;
      state = State.DETECT;
    }
    if (windowBits > 15 || windowBits < 8 && (windowBits != 0 || wbits < 0)) {
      close();
      throw new IllegalArgumentException("Invalid initialization option");
    }
  }

  private void start(boolean raw, State next) {
    inflater = new Inflater(raw);
    state = next;
  }

  /// Adds compressed data behind what has not been used yet.
  void feed(byte[] data) {
    if (position == input.length) {
      input = data;
    } else {
      byte[] rest = unused();
      input = Arrays.copyOf(rest, rest.length + data.length);
      System.arraycopy(data, 0, input, rest.length, data.length);
    }
    position = 0;
  }

  /// The input behind what has been used.
  byte[] unused() {
    return Arrays.copyOfRange(input, position, input.length);
  }

  /// Drops what has not been used.
  void dropInput() {
    position = input.length;
  }

  boolean atEnd() {
    return state == State.DONE;
  }

  void close() {
    if (inflater != null) {
      inflater.end();
    }
  }

  /// Decompresses into `out`; 0 where more input is needed, or at the end.
  int read(byte[] out, int offset, int length) throws ZlibException {
    if (!readFrame()) {
      return 0;
    }
    if (state == State.BODY) {
      int count = inflate(out, offset, length);
      if (count > 0 || state == State.BODY) {
        return count;
      }
    }
    readFrame();
    return 0;
  }

  /// Whether the stream is at its body.
  private boolean readFrame() throws ZlibException {
    if (state == State.DETECT && position < input.length) {
      if (input[position] == 0x1f) {
        state = State.HEADER;
      } else {
        start(false, State.BODY);
      }
    }
    while (state == State.HEADER && position < input.length) {
      frame.write(input[position++]);
      if (headerComplete()) {
        frame.reset();
        gzip = true;
        start(true, State.BODY);
      }
    }
    while (state == State.TRAILER && position < input.length) {
      frame.write(input[position++]);
      if (frame.size() == TRAILER) {
        checkTrailer();
        state = State.DONE;
      }
    }
    return state == State.BODY;
  }

  private boolean headerComplete() throws ZlibException {
    byte[] h = frame.toByteArray();
    if (h.length == 2 && (h[0] != 0x1f || h[1] != (byte) 0x8b)) {
      throw new ZlibException(-3, "incorrect header check");
    }
    if (h.length == 3 && h[2] != 8) {
      throw new ZlibException(-3, "unknown compression method");
    }
    if (h.length == 4 && (h[3] & 0xe0) != 0) {
      throw new ZlibException(-3, "unknown header flags set");
    }
    int at = GZIP_HEADER;
    if (h.length < at) {
      return false;
    }
    if ((h[3] & FLAG_EXTRA) != 0) {
      if (h.length < at + 2) {
        return false;
      }
      at += 2 + (h[at] & 0xff | (h[at + 1] & 0xff) << 8);
    }
    for (int flag : new int[] {FLAG_NAME, FLAG_COMMENT}) {
      if ((h[3] & flag) != 0) {
        while (at < h.length && h[at] != 0) {
          at++;
        }
        at++;
      }
    }
    return h.length >= at + ((h[3] & FLAG_CRC) != 0 ? 2 : 0);
  }

  private void checkTrailer() throws ZlibException {
    byte[] t = frame.toByteArray();
    if (word(t, 0) != (int) crc.getValue()) {
      throw new ZlibException(-3, "incorrect data check");
    }
    if (word(t, 4) != (int) produced) {
      throw new ZlibException(-3, "incorrect length check");
    }
  }

  private static int word(byte[] data, int at) {
    return data[at] & 0xff | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff) << 16 | data[at + 3] << 24;
  }

  private int inflate(byte[] out, int offset, int length) throws ZlibException {
    inflater.setInput(input, position, input.length - position);
    int count = 0;
    try {
      count = inflater.inflate(out, offset, length);
      if (count == 0 && inflater.needsDictionary()) {
        setDictionary();
        count = inflater.inflate(out, offset, length);
      }
    } catch (DataFormatException e) {
      throw new ZlibException(-3, e.getMessage());
    } finally {
      position = input.length - inflater.getRemaining();
    }
    if (gzip) {
      crc.update(out, offset, count);
      produced += count;
    }
    if (inflater.finished()) {
      state = gzip ? State.TRAILER : State.DONE;
    }
    return count;
  }

  private void setDictionary() throws ZlibException {
    if (dictionary == null) {
      throw new ZlibException(2, null);
    }
    try {
      inflater.setDictionary(dictionary);
    } catch (IllegalArgumentException e) {
      throw new ZlibException(-3, "invalid input data", "setting zdict");
    }
  }
}
