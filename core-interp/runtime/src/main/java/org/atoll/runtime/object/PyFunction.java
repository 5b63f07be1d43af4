package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.warnings.Warnings;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// A function written in Python (`Objects/funcobject.c`): shared immutable code with the globals, defaults and closure of
/// one interpreter.
@PyTypeDef(name = "function", basetype = false, hasDict = true)
public final class PyFunction extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyFunctionBinder());
  private static final PyCell[] NO_CELLS = {};
  /// The flags by which calls of functions differ in what they give.
  private static final int KINDS = PyCode.CO_GENERATOR | PyCode.CO_COROUTINE | PyCode.CO_ASYNC_GENERATOR;
  private static final Object[] NO_DEFAULTS = {};

  public PyCode code;
  public final PyDict globals;
  /// The values of the free variables, in the order of `co_freevars`; never null.
  public final PyCell[] closure;
  /// The defaults of the last positional parameters; never null.
  public Object[] defaults = NO_DEFAULTS;
  /// The defaults of keyword-only parameters, or null.
  public PyDict kwdefaults;
  /// `__annotate__`: a function, or null.
  public Object annotate;
  private PyDict annotations;
  private Object name;
  private Object qualname;
  private Object doc;
  private Object module;
  private Object typeParams;
  private PyDict builtins;

  public PyFunction(PyCode code, PyDict globals, PyCell[] closure) {
    super(TYPE);
    this.code = code;
    this.globals = globals;
    this.closure = closure == null ? NO_CELLS : closure;
  }

  @PyNew(sig = "(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)")
  static Object create(ThreadState ts, PyType cls, PyCode code, PyDict globals, Object name, Object argdefs, Object closure, Object kwdefaults) {
    int free = code.freevars().length;
    if (closure == PyNone.NONE ? free > 0 : !(closure instanceof PyTuple)) {
      throw PyErr.typeError(closure == PyNone.NONE ? "arg 5 (closure) must be tuple" : "arg 5 (closure) must be None or tuple");
    }
    PyCell[] cells = cells(closure);
    if (cells.length != free) {
      throw PyErr.valueError("%s requires closure of length %d, not %d", code.name(), free, cells.length);
    }
    if (argdefs != PyNone.NONE && !(argdefs instanceof PyTuple)) {
      throw PyErr.typeError("arg 4 (defaults) must be None or tuple");
    }
    if (kwdefaults != PyNone.NONE && !(kwdefaults instanceof PyDict)) {
      throw PyErr.typeError("arg 6 (kwdefaults) must be None or dict");
    }
    PyFunction f = new PyFunction(code, globals, cells);
    if (globals.get("__builtins__") == null && ts.currentFunction() != null) {
      f.builtins = ts.currentFunction().builtins(ts);
    }
    if (name != PyNone.NONE) {
      f.setName(name);
    }
    f.setDefaults(argdefs);
    f.setKwdefaults(kwdefaults);
    return f;
  }

  private static PyCell[] cells(Object closure) {
    if (!(closure instanceof PyTuple t)) {
      return NO_CELLS;
    }
    PyCell[] cells = new PyCell[t.items.length];
    for (int i = 0; i < cells.length; i++) {
      if (!(t.items[i] instanceof PyCell c)) {
        throw PyErr.typeError("arg 5 (closure) expected cell, found %s", PyObject.typeOf(t.items[i]).name());
      }
      cells[i] = c;
    }
    return cells;
  }

  @Override
  public Object call0(ThreadState ts) {
    return code.body.call0(ts, this);
  }

  @Override
  public Object call1(ThreadState ts, Object a) {
    return code.body.call1(ts, this, a);
  }

  @Override
  public Object call2(ThreadState ts, Object a, Object b) {
    return code.body.call2(ts, this, a, b);
  }

  @Override
  public Object call3(ThreadState ts, Object a, Object b, Object c) {
    return code.body.call3(ts, this, a, b, c);
  }

  @Override
  public Object call4(ThreadState ts, Object a, Object b, Object c, Object d) {
    return code.body.call4(ts, this, a, b, c, d);
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    return code.body.call(ts, this, args, kwnames);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, this, args.items, kwargs);
  }

  @Override
  public int descriptorKind() {
    return 1;
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType owner) {
    return obj == null ? this : new org.atoll.runtime.object.PyMethod(this, obj);
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(ThreadState ts, Object obj, Object type) {
    return Descriptors.fromPython(ts, this, obj, type);
  }

  /// The builtins that the function's globals name, else those of the interpreter.
  public PyDict builtins(ThreadState ts) {
    PyDict b = builtins;
    if (b == null) {
      builtins = b = ts.interpreter().builtinsOf(globals);
    }
    return b;
  }

  @PyGetter(name = "__builtins__", member = true)
  Object builtinsAttribute(ThreadState ts) {
    return builtins(ts);
  }

  @PyGetter(name = "__code__")
  Object code() {
    return code;
  }

  @PySetter(name = "__code__")
  void setCode(ThreadState ts, Object value) {
    if (!(value instanceof PyCode c)) {
      throw PyErr.typeError("__code__ must be set to a code object");
    }
    if (c.freevars().length != closure.length) {
      throw PyErr.valueError("%s() requires a code object with %d free vars, not %d", name(), closure.length, c.freevars().length);
    }
    if (((c.flags ^ code.flags) & KINDS) != 0) {
      Warnings.warn(ts, PyExc.DeprecationWarning, "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)", 1);
    }
    name();
    qualname();
    code = c;
  }

  @PyGetter(name = "__globals__", member = true)
  Object globals() {
    return globals;
  }

  @PyGetter(name = "__closure__", member = true)
  Object closure() {
    return closure.length == 0 ? PyNone.NONE : PyTuple.of((Object[]) closure.clone());
  }

  @PyGetter(name = "__name__")
  public Object name() {
    if (name == null) {
      name = code.name();
    }
    return name;
  }

  @PySetter(name = "__name__")
  void setName(Object value) {
    if (value == null || !PyUnicode.check(value)) {
      throw PyErr.typeError("__name__ must be set to a string object");
    }
    name = value;
  }

  @PyGetter(name = "__qualname__")
  public Object qualname() {
    if (qualname == null) {
      qualname = code.qualname();
    }
    return qualname;
  }

  @PySetter(name = "__qualname__")
  void setQualname(Object value) {
    if (value == null || !PyUnicode.check(value)) {
      throw PyErr.typeError("__qualname__ must be set to a string object");
    }
    qualname = value;
  }

  @PyGetter(name = "__doc__", member = true)
  Object doc() {
    if (doc == null) {
      doc = code.doc() == null ? PyNone.NONE : code.doc();
    }
    return doc;
  }

  @PySetter(name = "__doc__")
  public void setDoc(Object value) {
    doc = value == null ? PyNone.NONE : value;
  }

  @PyGetter(name = "__module__", member = true)
  Object module() {
    if (module == null) {
      Object m = globals.get("__name__");
      module = m == null ? PyNone.NONE : m;
    }
    return module;
  }

  @PySetter(name = "__module__")
  void setModule(Object value) {
    module = value == null ? PyNone.NONE : value;
  }

  @PyGetter(name = "__defaults__")
  Object defaults() {
    return defaults.length == 0 ? PyNone.NONE : PyTuple.of(defaults.clone());
  }

  @PySetter(name = "__defaults__")
  void setDefaults(Object value) {
    if (value == null || value == PyNone.NONE) {
      defaults = NO_DEFAULTS;
    } else if (value instanceof PyTuple t) {
      defaults = t.items.clone();
    } else {
      throw PyErr.typeError("__defaults__ must be set to a tuple object");
    }
  }

  @PyGetter(name = "__kwdefaults__")
  Object kwdefaults() {
    return kwdefaults == null ? PyNone.NONE : kwdefaults;
  }

  @PySetter(name = "__kwdefaults__")
  void setKwdefaults(Object value) {
    if (value == null || value == PyNone.NONE) {
      kwdefaults = null;
    } else if (value instanceof PyDict d) {
      kwdefaults = d;
    } else {
      throw PyErr.typeError("__kwdefaults__ must be set to a dict object");
    }
  }

  @PyGetter(name = "__annotate__")
  Object annotate() {
    return annotate == null ? PyNone.NONE : annotate;
  }

  @PySetter(name = "__annotate__")
  void setAnnotate(Object value) {
    if (value == null) {
      throw PyErr.typeError("__annotate__ cannot be deleted");
    }
    if (value != PyNone.NONE && !PyObjects.isCallable(value)) {
      throw PyErr.typeError("__annotate__ must be callable or None");
    }
    annotate = value == PyNone.NONE ? null : value;
    annotations = value == PyNone.NONE ? annotations : null;
  }

  @PyGetter(name = "__annotations__")
  Object annotations(ThreadState ts) {
    if (annotations == null) {
      if (annotate == null) {
        annotations = new PyDict();
      } else {
        Object made = Call.call1(ts, annotate, 1L);
        if (!(made instanceof PyDict d)) {
          throw PyErr.typeError("__annotate__ returned non-dict of type '%s'", PyObject.typeOf(made).name());
        }
        annotations = d;
      }
    }
    return annotations;
  }

  @PySetter(name = "__annotations__")
  public void setAnnotations(Object value) {
    if (value == null || value == PyNone.NONE) {
      annotations = null;
    } else if (value instanceof PyDict d) {
      annotations = d;
    } else {
      throw PyErr.typeError("__annotations__ must be set to a dict object");
    }
    annotate = null;
  }

  @PyGetter(name = "__type_params__")
  Object typeParams() {
    return typeParams == null ? PyTuple.EMPTY : typeParams;
  }

  @PySetter(name = "__type_params__")
  public void setTypeParams(Object value) {
    if (!(value instanceof PyTuple)) {
      throw PyErr.typeError("__type_params__ must be set to a tuple");
    }
    typeParams = value;
  }

  @PyGetter(name = "__dict__")
  Object dictAttribute() {
    return dict();
  }

  @PySetter(name = "__dict__")
  void setDictAttribute(Object value) {
    if (!(value instanceof PyDict d)) {
      throw PyErr.typeError("__dict__ must be set to a dictionary, not a '%s'", value == null ? "NoneType" : PyObject.typeOf(value).name());
    }
    setDict(d);
  }

  @PyMethod
  String __repr__() {
    return "<function " + qualname() + " at 0x" + Long.toHexString(PyObjects.id(this)) + ">";
  }
}
