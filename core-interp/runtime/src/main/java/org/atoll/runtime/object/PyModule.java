package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// A module (`Objects/moduleobject.c`). Its attributes always are in a dict, which is the globals of its code.
@PyTypeDef(name = "module", hasDict = true, doc = "Create a module object.")
public class PyModule extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyModuleBinder());

  /// Makes attributes when they are first asked for.
  public interface LazyAttributes {
    /// The value, or null where it has none of that name.
    Object load(ThreadState ts, String name);
  }

  /// Where the module gets attributes from that are not in its dict yet; null for most.
  public LazyAttributes lazyAttributes;
  /// The Java object that holds a built-in module's state, else null.
  public Object state;

  public PyModule(String name) {
    this(TYPE);
    init(name, PyNone.NONE);
  }

  private PyModule(PyType cls) {
    super(cls);
    dict();
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyModule(cls);
  }

  @org.atoll.annotations.PyMethod(sig = "(name, doc=None)")
  void __init__(Object name, Object doc) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("module.__init__() argument 1 must be str, not %s", PyObject.typeOf(name).name());
    }
    init(name, doc);
  }

  private void init(Object name, Object doc) {
    PyDict d = dict();
    d.put("__name__", name);
    d.put("__doc__", doc);
    d.put("__package__", PyNone.NONE);
    d.put("__loader__", PyNone.NONE);
    d.put("__spec__", PyNone.NONE);
  }

  /// `__name__` as the module has it now; None where it was deleted.
  public Object name() {
    Object name = dict().get("__name__");
    return name == null ? PyNone.NONE : name;
  }

  @PyGetter(name = "__dict__")
  Object dictAttribute() {
    return dict();
  }

  @org.atoll.annotations.PyMethod
  Object __getattribute__(ThreadState ts, Object name) {
    Object value = PyObjects.genericGetAttr(ts, this, PyObjects.attributeName(name));
    if (value != null) {
      return value;
    }
    return missing(ts, PyObjects.attributeName(name));
  }

  /// What a module without attribute `name` answers: its own `__getattr__`, or AttributeError.
  public Object missing(ThreadState ts, String name) {
    Object lazy = lazyAttributes == null ? null : lazyAttributes.load(ts, name);
    if (lazy != null) {
      return lazy;
    }
    Object hook = dict().get("__getattr__");
    if (hook != null) {
      return Call.call1(ts, hook, name);
    }
    throw ModuleErrors.noAttribute(ts, this, name);
  }

  @PyGetter(name = "__annotations__")
  Object annotations(ThreadState ts) {
    Object known = dict().get("__annotations__");
    if (known != null) {
      return known;
    }
    Object annotate = dict().get("__annotate__");
    Object made = annotate == null || annotate == PyNone.NONE ? new PyDict() : Call.call1(ts, annotate, 1L);
    if (!(made instanceof PyDict)) {
      throw PyErr.typeError("__annotate__ returned non-dict of type '%s'", PyObject.typeOf(made).name());
    }
    if (!isInitializing(ts)) {
      dict().put("__annotations__", made);
    }
    return made;
  }

  /// Whether the module is still being imported, so that annotations may be added.
  private boolean isInitializing(ThreadState ts) {
    Object spec = dict().get("__spec__");
    Object flag = spec == null || spec == PyNone.NONE ? null : PyObjects.getOptionalAttr(ts, spec, "_initializing");
    return flag != null && PyObjects.isTrue(ts, flag);
  }

  @PySetter(name = "__annotations__")
  void setAnnotations(Object value) {
    if (value == null) {
      if (dict().remove("__annotations__") == null) {
        throw PyErr.attributeError(this, "__annotations__", "__annotations__");
      }
    } else {
      dict().put("__annotations__", value);
    }
    dict().remove("__annotate__");
  }

  @PyGetter(name = "__annotate__")
  Object annotate() {
    Object a = dict().get("__annotate__");
    return a == null ? PyNone.NONE : a;
  }

  @PySetter(name = "__annotate__")
  void setAnnotate(Object value) {
    if (value == null) {
      throw PyErr.typeError("cannot delete __annotate__ attribute");
    }
    if (value != PyNone.NONE && !PyObjects.isCallable(value)) {
      throw PyErr.typeError("__annotate__ must be callable or None");
    }
    dict().put("__annotate__", value);
    if (value != PyNone.NONE) {
      dict().remove("__annotations__");
    }
  }

  @org.atoll.annotations.PyMethod
  Object __dir__(ThreadState ts) {
    if (!(PyObjects.getAttr(ts, this, "__dict__") instanceof PyDict names)) {
      throw PyErr.typeError("%s.__dict__ is not a dictionary", name());
    }
    Object hook = names.get("__dir__");
    return hook != null ? Call.call0(ts, hook) : PyList.fromIterable(ts, names);
  }

  @org.atoll.annotations.PyMethod
  Object __repr__(ThreadState ts) {
    return ModuleErrors.repr(ts, this);
  }
}
