package org.atoll.runtime.object;

import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// What `__slots__` (or its absence) makes of a new class: member descriptors, and whether instances get a `__dict__`
/// and can be referred to weakly (`type_new_slots`).
final class SlotsDeclaration {
  private SlotsDeclaration() {}

  static void apply(ThreadState ts, PyType type, PyType[] bases, PyType base, PyDict dict) {
    Shape inherited = base.instanceShape();
    boolean hasDict = false;
    for (PyType b : bases) {
      hasDict |= b.instanceShape().allowsAttributes();
    }
    int slotCount = inherited.slotCount();
    boolean mayAddWeakrefs = !variableSized(base.solidBase()) && !Referable.natively(base.solidBase());
    Object declared = dict.get("__slots__");
    if (declared == null) {
      boolean canHaveDict = base.solidBase() != PyType.TYPE;
      addSpecialGetters(type, dict, canHaveDict && !hasDict, mayAddWeakrefs);
      type.setInstanceShape(canHaveDict ? Shape.root(slotCount) : inherited);
      return;
    }
    PyList names = declared instanceof String s ? PyList.of(s) : PyList.fromIterable(ts, declared);
    if (names.size > 0 && base.solidBase().isSubtype(PyType.TYPE)) {
      throw PyErr.typeError("nonempty __slots__ not supported for subtype of '%s'", base.name());
    }
    if (names.size > 0 && variableSized(base.solidBase())) {
      throw PyErr.typeError("nonempty __slots__ not supported for subtype of '%s'", base.name());
    }
    boolean wantsDict = false;
    boolean wantsWeakrefs = false;
    List<String> slots = new ArrayList<>();
    for (int i = 0; i < names.size; i++) {
      String name = checkedName(names.items[i]);
      if (name.equals("__dict__")) {
        if (hasDict || wantsDict) {
          throw PyErr.typeError("__dict__ slot disallowed: we already got one");
        }
        wantsDict = true;
      } else if (name.equals("__weakref__")) {
        if (wantsWeakrefs || hasWeakrefs(bases)) {
          throw PyErr.typeError("__weakref__ slot disallowed: we already got one");
        }
        wantsWeakrefs = true;
      } else {
        slots.add(mangle(type.name(), name));
      }
    }
    java.util.Collections.sort(slots);
    for (String name : slots) {
      if (dict.get(name) != null && !name.equals("__qualname__") && !name.equals("__classcell__") && !name.equals("__classdictcell__")) {
        throw PyErr.valueError("'%s' in __slots__ conflicts with class variable", name);
      }
      Object doc = declared instanceof PyDict docs && docs.get(name) instanceof String d ? d : PyNone.NONE;
      dict.put(name.intern(), new PyMemberDescr(type, name, slotCount++, doc));
    }
    addSpecialGetters(type, dict, wantsDict, mayAddWeakrefs && wantsWeakrefs);
    type.setInstanceShape(hasDict || wantsDict ? Shape.root(slotCount) : Shape.closed(slotCount));
  }

  private static boolean variableSized(PyType solid) {
    return solid == PyLong.TYPE || solid == PyTuple.TYPE || solid == PyBytes.TYPE;
  }

  private static boolean hasWeakrefs(PyType[] bases) {
    for (PyType b : bases) {
      if (b.lookup("__weakref__") != null) {
        return true;
      }
    }
    return false;
  }

  private static void addSpecialGetters(PyType type, PyDict dict, boolean dictGetter, boolean weakrefGetter) {
    if (dictGetter && dict.get("__dict__") == null) {
      dict.put("__dict__", InstanceAttributes.TYPE.dict().get("__dict__") instanceof PyGetSetDescr d ? d.forOwner(type) : PyNone.NONE);
    }
    if (weakrefGetter && dict.get("__weakref__") == null && type.base().lookup("__weakref__") == null) {
      dict.put("__weakref__", InstanceAttributes.TYPE.dict().get("__weakref__") instanceof PyGetSetDescr d ? d.forOwner(type) : PyNone.NONE);
    }
  }

  private static String checkedName(Object name) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("__slots__ items must be strings, not '%s'", PyObject.typeOf(name).name());
    }
    String s = PyUnicode.toJava(name);
    if (!PyUnicode.isIdentifier(name)) {
      throw PyErr.typeError("__slots__ must be identifiers");
    }
    return s;
  }

  private static String mangle(String className, String name) {
    if (!name.startsWith("__") || name.endsWith("__")) {
      return name;
    }
    int i = 0;
    while (i < className.length() && className.charAt(i) == '_') {
      i++;
    }
    return i == className.length() ? name : "_" + className.substring(i) + name;
  }
}
