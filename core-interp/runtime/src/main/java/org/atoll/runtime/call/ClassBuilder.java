package org.atoll.runtime.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `__build_class__` (`Python/bltinmodule.c`).
public final class ClassBuilder {
  private ClassBuilder() {}

  /// Makes a class of its body, name, bases and keywords.
  public static Object build(ThreadState ts, Object body, Object name, Object[] originalBases, PyDict keywords) {
    if (!(body instanceof PyFunction f)) {
      throw PyErr.typeError("__build_class__: func must be a function");
    }
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("__build_class__: name is not a string");
    }
    Object[] bases = resolve(ts, originalBases);
    PyTuple basesTuple = PyTuple.of(bases);
    PyDict kwargs = keywords.copy();
    Object meta = kwargs.remove("metaclass");
    boolean isClass = meta == null || meta instanceof PyType;
    if (meta == null) {
      meta = bases.length == 0 ? PyType.TYPE : PyObject.typeOf(bases[0]);
    }
    if (isClass) {
      meta = mostDerived((PyType) meta, bases);
    }
    Object namespace = prepare(ts, meta, isClass, name, basesTuple, kwargs);
    Object cell = f.code.body.run(ts, f, new Object[] {namespace});
    if (bases != originalBases) {
      PyObjects.setItem(ts, namespace, "__orig_bases__", PyTuple.of(originalBases));
    }
    Object cls = Call.withDict(ts, meta, new Object[] {name, basesTuple, namespace}, kwargs);
    if (cls instanceof PyType && cell instanceof PyCell c) {
      checkCell(c, cls, name);
    }
    return cls;
  }

  private static PyType mostDerived(PyType meta, Object[] bases) {
    PyType winner = meta;
    for (Object b : bases) {
      PyType candidate = PyObject.typeOf(b);
      if (winner.isSubtype(candidate)) {
        continue;
      }
      if (!candidate.isSubtype(winner)) {
        throw PyErr.typeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
      }
      winner = candidate;
    }
    return winner;
  }

  /// Replaces bases that are no classes by what their `__mro_entries__` gives; the same array where there are none.
  private static Object[] resolve(ThreadState ts, Object[] bases) {
    List<Object> resolved = null;
    for (int i = 0; i < bases.length; i++) {
      Object b = bases[i];
      Object entries = b instanceof PyType ? null : PyObjects.getOptionalAttr(ts, b, "__mro_entries__");
      if (entries == null) {
        if (resolved != null) {
          resolved.add(b);
        }
        continue;
      }
      if (!(Call.call1(ts, entries, PyTuple.of(bases)) instanceof PyTuple t)) {
        throw PyErr.typeError("__mro_entries__ must return a tuple");
      }
      if (resolved == null) {
        resolved = new ArrayList<>(Arrays.asList(bases).subList(0, i));
      }
      resolved.addAll(Arrays.asList(t.items));
    }
    return resolved == null ? bases : resolved.toArray();
  }

  private static Object prepare(ThreadState ts, Object meta, boolean isClass, Object name, PyTuple bases, PyDict kwargs) {
    if (meta == PyType.TYPE) {
      return new PyDict();
    }
    Object prepare = PyObjects.getOptionalAttr(ts, meta, "__prepare__");
    if (prepare == null) {
      return new PyDict();
    }
    Object namespace = Call.withDict(ts, prepare, new Object[] {name, bases}, kwargs);
    if (!(namespace instanceof PyDict) && PyObject.typeOf(namespace).slot(Slot.GETITEM) == null) {
      throw PyErr.typeError("%s.__prepare__() must return a mapping, not %s", isClass ? ((PyType) meta).name() : "<metaclass>", PyObject.typeOf(namespace).name());
    }
    return namespace;
  }

  private static void checkCell(PyCell cell, Object cls, Object name) {
    if (cell.value == null) {
      throw PyErr.runtimeError("__class__ not set defining %s as %s. Was __classcell__ propagated to type.__new__?", quoted(name), cls);
    }
    if (cell.value != cls) {
      throw PyErr.typeError("__class__ set to %s defining %s as %s", cell.value, quoted(name), cls);
    }
  }

  private static String quoted(Object name) {
    return "'" + name + "'";
  }
}
