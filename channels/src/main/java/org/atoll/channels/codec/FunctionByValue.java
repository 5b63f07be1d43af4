package org.atoll.channels.codec;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.types.PyException;

/// A function that no name leads to, such as a lambda or a closure, as a task for another interpreter: its code, and what
/// the variables that it takes along and the globals that it reads are bound to at the moment. Immutable; has no form in
/// bytes.
record FunctionByValue(MainDefinitions.Root root) implements Portable {
  /// The function by its name, or by value where no name leads to it.
  ///
  /// @throws PyException where neither can be: what there is to say about the name
  static Object orName(PyKryo kryo, PyFunction f, java.util.function.Supplier<Object> byName) {
    try {
      return byName.get();
    } catch (PyException e) {
      // A variable that another function rebinds is state that both share: a copy would be something else.
      if (f.code.reboundFreevars().length > 0) {
        throw e;
      }
      try {
        return new FunctionByValue(MainDefinitions.of(kryo.ts, f));
      } catch (PyException refused) {
        throw e;
      }
    }
  }

  @Override
  public Object make(ThreadState ts) {
    return root.installCurrent(ts);
  }
}
