package org.atoll.runtime.call;

import java.util.Arrays;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyMethod;
import org.atoll.runtime.object.PyType;

/// The bodies that stand for callees which are not Python functions, so that compiled code calls all of them alike.
final class OtherBodies {
  private OtherBodies() {}

  /// Any callable. Types and bound methods have bodies of their own, each with a cast that tells the JVM whose `callK` it
  /// is, so that it can be inlined where a call site sees only these.
  static final CodeBody CALLABLE = new CodeBody() {
    @Override
    public Object call0(ThreadState ts, Object f) {
      return Call.call0(ts, f);
    }

    @Override
    public Object call1(ThreadState ts, Object f, Object a) {
      return Call.call1(ts, f, a);
    }

    @Override
    public Object call2(ThreadState ts, Object f, Object a, Object b) {
      return Call.call2(ts, f, a, b);
    }

    @Override
    public Object call3(ThreadState ts, Object f, Object a, Object b, Object c) {
      return Call.call3(ts, f, a, b, c);
    }

    @Override
    public Object call4(ThreadState ts, Object f, Object a, Object b, Object c, Object d) {
      return Call.call4(ts, f, a, b, c, d);
    }

    @Override
    public Object call(ThreadState ts, Object f, Object[] args, String[] kwnames) {
      return Call.call(ts, f, args, kwnames);
    }

    @Override
    public Object run(ThreadState ts, Object f, Object[] bound) {
      return Call.call(ts, f, bound, null);
    }
  };

  /// A type that is called to make an instance.
  static final CodeBody TYPE = new CodeBody() {
    @Override
    public Object call0(ThreadState ts, Object f) {
      return ((PyType) f).call0(ts);
    }

    @Override
    public Object call1(ThreadState ts, Object f, Object a) {
      return ((PyType) f).call1(ts, a);
    }

    @Override
    public Object call2(ThreadState ts, Object f, Object a, Object b) {
      return ((PyType) f).call2(ts, a, b);
    }

    @Override
    public Object call3(ThreadState ts, Object f, Object a, Object b, Object c) {
      return ((PyType) f).call3(ts, a, b, c);
    }

    @Override
    public Object call4(ThreadState ts, Object f, Object a, Object b, Object c, Object d) {
      return ((PyType) f).call4(ts, a, b, c, d);
    }

    @Override
    public Object call(ThreadState ts, Object f, Object[] args, String[] kwnames) {
      return ((PyType) f).call(ts, args, kwnames);
    }

    @Override
    public Object run(ThreadState ts, Object f, Object[] bound) {
      return ((PyType) f).call(ts, bound, null);
    }
  };

  /// A method bound to its receiver.
  static final CodeBody BOUND = new CodeBody() {
    @Override
    public Object call0(ThreadState ts, Object f) {
      return ((PyMethod) f).call0(ts);
    }

    @Override
    public Object call1(ThreadState ts, Object f, Object a) {
      return ((PyMethod) f).call1(ts, a);
    }

    @Override
    public Object call2(ThreadState ts, Object f, Object a, Object b) {
      return ((PyMethod) f).call2(ts, a, b);
    }

    @Override
    public Object call3(ThreadState ts, Object f, Object a, Object b, Object c) {
      return ((PyMethod) f).call3(ts, a, b, c);
    }

    @Override
    public Object call4(ThreadState ts, Object f, Object a, Object b, Object c, Object d) {
      return ((PyMethod) f).call4(ts, a, b, c, d);
    }

    @Override
    public Object call(ThreadState ts, Object f, Object[] args, String[] kwnames) {
      return ((PyMethod) f).call(ts, args, kwnames);
    }

    @Override
    public Object run(ThreadState ts, Object f, Object[] bound) {
      return ((PyMethod) f).call(ts, bound, null);
    }
  };

  /// The callee of a method call that takes no receiver: it is dropped.
  static final CodeBody WITHOUT_RECEIVER = new CodeBody() {
    private static Object callee(Object f) {
      return f instanceof PlainCallee p ? p.value() : f;
    }

    @Override
    public Object call1(ThreadState ts, Object f, Object self) {
      return f instanceof PyBuiltinFunction m ? m.call0(ts) : Call.call0(ts, callee(f));
    }

    @Override
    public Object call2(ThreadState ts, Object f, Object self, Object a) {
      return f instanceof PyBuiltinFunction m ? m.call1(ts, a) : Call.call1(ts, callee(f), a);
    }

    @Override
    public Object call3(ThreadState ts, Object f, Object self, Object a, Object b) {
      return f instanceof PyBuiltinFunction m ? m.call2(ts, a, b) : Call.call2(ts, callee(f), a, b);
    }

    @Override
    public Object call4(ThreadState ts, Object f, Object self, Object a, Object b, Object c) {
      return f instanceof PyBuiltinFunction m ? m.call3(ts, a, b, c) : Call.call3(ts, callee(f), a, b, c);
    }

    @Override
    public Object call(ThreadState ts, Object f, Object[] args, String[] kwnames) {
      return Call.call(ts, callee(f), Arrays.copyOfRange(args, 1, args.length), kwnames);
    }

    @Override
    public Object run(ThreadState ts, Object f, Object[] bound) {
      return call(ts, f, bound, null);
    }
  };

  /// A function or method descriptor that was found where it is not to be bound (in the instance, say), marked as such.
  record PlainCallee(Object value) {}
}
