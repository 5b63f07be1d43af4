package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyMethodDescr;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;

/// The read of an attribute that is called at once, so that no bound method need be made.
public final class MethodSite extends AttrCache {
  private int moduleIndex;

  public MethodSite(String name) {
    super(name);
  }

  /// What to call for `o.name(...)`: a [PyFunction] or [PyMethodDescr] takes `o` as its first argument, anything else does
  /// not; see [Call#methodBodyOf].
  public Object load(Object o, ThreadState ts) {
    PyType type = PyObject.typeOf(o);
    AttrEntry e = first;
    if (e.exactType == type) {
      return e.constant;
    }
    if (!e.fits(o, type)) {
      if (o instanceof PyModule m) {
        return ofModule(m, ts);
      }
      e = other(o, type);
      if (e == null) {
        e = open() ? AttrEntry.forLoad(o, type, name) : null;
        if (e == null) {
          return plain(PyObjects.getAttr(ts, o, name));
        }
        add(e);
      }
    }
    return switch (e.how) {
      case FUNCTION, METHOD_DESCR -> e.classValue(type);
      case FIELD -> plain(((PyInstance) o).fields[e.index]);
      case CLASS_VALUE -> plain(e.classValue(type));
      case PROPERTY, MEMBER, DESCRIPTOR -> plain(((PyObject) e.classValue(type)).descrGet(ts, o, type));
    };
  }

  private static Object plain(Object value) {
    return value instanceof PyFunction || value instanceof PyMethodDescr ? new OtherBodies.PlainCallee(value) : value;
  }

  private Object ofModule(PyModule m, ThreadState ts) {
    if (m.type == PyModule.TYPE && !name.startsWith("__")) {
      PyDict d = m.dict();
      int i = moduleIndex;
      if (i >= d.used() || d.keyAt(i) != name) {
        i = d.denseIndexOf(name);
      }
      if (i >= 0) {
        moduleIndex = i;
        return plain(d.valueAt(i));
      }
    }
    return plain(PyObjects.getAttr(ts, m, name));
  }
}
