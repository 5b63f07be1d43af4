package org.atoll.actors.interpreters;

import org.atoll.channels.codec.Message;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyTuple;

/// A task of an interpreter pool, the tuple of function, arguments and keywords, that has been made ready to be sent when it
/// was submitted: a worker needs no GIL of the submitter's for it. Immutable.
final class PoolTask extends PyTuple {
  /// The function; may be opened by any interpreter.
  final Message function;
  /// The arguments, which stand for themselves in any interpreter.
  final PyTuple args;

  PoolTask(PyType cls, Object[] items, Message function, PyTuple args) {
    super(cls, items);
    this.function = function;
    this.args = args;
  }
}
