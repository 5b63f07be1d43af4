package org.atoll.runtime.call;

import java.util.Arrays;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.Descriptors;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyMethod;
import org.atoll.runtime.object.PyMethodDescr;
import org.atoll.runtime.object.PyNewMethod;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// Calling any Python value (`Objects/call.c`).
public final class Call {
  private Call() {}

  public static Object call0(ThreadState ts, Object callee) {
    return callee instanceof PyObject p ? p.call0(ts) : notCallable(callee);
  }

  public static Object call1(ThreadState ts, Object callee, Object a) {
    return callee instanceof PyObject p ? p.call1(ts, a) : notCallable(callee);
  }

  public static Object call2(ThreadState ts, Object callee, Object a, Object b) {
    return callee instanceof PyObject p ? p.call2(ts, a, b) : notCallable(callee);
  }

  public static Object call3(ThreadState ts, Object callee, Object a, Object b, Object c) {
    return callee instanceof PyObject p ? p.call3(ts, a, b, c) : notCallable(callee);
  }

  public static Object call4(ThreadState ts, Object callee, Object a, Object b, Object c, Object d) {
    return callee instanceof PyObject p ? p.call4(ts, a, b, c, d) : notCallable(callee);
  }

  /// The general call: the last `kwnames.length` of `args` are keyword arguments; `kwnames` may be null.
  public static Object call(ThreadState ts, Object callee, Object[] args, String[] kwnames) {
    return callee instanceof PyObject p ? p.call(ts, args, kwnames) : notCallable(callee);
  }

  /// What compiled code calls with a callee: a Python function's own body, or one that dispatches.
  public static CodeBody bodyOf(Object callee) {
    if (callee instanceof PyFunction f) {
      return f.code.body;
    }
    if (callee instanceof PyBuiltinFunction b) {
      // A `__new__` takes the class as its first argument instead of a receiver.
      return b instanceof PyNewMethod ? OtherBodies.CALLABLE : b.binder.body(b.id);
    }
    if (callee instanceof PyType) {
      return OtherBodies.TYPE;
    }
    return callee instanceof PyMethodDescr m ? m.binder.body(m.id) : callee instanceof PyMethod ? OtherBodies.BOUND : OtherBodies.CALLABLE;
  }

  /// The same for what [MethodSite#load] gave; the receiver is the first argument.
  public static CodeBody methodBodyOf(Object method) {
    if (method instanceof PyFunction f) {
      return f.code.body;
    }
    return method instanceof PyMethodDescr m ? m.binder.body(m.id) : OtherBodies.WITHOUT_RECEIVER;
  }

  private static Object notCallable(Object callee) {
    throw PyErr.typeError("'%s' object is not callable", PyObject.typeOf(callee).name());
  }

  /// A call with `**kwargs` in a dict, whose keys must be strs.
  public static Object withDict(ThreadState ts, Object callee, Object[] args, PyDict kwargs) {
    if (kwargs == null || kwargs.size() == 0) {
      return call(ts, callee, args, null);
    }
    int n = kwargs.size();
    Object[] all = Arrays.copyOf(args, args.length + n);
    String[] names = new String[n];
    int k = 0;
    for (int i = 0; i < kwargs.used(); i++) {
      Object key = kwargs.keyAt(i);
      if (key != null) {
        if (!PyUnicode.check(key)) {
          throw PyErr.typeError("keywords must be strings");
        }
        names[k] = PyUnicode.toJava(key);
        all[args.length + k++] = kwargs.valueAt(i);
      }
    }
    return call(ts, callee, all, names);
  }

  /// A plain call with one more argument in front.
  public static Object prepending(ThreadState ts, Object callee, Object first, Object[] args, String[] kwnames) {
    if (callee instanceof PyMethodDescr m) {
      return m.callWithSelf(ts, first, args, kwnames);
    }
    if (kwnames == null) {
      switch (args.length) {
        case 0:
          return call1(ts, callee, first);
        case 1:
          return call2(ts, callee, first, args[0]);
        case 2:
          return call3(ts, callee, first, args[0], args[1]);
        case 3:
          return call4(ts, callee, first, args[0], args[1], args[2]);
        default:
      }
    }
    Object[] all = new Object[args.length + 1];
    all[0] = first;
    System.arraycopy(args, 0, all, 1, args.length);
    return call(ts, callee, all, kwnames);
  }

  // Calls of what was found in a type for `self`: functions and method descriptors take self as their first argument,
  // everything else is bound first.

  private static Object bind(ThreadState ts, Object method, Object self) {
    return Descriptors.get(ts, method, self, PyObject.typeOf(self));
  }

  public static Object withSelf(ThreadState ts, Object method, Object self) {
    if (method instanceof PyMethodDescr m) {
      return m.binder.direct0(m.id, ts, self);
    }
    return method instanceof PyFunction f ? f.call1(ts, self) : call0(ts, bind(ts, method, self));
  }

  public static Object withSelf(ThreadState ts, Object method, Object self, Object a) {
    if (method instanceof PyMethodDescr m) {
      return m.binder.direct1(m.id, ts, self, a);
    }
    return method instanceof PyFunction f ? f.call2(ts, self, a) : call1(ts, bind(ts, method, self), a);
  }

  public static Object withSelf(ThreadState ts, Object method, Object self, Object a, Object b) {
    if (method instanceof PyMethodDescr m) {
      return m.binder.direct2(m.id, ts, self, a, b);
    }
    return method instanceof PyFunction f ? f.call3(ts, self, a, b) : call2(ts, bind(ts, method, self), a, b);
  }

  public static Object withSelf(ThreadState ts, Object method, Object self, Object[] args, String[] kwnames) {
    if (method instanceof PyMethodDescr m) {
      return m.callWithSelf(ts, self, args, kwnames);
    }
    return method instanceof PyFunction ? prepending(ts, method, self, args, kwnames) : call(ts, bind(ts, method, self), args, kwnames);
  }

  /// The call of an object whose Java class has none of its own: its type's `__call__`.
  public static Object viaSlot(ThreadState ts, PyObject callee, Object[] args, String[] kwnames) {
    Object method = callee.type.slot(Slot.CALL);
    if (method == null) {
      return notCallable(callee);
    }
    ts.enterJava();
    try {
      return withSelf(ts, method, callee, args, kwnames);
    } finally {
      ts.leaveJava();
    }
  }
}
