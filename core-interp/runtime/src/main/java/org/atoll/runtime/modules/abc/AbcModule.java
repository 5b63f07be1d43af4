package org.atoll.runtime.modules.abc;

import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.PatternFlags;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.weakref.PyWeakRef;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// The module `_abc`. Its state is the count of registrations, which invalidates what was found not to be a subclass.
@PyModuleDef(value = "_abc", doc = "Module contains faster C implementation of abc.ABCMeta")
final class AbcModule {
  private long invalidations;

  @PyFunction(sig = "()", doc = "Returns the current ABC cache token.")
  long get_cache_token() {
    return invalidations;
  }

  private static AbcData data(ThreadState ts, Object self) {
    if (PyObjects.getAttr(ts, self, "_abc_impl") instanceof AbcData d) {
      return d;
    }
    throw PyErr.typeError("_abc_impl is set to a wrong type");
  }

  @PyFunction(sig = "(cls, /)", doc = "Internal ABC helper for class set-up. Should be never used outside abc module.")
  void _abc_init(ThreadState ts, Object self) {
    computeAbstractMethods(ts, self);
    PyObjects.setAttr(ts, self, "_abc_impl", new AbcData(invalidations));
    if (self instanceof PyType t && t.dict().get("__abc_tpflags__") instanceof Long flags) {
      long pattern = flags & (PatternFlags.SEQUENCE | PatternFlags.MAPPING);
      if (pattern == (PatternFlags.SEQUENCE | PatternFlags.MAPPING)) {
        throw PyErr.typeError("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
      }
      t.patternFlags = pattern != 0 ? pattern : t.patternFlags;
      t.deleteOwn("__abc_tpflags__");
    }
  }

  private static void computeAbstractMethods(ThreadState ts, Object self) {
    List<Object> names = new ArrayList<>();
    Object ns = PyObjects.getAttr(ts, self, "__dict__");
    for (Object pair : Sequences.toNewArray(ts, PyObjects.callMethod(ts, ns, "items"))) {
      Object[] item = Sequences.toArray(ts, pair);
      if (isAbstract(ts, item[1])) {
        names.add(item[0]);
      }
    }
    Object bases = PyObjects.getAttr(ts, self, "__bases__");
    if (!(bases instanceof PyTuple tuple)) {
      throw PyErr.typeError("__bases__ is not tuple");
    }
    for (Object base : tuple.items) {
      Object inherited = PyObjects.getOptionalAttr(ts, base, "__abstractmethods__");
      if (inherited == null) {
        continue;
      }
      for (Object name : Sequences.toNewArray(ts, inherited)) {
        Object value = PyObjects.getOptionalAttr(ts, self, PyObjects.attributeName(name));
        if (value != null && isAbstract(ts, value)) {
          names.add(name);
        }
      }
    }
    PyObjects.setAttr(ts, self, "__abstractmethods__", PyFrozenSet.TYPE.call1(ts, PyList.of(names.toArray())));
  }

  private static boolean isAbstract(ThreadState ts, Object value) {
    Object flag = PyObjects.getOptionalAttr(ts, value, "__isabstractmethod__");
    return flag != null && PyObjects.isTrue(ts, flag);
  }

  @PyFunction(sig = "(cls, subclass, /)", doc = "Internal ABC helper for subclasss registration. Should be never used outside abc module.")
  Object _abc_register(ThreadState ts, Object self, Object subclass) {
    if (!(subclass instanceof PyType t)) {
      throw PyErr.typeError("Can only register classes");
    }
    if (PyObjects.isSubclass(ts, subclass, self)) {
      return subclass;
    }
    if (PyObjects.isSubclass(ts, self, subclass)) {
      throw PyErr.runtimeError("Refusing to create an inheritance cycle");
    }
    data(ts, self).register(t);
    invalidations++;
    if (self instanceof PyType abc) {
      long flags = PatternFlags.of(abc);
      if (flags != 0) {
        spreadFlags(t, flags);
      }
    }
    return subclass;
  }

  private static void spreadFlags(PyType t, long flags) {
    if (!t.isHeapType() || PatternFlags.of(t) == flags) {
      return;
    }
    t.patternFlags = flags;
    for (PyType sub : t.liveSubclasses()) {
      spreadFlags(sub, flags);
    }
  }

  @PyFunction(sig = "(cls, instance, /)", doc = "Internal ABC helper for instance checks. Should be never used outside abc module.")
  Object _abc_instancecheck(ThreadState ts, Object self, Object instance) {
    AbcData d = data(ts, self);
    Object claimed = PyObjects.getAttr(ts, instance, "__class__");
    if (claimed instanceof PyType t && d.knowsSubclass(t)) {
      return true;
    }
    PyType real = PyObject.typeOf(instance);
    if (claimed == real) {
      if (d.knowsStranger(real, invalidations)) {
        return false;
      }
      return PyObjects.callMethod(ts, self, "__subclasscheck__", claimed);
    }
    Object r = PyObjects.callMethod(ts, self, "__subclasscheck__", claimed);
    return PyObjects.isTrue(ts, r) ? r : PyObjects.callMethod(ts, self, "__subclasscheck__", real);
  }

  @PyFunction(sig = "(cls, subclass, /)", doc = "Internal ABC helper for subclasss checks. Should be never used outside abc module.")
  boolean _abc_subclasscheck(ThreadState ts, Object self, Object subclass) {
    if (!(subclass instanceof PyType t)) {
      throw PyErr.typeError("issubclass() arg 1 must be a class");
    }
    AbcData d = data(ts, self);
    if (d.knowsSubclass(t)) {
      return true;
    }
    if (d.knowsStranger(t, invalidations)) {
      return false;
    }
    d.refresh(invalidations);
    boolean is = decide(ts, self, d, t);
    if (is) {
      d.addSubclass(t);
    } else {
      d.addStranger(t);
    }
    return is;
  }

  private static boolean decide(ThreadState ts, Object self, AbcData d, PyType t) {
    Object hook = PyObjects.callMethod(ts, self, "__subclasshook__", t);
    if (hook instanceof Boolean b) {
      return b;
    }
    if (hook != PyNotImplemented.NOT_IMPLEMENTED) {
      throw PyErr.create(PyExc.AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
    }
    if (self instanceof PyType abc && t.isSubtype(abc)) {
      return true;
    }
    for (PyType registered : d.registered()) {
      if (PyObjects.isSubclass(ts, t, registered)) {
        return true;
      }
    }
    Object subclasses = PyObjects.callMethod(ts, self, "__subclasses__");
    if (!(subclasses instanceof PyList)) {
      throw PyErr.typeError("__subclasses__() must return a list");
    }
    for (Object sub : Sequences.toNewArray(ts, subclasses)) {
      if (PyObjects.isSubclass(ts, t, sub)) {
        return true;
      }
    }
    return false;
  }

  @PyFunction(sig = "(cls, /)", doc = "Internal ABC helper to reset registry of a given class.")
  void _reset_registry(ThreadState ts, Object self) {
    data(ts, self).clearRegistry();
  }

  @PyFunction(sig = "(cls, /)", doc = "Internal ABC helper to reset both caches of a given class.")
  void _reset_caches(ThreadState ts, Object self) {
    data(ts, self).clearCaches();
  }

  @PyFunction(sig = "(cls, /)", doc = "Internal ABC helper for cache and registry debugging.")
  Object _get_dump(ThreadState ts, Object self) {
    AbcData d = data(ts, self);
    return PyTuple.of(refs(ts, d.registered()), refs(ts, d.cached()), refs(ts, d.negative()), d.negativeVersion());
  }

  private static Object refs(ThreadState ts, List<PyType> types) {
    Object[] refs = types.stream().map(t -> (Object) PyWeakRef.to(ts, t)).toArray();
    return PySet.TYPE.call1(ts, PyList.of(refs));
  }
}
