package org.atoll.actors.interpreters;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.types.PyErr;

/// Waiting for an actor's reply from Python code: without the GIL, and open to signals.
final class Replies {
  private Replies() {}

  /// The reply. Where the interpreter is running already, InterpreterError with the words `running`.
  static Object await(ThreadState ts, CompletableFuture<Object> reply, String running) {
    WaitQueue waiters = new WaitQueue();
    reply.whenComplete((result, failure) -> waiters.signalAll());
    waiters.await(ts, -1, reply::isDone);
    try {
      return reply.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof InterpreterActor.AlreadyRunningException && running != null) {
        throw PyErr.format(InterpretersModule.INTERPRETER_ERROR, "%s", running);
      }
      throw HostErrors.translate(ts, e.getCause());
    }
  }
}
