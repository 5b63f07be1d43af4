package org.atoll.runtime.interp;

import java.io.InputStream;
import java.io.OutputStream;

/// What stands for the standard streams of one interpreter in place of the process's: null where the process's remain. Text is
/// UTF-8. They are called without the GIL, by one thread of the interpreter at a time unless its code has several. Immutable.
///
/// @param in what `sys.stdin` reads
/// @param out what `sys.stdout` writes to, flushed after each line
/// @param err what `sys.stderr` writes to, the same
public record OwnStreams(InputStream in, OutputStream out, OutputStream err) {
  public static final OwnStreams NONE = new OwnStreams(null, null, null);

  /// Whether one stands for a standard descriptor.
  public boolean has(int fd) {
    return (fd == 0 ? in : fd == 1 ? out : err) != null;
  }

  /// These with others.
  public OwnStreams withIn(InputStream other) {
    return new OwnStreams(other, out, err);
  }

  public OwnStreams withOut(OutputStream other) {
    return new OwnStreams(in, other, err);
  }

  public OwnStreams withErr(OutputStream other) {
    return new OwnStreams(in, out, other);
  }
}
