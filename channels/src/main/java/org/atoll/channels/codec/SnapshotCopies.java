package org.atoll.channels.codec;

import java.util.IdentityHashMap;
import org.atoll.runtime.modules.array.PyArray;
import org.atoll.runtime.modules.collections.PyDeque;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PyOrderedDict;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;

/// Copies a snapshot, so that it can be opened more than once: what a receiver takes over or fills in is made anew, the
/// rest is shared. Runs no Python code.
final class SnapshotCopies {
  private final IdentityHashMap<Object, Object> done = new IdentityHashMap<>();

  Object copy(Object v) {
    if (v == null || PyKryo.isImmutable(v)) {
      return v;
    }
    Object known = done.get(v);
    if (known != null) {
      return known;
    }
    return switch (v) {
      case PyList l -> {
        PyList made = new PyList();
        done.put(l, made);
        for (int i = 0; i < l.size; i++) {
          made.append(copy(l.items[i]));
        }
        yield made;
      }
      case PyTuple t -> tuple(t);
      case PyDict d -> {
        PyDict made = d instanceof PyOrderedDict o ? o.copyOrdered() : d.copy();
        done.put(d, made);
        for (int i = 0; i < made.used(); i++) {
          if (made.keyAt(i) != null) {
            made.setValueAt(i, copy(made.valueAt(i)));
          }
        }
        yield made;
      }
      case PySet s -> {
        PySet made = s.copy();
        done.put(s, made);
        yield made;
      }
      case PyByteArray b -> {
        PyByteArray made = b.twin();
        done.put(b, made);
        yield made;
      }
      case PyArray a -> {
        PyArray made = a.twin();
        done.put(a, made);
        yield made;
      }
      case PyDeque d -> {
        PyDeque made = d.copy();
        done.put(d, made);
        for (int i = 0; i < made.size(); i++) {
          made.put(i, copy(made.at(i)));
        }
        yield made;
      }
      case PyMemoryView m -> {
        PyMemoryView made = m.another();
        done.put(m, made);
        yield made;
      }
      case Reduced r -> reduced(r);
      case Record r -> record(r);
      case FunctionSnapshot f -> function(f);
      case CellSnapshot c -> {
        CellSnapshot made = new CellSnapshot();
        done.put(c, made);
        made.content = copy(c.content);
        yield made;
      }
      case GlobalsSnapshot g -> {
        GlobalsSnapshot made = new GlobalsSnapshot();
        done.put(g, made);
        made.module = g.module;
        made.submodules.addAll(g.submodules);
        g.captured.forEach((name, captured) -> made.captured.put(name, copy(captured)));
        yield made;
      }
      default -> v;
    };
  }

  private Object tuple(PyTuple t) {
    boolean shared = true;
    for (Object x : t.items) {
      shared &= PyKryo.isImmutable(x);
    }
    if (shared) {
      return t;
    }
    PyTuple made = PyTuple.of(new Object[t.items.length]);
    done.put(t, made);
    for (int i = 0; i < t.items.length; i++) {
      made.items[i] = copy(t.items[i]);
    }
    return made;
  }

  private Object reduced(Reduced r) {
    Reduced made = new Reduced();
    done.put(r, made);
    made.callable = copy(r.callable);
    made.args = copies(r.args);
    made.state = copy(r.state);
    made.listItems = copies(r.listItems);
    made.dictItems = copies(r.dictItems);
    made.stateSetter = copy(r.stateSetter);
    return made;
  }

  private Object record(Record r) {
    Record made = new Record();
    done.put(r, made);
    made.cls = r.cls;
    made.names = r.names;
    made.slots = r.slots;
    made.values = copies(r.values);
    return made;
  }

  private Object function(FunctionSnapshot f) {
    FunctionSnapshot made = new FunctionSnapshot();
    done.put(f, made);
    made.code = f.code;
    made.globals = (GlobalsSnapshot) copy(f.globals);
    made.cells = new CellSnapshot[f.cells.length];
    for (int i = 0; i < made.cells.length; i++) {
      made.cells[i] = (CellSnapshot) copy(f.cells[i]);
    }
    made.names = f.names;
    made.values = copies(f.values);
    return made;
  }

  private Object[] copies(Object[] values) {
    if (values == null) {
      return null;
    }
    Object[] made = new Object[values.length];
    for (int i = 0; i < made.length; i++) {
      made[i] = copy(values[i]);
    }
    return made;
  }
}
