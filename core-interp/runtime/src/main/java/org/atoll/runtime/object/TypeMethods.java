package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.PyUnion;

/// The Python-visible side of `type` (`Objects/typeobject.c`).
@PyTypeDef(name = "type", accepts = PyType.class, doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type")
final class TypeMethods {
  static final PyType TYPE = PyType.TYPE;

  private TypeMethods() {}

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    if (args.items.length != 3) {
      throw PyErr.typeError(cls == PyType.TYPE ? "type() takes 1 or 3 arguments" : "type.__new__() takes exactly 3 arguments (%d given)", args.items.length);
    }
    return TypeCreation.create(ts, cls, args.items[0], args.items[1], args.items[2], kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  static void __init__(PyType self, PyTuple args, PyDict kwargs) {
    int n = args.items.length;
    if (n == 1 && kwargs.size() > 0) {
      throw PyErr.typeError("type.__init__() takes no keyword arguments");
    }
    if (n != 1 && n != 3) {
      throw PyErr.typeError("type.__init__() takes 1 or 3 arguments");
    }
  }

  @PyMethod(sig = "(*args, **kwargs)")
  static Object __call__(ThreadState ts, PyType self, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, new Instantiation(self), args.items, kwargs);
  }

  /// `type.__call__` of one class, however its metaclass overrides it.
  private static final class Instantiation extends PyObject {
    private final PyType cls;

    Instantiation(PyType cls) {
      super(PyNone.TYPE);
      this.cls = cls;
    }

    @Override
    public Object call(ThreadState ts, Object[] args, String[] kwnames) {
      return cls.instantiate(ts, args, kwnames);
    }
  }

  @PyMethod
  static Object __getattribute__(ThreadState ts, PyType self, Object name) {
    String n = PyObjects.attributeName(name);
    Object v = getAttr(ts, self, n);
    if (v == null) {
      throw PyErr.attributeError(self, n, "type object '%s' has no attribute '%s'", self.name(), n);
    }
    return v;
  }

  /// `type.__getattribute__` without its AttributeError: data descriptor of the metaclass, the class and its bases,
  /// the metaclass; null if none has it.
  static Object getAttr(ThreadState ts, PyType self, String name) {
    Object meta = self.type.lookup(name);
    int kind = meta == null ? 0 : Descriptors.kind(meta);
    if (kind == 2 && Descriptors.isReadable(meta)) {
      return ((PyObject) meta).descrGet(ts, self, self.type);
    }
    Object own = self.lookup(name);
    if (own != null) {
      return Descriptors.get(ts, own, null, self);
    }
    return kind == 0 ? meta : ((PyObject) meta).descrGet(ts, self, self.type);
  }

  private static void requireMutable(PyType self, String name) {
    if (!self.isHeapType()) {
      throw PyErr.typeError("cannot set '%s' attribute of immutable type '%s'", name, self.fullName());
    }
  }

  @PyMethod
  static void __setattr__(ThreadState ts, PyType self, Object name, Object value) {
    set(ts, self, PyObjects.attributeName(name), value);
  }

  @PyMethod
  static void __delattr__(ThreadState ts, PyType self, Object name) {
    set(ts, self, PyObjects.attributeName(name), null);
  }

  private static void set(ThreadState ts, PyType self, String name, Object value) {
    requireMutable(self, name);
    Object meta = self.type.lookup(name);
    if (meta != null && Descriptors.kind(meta) == 2) {
      ((PyObject) meta).descrSet(ts, self, value);
    } else if (value != null) {
      self.setOwn(name, value);
    } else if (!self.deleteOwn(name)) {
      throw PyErr.attributeError(self, name, "type object '%s' has no attribute '%s'", self.name(), name);
    }
  }

  @PyMethod(sig = "()")
  static Object mro(PyType self) {
    return PyList.of((Object[]) Mro.linearize(self));
  }

  @PyMethod(sig = "()")
  static Object __subclasses__(PyType self) {
    return PyList.of(self.liveSubclasses().toArray());
  }

  @PyMethod(sig = "(name, bases, /, **kwds)", classMethod = true)
  static Object __prepare__(PyType cls, Object name, Object bases, PyDict kwds) {
    return new PyDict();
  }

  @PyMethod(sig = "(instance, /)")
  static boolean __instancecheck__(ThreadState ts, PyType self, Object instance) {
    return ClassChecks.realIsInstance(ts, instance, self);
  }

  @PyMethod(sig = "(subclass, /)")
  static boolean __subclasscheck__(ThreadState ts, PyType self, Object subclass) {
    return ClassChecks.realIsSubclass(ts, subclass, self);
  }

  @PyMethod(sig = "()")
  static Object __dir__(ThreadState ts, PyType self) {
    return Dir.ofType(ts, self);
  }

  @PyMethod
  static Object __or__(ThreadState ts, Object self, Object other) {
    return PyUnion.or(ts, self, other);
  }

  @PyMethod
  static Object __ror__(ThreadState ts, Object self, Object other) {
    return PyUnion.or(ts, other, self);
  }

  @PyMethod(sig = "()")
  static long __sizeof__(PyType self) {
    return 928;
  }

  @PyMethod
  static String __repr__(PyType self) {
    return "<class '" + self.fullName() + "'>";
  }

  @PyGetter(name = "__name__")
  static Object name(PyType self) {
    return PyUnicode.fromUtf16(self.name());
  }

  @PySetter(name = "__name__")
  static void setName(ThreadState ts, PyType self, Object value) {
    requireMutable(self, "__name__");
    if (value == null) {
      throw PyErr.typeError("cannot delete '__name__' attribute of immutable type '%s'", self.name());
    }
    if (!PyUnicode.check(value)) {
      throw PyErr.typeError("can only assign string to %s.__name__, not '%s'", self.name(), PyObject.typeOf(value).name());
    }
    self.setName(TypeCreation.checkName(ts, value));
  }

  @PyGetter(name = "__qualname__")
  static Object qualname(PyType self) {
    return self.qualname();
  }

  @PySetter(name = "__qualname__")
  static void setQualname(PyType self, Object value) {
    requireMutable(self, "__qualname__");
    if (value == null) {
      throw PyErr.typeError("cannot delete '__qualname__' attribute of immutable type '%s'", self.name());
    }
    if (!PyUnicode.check(value)) {
      throw PyErr.typeError("can only assign string to %s.__qualname__, not '%s'", self.name(), PyObject.typeOf(value).name());
    }
    self.setQualname(value);
  }

  @PyGetter(name = "__module__")
  static Object module(PyType self) {
    if (!self.isHeapType()) {
      return self.binder().module();
    }
    Object m = self.dict().get("__module__");
    if (m == null) {
      throw PyErr.attributeError(self, "__module__", "__module__");
    }
    return m;
  }

  @PySetter(name = "__module__")
  static void setModule(PyType self, Object value) {
    requireMutable(self, "__module__");
    if (value == null) {
      throw PyErr.typeError("cannot delete '__module__' attribute of immutable type '%s'", self.name());
    }
    self.deleteOwn("__firstlineno__");
    self.setOwn("__module__", value);
  }

  @PyGetter(name = "__bases__")
  static Object bases(PyType self) {
    return self.basesTuple();
  }

  @PySetter(name = "__bases__")
  static void setBases(ThreadState ts, PyType self, Object value) {
    requireMutable(self, "__bases__");
    TypeCreation.setBases(ts, self, value);
  }

  @PyGetter(name = "__base__", member = true)
  static Object base(PyType self) {
    return self.base() == null ? PyNone.NONE : self.base();
  }

  @PyGetter(name = "__mro__")
  static Object mroTuple(PyType self) {
    return self.isIncomplete() ? PyNone.NONE : PyTuple.of((Object[]) self.mro().clone());
  }

  @PyGetter(name = "__dict__")
  static Object dict(PyType self) {
    return PyMappingProxy.ofType(self);
  }

  @PyGetter(name = "__doc__")
  static Object doc(ThreadState ts, PyType self) {
    Object own = self.dict().get("__doc__");
    return own == null ? PyNone.NONE : Descriptors.get(ts, own, null, self);
  }

  @PySetter(name = "__doc__")
  static void setDoc(PyType self, Object value) {
    requireMutable(self, "__doc__");
    if (value == null) {
      throw PyErr.typeError("cannot delete '__doc__' attribute of immutable type '%s'", self.name());
    }
    self.setOwn("__doc__", value);
  }

  @PyGetter(name = "__text_signature__")
  static Object textSignature(PyType self) {
    if (self.isHeapType() || !(self.dict().get("__new__") instanceof PyNewMethod n)) {
      return PyNone.NONE;
    }
    return n.typeSignature();
  }

  @PyGetter(name = "__basicsize__", member = true)
  static long basicsize(PyType self) {
    return (self.isSubtype(PyLong.TYPE) ? 24 : 16) + 8L * self.instanceShape().slotCount();
  }

  @PyGetter(name = "__itemsize__", member = true)
  static long itemsize(PyType self) {
    return self == PyTuple.TYPE || self.isSubtype(PyTuple.TYPE) ? 8 : self.isSubtype(PyLong.TYPE) ? 4 : self.isSubtype(PyBytes.TYPE) ? 1 : 0;
  }

  @PyGetter(name = "__dictoffset__", member = true)
  static long dictoffset(PyType self) {
    return self.instanceShape().allowsAttributes() ? -1 : 0;
  }

  @PyGetter(name = "__weakrefoffset__", member = true)
  static long weakrefoffset(PyType self) {
    return self.isHeapType() ? 16 : 0;
  }

  @PyGetter(name = "__flags__", member = true)
  static long flags(PyType self) {
    return TypeCreation.flags(self);
  }

  @PyGetter(name = "__abstractmethods__")
  static Object abstractMethods(PyType self) {
    Object own = self == PyType.TYPE ? null : self.dict().get("__abstractmethods__");
    if (own == null) {
      throw PyErr.attributeError(self, "__abstractmethods__", "type object '%s' has no attribute '__abstractmethods__'", self.name());
    }
    return own;
  }

  @PySetter(name = "__abstractmethods__")
  static void setAbstractMethods(ThreadState ts, PyType self, Object value) {
    requireMutable(self, "__abstractmethods__");
    if (value == null) {
      if (!self.deleteOwn("__abstractmethods__")) {
        throw PyErr.attributeError(self, "__abstractmethods__", "__abstractmethods__");
      }
      self.setAbstract(false);
    } else {
      self.setAbstract(PyObjects.isTrue(ts, value));
      self.setOwn("__abstractmethods__", value);
    }
  }

  @PyGetter(name = "__type_params__")
  static Object typeParams(PyType self) {
    Object own = self.dict().get("__type_params__");
    return own == null || !self.isHeapType() ? PyTuple.EMPTY : own;
  }

  @PySetter(name = "__type_params__")
  static void setTypeParams(PyType self, Object value) {
    requireMutable(self, "__type_params__");
    if (value == null) {
      throw PyErr.typeError("cannot delete '__type_params__' attribute of immutable type '%s'", self.name());
    }
    self.setOwn("__type_params__", value);
  }

  @PyGetter(name = "__annotate__")
  static Object annotate(ThreadState ts, PyType self) {
    return TypeAnnotations.annotate(ts, self);
  }

  @PySetter(name = "__annotate__")
  static void setAnnotate(PyType self, Object value) {
    requireMutable(self, "__annotate__");
    TypeAnnotations.setAnnotate(self, value);
  }

  @PyGetter(name = "__annotations__")
  static Object annotations(ThreadState ts, PyType self) {
    return TypeAnnotations.annotations(ts, self);
  }

  @PySetter(name = "__annotations__")
  static void setAnnotations(PyType self, Object value) {
    requireMutable(self, "__annotations__");
    TypeAnnotations.setAnnotations(self, value);
  }
}
