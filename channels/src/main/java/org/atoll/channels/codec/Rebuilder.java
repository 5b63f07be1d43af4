package org.atoll.channels.codec;

import java.util.IdentityHashMap;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// Turns a snapshot into objects of the receiving interpreter. The containers of the snapshot, which nobody else has, are
/// taken over as they are; what was reduced is built anew.
final class Rebuilder {
  private final ThreadState ts;
  private final IdentityHashMap<Object, Object> done = new IdentityHashMap<>();

  Rebuilder(ThreadState ts) {
    this.ts = ts;
  }

  Object rebuild(Object v) {
    if (v == null || PyKryo.isImmutable(v)) {
      return v;
    }
    Object known = done.get(v);
    if (known != null) {
      return known;
    }
    return switch (v) {
      case PyList l -> {
        done.put(l, l);
        rebuildAll(l.items, l.size);
        yield l;
      }
      case PyTuple t -> {
        done.put(t, t);
        if (!allImmutable(t.items)) {
          rebuildAll(t.items, t.items.length);
        }
        yield t;
      }
      case PyDict d -> dict(d);
      case GlobalRef g -> {
        Object found = Globals.find(ts, g);
        done.put(g, found);
        yield found;
      }
      case Portable p -> {
        Object made = p.make(ts);
        done.put(p, made);
        yield made;
      }
      case Reduced r -> reduced(r);
      default -> v;
    };
  }

  private static boolean allImmutable(Object[] items) {
    for (Object x : items) {
      if (!PyKryo.isImmutable(x)) {
        return false;
      }
    }
    return true;
  }

  private void rebuildAll(Object[] items, int n) {
    for (int i = 0; i < n; i++) {
      Object made = rebuild(items[i]);
      if (made != items[i]) {
        items[i] = made;
      }
    }
  }

  private Object dict(PyDict d) {
    done.put(d, d);
    for (int i = 0; i < d.used(); i++) {
      if (d.keyAt(i) != null) {
        d.setValueAt(i, rebuild(d.valueAt(i)));
      }
    }
    return d;
  }

  private Object reduced(Reduced r) {
    Object callable = rebuild(r.callable);
    Object[] args = new Object[r.args.length];
    for (int i = 0; i < args.length; i++) {
      args[i] = rebuild(r.args[i]);
    }
    Object known = done.get(r);
    if (known != null) {
      return known;
    }
    Object made = Call.call(ts, callable, args, null);
    done.put(r, made);
    if (r.listItems != null) {
      addItems(made, r.listItems);
    }
    if (r.dictItems != null) {
      for (int i = 0; i < r.dictItems.length; i += 2) {
        PyObjects.setItem(ts, made, rebuild(r.dictItems[i]), rebuild(r.dictItems[i + 1]));
      }
    }
    if (r.state != null) {
      setState(made, rebuild(r.state), rebuild(r.stateSetter));
    }
    return made;
  }

  private void addItems(Object made, Object[] items) {
    for (Object x : items) {
      PyObjects.callMethod(ts, made, "append", rebuild(x));
    }
  }

  private void setState(Object made, Object state, Object setter) {
    if (setter != null) {
      Call.call2(ts, setter, made, state);
      return;
    }
    Object setState = PyObjects.getOptionalAttr(ts, made, "__setstate__");
    if (setState != null) {
      Call.call1(ts, setState, state);
      return;
    }
    Object attributes = state;
    if (state instanceof PyTuple t && t.items.length == 2) {
      attributes = t.items[0];
      setSlots(made, t.items[1]);
    }
    setAttributes(made, attributes);
  }

  /// Sets what stands in `__slots__`, through the descriptors.
  private void setSlots(Object made, Object slots) {
    if (slots instanceof PyDict d) {
      for (int i = 0; i < d.used(); i++) {
        if (d.keyAt(i) != null) {
          PyObjects.setAttr(ts, made, PyObjects.attributeName(d.keyAt(i)).intern(), d.valueAt(i));
        }
      }
    }
  }

  private void setAttributes(Object made, Object attributes) {
    if (!(attributes instanceof PyDict d)) {
      return;
    }
    for (int i = 0; i < d.used(); i++) {
      if (d.keyAt(i) != null) {
        String name = PyObjects.attributeName(d.keyAt(i)).intern();
        if (made instanceof PyInstance o && o.shape.allowsAttributes()) {
          o.setOwn(name, d.valueAt(i));
        } else {
          PyObjects.setAttr(ts, made, name, d.valueAt(i));
        }
      }
    }
  }
}
