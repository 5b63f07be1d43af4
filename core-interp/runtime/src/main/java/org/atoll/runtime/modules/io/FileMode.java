package org.atoll.runtime.modules.io;

import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// The mode of a raw file: exactly one of `x`, `r`, `w` and `a`, and `+` for the other direction too.
record FileMode(boolean created, boolean readable, boolean writable, boolean appending, boolean truncate) {
  static final FileMode NONE = new FileMode(false, false, false, false, false);
  private static final int O_WRONLY = 1;
  private static final int O_RDWR = 2;
  private static final int O_CREAT = 0100;
  private static final int O_EXCL = 0200;
  private static final int O_TRUNC = 01000;
  private static final int O_APPEND = 02000;

  static FileMode parse(String mode) {
    char kind = 0;
    boolean plus = false;
    for (int i = 0; i < mode.length(); i++) {
      char c = mode.charAt(i);
      switch (c) {
        case 'x', 'r', 'w', 'a' -> {
          if (kind != 0) {
            throw bad();
          }
          kind = c;
        }
        case 'b' -> {
          // Raw files are binary anyway.
        }
        case '+' -> {
          if (plus) {
            throw bad();
          }
          plus = true;
        }
        default -> throw PyErr.valueError("invalid mode: %s", mode);
      }
    }
    if (kind == 0) {
      throw bad();
    }
    return new FileMode(kind == 'x', kind == 'r' || plus, kind != 'r' || plus, kind == 'a', kind == 'w');
  }

  private static PyException bad() {
    return PyErr.valueError("Must have exactly one of create/read/write/append mode and at most one plus");
  }

  int openFlags() {
    int flags = readable && writable ? O_RDWR : readable ? 0 : O_WRONLY;
    if (created) {
      flags |= O_EXCL | O_CREAT;
    }
    if (truncate) {
      flags |= O_CREAT | O_TRUNC;
    }
    return appending ? flags | O_CREAT | O_APPEND : flags;
  }

  String text() {
    String plus = readable && writable ? "+" : "";
    return (created ? "xb" : appending ? "ab" : readable ? "rb" : "wb") + plus;
  }
}
