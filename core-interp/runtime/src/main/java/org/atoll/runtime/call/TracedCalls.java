package org.atoll.runtime.call;

import java.util.Arrays;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.Descriptors;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyMethod;
import org.atoll.runtime.object.PyMethodDescr;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyException;

/// What traced code calls instead of a callee's own body: tells of the call before, and of its end where the callee is
/// built in.
final class TracedCalls {
  private static final String[] NO_NAMES = {};
  static final CodeBody CALLABLE = new Around(false);
  static final CodeBody METHOD = new Around(true);

  private TracedCalls() {}

  /// For each number of arguments the same; `method` callees are what [MethodSite#load] gave.
  private static final class Around extends CodeBody {
    private final boolean method;

    Around(boolean method) {
      this.method = method;
    }

    @Override
    public Object call0(ThreadState ts, Object f) {
      return call(ts, f, new Object[0], null);
    }

    @Override
    public Object call1(ThreadState ts, Object f, Object a) {
      return call(ts, f, new Object[] {a}, null);
    }

    @Override
    public Object call2(ThreadState ts, Object f, Object a, Object b) {
      return call(ts, f, new Object[] {a, b}, null);
    }

    @Override
    public Object call3(ThreadState ts, Object f, Object a, Object b, Object c) {
      return call(ts, f, new Object[] {a, b, c}, null);
    }

    @Override
    public Object call4(ThreadState ts, Object f, Object a, Object b, Object c, Object d) {
      return call(ts, f, new Object[] {a, b, c, d}, null);
    }

    @Override
    public Object call(ThreadState ts, Object f, Object[] args, String[] kwnames) {
      if (!method || f instanceof PyFunction || f instanceof PyMethodDescr) {
        return TracedCalls.call(ts, f, args, kwnames);
      }
      Object callee = f instanceof OtherBodies.PlainCallee p ? p.value() : f;
      return TracedCalls.call(ts, callee, Arrays.copyOfRange(args, 1, args.length), kwnames);
    }

    @Override
    public Object run(ThreadState ts, Object f, Object[] bound) {
      return call(ts, f, bound, null);
    }
  }

  static Object call(ThreadState ts, Object callee, Object[] args, String[] kwnames) {
    String[] names = kwnames == null || kwnames.length == 0 ? null : kwnames;
    if (ts.watch == 0 || !(callee instanceof PyObject)) {
      return Call.call(ts, callee, args, names);
    }
    int d = ts.depth;
    Object first = args.length > (names == null ? NO_NAMES : names).length ? args[0] : null;
    Object function = callee;
    if (callee instanceof PyMethod m) {
      first = m.self;
      function = m.func;
    }
    Events.called(ts, d, function, first);
    if (callee instanceof PyFunction || callee instanceof PyMethod) {
      return Call.call(ts, callee, args, names);
    }
    Object shown = callee;
    if (callee instanceof PyMethodDescr m && first != null) {
      shown = Descriptors.get(ts, m, first, PyObject.typeOf(first));
    }
    boolean builtin = shown instanceof PyBuiltinFunction || callee instanceof PyMethodDescr;
    Events.builtinCalled(ts, d, builtin ? shown : null);
    Object result;
    try {
      result = Call.call(ts, callee, args, names);
    } catch (PyException e) {
      ts.depth = d;
      Events.builtinRaised(ts, d, function, first, builtin ? shown : null);
      throw e;
    }
    Events.builtinReturned(ts, d, function, first, builtin ? shown : null);
    return result;
  }
}
