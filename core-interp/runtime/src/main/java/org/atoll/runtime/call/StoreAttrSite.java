package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyMemberDescr;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// The write of an attribute in compiled code.
public final class StoreAttrSite extends AttrCache {
  public StoreAttrSite(String name) {
    super(name);
  }

  /// `o.name = value`.
  public void store(Object value, Object o, ThreadState ts) {
    AttrEntry e = first;
    if (o instanceof PyInstance i && i.shape == e.shape && i.type.siteLayout() == e.layout && e.how == AttrEntry.How.FIELD) {
      write(e, i, value);
      return;
    }
    storeOther(value, o, ts);
  }

  private static void write(AttrEntry e, PyInstance i, Object value) {
    if (e.next == null) {
      i.fields[e.index] = value;
    } else {
      i.append(e.next, value);
    }
  }

  private void storeOther(Object value, Object o, ThreadState ts) {
    PyType type = PyObject.typeOf(o);
    AttrEntry e = first.fits(o, type) ? first : other(o, type);
    if (e == null) {
      e = open() ? AttrEntry.forStore(o, type, name) : null;
      if (e == null) {
        PyObjects.setAttr(ts, o, name, value);
        return;
      }
      add(e);
    }
    if (e.how == AttrEntry.How.MEMBER) {
      PyMemberDescr m = (PyMemberDescr) e.classValue(type);
      if (m.owner == type.mroAt(e.mroIndex)) {
        ((PyInstance) o).fields[m.index] = value;
      } else {
        m.descrSet(ts, o, value);
      }
    } else if (e.how == AttrEntry.How.DESCRIPTOR) {
      ((PyObject) e.classValue(type)).descrSet(ts, o, value);
    } else {
      write(e, (PyInstance) o, value);
    }
  }
}
