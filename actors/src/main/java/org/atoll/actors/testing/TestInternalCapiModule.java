package org.atoll.actors.testing;

import org.atoll.actors.interpreters.OutsideInterpreters;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyMethodDescr;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Shape;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyCapsule;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.SimpleNamespaces;

/// The module `_testinternalcapi` (`Modules/_testinternalcapi.c`): questions about the runtime itself, answered for this
/// one.
@PyModuleDef("_testinternalcapi")
final class TestInternalCapiModule {
  private static final long WHENCE_CAPI = 3;
  private static final long WHENCE_XI = 4;
  /// A call site fills its cache when it first runs ...
  @PyConstant
  static final long SPECIALIZATION_THRESHOLD = 1;
  /// ... and again at the first miss.
  @PyConstant
  static final long SPECIALIZATION_COOLDOWN = 1;
  @PyConstant
  static final long SHARED_KEYS_MAX_SIZE = Shape.MAX_ATTRIBUTES;

  @PyFunction(sig = "(obj, /)", doc = "Whether the attributes stand in the object itself, not in a dict.")
  boolean has_inline_values(Object obj) {
    return obj instanceof PyInstance i && i.shape.allowsAttributes() && !i.shape.isDict();
  }

  @PyFunction(sig = "()", doc = "The number of Python frames on this thread's stack.")
  long get_recursion_depth(ThreadState ts) {
    return ts.depth;
  }

  @PyFunction(sig = "()", doc = "How many calls may still be nested without a Python frame.")
  long get_c_recursion_remaining(ThreadState ts) {
    return ts.interpreter().recursionLimit() - ts.depth - ts.javaDepth();
  }

  @PyFunction(sig = "()", doc = "The built-in types that the modules builtins and _types name.")
  Object get_static_builtin_types(ThreadState ts) {
    PyList types = new PyList();
    addTypes(types, ts.interpreter().builtins());
    addTypes(types, ((PyModule) ts.interpreter().importModule(ts, "_types")).dict());
    return types;
  }

  private static void addTypes(PyList types, PyDict namespace) {
    for (int i = 0; i < namespace.used(); i++) {
      if (namespace.keyAt(i) != null && namespace.valueAt(i) instanceof PyType t && !t.isHeapType() && !contains(types, t)) {
        types.append(t);
      }
    }
  }

  private static boolean contains(PyList types, PyType t) {
    for (int i = 0; i < types.size; i++) {
      if (types.items[i] == t) {
        return true;
      }
    }
    return false;
  }

  @PyFunction(sig = "()", doc = "The names of the special methods that built-in types show as slot wrappers.")
  Object identify_type_slot_wrappers() {
    PyList names = new PyList();
    for (Slot s : Slot.values()) {
      if (PyMethodDescr.isSpecial(s.attribute) && s != Slot.NEW) {
        names.append(s.attribute);
      }
    }
    return names;
  }

  @PyFunction(sig = "(text, current_locale=False, errors=None, /)", doc = "Encode to the encoding of the file system.")
  Object EncodeLocaleEx(ThreadState ts, Object text, Object current_locale, Object errors) {
    return convert(ts, text, "encode", errors);
  }

  @PyFunction(sig = "(text, current_locale=False, errors=None, /)", doc = "Decode from the encoding of the file system.")
  Object DecodeLocaleEx(ThreadState ts, Object text, Object current_locale, Object errors) {
    return convert(ts, text, "decode", errors);
  }

