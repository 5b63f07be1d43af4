package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyMethodDescr;
import org.atoll.runtime.object.PyObjects;

/// What the annotation processor generates for every `@PyModuleDef` and `@PyTypeDef` class: the table of its members and
/// the dispatch to them by number. Stateless and shared by all interpreters.
///
/// A member is called either by one of `call0` to `call3`, for plain positional calls of matching arity, or by
/// [#callBound] with one value per parameter after [Signature#bind] has sorted out keywords, defaults and `*args`. A
/// generated `callK` handles the members for which K positional arguments are valid and falls back to
/// [#bindAndCall] for the rest. `self` is the receiver, the module's Java object, or for `__new__` and class methods
/// the type.
///
/// As a [CodeBody] a binder is what compiled code calls for the functions and methods it has the members of, until a member
/// has been called some hundred times: from then on that has a [MemberBody] of its own. Few members of the thousands ever
/// do, so programs start without loading those classes.
public abstract class Binder extends CodeBody {
  /// The calls after which a member gets a body of its own.
  private static final int OFTEN = 400;

  private final Member[] members;
  /// The bodies of the members that are called often, and how often the others have been called. Both are written without
  /// a lock: a body made twice and a call not counted do no harm.
  private final MemberBody[] bodies;
  private final short[] calls;

  protected Binder(Member... members) {
    this.members = members;
    this.bodies = new MemberBody[members.length];
    this.calls = new short[members.length];
  }

  /// What sort of thing a member is.
  public enum Kind { FUNCTION, METHOD, CLASS_METHOD, STATIC_METHOD, NEW, GETSET, MEMBER, CONSTANT }

  /// One row of the table. `signature` is null for getset, member and constant rows; `writable` is for getset and member
  /// rows.
  public record Member(Kind kind, String name, String signature, String doc, boolean writable) {}

  public abstract String name();

  public String doc() {
    return null;
  }

  public final Member[] members() {
    return members;
  }

  /// A body of its own for callable member `id`; null in binders written by hand, which go on without.
  protected MemberBody newBody(int id) {
    return null;
  }

  /// What compiled code calls for member `id`.
  public final CodeBody body(int id) {
    MemberBody body = bodies[id];
    return body != null ? body : this;
  }

  private void count(int id) {
    if (++calls[id] == OFTEN) {
      bodies[id] = newBody(id);
    }
  }

  // Calls of a member with its receiver apart.

  public final Object direct0(int id, ThreadState ts, Object self) {
    MemberBody body = bodies[id];
    if (body != null) {
      return body.direct0(ts, self);
    }
    count(id);
    return call0(id, ts, self);
  }

  public final Object direct1(int id, ThreadState ts, Object self, Object a) {
    MemberBody body = bodies[id];
    if (body != null) {
      return body.direct1(ts, self, a);
    }
    count(id);
    return call1(id, ts, self, a);
  }

  public final Object direct2(int id, ThreadState ts, Object self, Object a, Object b) {
    MemberBody body = bodies[id];
    if (body != null) {
      return body.direct2(ts, self, a, b);
    }
    count(id);
    return call2(id, ts, self, a, b);
  }

  public final Object direct3(int id, ThreadState ts, Object self, Object a, Object b, Object c) {
    MemberBody body = bodies[id];
    if (body != null) {
      return body.direct3(ts, self, a, b, c);
    }
    count(id);
    return call3(id, ts, self, a, b, c);
  }

  protected Object call0(int id, ThreadState ts, Object self) {
    return bindAndCall(id, ts, self, Signature.NO_ARGS, null);
  }

  protected Object call1(int id, ThreadState ts, Object self, Object a) {
    return bindAndCall(id, ts, self, new Object[] {a}, null);
  }

  protected Object call2(int id, ThreadState ts, Object self, Object a, Object b) {
    return bindAndCall(id, ts, self, new Object[] {a, b}, null);
  }

