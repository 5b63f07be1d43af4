package org.atoll.channels.codec;

import java.lang.ref.WeakReference;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyException;

/// Callables as messages that may be opened any number of times, by any receivers: functions without state, and what a name
/// leads to. What one interpreter has sent last is kept, since the same is often sent many times. Guarded by the GIL.
public final class KnownCallables {
  private WeakReference<Object> last = new WeakReference<>(null);
  private Message message;

  private KnownCallables() {}

  /// Those of an interpreter.
  public static KnownCallables of(ThreadState ts) {
    return ts.interpreter().state(KnownCallables.class, KnownCallables::new);
  }

  /// The message; null where the callable goes another way, or cannot be sent at all.
  public Message message(ThreadState ts, Object callable) {
    Object known = last.get();
    if (known == callable && isCurrent(ts, callable, message)) {
      return message;
    }
    Message made = make(ts, callable);
    if (made != null) {
      last = new WeakReference<>(callable);
      message = made;
    }
    return made;
  }

  /// Whether the message would be the same if it were made now.
  private static boolean isCurrent(ThreadState ts, Object callable, Message message) {
    if (message.root() instanceof StatelessFunction f) {
      PyFunction function = (PyFunction) callable;
      return function.code == f.code() && StatelessFunction.refusal(ts, function) == null;
    }
    return message.root() == callable || message.root() instanceof GlobalRef ref && leadsTo(ts, ref, callable);
  }

  private static boolean leadsTo(ThreadState ts, GlobalRef ref, Object callable) {
    return ts.interpreter().modules().get(ref.module()) instanceof PyModule m && m.dict().get(ref.qualname()) == callable;
  }

  private static Message make(ThreadState ts, Object callable) {
    if (!(callable instanceof PyFunction || callable instanceof PyType || callable instanceof PyBuiltinFunction) || !ts.access().permissions().unlimited()) {
      return null;
    }
    if (callable instanceof PyFunction f && StatelessFunction.refusal(ts, f) == null) {
      return new Message(new StatelessFunction(f.code), true);
    }
    Message made;
    try {
      made = Sending.callable(ts, callable);
    } catch (PyException e) {
      // Whoever sends it is told why.
      return null;
    }
    return made.holds().isEmpty() && (made.root() == callable || made.root() instanceof GlobalRef) ? made : null;
  }
}
