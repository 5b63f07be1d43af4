package org.atoll.actors.cell;

import org.atoll.runtime.host.Errno;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// The exceptions of `atoll.actors`.
final class ActorErrors {
  private static final String MODULE = "atoll.actors";

  static final PyType ACTOR_ERROR = ExceptionType.define(MODULE, "ActorError", PyExc.RuntimeError, "What is wrong with the use of an actor.");
  static final PyType STOPPED = ExceptionType.define(MODULE, "ActorStopped", ACTOR_ERROR, "The actor has ended, or ended before it could answer.");
  static final PyType MAILBOX_FULL = ExceptionType.define(MODULE, "MailboxFull", ACTOR_ERROR, "There is no room in the actor's mailbox.");
  static final PyType NAME_TAKEN = ExceptionType.define(MODULE, "NameTaken", "Another actor has that name.", ACTOR_ERROR, PyExc.ValueError);
  static final PyType REMOTE = ExceptionType.define(MODULE, "RemoteError", ACTOR_ERROR,
      "An exception of an actor whose own class cannot be sent; the text says what it was.");
  static final PyType TRACEBACK = ExceptionType.define(MODULE, "RemoteTraceback", PyExc.Exception,
      "Where in the actor an exception was raised; the cause of that exception.");
  static final PyType EXIT = ExceptionType.define(MODULE, "ActorExit", PyExc.BaseException,
      "Raised in an actor's receive() where the actor is to end; it runs its `finally` clauses and need not be caught.");

  private ActorErrors() {}

  /// For an interpreter whose rights are limited.
  static PyException notPermitted(String what) {
    return PyErr.osErrorWithMessage(Errno.EPERM, what + ": the capabilities of this interpreter are limited");
  }

  static PyException error(String message, Object... args) {
    return PyErr.format(ACTOR_ERROR, message, args);
  }

  static PyException stopped(Cell cell) {
    return PyErr.format(STOPPED, "%s", cell.obituary());
  }
}
