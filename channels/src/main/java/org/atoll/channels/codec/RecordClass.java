package org.atoll.channels.codec;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyMemberDescr;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Shape;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyList;

/// The class whose instances were asked about last: many instances in a row are of one class. Of one snapshot; guarded by the
/// GIL.
final class RecordClass {
  private static final String[] NO_SLOTS = {};

  private PyType type;
  /// Where to find it; null where its instances are no records.
  private GlobalRef ref;
  /// The names of its `__slots__` and those of its bases, in their places.
  private String[] slotNames;
  private Shape shape;
  private String[] names;
  private String[] dictNames;

  void clear() {
    type = null;
    ref = null;
    slotNames = null;
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
      dictNames = null;
      slotNames = slotNames(type);
      ref = slotNames != null && isRecord(ts, type, slotNames) ? Reduction.global(ts, type, null) : null;
    }
    if (ref == null) {
      return null;
    }
    Record r = new Record();
    r.cls = ref;
    r.slots = slotNames.length;
    if (!o.shape.isDict()) {
      r.names = namesOf(o.shape);
      r.values = Arrays.copyOf(o.fields, r.names.length);
    } else {
      PyDict d = o.dict();
      r.names = namesOf(d);
      Object[] values = d.valueArray();
      r.values = r.slots == 0 ? values : Arrays.copyOf(o.fields, r.slots + values.length);
      System.arraycopy(values, 0, r.values, r.slots, values.length);
    }
    return r.names == null ? null : withoutUnset(r);
  }

  private static Record withoutUnset(Record r) {
    int set = 0;
    for (int i = 0; i < r.slots; i++) {
      set += r.values[i] == null ? 0 : 1;
    }
    if (set == r.slots) {
      return r;
    }
    int n = r.names.length - r.slots + set;
    String[] names = new String[n];
    Object[] values = new Object[n];
    int to = 0;
    for (int i = 0; i < r.names.length; i++) {
      if (r.values[i] != null) {
        names[to] = r.names[i];
        values[to++] = r.values[i];
      }
    }
    r.names = names;
    r.values = values;
    r.slots = set;
    return r;
  }

  /// The names of the slots, and the keys of the `__dict__` of an instance; null where one is no plain name.
  private String[] namesOf(PyDict d) {
    Object[] keys = d.keyArray();
    int first = slotNames.length;
    boolean same = dictNames != null && dictNames.length == first + keys.length;
    for (int i = 0; i < keys.length; i++) {
      if (!(keys[i] instanceof String)) {
        return null;
      }
      same = same && dictNames[first + i] == keys[i];
    }
    if (!same) {
      dictNames = Arrays.copyOf(slotNames, first + keys.length);
      for (int i = 0; i < keys.length; i++) {
        dictNames[first + i] = ((String) keys[i]).intern();
      }
    }
    return dictNames;
  }

  private String[] namesOf(Shape s) {
    if (s != shape) {
      int first = slotNames.length;
      String[] all = Arrays.copyOf(slotNames, first + s.attributeCount());
      for (int i = first; i < all.length; i++) {
        all[i] = s.nameAt(i);
      }
      shape = s;
      names = all;
    }
    return names;
  }

  /// The names of all slots of instances, interned, in their places; null where one is hidden by something else.
  private static String[] slotNames(PyType t) {
    String[] found = new String[t.instanceShape().slotCount()];
    if (found.length == 0) {
      return NO_SLOTS;
    }
    for (PyType c : t.mro()) {
      for (Object v : c.isHeapType() ? c.dict().valueArray() : NO_SLOTS) {
        if (v instanceof PyMemberDescr m && m.owner == c && m.index >= 0 && m.index < found.length && t.lookup(m.name) == m) {
          found[m.index] = m.name.intern();
        }
      }
    }
    return Arrays.asList(found).contains(null) ? null : found;
  }

  /// Whether nothing of what decides how pickle takes instances apart is the class's own.
  private static boolean isRecord(ThreadState ts, PyType t, String[] slots) {
    return t.isHeapType() && isPlain(t, Slot.REDUCE_EX) && isPlain(t, Slot.REDUCE) && isPlain(t, Slot.GETSTATE) && isPlain(t, Slot.GETATTRIBUTE)
        && (slots.length == 0 || isPlain(t, Slot.GETATTR)) && isMadePlainly(t) && knowsSlots(t, slots) && t.lookup("__getnewargs__") == null
        && t.lookup("__getnewargs_ex__") == null && !isRegistered(ts, t);
  }

  /// Whether what `copyreg` has noted of the slots, unless that is nothing, are these.
  private static boolean knowsSlots(PyType t, String[] slots) {
    Object noted = t.dict().get("__slotnames__");
    return noted == null || noted instanceof PyList l && l.size == slots.length && new HashSet<>(Arrays.asList(l.toArray())).equals(Set.of(slots));
  }

  private static boolean isPlain(PyType t, Slot s) {
    return t.slot(s) == PyBaseObject.TYPE.slot(s);
  }

  private static boolean isRegistered(ThreadState ts, PyType t) {
    Object table = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "copyreg"), "dispatch_table");
    return table instanceof PyDict d && d.get(ts, t) != null;
  }

  /// Whether attributes of instances are set as `object` has it.
  static boolean isSetPlainly(PyType t) {
    return isPlain(t, Slot.SETATTR);
  }

  /// Whether an instance is made, and gets its state, as `object` has it.
  static boolean isMadePlainly(PyType t) {
    return t.solidBase() == PyBaseObject.TYPE && isPlain(t, Slot.NEW) && !t.isAbstract();
  }
}
