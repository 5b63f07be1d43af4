package org.atoll.channels.codec;

import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// How large a message may be. What is larger is refused, with [#EXCEEDED], at the sender and by whoever reads bytes.
///
/// @param bytes the length of its form in bytes
/// @param depth how deep containers may be nested
/// @param elements how many containers and items of containers there may be in all
public record Limits(long bytes, int depth, long elements) {
  /// `atoll.messages.MessageLimitError`.
  public static final PyType EXCEEDED = ExceptionType.define("atoll.messages", "MessageLimitError", PyExc.ValueError, "A message is larger, or nested deeper, than messages may be.");

  /// What holds unless somebody says otherwise.
  public static final Limits DEFAULT = new Limits(1L << 30, 10_000, 1L << 28);

  /// @throws IllegalArgumentException unless all are positive, and an array can have so many bytes
  public Limits {
    if (bytes <= 0 || bytes > Integer.MAX_VALUE - 8 || depth <= 0 || elements <= 0) {
      throw new IllegalArgumentException("limits of messages must be positive, and at most " + (Integer.MAX_VALUE - 8) + " bytes");
    }
  }

  PyException tooLong(long length) {
    return PyErr.format(EXCEEDED, "a message of %d bytes is longer than the %d that are allowed", length, bytes);
  }

  PyException tooDeep() {
    return PyErr.format(EXCEEDED, "a message is nested deeper than the %d levels that are allowed", depth);
  }

  PyException tooMany() {
    return PyErr.format(EXCEEDED, "a message has more than the %d elements that are allowed", elements);
  }
}
