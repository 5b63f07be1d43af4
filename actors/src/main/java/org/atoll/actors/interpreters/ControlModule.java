package org.atoll.actors.interpreters;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// `_atoll_interpreters`: what `atoll.interpreters` adds to `concurrent.interpreters`: interrupts, an end by force, limits.
@PyModuleDef(value = "_atoll_interpreters", doc = "Control of other interpreters; see atoll.interpreters.")
final class ControlModule {
  @PyConstant(name = "Interrupted")
  static final PyType INTERRUPTED = ExceptionType.define("atoll.interpreters", "Interrupted", PyExc.KeyboardInterrupt, """
      Raised in code that another interpreter, or the embedding program, has interrupted.

      A KeyboardInterrupt, so that code which cleans up after Ctrl-C does so here, and a
      BaseException, so that `except Exception` lets it pass.""");
  @PyConstant(name = "DeadlineExceeded")
  static final PyType DEADLINE_EXCEEDED = ExceptionType.define("atoll.interpreters", "DeadlineExceeded", INTERRUPTED,
      "Raised in code that was given a time to be done in, once that is over.");
  @PyConstant(name = "LimitExceeded")
  static final PyType LIMIT_EXCEEDED = ExceptionType.define("atoll.interpreters", "LimitExceeded", INTERRUPTED,
      "Raised in code that has used up what its interpreter may use. The interpreter ends after its grace.");
  @PyConstant(name = "InterpreterKilledError")
  static final PyType KILLED_ERROR = ExceptionType.define("atoll.interpreters", "InterpreterKilledError", InterpretersModule.NOT_FOUND, """
      Raised where work was asked of an interpreter that was killed, or has used up its limits.

      Attributes: id, the interpreter's number; reason, why it has ended; limit, the name of
      the limit that it has passed, or None.""");

  /// For an interpreter that is no more.
  static PyException killed(long id, Termination why) {
    PyException e = PyErr.format(KILLED_ERROR, "interpreter %d has ended: %s", id, why.reason());
    e.value.setOwn("id", id);
    e.value.setOwn("reason", why.reason());
    e.value.setOwn("limit", why instanceof Termination.LimitExceeded l ? l.limit() : PyNone.NONE);
    return e;
  }
}
