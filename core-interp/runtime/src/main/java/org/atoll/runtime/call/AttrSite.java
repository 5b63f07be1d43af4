package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyMemberDescr;
import org.atoll.runtime.object.PyMethod;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyProperty;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;

/// The read of an attribute in compiled code.
public final class AttrSite extends AttrCache {
  private int moduleIndex;

  public AttrSite(String name) {
    super(name);
  }

  /// `o.name`.
  public Object load(Object o, ThreadState ts) {
    AttrEntry e = first;
    if (o instanceof PyInstance i && i.shape == e.shape && i.type.siteLayout() == e.layout && e.how == AttrEntry.How.FIELD) {
      return i.fields[e.index];
    }
    return loadOther(o, ts);
  }

  private Object loadOther(Object o, ThreadState ts) {
    PyType type = PyObject.typeOf(o);
    if (o instanceof PyModule m) {
      return ofModule(m, ts);
    }
    AttrEntry e = first.fits(o, type) ? first : other(o, type);
    if (e == null) {
      e = open() ? AttrEntry.forLoad(o, type, name) : null;
      if (e == null) {
        return PyObjects.getAttr(ts, o, name);
      }
      add(e);
    }
    return value(e, o, type, ts);
  }

  private Object value(AttrEntry e, Object o, PyType type, ThreadState ts) {
    return switch (e.how) {
      case FIELD -> ((PyInstance) o).fields[e.index];
      case CLASS_VALUE -> e.classValue(type);
      case FUNCTION -> new PyMethod(e.classValue(type), o);
      case PROPERTY -> ((PyProperty) e.classValue(type)).descrGet(ts, o, type);
      case MEMBER -> member((PyMemberDescr) e.classValue(type), e, (PyInstance) o, type, ts);
      case METHOD_DESCR, DESCRIPTOR -> ((PyObject) e.classValue(type)).descrGet(ts, o, type);
    };
  }

  private static Object member(PyMemberDescr m, AttrEntry e, PyInstance o, PyType type, ThreadState ts) {
    if (m.owner == type.mroAt(e.mroIndex)) {
      Object value = o.fields[m.index];
      if (value != null) {
        return value;
      }
    }
    return m.descrGet(ts, o, type);
  }

  private Object ofModule(PyModule m, ThreadState ts) {
    if (m.type == PyModule.TYPE && !name.startsWith("__")) {
      PyDict d = m.dict();
      int i = moduleIndex;
      if (i < d.used() && d.keyAt(i) == name) {
        return d.valueAt(i);
      }
      i = d.denseIndexOf(name);
      if (i >= 0) {
        moduleIndex = i;
        return d.valueAt(i);
      }
    }
    return PyObjects.getAttr(ts, m, name);
  }
}
