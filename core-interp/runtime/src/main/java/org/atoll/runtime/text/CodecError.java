package org.atoll.runtime.text;

/// Text or bytes that a codec cannot convert: what UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError say.
/// Like [TextError] it has no stack trace; the object layer turns it into the Python exception.
public final class CodecError extends RuntimeException {
  private final String encoding;
  private final transient Object input;
  private final int start;
  private final int end;
  private final String reason;

  /// @param input the `byte[]` or [CodePoints] being converted
  /// @param start where the offending part begins
  /// @param end where it ends
  public CodecError(String encoding, Object input, int start, int end, String reason) {
    super(reason, null, false, false);
    this.encoding = encoding;
    this.input = input;
    this.start = start;
    this.end = end;
    this.reason = reason;
  }

  /// Whether this happened while decoding bytes.
  public boolean isDecoding() {
    return input instanceof byte[];
  }

  /// The codec's name.
  public String encoding() {
    return encoding;
  }

  /// The `byte[]` or [CodePoints] being converted.
  public Object input() {
    return input;
  }

  /// Where the offending part begins.
  public int start() {
    return start;
  }

  /// Where the offending part ends.
  public int end() {
    return end;
  }

  /// Why it cannot be converted.
  public String reason() {
    return reason;
  }
}
