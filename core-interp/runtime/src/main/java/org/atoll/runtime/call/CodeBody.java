package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.types.PyGenerator;

/// The executable side of a code object: every code object is compiled to one class that extends this. Stateless but for
/// the nested code objects, and shared by all interpreters.
///
/// A class overrides the `callK` of its own number of parameters where they are all plain positional ones, and always
/// [#run]. What does not match falls to the general binding of arguments in [ArgumentBinder]. The callee, in compiled
/// classes always a [PyFunction], is declared as `Object` because the bodies that [Call#bodyOf] gives for other callables
/// are called in the same way.
public abstract class CodeBody {
  /// The code objects nested in this one, in the order of [#nested]; set when the body is loaded.
  public PyCode[] codes;
  /// The unpacked positions, see [PositionTable]; made when first needed.
  int[] positionTable;

  public Object call0(ThreadState ts, Object f) {
    PyFunction fn = (PyFunction) f;
    if (fn.code.plain && fn.code.argcount <= fn.defaults.length) {
      Object[] d = fn.defaults;
      int n = d.length;
      switch (fn.code.argcount) {
        case 1:
          return call1(ts, f, d[n - 1]);
        case 2:
          return call2(ts, f, d[n - 2], d[n - 1]);
        case 3:
          return call3(ts, f, d[n - 3], d[n - 2], d[n - 1]);
        default:
      }
    }
    return run(ts, f, ArgumentBinder.bind(ts, (PyFunction) f, Signature.NO_ARGS, null));
  }

  public Object call1(ThreadState ts, Object f, Object a) {
    PyFunction fn = (PyFunction) f;
    if (fn.code.plain && fn.code.argcount - 1 <= fn.defaults.length) {
      Object[] d = fn.defaults;
      int n = d.length;
      switch (fn.code.argcount) {
        case 2:
          return call2(ts, f, a, d[n - 1]);
        case 3:
          return call3(ts, f, a, d[n - 2], d[n - 1]);
        case 4:
          return call4(ts, f, a, d[n - 3], d[n - 2], d[n - 1]);
        default:
      }
    }
    return run(ts, f, ArgumentBinder.bind(ts, (PyFunction) f, new Object[] {a}, null));
  }

  public Object call2(ThreadState ts, Object f, Object a, Object b) {
    PyFunction fn = (PyFunction) f;
    if (fn.code.plain && fn.code.argcount - 2 <= fn.defaults.length) {
      Object[] d = fn.defaults;
      int n = d.length;
      switch (fn.code.argcount) {
        case 3:
          return call3(ts, f, a, b, d[n - 1]);
        case 4:
          return call4(ts, f, a, b, d[n - 2], d[n - 1]);
        default:
      }
    }
    return run(ts, f, ArgumentBinder.bind(ts, (PyFunction) f, new Object[] {a, b}, null));
  }

  public Object call3(ThreadState ts, Object f, Object a, Object b, Object c) {
    PyFunction fn = (PyFunction) f;
    if (fn.code.plain && fn.code.argcount == 4 && fn.defaults.length > 0) {
      return call4(ts, f, a, b, c, fn.defaults[fn.defaults.length - 1]);
    }
    return run(ts, f, ArgumentBinder.bind(ts, (PyFunction) f, new Object[] {a, b, c}, null));
  }

  public Object call4(ThreadState ts, Object f, Object a, Object b, Object c, Object d) {
    return run(ts, f, ArgumentBinder.bind(ts, (PyFunction) f, new Object[] {a, b, c, d}, null));
  }

  /// The general call: the last `kwnames.length` of `args` are keyword arguments.
  public Object call(ThreadState ts, Object f, Object[] args, String[] kwnames) {
    return run(ts, f, ArgumentBinder.bind(ts, (PyFunction) f, args, kwnames));
  }

  /// Runs the body with one value per parameter, in the order of `co_varnames` (`*args` as a tuple, `**kwargs` as a
  /// dict); a module or class body takes its namespace as the only one.
  public abstract Object run(ThreadState ts, Object f, Object[] bound);

  /// Goes on with the body of a generator, coroutine or asynchronous generator: gives what it yields, or what it returns
  /// when it has set the generator's state to -1. `sent` is a value, or a PyException to be raised.
  public Object resume(ThreadState ts, PyGenerator g, Object sent) {
    throw new IllegalStateException("no generator");
  }

  /// The number of elements of the array that holds a generator's variables; 0 for other bodies.
  public int frameSize() {
    return 0;
  }

  /// The position table, packed as the compiler's `Positions` describes.
  public String positions() {
    return "";
  }

  /// Variable names and constants, packed as the compiler's `CodeInfo` describes.
  public String details() {
    return "";
  }

  /// What there is to know of the code object itself; only the class of a unit's own body has it.
  public String summary() {
    return "";
  }

  /// The summaries of the nested code objects.
  public String[] nested() {
    return new String[0];
  }
}
