package org.atoll.runtime.modules.zlib;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Compresses into a zlib, raw or gzip stream. The JDK always uses the largest window; streams for smaller ones say so in
/// their header only as far as the JDK does. One thread at a time; [#close] gives native memory back.
final class DeflateStream {
  private static final int CHUNK = 16 * 1024;

  private final Deflater deflater;
  private final boolean gzip;
  private final CRC32 crc = new CRC32();
  private long consumed;
  private boolean begun;
  private boolean closed;
  private final int level;

  /// @param wbits as for `zlib.compressobj`
  /// @throws IllegalArgumentException if some option is out of range
  DeflateStream(int level, int method, int wbits, int memLevel, int strategy, byte[] dictionary) {
    int window = wbits < 0 ? -wbits : wbits > 15 ? wbits - 16 : wbits;
    if (level < -1 || level > 9 || method != 8 || window < (wbits < 0 || wbits > 15 ? 9 : 8) || window > 15 || memLevel < 1
        || memLevel > 9 || strategy < 0 || strategy > 4) {
      throw new IllegalArgumentException("Invalid initialization option");
    }
    this.level = level;
    gzip = wbits > 15;
    deflater = new Deflater(level, gzip || wbits < 0);
    // The JDK has no names for the strategies 3 (runs) and 4 (fixed codes), which change the size only.
    deflater.setStrategy(strategy > 2 ? Deflater.DEFAULT_STRATEGY : strategy);
    if (dictionary != null) {
      deflater.setDictionary(dictionary);
    }
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    deflater.end();
  }

  /// Adds data and returns what is ready.
  byte[] compress(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    begin(out);
    deflater.setInput(data);
    if (gzip) {
      crc.update(data);
      consumed += data.length;
    }
    drain(out, Deflater.NO_FLUSH);
    return out.toByteArray();
  }

  /// Writes out everything by `mode`, one of the JDK's flush modes.
  byte[] flush(int mode) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    begin(out);
    drain(out, mode);
    return out.toByteArray();
  }

  /// Ends the stream.
  byte[] finish() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    begin(out);
    deflater.finish();
    byte[] chunk = new byte[CHUNK];
    while (!deflater.finished()) {
      out.write(chunk, 0, deflater.deflate(chunk));
    }
    if (gzip) {
      writeWord(out, (int) crc.getValue());
      writeWord(out, (int) consumed);
    }
    close();
    return out.toByteArray();
  }

  private void begin(ByteArrayOutputStream out) {
    if (gzip && !begun) {
      int extra = level == 9 ? 2 : level == 1 || level == 0 ? 4 : 0;
      out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, (byte) extra, 3});
    }
    begun = true;
  }

  private void drain(ByteArrayOutputStream out, int mode) {
    byte[] chunk = new byte[CHUNK];
    int count;
    do {
      count = deflater.deflate(chunk, 0, CHUNK, mode);
      out.write(chunk, 0, count);
    } while (count == CHUNK || mode == Deflater.NO_FLUSH && !deflater.needsInput());
  }

  private static void writeWord(ByteArrayOutputStream out, int word) {
    for (int i = 0; i < 4; i++) {
      out.write(word >>> 8 * i);
    }
  }
}
