package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFunction;

/// The executable side of a code object: every code object is compiled to one class that extends this. Stateless and
/// shared by all interpreters.
///
/// A class overrides the `callK` of its own number of parameters where they are all plain positional ones, and always
/// [#run]. What does not match falls to the general binding of arguments in [ArgumentBinder].
public abstract class CodeBody {
  public Object call0(ThreadState ts, PyFunction f) {
    return run(ts, f, ArgumentBinder.bind(ts, f, Signature.NO_ARGS, null));
  }

  public Object call1(ThreadState ts, PyFunction f, Object a) {
    return run(ts, f, ArgumentBinder.bind(ts, f, new Object[] {a}, null));
  }

  public Object call2(ThreadState ts, PyFunction f, Object a, Object b) {
    return run(ts, f, ArgumentBinder.bind(ts, f, new Object[] {a, b}, null));
  }

  public Object call3(ThreadState ts, PyFunction f, Object a, Object b, Object c) {
    return run(ts, f, ArgumentBinder.bind(ts, f, new Object[] {a, b, c}, null));
  }

  public Object call4(ThreadState ts, PyFunction f, Object a, Object b, Object c, Object d) {
    return run(ts, f, ArgumentBinder.bind(ts, f, new Object[] {a, b, c, d}, null));
  }

  /// The general call: the last `kwnames.length` of `args` are keyword arguments.
  public Object call(ThreadState ts, PyFunction f, Object[] args, String[] kwnames) {
    return run(ts, f, ArgumentBinder.bind(ts, f, args, kwnames));
  }

  /// Runs the body with one value per parameter, in the order of `co_varnames` (`*args` as a tuple, `**kwargs` as a
  /// dict); a module or class body takes its namespace as the only one.
  public abstract Object run(ThreadState ts, PyFunction f, Object[] bound);

  /// The body's position table, encoded as the compiler describes.
  public String positions() {
    return "";
  }
}
