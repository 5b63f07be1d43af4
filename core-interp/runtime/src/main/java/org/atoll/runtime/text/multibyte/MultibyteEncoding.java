package org.atoll.runtime.text.multibyte;

import java.io.ByteArrayOutputStream;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextBuilder;

/// One encoding: how the next character is read and written. Immutable; what an encoding remembers between characters is
/// in a state array that the caller keeps, of [#STATE_BYTES] bytes as CPython lays them out.
public abstract class MultibyteEncoding {
  public static final int STATE_BYTES = 8;
  /// Answers [#decode] and [#encode] for input that ends too early.
  static final int INCOMPLETE = 0;
  /// The first answer of those that mean an illegal sequence: `ILLEGAL + 1 - n` for one of length n.
  static final int ILLEGAL = -1;

  private final String name;

  MultibyteEncoding(String name) {
    this.name = name;
  }

  /// Python's name of it.
  public final String name() {
    return name;
  }

  /// The state at the beginning of decoding.
  public byte[] startOfDecoding() {
    return new byte[STATE_BYTES];
  }

  /// The state at the beginning of encoding.
  public byte[] startOfEncoding() {
    return new byte[STATE_BYTES];
  }

  /// Reads the next character or control sequence.
  /// @return how many bytes it takes; [#INCOMPLETE]; or a negative number, minus the length of an illegal sequence
  abstract int decode(byte[] state, byte[] in, int at, TextBuilder out);

  /// Writes the next character.
  /// @param last whether nothing follows `end`
  /// @return how many code points were written; [#INCOMPLETE]; or a negative number, minus the length of what cannot be
  ///     written
  abstract int encode(byte[] state, CodePoints in, int at, int end, boolean last, ByteArrayOutputStream out);

  /// Writes what leads back to the state at the beginning.
  void reset(byte[] state, ByteArrayOutputStream out) {}

  static void write(ByteArrayOutputStream out, int code) {
    if (code > 0xFFFFFF || code < 0) {
      out.write(code >>> 24);
    }
    if (code > 0xFFFF || code < 0) {
      out.write(code >> 16);
    }
    if (code > 0xFF || code < 0) {
      out.write(code >> 8);
    }
    out.write(code);
  }
}
