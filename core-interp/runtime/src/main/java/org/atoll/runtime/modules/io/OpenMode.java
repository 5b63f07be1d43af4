package org.atoll.runtime.modules.io;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// The mode of `open`.
record OpenMode(char kind, boolean updating, boolean binary) {
  static OpenMode parse(String mode) {
    int seen = 0;
    char kind = 0;
    int kinds = 0;
    for (int i = 0; i < mode.length(); i++) {
      char c = mode.charAt(i);
      int at = "xrwa+tb".indexOf(c);
      if (at < 0 || (seen & 1 << at) != 0) {
        throw PyErr.valueError("invalid mode: '%s'", mode);
      }
      seen |= 1 << at;
      if (at < 4) {
        kind = c;
        kinds++;
      }
    }
    boolean binary = (seen & 64) != 0;
    if (binary && (seen & 32) != 0) {
      throw PyErr.valueError("can't have text and binary mode at once");
    }
    // None at all is for the raw file to refuse.
    if (kinds > 1) {
      throw PyErr.valueError("must have exactly one of create/read/write/append mode");
    }
    return new OpenMode(kind, (seen & 16) != 0, binary);
  }

  /// Refuses what only text streams have.
  void check(ThreadState ts, Object encoding, Object errors, Object newline) {
    text("encoding", encoding);
    text("errors", errors);
    text("newline", newline);
    if (binary) {
      refuse("encoding", encoding);
      refuse("errors", errors);
      refuse("newline", newline);
    }
  }

  private static void text(String name, Object value) {
    if (value != PyNone.NONE && !PyUnicode.check(value)) {
      throw PyErr.typeError("open() argument '%s' must be str or None, not %s", name, PyObject.typeOf(value).name());
    }
  }

  private static void refuse(String name, Object value) {
    if (value != PyNone.NONE) {
      throw PyErr.valueError("binary mode doesn't take %s argument", name.equals("newline") ? "a newline" : "an " + name);
    }
  }

  boolean writing() {
    return kind != 'r';
  }

  String rawMode() {
    return (kind == 0 ? "" : String.valueOf(kind)) + (updating ? "+" : "");
  }
}
