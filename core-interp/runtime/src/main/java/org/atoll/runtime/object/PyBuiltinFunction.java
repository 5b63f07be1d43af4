package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Binder;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// A function of a built-in module, or a method of a built-in type bound to its receiver (`PyCFunctionObject`,
/// `Objects/methodobject.c`).
@PyTypeDef(name = "builtin_function_or_method", basetype = false, instantiable = false)
public sealed class PyBuiltinFunction extends PyObject permits PyNewMethod {
  public static final PyType TYPE = PyType.builtin(new PyBuiltinFunctionBinder());

  /// The members among which the function is number `id`.
  public final Binder binder;
  public final int id;
  /// The receiver, or the Java object of the module.
  public final Object receiver;
  private final PyModule module;
  private final PyType owner;

  /// A method bound to `self` (`module` is null), or a function of `module` whose Java state is `self`.
  public PyBuiltinFunction(Binder binder, int id, Object self, PyModule module) {
    super(TYPE);
    this.binder = binder;
    this.id = id;
    this.receiver = self;
    this.module = module;
    this.owner = null;
  }

  /// A method of a built-in type, bound to `self`.
  PyBuiltinFunction(PyMethodDescr method, Object self) {
    super(method.type == PyMethodDescr.TYPE ? TYPE : PyMethodWrapper.TYPE);
    this.binder = method.binder;
    this.id = method.id;
    this.receiver = self;
    this.module = null;
    this.owner = method.owner;
  }

  /// The type that defines the method; null for a function.
  PyType owner() {
    return owner;
  }

  @Override
  public Object call0(ThreadState ts) {
    return PyObjects.orStopIteration(binder.direct0(id, ts, receiver), receiver);
  }

  @Override
  public Object call1(ThreadState ts, Object a) {
    return binder.direct1(id, ts, receiver, a);
  }

  @Override
  public Object call2(ThreadState ts, Object a, Object b) {
    return binder.direct2(id, ts, receiver, a, b);
  }

  @Override
  public Object call3(ThreadState ts, Object a, Object b, Object c) {
    return binder.direct3(id, ts, receiver, a, b, c);
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    if (kwnames == null) {
      switch (args.length) {
        case 0:
          return PyObjects.orStopIteration(binder.direct0(id, ts, receiver), receiver);
        case 1:
          return binder.direct1(id, ts, receiver, args[0]);
        case 2:
          return binder.direct2(id, ts, receiver, args[0], args[1]);
        case 3:
          return binder.direct3(id, ts, receiver, args[0], args[1], args[2]);
        default:
      }
    }
    return binder.bindAndCall(id, ts, receiver, args, kwnames);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, this, args.items, kwargs);
  }

  @PyGetter(name = "__name__")
  public String name() {
    return binder.members()[id].name();
  }

  @PyGetter(name = "__qualname__")
  String qualname() {
    if (binder.members()[id].kind() == Binder.Kind.STATIC_METHOD) {
      return binder.name() + "." + name();
    }
    if (module != null || receiver == PyNone.NONE) {
      return name();
    }
    PyType t = receiver instanceof PyType s ? s : PyObject.typeOf(receiver);
    return t.qualname() + "." + name();
  }

  @PyGetter(name = "__module__")
  Object moduleName() {
    return module == null ? PyNone.NONE : module.name();
  }

  public Object self() {
    return module == null ? receiver : module;
  }

  /// A static method keeps its type, but does not show it.
  @PyGetter(name = "__self__")
  Object shownSelf() {
    return module == null && binder.members()[id].kind() == Binder.Kind.STATIC_METHOD ? PyNone.NONE : self();
  }

  @PyGetter(name = "__doc__")
  Object doc() {
    String doc = binder.members()[id].doc();
    return doc == null || doc.isEmpty() ? PyNone.NONE : doc;
  }

  @PyGetter(name = "__text_signature__")
  Object textSignature() {
    return textSignature(binder, id, module != null ? "$module" : binder.members()[id].kind() == Binder.Kind.CLASS_METHOD ? "$type" : "$self");
  }

  /// The declared signature with the receiver in front, as `inspect.signature` wants it; None where a default has no
  /// Python form.
  static Object textSignature(Binder binder, int id, String receiver) {
    String sig = binder.members()[id].signature();
    if (sig == null || sig.isEmpty() || sig.contains("<")) {
      return PyNone.NONE;
    }
    String rest = sig.substring(1);
    boolean none = rest.startsWith(")");
    // The receiver is always positional.
    String slash = rest.contains("/") ? "" : ", /";
    return "(" + receiver + slash + (none ? "" : ", ") + rest;
  }

  @PyMethod
  Object __reduce__(ThreadState ts) {
    if (module != null) {
      return name();
    }
    return PyTuple.of(ts.interpreter().builtins().get("getattr"), PyTuple.of(receiver, name()));
  }

  @PyMethod
  Object __eq__(Object other) {
    return other instanceof PyBuiltinFunction f ? (Object) (f.binder == binder && f.id == id && PyObjects.is(f.receiver, receiver)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  long __hash__() {
    return binder.hashCode() * 31L + id + (receiver == null ? 0 : PyObjects.id(self()));
  }

  @PyMethod
  String __repr__() {
    if (module != null || receiver == PyNone.NONE) {
      return "<built-in function " + name() + ">";
    }
    PyType t = PyObject.typeOf(receiver);
    return "<built-in method " + name() + " of " + t.name() + " object at 0x" + Long.toHexString(PyObjects.id(receiver)) + ">";
  }
}
