package org.atoll.actors.interpreters;

import akka.actor.typed.ActorRef;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.atoll.runtime.importlib.Startup;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;

/// A subinterpreter with its actor. Thread-safe.
final class ManagedInterpreter {
  private final Interpreter interpreter;
  private final AtomicLong references = new AtomicLong();
  private final boolean countsReferences;
  private volatile ActorRef<InterpreterCommand> actor;
  private boolean initialized;

  ManagedInterpreter(Interpreter interpreter, boolean countsReferences) {
    this.interpreter = interpreter;
    this.countsReferences = countsReferences;
  }

  long id() {
    return interpreter.id();
  }

  Interpreter interpreter() {
    return interpreter;
  }

  ActorRef<InterpreterCommand> actor() {
    return actor;
  }

  void setActor(ActorRef<InterpreterCommand> actor) {
    this.actor = actor;
  }

  void incref() {
    references.incrementAndGet();
  }

  /// Whether the last reference is gone and the interpreter with it.
  boolean decref() {
    return references.decrementAndGet() <= 0 && countsReferences;
  }

  /// Runs an action with a thread state of this interpreter attached to the calling thread. The interpreter's modules are
  /// set up by the first.
  Object attached(Function<ThreadState, Object> action) {
    ThreadState ts = interpreter.newThreadState();
    ThreadState before = interpreter.attach(ts);
    try {
      if (!initialized) {
        initialized = true;
        Startup.initializeSubinterpreter(ts);
        PyModule main = new PyModule("__main__");
        main.dict().put("__builtins__", interpreter.modules().get("builtins"));
        interpreter.modules().put("__main__", main);
      }
      return action.apply(ts);
    } finally {
      interpreter.detach(ts, before);
      interpreter.removeThreadState(ts);
    }
  }
}
