package org.atoll.channels.codec;

import java.util.Arrays;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Shape;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyDict;

/// The class whose instances were asked about last: many instances in a row are of one class. Of one snapshot; guarded by the
/// GIL.
final class RecordClass {
  private PyType type;
  /// Where to find it; null where its instances are no records.
  private GlobalRef ref;
  private Shape shape;
  private String[] names;
  private String[] dictNames;

  void clear() {
    type = null;
    ref = null;
    shape = null;
    names = null;
    dictNames = null;
  }

  /// A record of an instance, with its own values, or null where it has to be taken apart as pickle does.
  Record of(ThreadState ts, PyInstance o) {
    if (o.getClass() != PyInstance.class) {
      return null;
    }
    if (o.type != type) {
      type = o.type;
      ref = isRecord(ts, type) ? Reduction.global(ts, type, null) : null;
    }
    if (ref == null) {
      return null;
    }
    Record r = new Record();
    r.cls = ref;
    if (!o.shape.isDict()) {
      r.names = namesOf(o.shape);
      r.values = Arrays.copyOf(o.fields, r.names.length);
      return r;
    }
    PyDict d = o.dict();
    r.names = namesOf(d);
    r.values = d.valueArray();
    return r.names == null ? null : r;
  }

  /// The keys of the `__dict__` of an instance; null where one is no plain name.
  private String[] namesOf(PyDict d) {
    Object[] keys = d.keyArray();
    boolean same = dictNames != null && dictNames.length == keys.length;
    for (int i = 0; i < keys.length; i++) {
      if (!(keys[i] instanceof String)) {
        return null;
      }
      same = same && dictNames[i] == keys[i];
    }
    if (!same) {
      dictNames = new String[keys.length];
      for (int i = 0; i < keys.length; i++) {
        dictNames[i] = ((String) keys[i]).intern();
      }
    }
    return dictNames;
  }

  private String[] namesOf(Shape s) {
    if (s != shape) {
      String[] all = new String[s.attributeCount()];
      for (int i = 0; i < all.length; i++) {
        all[i] = s.nameAt(i);
      }
      shape = s;
      names = all;
    }
    return names;
  }

  /// Whether nothing of what decides how pickle takes instances apart is the class's own.
  private static boolean isRecord(ThreadState ts, PyType t) {
    return t.isHeapType() && isPlain(t, Slot.REDUCE_EX) && isPlain(t, Slot.REDUCE) && isPlain(t, Slot.GETSTATE) && isMadePlainly(t)
        && t.instanceShape().slotCount() == 0 && t.instanceShape().allowsAttributes() && t.lookup("__slotnames__") == null
        && t.lookup("__getnewargs__") == null && t.lookup("__getnewargs_ex__") == null && !isRegistered(ts, t);
  }

  private static boolean isPlain(PyType t, Slot s) {
    return t.slot(s) == PyBaseObject.TYPE.slot(s);
  }

  private static boolean isRegistered(ThreadState ts, PyType t) {
    Object table = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "copyreg"), "dispatch_table");
    return table instanceof PyDict d && d.get(ts, t) != null;
  }

  /// Whether an instance is made, and gets its state, as `object` has it.
  static boolean isMadePlainly(PyType t) {
    return t.solidBase() == PyBaseObject.TYPE && isPlain(t, Slot.NEW) && !t.isAbstract();
  }
}
