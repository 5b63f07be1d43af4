package org.atoll.runtime.modules.compression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/// Decodes a stream whose input comes in pieces with a decoder that pulls its input. The decoder runs on a virtual
/// thread of its own, which sleeps wherever it needs more input or has produced as much as was asked for; only one of
/// the two threads ever runs. One caller at a time.
final class StreamDecoder {
  /// Opens the decoder's stream; may read from `in`.
  interface Opener {
    InputStream open(InputStream in) throws IOException;
  }

  private static final Cleaner CLEANER = Cleaner.create();

  private final Coroutine coroutine;

  StreamDecoder(Opener opener) {
    Coroutine made = new Coroutine(opener);
    coroutine = made;
    // A decoder that is dropped in the middle leaves a thread behind that waits for ever.
    CLEANER.register(this, made::abandon);
  }

  /// Appends to the input.
  void feed(byte[] data) {
    coroutine.feed(data);
  }

  /// Decodes what the input so far gives, at most `limit` bytes.
  /// @throws IOException what the decoder found wrong with its input
  byte[] decode(int limit) throws IOException {
    return coroutine.decode(limit);
  }

  /// Whether the end of the stream has been reached.
  boolean atEnd() {
    return coroutine.state == State.END;
  }

  /// Whether nothing more can be decoded from the input so far.
  boolean needsInput() {
    return coroutine.state == State.HUNGRY;
  }

  /// The input that has not been read.
  byte[] rest() {
    return coroutine.rest();
  }

  private enum State {
    /// Not begun, or stopped at the limit of output.
    READY,
    HUNGRY,
    END,
    FAILED
  }

  /// What both threads share. It knows nothing of its owner, so that this can be collected.
  private static final class Coroutine extends InputStream {
    private final Opener opener;
    private final Semaphore resume = new Semaphore(0);
    private final Semaphore paused = new Semaphore(0);
    private byte[] input = {};
    private int position;
    private ByteArrayOutputStream output = new ByteArrayOutputStream();
    private int limit;
    private volatile State state = State.READY;
    private Throwable failure;
    private Thread thread;
    private boolean closed;

    Coroutine(Opener opener) {
      this.opener = opener;
    }

    void feed(byte[] data) {
      if (data.length == 0) {
        return;
      }
      byte[] rest = rest();
      int length = rest.length;
      input = Arrays.copyOf(rest, length + data.length);
      System.arraycopy(data, 0, input, length, data.length);
      position = 0;
      if (state == State.HUNGRY) {
        state = State.READY;
      }
    }

    byte[] rest() {
      return Arrays.copyOfRange(input, position, input.length);
    }

    byte[] decode(int most) throws IOException {
      limit = most;
      output = new ByteArrayOutputStream(Math.min(most, 1 << 13));
      if (state == State.READY) {
        if (thread == null) {
          thread = Thread.ofVirtual().name("decoder").start(this::run);
        }
        resume.release();
        paused.acquireUninterruptibly();
      }
      if (state == State.FAILED) {
        if (failure instanceof IOException e) {
          throw e;
        }
        throw new IOException(failure);
      }
      return output.toByteArray();
    }

    void abandon() {
      if (thread != null) {
        thread.interrupt();
      }
    }

    private void run() {
      try {
        resume.acquire();
        transfer();
        state = State.END;
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        if (closed) {
          return;
        }
        failure = e;
        state = State.FAILED;
      }
      paused.release();
    }

    private void transfer() throws IOException, InterruptedException {
      InputStream stream = opener.open(this);
      byte[] buffer = new byte[1 << 13];
      while (true) {
        while (output.size() >= limit) {
          pause(State.READY);
        }
        // More than the decoder has at hand could make it wait for input while it holds back what it has.
        int wanted = Math.clamp(stream.available(), 1, Math.min(buffer.length, limit - output.size()));
        int count = 1;
        if (wanted == 1) {
          int b = stream.read();
          count = b < 0 ? -1 : 1;
          buffer[0] = (byte) b;
        } else {
          count = stream.read(buffer, 0, wanted);
        }
        if (count < 0) {
          return;
        }
        output.write(buffer, 0, count);
      }
    }

    private void pause(State why) throws InterruptedException {
      state = why;
      paused.release();
      resume.acquire();
    }

    private void awaitInput() throws IOException {
      while (position == input.length) {
        try {
          pause(State.HUNGRY);
        } catch (InterruptedException e) {
          closed = true;
          throw new IOException("abandoned", e);
        }
      }
    }

    @Override
    public int read() throws IOException {
      awaitInput();
      return input[position++] & 0xFF;
    }

    @Override
    public int read(byte[] b, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      awaitInput();
      int count = Math.min(length, input.length - position);
      System.arraycopy(input, position, b, offset, count);
      position += count;
      return count;
    }

    @Override
    public int available() {
      return input.length - position;
    }
  }
}