  protected Object call3(int id, ThreadState ts, Object self, Object a, Object b, Object c) {
    return bindAndCall(id, ts, self, new Object[] {a, b, c}, null);
  }

  /// Calls member `id` with one value per parameter (`*args` as a tuple, `**kwargs` as a dict; null where a parameter
  /// without a Python default was left out).
  public abstract Object callBound(int id, ThreadState ts, Object self, Object[] bound);

  /// The general call: the last `kwnames.length` of `args` are keyword arguments.
  public final Object bindAndCall(int id, ThreadState ts, Object self, Object[] args, String[] kwnames) {
    return callBound(id, ts, self, signature(id).bind(ts, args, kwnames));
  }

  private volatile Signature[] signatures;

  /// The parsed signature of a member, made when first needed.
  public final Signature signature(int id) {
    Signature[] cache = signatures;
    if (cache == null) {
      signatures = cache = new Signature[members.length];
    }
    Signature s = cache[id];
    if (s == null) {
      Member m = members[id];
      boolean makes = m.kind() == Kind.NEW || m.name().equals("__init__");
      String function = makes ? name() : m.name();
      String qualified = makes || m.kind() == Kind.FUNCTION || this instanceof ModuleBinder ? function : name() + "." + function;
      boolean slot = m.kind() == Kind.METHOD && !makes && this instanceof TypeBinder && PyMethodDescr.isSpecial(m.name());
      cache[id] = s = Signature.parse(qualified, function, m.signature(), makes, slot);
    }
    return s;
  }

  // The body of the functions and method descriptors whose members these are.

  @Override
  public final Object call0(ThreadState ts, Object f) {
    return f instanceof PyBuiltinFunction b ? b.call0(ts) : ((PyMethodDescr) f).call0(ts);
  }

  @Override
  public final Object call1(ThreadState ts, Object f, Object a) {
    if (f instanceof PyMethodDescr m) {
      return PyObjects.orStopIteration(direct0(m.id, ts, a), a);
    }
    PyBuiltinFunction b = (PyBuiltinFunction) f;
    return direct1(b.id, ts, b.receiver, a);
  }

  @Override
  public final Object call2(ThreadState ts, Object f, Object a, Object b) {
    if (f instanceof PyMethodDescr m) {
      return direct1(m.id, ts, a, b);
    }
    PyBuiltinFunction g = (PyBuiltinFunction) f;
    return direct2(g.id, ts, g.receiver, a, b);
  }

  @Override
  public final Object call3(ThreadState ts, Object f, Object a, Object b, Object c) {
    if (f instanceof PyMethodDescr m) {
      return direct2(m.id, ts, a, b, c);
    }
    PyBuiltinFunction g = (PyBuiltinFunction) f;
    return direct3(g.id, ts, g.receiver, a, b, c);
  }

  @Override
  public final Object call4(ThreadState ts, Object f, Object a, Object b, Object c, Object d) {
    if (f instanceof PyMethodDescr m) {
      return direct3(m.id, ts, a, b, c, d);
    }
    PyBuiltinFunction g = (PyBuiltinFunction) f;
    return bindAndCall(g.id, ts, g.receiver, new Object[] {a, b, c, d}, null);
  }

  @Override
  public final Object call(ThreadState ts, Object f, Object[] args, String[] kwnames) {
    return Call.call(ts, f, args, kwnames);
  }

  @Override
  public final Object run(ThreadState ts, Object f, Object[] bound) {
    return Call.call(ts, f, bound, null);
  }

  /// Reads getset or constant member `id` of `self`.
  public Object get(int id, ThreadState ts, Object self) {
    throw new IllegalStateException(name() + " has no attribute number " + id);
  }

  /// Writes getset member `id` of `self`; `value` is null to delete.
  public void set(int id, ThreadState ts, Object self, Object value) {
    throw new IllegalStateException(name() + " has no writable attribute number " + id);
  }
}
