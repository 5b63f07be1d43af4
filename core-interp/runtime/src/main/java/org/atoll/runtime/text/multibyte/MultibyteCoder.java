package org.atoll.runtime.text.multibyte;

import java.io.ByteArrayOutputStream;
import org.atoll.runtime.text.CodecError;
import org.atoll.runtime.text.CodecErrors;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.Decoded;
import org.atoll.runtime.text.TextBuilder;

/// Runs an encoding over whole texts, asking an error handler about what cannot be converted. Stateless: the caller keeps
/// the encoding's state.
public final class MultibyteCoder {
  private static final String ILLEGAL = "illegal multibyte sequence";

  private MultibyteCoder() {}

  /// What an encoder made of its input.
  ///
  /// @param consumed how many code points it stands for; the rest waits for what follows
  public record Encoded(byte[] bytes, int consumed) {}

  /// Decodes; at the `last` piece an incomplete sequence at the end is an error, otherwise it is left over.
  /// @throws CodecError as the handler decides
  public static Decoded decode(MultibyteEncoding encoding, byte[] state, byte[] in, CodecErrors errors, boolean last) {
    var out = new TextBuilder(in.length);
    int at = 0;
    while (at < in.length) {
      int length = encoding.decode(state, in, at, out);
      if (length > 0) {
        at += length;
        continue;
      }
      if (length == MultibyteEncoding.INCOMPLETE && !last) {
        break;
      }
      CodecError error = length == MultibyteEncoding.INCOMPLETE
          ? new CodecError(encoding.name(), in, at, in.length, "incomplete multibyte sequence")
          : new CodecError(encoding.name(), in, at, Math.min(at - length, in.length), ILLEGAL);
      CodecErrors.Replacement instead = errors.decoding(error, in);
      out.appendText(instead.value());
      at = instead.resume();
    }
    return new Decoded(out.build(), at);
  }

  /// Encodes; after the `last` piece comes what leads back to the state at the beginning.
  /// @throws CodecError as the handler decides
  public static Encoded encode(MultibyteEncoding encoding, byte[] state, CodePoints in, CodecErrors errors,
      boolean last) {
    var out = new ByteArrayOutputStream(in.length() * 2);
    int at = 0;
    int end = in.length();
    while (at < end) {
      int length = encoding.encode(state, in, at, end, last, out);
      if (length == MultibyteEncoding.INCOMPLETE) {
        break;
      }
      at = length > 0 ? at + length : replace(encoding, state, in, at, at - length, errors, out);
    }
    if (last) {
      encoding.reset(state, out);
    }
    return new Encoded(out.toByteArray(), at);
  }

  private static int replace(MultibyteEncoding encoding, byte[] state, CodePoints in, int start, int end,
      CodecErrors errors, ByteArrayOutputStream out) {
    CodecError error = new CodecError(encoding.name(), in, start, end, ILLEGAL);
    CodecErrors.Replacement instead = errors.encoding(error, in);
    if (instead.value() instanceof byte[] raw) {
      out.writeBytes(raw);
      return instead.resume();
    }
    CodePoints text = CodePoints.ofText(instead.value());
    for (int at = 0; at < text.length(); ) {
      int length = encoding.encode(state, text, at, text.length(), true, out);
      if (length <= 0) {
        throw error;
      }
      at += length;
    }
    return instead.resume();
  }
}
