package dev.atoll;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// What is printed as UTF-8, handed on as text. A character whose bytes come in pieces is handed on when it is complete.
/// Thread-safe.
final class TextOutput extends OutputStream {
  private static final int MAX_CHARACTER_BYTES = 4;

  private final Appendable target;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
      .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer rest = ByteBuffer.allocate(0);

  TextOutput(Appendable target) {
    this.target = target;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(rest.remaining() + length).put(rest).put(bytes, from, length).flip();
    CharBuffer text = CharBuffer.allocate(all.remaining() + MAX_CHARACTER_BYTES);
    decoder.decode(all, text, false);
    rest = ByteBuffer.allocate(all.remaining()).put(all).flip();
    if (text.flip().hasRemaining()) {
      target.append(text.toString());
    }
  }

  @Override
  public void flush() throws IOException {
    if (target instanceof java.io.Flushable f) {
      f.flush();
    }
  }
}