  private static Object convert(ThreadState ts, Object text, String operation, Object errors) {
    Object handler = errors == PyNone.NONE ? "strict" : errors;
    if (!handler.equals("strict") && !handler.equals("surrogateescape") && !handler.equals("surrogatepass")) {
      throw PyErr.valueError("unsupported error handler");
    }
    try {
      return PyObjects.callMethod(ts, text, operation, "utf-8", handler);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.UnicodeEncodeError)) {
        throw PyErr.runtimeError("encode error: pos=%s, reason=%s", PyObjects.getAttr(ts, e.value, "start"), PyObjects.getAttr(ts, e.value, "reason"));
      }
      if (PyErr.matches(e, PyExc.UnicodeDecodeError)) {
        throw PyErr.runtimeError("decode error: pos=%s, reason=%s", PyObjects.getAttr(ts, e.value, "start"), PyObjects.getAttr(ts, e.value, "reason"));
      }
      throw e;
    }
  }

  @PyFunction(sig = "(obj, mode=None, /)", doc = "What another interpreter would be sent of an object, in one of the ways that there are.")
  Object get_crossinterp_data(ThreadState ts, Object obj, Object mode) {
    if (mode == PyNone.NONE) {
      return new PyCapsule(CrossingMode.XIDATA.send(ts, obj));
    }
    if (!PyUnicode.check(mode)) {
      throw PyErr.create(PyExc.TypeError, PyUnicode.concat("expected mode str, got ", PyObjects.repr(ts, mode)));
    }
    return new PyCapsule(CrossingMode.named(ts, mode).send(ts, obj));
  }

  @PyFunction(sig = "(capsule, /)", doc = "What the other interpreter would make of it.")
  Object restore_crossinterp_data(ThreadState ts, Object capsule) {
    if (!(capsule instanceof PyCapsule c) || !(c.content() instanceof CrossingMode.Crossing sent)) {
      throw PyErr.valueError("PyCapsule_GetPointer called with invalid PyCapsule object");
    }
    return sent.open(ts);
  }

  // Interpreters made from outside of Python.

  @PyFunction(sig = "()", doc = "The number that the next interpreter will have.")
  long next_interpreter_id(ThreadState ts) {
    return ts.interpreter().runtime().nextInterpreterId();
  }

  @PyFunction(sig = "(config=None, *, whence=4)", doc = "Make an interpreter as a program does that embeds Python; its number.")
  long create_interpreter(ThreadState ts, Object config, long whence) {
    return OutsideInterpreters.create(ts, config, whence);
  }

  @PyFunction(sig = "(id, *, basic=False)", doc = "End an interpreter.")
  void destroy_interpreter(ThreadState ts, Object id, boolean basic) {
    OutsideInterpreters.destroy(ts, id);
  }

  @PyFunction(sig = "(id, code, *, main=False)", doc = "Run a script in an interpreter: 0, or -1 if it raised. Unless main is set, it does not count as running.")
  long exec_interpreter(ThreadState ts, Object id, Object code, boolean main) {
    return OutsideInterpreters.exec(ts, id, code, main);
  }

  @PyFunction(sig = "(code, config, whence, /)", doc = "Run a script in an interpreter that is made for it alone: 0, or -1 if it raised.")
  long _run_in_new_interpreter(ThreadState ts, Object code, Object config, long whence) {
    Object id = OutsideInterpreters.create(ts, config, whence);
    try {
      return OutsideInterpreters.exec(ts, id, code, false);
    } finally {
      OutsideInterpreters.destroy(ts, id);
    }
  }

  @PyFunction(sig = "(code, config, xi=False)", doc = "Run a script in an interpreter that is made for it alone: 0, or -1 if it raised.")
  long run_in_subinterp_with_config(ThreadState ts, Object code, Object config, boolean xi) {
    Object settings = config instanceof PyDict fields ? SimpleNamespaces.of(fields) : config;
    return _run_in_new_interpreter(ts, code, settings, xi ? WHENCE_XI : WHENCE_CAPI);
  }

  @PyFunction(sig = "(code, **rest)", doc = "How many variables of each kind a function or code object has; what its names stand for is not looked into.")
  Object get_code_var_counts(ThreadState ts, Object code, PyDict rest) {
    Object c = code instanceof PyCode ? code : PyObjects.getAttr(ts, code, "__code__");
    if (!(c instanceof PyCode known)) {
      throw PyErr.typeError("argument must be a code object or a function");
    }
    return VariableCounts.of(ts, known);
  }
}
