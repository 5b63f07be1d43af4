package org.atoll.runtime.object;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.warnings.Warnings;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// Making a class: `type.__new__` (`type_new` in `Objects/typeobject.c`) and changing its bases.
/// The order of the bases is in [Mro].
public final class TypeCreation {
  private static final long HEAPTYPE = 1L << 9;
  private static final long BASETYPE = 1L << 10;
  private static final long IMMUTABLE = 1L << 8;
  private static final long ABSTRACT = 1L << 20;
  private static final long INLINE_VALUES = 1L << 2;
  private static final long MANAGED_DICT = 1L << 4;

  private TypeCreation() {}

  static Object create(ThreadState ts, PyType metatype, Object name, Object basesArgument, Object namespace, PyDict kwargs) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("type.__new__() argument 1 must be str, not %s", PyObject.typeOf(name).name());
    }
    if (!(basesArgument instanceof PyTuple basesTuple)) {
      throw PyErr.typeError("type.__new__() argument 2 must be tuple, not %s", PyObject.typeOf(basesArgument).name());
    }
    if (!(namespace instanceof PyDict original)) {
      throw PyErr.typeError("type.__new__() argument 3 must be dict, not %s", PyObject.typeOf(namespace).name());
    }
    PyType[] bases = checkBases(ts, basesTuple);
    PyType winner = metaclass(metatype, bases);
    if (winner != metatype) {
      Object other = winner.slot(Slot.NEW);
      if (other != PyType.TYPE.slot(Slot.NEW)) {
        return Call.withDict(ts, Descriptors.get(ts, other, null, winner), new Object[] {winner, name, basesArgument, namespace}, kwargs);
      }
    }
    return build(ts, winner, checkName(ts, name), bases, basesTuple, original, kwargs);
  }

  private static PyType build(ThreadState ts, PyType metatype, String name, PyType[] bases, PyTuple basesTuple, PyDict original, PyDict kwargs) {
    PyType base = bestBase(bases);
    PyDict dict = original.copy();
    Object classCell = dict.remove("__classcell__");
    if (classCell != null && !(classCell instanceof PyCell)) {
      throw PyErr.typeError("type.__new__(): __classcell__ must be a nonlocal cell, not <class '%s'>", PyObject.typeOf(classCell).fullName());
    }
    warnOfOtherKeys(ts, name, dict);
    PyType type = new PyType(metatype, name, bases, base, dict);
    if (basesTuple.items.length > 0) {
      type.setBases(bases, base, basesTuple);
    }
    Object qualname = dict.get("__qualname__");
    if (qualname != null) {
      if (!PyUnicode.check(qualname)) {
        throw PyErr.typeError("type __qualname__ must be a str, not %s", PyObject.typeOf(qualname).name());
      }
      type.setQualname(qualname);
      dict.remove("__qualname__");
    }
    setModule(ts, dict);
    wrapSpecialFunctions(dict);
    SlotsDeclaration.apply(ts, type, bases, base, dict);
    Object doc = dict.get("__doc__");
    if (doc == null) {
      dict.put("__doc__", PyNone.NONE);
    } else {
      requireUtf8(ts, doc);
    }
    if (dict.get("__classdictcell__") instanceof PyCell c) {
      c.value = dict;
    }
    dict.remove("__classdictcell__");
    if (dict.get("__eq__") != null && dict.get("__hash__") == null) {
      dict.put("__hash__", PyNone.NONE);
    }
    if (classCell instanceof PyCell c) {
      c.value = type;
    }
    install(ts, type);
    callSetNames(ts, type, dict);
    Call.withDict(ts, PySuper.attributeOf(ts, type, type, "__init_subclass__"), PyTuple.EMPTY.items, kwargs);
    return type;
  }

  private static void install(ThreadState ts, PyType type) {
    Mro.refresh(ts, type);
    type.modified();
    for (PyType b : type.bases()) {
      b.addSubclass(type);
    }
  }

  private static void setModule(ThreadState ts, PyDict dict) {
    if (dict.get("__module__") == null) {
      Object module = ts.currentGlobals() == null ? null : ts.currentGlobals().get("__name__");
      if (module != null) {
        dict.put("__module__", module);
      }
    }
  }

  private static void warnOfOtherKeys(ThreadState ts, String name, PyDict dict) {
    for (int i = 0; i < dict.used(); i++) {
      if (dict.keyAt(i) != null && !PyUnicode.check(dict.keyAt(i))) {
        Warnings.warn(ts, PyExc.RuntimeWarning, PyUnicode.fromUtf16("non-string key in the __dict__ of class " + name), 1);
        return;
      }
    }
  }

  private static void wrapSpecialFunctions(PyDict dict) {
    if (dict.get("__new__") instanceof PyFunction f) {
      dict.put("__new__", new PyStaticMethod(f));
    }
    if (dict.get("__init_subclass__") instanceof PyFunction f) {
      dict.put("__init_subclass__", new PyClassMethod(f));
    }
    if (dict.get("__class_getitem__") instanceof PyFunction f) {
      dict.put("__class_getitem__", new PyClassMethod(f));
    }
  }

  private static void callSetNames(ThreadState ts, PyType type, PyDict dict) {
    PyDict items = dict.copy();
    for (int i = 0; i < items.used(); i++) {
      Object value = items.valueAt(i);
      if (items.keyAt(i) == null) {
        continue;
      }
      Object method = PyObject.typeOf(value).slot(Slot.SET_NAME);
      if (method == null) {
        continue;
      }
      try {
        Call.withSelf(ts, method, value, type, items.keyAt(i));
      } catch (PyException e) {
        PyObjects.callMethod(ts, e.value, "add_note", "Error calling __set_name__ on '" + PyObject.typeOf(value).name() + "' instance " + PyObjects.repr(ts, items.keyAt(i)) + " in '" + type.name() + "'");
        throw e;
      }
    }
  }

  /// The name of a class as a Java string: without null characters, and such that UTF-8 can hold it.
  static String checkName(ThreadState ts, Object name) {
    requireUtf8(ts, name);
    String s = PyUnicode.toUtf16(name);
    if (s.indexOf(0) >= 0) {
      throw PyErr.valueError("type name must not contain null characters");
    }
    return s;
  }

  /// UnicodeEncodeError for a str with lone surrogates.
  private static void requireUtf8(ThreadState ts, Object text) {
    if (text instanceof PyUcs4) {
      PyObjects.callMethod(ts, text, "encode");
    }
  }

  private static PyType[] checkBases(ThreadState ts, PyTuple given) {
    if (given.items.length == 0) {
      return new PyType[] {PyBaseObject.TYPE};
    }
    PyType[] bases = new PyType[given.items.length];
    for (int i = 0; i < bases.length; i++) {
      if (!(given.items[i] instanceof PyType t)) {
        if (PyObjects.hasAttr(ts, given.items[i], "__mro_entries__")) {
          throw PyErr.typeError("type() doesn't support MRO entry resolution; use types.new_class()");
        }
        throw PyErr.typeError("bases must be types");
      }
      if (!t.isBaseType()) {
        throw PyErr.typeError("type '%s' is not an acceptable base type", t.fullName());
      }
      bases[i] = t;
    }
    return bases;
  }

  /// The most derived of a metaclass and those of the bases (`_PyType_CalculateMetaclass`).
  public static PyType metaclass(PyType metatype, PyType[] bases) {
    PyType winner = metatype;
    for (PyType b : bases) {
      PyType candidate = b.type;
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

  /// The base whose Java class instances will have.
  private static PyType bestBase(PyType[] bases) {
    PyType winner = null;
    PyType solid = null;
    for (PyType b : bases) {
      PyType candidate = extended(b);
      if (solid == null || candidate.isSubtype(solid)) {
        if (solid == null || candidate != solid) {
          winner = solid == null || candidate != PyBaseObject.TYPE ? b : winner;
        }
        solid = candidate;
      } else if (!solid.isSubtype(candidate)) {
        throw PyErr.typeError("multiple bases have instance lay-out conflict");
      }
    }
    return winner;
  }

  /// The type that decides a class's layout: the nearest with slots of its own, or its solid base.
  private static PyType extended(PyType t) {
    if (!t.isHeapType()) {
      return t.solidBase();
    }
    while (t.isHeapType() && t.base() != null && t.instanceShape().slotCount() == t.base().instanceShape().slotCount() && t.base() != t.solidBase()) {
      t = t.base();
    }
    return t.isHeapType() && t.base() != null && t.instanceShape().slotCount() == t.base().instanceShape().slotCount() ? t.solidBase() : t.isHeapType() ? t : t.solidBase();
  }

  /// Assignment to `__bases__` (`type_set_bases`). The `mro()` of a metaclass may assign again meanwhile: the innermost
  /// assignment wins.
  static void setBases(ThreadState ts, PyType type, Object value) {
    PyTuple given = checkNewBases(type, value);
    PyType[] bases = checkBases(ts, given);
    PyType base = bestBase(bases);
    if (!ClassAssignment.compatible(type.base(), base)) {
      throw PyErr.typeError("__bases__ assignment: '%s' object layout differs from '%s'", base.name(), type.base().name());
    }
    PyType[] oldBases = type.bases();
    PyType oldBase = type.base();
    PyTuple oldTuple = type.basesTuple();
    type.setBases(bases, base, given);
    try {
      Mro.refreshAll(ts, type);
    } catch (PyException e) {
      if (type.bases() == bases) {
        type.setBases(oldBases, oldBase, oldTuple);
      }
      throw e;
    }
    if (type.bases() == bases) {
      for (PyType b : oldBases) {
        b.removeSubclass(type);
      }
      for (PyType b : bases) {
        b.addSubclass(type);
      }
      type.modified();
    }
  }

  private static PyTuple checkNewBases(PyType type, Object value) {
    if (value == null) {
      throw PyErr.typeError("cannot delete '__bases__' attribute of immutable type '%s'", type.name());
    }
    if (!(value instanceof PyTuple given)) {
      throw PyErr.typeError("can only assign tuple to %s.__bases__, not %s", type.name(), PyObject.typeOf(value).name());
    }
    if (given.items.length == 0) {
      throw PyErr.typeError("can only assign non-empty tuple to %s.__bases__, not ()", type.name());
    }
    for (Object b : given.items) {
      if (!(b instanceof PyType t)) {
        throw PyErr.typeError("%s.__bases__ must be tuple of classes, not '%s'", type.name(), PyObject.typeOf(b).name());
      }
      if (t.isSubtype(type) || t.isSubtypeByBases(type)) {
        throw PyErr.typeError("a __bases__ item causes an inheritance cycle");
      }
    }
    return given;
  }

  /// `__flags__`: the bits that Python code looks at.
  static long flags(PyType t) {
    // What CPython defines outside builtins are mostly heap types, though immutable ones.
    long flags = t.isHeapType() ? HEAPTYPE : t.binder().module().equals("builtins") ? IMMUTABLE : IMMUTABLE | HEAPTYPE;
    flags |= t.isBaseType() ? BASETYPE : 0;
    flags |= t.isAbstract() ? ABSTRACT : 0;
    flags |= t.isHeapType() && t.instanceShape().allowsAttributes() ? MANAGED_DICT | INLINE_VALUES : 0;
    flags |= t.isSubtype(PyLong.TYPE) ? 1L << 24 : 0;
    flags |= t.isSubtype(PyList.TYPE) ? 1L << 25 : 0;
    flags |= t.isSubtype(PyTuple.TYPE) ? 1L << 26 : 0;
    flags |= t.isSubtype(PyBytes.TYPE) ? 1L << 27 : 0;
    flags |= t.isSubtype(PyUnicode.TYPE) ? 1L << 28 : 0;
    flags |= t.isSubtype(PyDict.TYPE) ? 1L << 29 : 0;
    flags |= t.isSubtype(PyExc.BaseException) ? 1L << 30 : 0;
    flags |= t.isSubtype(PyType.TYPE) ? 1L << 31 : 0;
    return flags | 1L << 12 | 1L << 14;
  }
}
