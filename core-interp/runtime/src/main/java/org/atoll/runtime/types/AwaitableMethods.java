package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.call.Generators;
import org.atoll.runtime.interp.ThreadState;

/// The Python methods by which an awaitable iterator is run on from outside: `send`, `throw` and `close`. A type class mixes
/// them in by implementing this. Guarded by the GIL.
public interface AwaitableMethods extends Resumable {
  @PyMethod(sig = "(arg, /)", name = "send")
  default Object sendMethod(ThreadState ts, Object value) {
    return orStop(send(ts, value));
  }

  @PyMethod(sig = "(type, value=<absent>, traceback=<absent>, /)", name = "throw")
  default Object throwMethod(ThreadState ts, Object type, Object value, Object traceback) {
    return orStop(throwInto(ts, Generators.thrown(ts, type, value, traceback)));
  }

  @PyMethod(sig = "()", name = "close")
  default Object closeMethod(ThreadState ts) {
    return close(ts);
  }
}
