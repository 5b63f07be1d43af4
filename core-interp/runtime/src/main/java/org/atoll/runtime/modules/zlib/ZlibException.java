package org.atoll.runtime.modules.zlib;

/// Bad compressed data: zlib's error number and its own words, if any.
final class ZlibException extends Exception {
  private static final long serialVersionUID = 1;

  final int code;
  /// What was being done when it happened, where that is not what the caller was doing.
  final String doing;

  ZlibException(int code, String message) {
    this(code, message, null);
  }

  ZlibException(int code, String message, String doing) {
    super(message);
    this.code = code;
    this.doing = doing;
  }
}
