package org.atoll.runtime.host;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Random bytes of the system. Thread-safe.
public final class Randomness {
  private Randomness() {}

  /// Bytes fit for cryptography (`os.urandom`).
  public static byte[] bytes(int count) {
    try (FileInputStream in = new FileInputStream("/dev/urandom")) {
      return in.readNBytes(count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
