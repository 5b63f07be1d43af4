package org.atoll.runtime.text;

/// What the decoders share: the input, the position in it, the text so far and the error handler.
abstract class Decoder {
  final byte[] in;
  final CodecErrors errors;
  final TextBuilder out;
  String encoding;
  int at;

  Decoder(String encoding, byte[] in, CodecErrors errors) {
    this.encoding = encoding;
    this.in = in;
    this.errors = errors;
    this.out = new TextBuilder(in.length);
  }

  /// Lets the error handler replace `start` to `end` and goes on where it says.
  final void fail(int start, int end, String reason) {
    var replacement = errors.decoding(new CodecError(encoding, in, start, end, reason), in);
    out.appendText(replacement.value());
    at = replacement.resume();
  }

  final Decoded result() {
    return new Decoded(out.build(), at);
  }
}
