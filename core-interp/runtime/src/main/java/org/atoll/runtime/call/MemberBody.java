package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyMethodDescr;
import org.atoll.runtime.object.PyObjects;

/// The body of one member of a [Binder] that is called often. Every member has a generated class of its own: so the profile
/// of a call site tells the JVM which member is called, and it compiles that one in place, where it would otherwise compile
/// whatever is busy among all the binder's members. Stateless and shared by all interpreters.
///
/// A generated class overrides those of [#direct0] to [#direct3] whose number of arguments is valid.
public abstract class MemberBody extends CodeBody {
  private final Binder binder;
  private final int id;

  protected MemberBody(Binder binder, int id) {
    this.binder = binder;
    this.id = id;
  }

  /// Calls the member with `self`, its receiver.
  public Object direct0(ThreadState ts, Object self) {
    return binder.bindAndCall(id, ts, self, Signature.NO_ARGS, null);
  }

  public Object direct1(ThreadState ts, Object self, Object a) {
    return binder.bindAndCall(id, ts, self, new Object[] {a}, null);
  }

  public Object direct2(ThreadState ts, Object self, Object a, Object b) {
    return binder.bindAndCall(id, ts, self, new Object[] {a, b}, null);
  }

  public Object direct3(ThreadState ts, Object self, Object a, Object b, Object c) {
    return binder.bindAndCall(id, ts, self, new Object[] {a, b, c}, null);
  }

  // The callee is a function or bound method, which knows the receiver, or a method descriptor, to which it is passed.

  @Override
  public final Object call0(ThreadState ts, Object f) {
    if (f instanceof PyBuiltinFunction b) {
      return PyObjects.orStopIteration(direct0(ts, b.receiver), b.receiver);
    }
    return Call.call0(ts, f);
  }

  @Override
  public final Object call1(ThreadState ts, Object f, Object a) {
    return f instanceof PyBuiltinFunction b ? direct1(ts, b.receiver, a) : PyObjects.orStopIteration(direct0(ts, a), a);
  }

  @Override
  public final Object call2(ThreadState ts, Object f, Object a, Object b) {
    return f instanceof PyBuiltinFunction g ? direct2(ts, g.receiver, a, b) : direct1(ts, a, b);
  }

  @Override
  public final Object call3(ThreadState ts, Object f, Object a, Object b, Object c) {
    return f instanceof PyBuiltinFunction g ? direct3(ts, g.receiver, a, b, c) : direct2(ts, a, b, c);
  }

  @Override
  public final Object call4(ThreadState ts, Object f, Object a, Object b, Object c, Object d) {
    if (f instanceof PyMethodDescr) {
      return direct3(ts, a, b, c, d);
    }
    return binder.bindAndCall(id, ts, ((PyBuiltinFunction) f).receiver, new Object[] {a, b, c, d}, null);
  }

  @Override
  public final Object call(ThreadState ts, Object f, Object[] args, String[] kwnames) {
    return Call.call(ts, f, args, kwnames);
  }

  @Override
  public final Object run(ThreadState ts, Object f, Object[] bound) {
    return Call.call(ts, f, bound, null);
  }
}
