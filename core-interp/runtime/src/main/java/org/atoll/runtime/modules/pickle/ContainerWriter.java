package org.atoll.runtime.modules.pickle;

import java.util.function.Consumer;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;

/// Writes the built-in containers, in batches of a thousand items. What is in them may change them while they are
/// written.
final class ContainerWriter {
  private static final int BATCH = 1000;

  private final ObjectWriter writer;
  private final PickleOutput out;

  ContainerWriter(ObjectWriter writer) {
    this.writer = writer;
    out = writer.out;
  }

  private void item(ThreadState ts, Object container, Object item, int i) {
    try {
      writer.save(ts, item);
    } catch (PyException e) {
      throw PickleErrors.noted(ts, e, "when serializing " + ObjectWriter.name(container) + " item " + i);
    }
  }

  private void value(ThreadState ts, Object container, Object key, Object value) {
    try {
      writer.save(ts, value);
    } catch (PyException e) {
      throw PickleErrors.noted(ts, e, "when serializing " + ObjectWriter.name(container) + " item " + PyObjects.repr(ts, key));
    }
  }

  private void element(ThreadState ts, Object container, Object item) {
    try {
      writer.save(ts, item);
    } catch (PyException e) {
      throw PickleErrors.noted(ts, e, "when serializing " + ObjectWriter.name(container) + " element");
    }
  }

  // Lists.

  void list(ThreadState ts, PyList o) {
    writer.enterFast(o);
    if (writer.binary) {
      out.op(Opcode.EMPTY_LIST);
    } else {
      out.op(Opcode.MARK);
      out.op(Opcode.LIST);
    }
    writer.memoize(o);
    if (o.size > 0) {
      if (writer.protocol > 0) {
        exactList(ts, o);
      } else {
        appended(ts, o, PyObjects.iter(ts, o));
      }
    }
    writer.leaveFast(o);
  }

  private void exactList(ThreadState ts, PyList o) {
    if (o.size == 1) {
      item(ts, o, o.items[0], 0);
      out.op(Opcode.APPEND);
      return;
    }
    int at = 0;
    do {
      out.op(Opcode.MARK);
      for (int n = 0; n < BATCH && at < o.size; n++, at++) {
        item(ts, o, o.items[at], at);
      }
      out.op(Opcode.APPENDS);
    } while (at < o.size);
  }

  void appended(ThreadState ts, Object o, Object iterator) {
    int[] at = {0};
    batches(ts, iterator, x -> item(ts, o, x, at[0]++), Opcode.APPEND, Opcode.APPENDS);
  }

  /// Saves what an iterator gives: one at a time, or in batches of which each begins with a mark.
  private void batches(ThreadState ts, Object iterator, Consumer<Object> save, int one, int many) {
    if (writer.protocol == 0) {
      for (Object x; (x = PyObjects.next(ts, iterator)) != null; ) {
        save.accept(x);
        out.op(one);
      }
      return;
    }
    int n;
    do {
      Object first = PyObjects.next(ts, iterator);
      if (first == null) {
        return;
      }
      Object x = PyObjects.next(ts, iterator);
      if (x == null) {
        save.accept(first);
        out.op(one);
        return;
      }
      out.op(Opcode.MARK);
      save.accept(first);
      n = 1;
      while (x != null) {
        save.accept(x);
        if (++n == BATCH) {
          break;
        }
        x = PyObjects.next(ts, iterator);
      }
      out.op(many);
    } while (n == BATCH);
  }

  // Dicts.

  void dict(ThreadState ts, PyDict o) {
    writer.enterFast(o);
    beginDict();
    writer.memoize(o);
    if (o.size() > 0) {
      if (writer.protocol > 0) {
        exactDict(ts, o);
      } else {
        updated(ts, o, PyObjects.iter(ts, PyObjects.callMethod(ts, o, "items")));
      }
    }
    writer.leaveFast(o);
  }

  void beginDict() {
    if (writer.binary) {
      out.op(Opcode.EMPTY_DICT);
    } else {
      out.op(Opcode.MARK);
      out.op(Opcode.DICT);
    }
  }

  private void entry(ThreadState ts, PyDict o, int e) {
    Object key = o.keyAt(e);
    Object value = o.valueAt(e);
    writer.save(ts, key);
    value(ts, o, key, value);
  }

  private static int nextEntry(PyDict o, int e) {
    while (e < o.used() && o.keyAt(e) == null) {
      e++;
    }
    return e;
  }

  private void exactDict(ThreadState ts, PyDict o) {
    int size = o.size();
    int e = nextEntry(o, 0);
    if (size == 1) {
      entry(ts, o, e);
      out.op(Opcode.SETITEM);
      return;
    }
    int n;
    do {
      out.op(Opcode.MARK);
      for (n = 0; n < BATCH && e < o.used(); n++) {
        entry(ts, o, e);
        e = nextEntry(o, e + 1);
      }
      out.op(Opcode.SETITEMS);
      if (o.size() != size) {
        throw PyErr.runtimeError("dictionary changed size during iteration");
      }
    } while (n == BATCH);
  }

  private void pair(ThreadState ts, Object o, Object pair) {
    if (!(pair instanceof PyTuple t) || t.items.length != 2) {
      throw PyErr.typeError("dict items iterator must return 2-tuples");
    }
    writer.save(ts, t.items[0]);
    value(ts, o, t.items[0], t.items[1]);
  }

  void updated(ThreadState ts, Object o, Object iterator) {
    batches(ts, iterator, x -> pair(ts, o, x), Opcode.SETITEM, Opcode.SETITEMS);
  }

  // Sets.

  void set(ThreadState ts, PySet o) {
    if (writer.protocol < 4) {
      writer.reductions().reduce(ts, o, PyTuple.of(PySet.TYPE, PyTuple.of(new PyList(o.toArray()))));
      return;
    }
    out.op(Opcode.EMPTY_SET);
    writer.memoize(o);
    int size = o.size();
    if (size == 0) {
      return;
    }
    Object[] items = o.toArray();
    int at = 0;
    int n;
    do {
      out.op(Opcode.MARK);
      for (n = 0; n < BATCH && at < items.length; n++) {
        element(ts, o, items[at++]);
      }
      out.op(Opcode.ADDITEMS);
      if (o.size() != size) {
        throw PyErr.runtimeError("set changed size during iteration");
      }
    } while (n == BATCH);
  }

  void frozenSet(ThreadState ts, PyFrozenSet o) {
    if (writer.protocol < 4) {
      writer.reductions().reduce(ts, o, PyTuple.of(PyFrozenSet.TYPE, PyTuple.of(new PyList(o.toArray()))));
      return;
    }
    writer.enterFast(o);
    out.op(Opcode.MARK);
    for (Object x : o.toArray()) {
      element(ts, o, x);
    }
    writer.leaveFast(o);
    // A frozenset that contains itself, by way of something else, has been written meanwhile.
    int known = writer.memo.get(o);
    if (known >= 0) {
      out.op(Opcode.POP_MARK);
      writer.writeGet(known);
      return;
    }
    out.op(Opcode.FROZENSET);
    writer.memoize(o);
  }

  // Tuples.

  void tuple(ThreadState ts, PyTuple o) {
    Object[] items = o.items;
    int n = items.length;
    if (n == 0) {
      if (writer.protocol > 0) {
        out.op(Opcode.EMPTY_TUPLE);
      } else {
        out.op(Opcode.MARK);
        out.op(Opcode.TUPLE);
      }
      return;
    }
    boolean small = n <= 3 && writer.protocol >= 2;
    if (!small) {
      out.op(Opcode.MARK);
    }
    for (int i = 0; i < n; i++) {
      item(ts, o, items[i], i);
    }
    // The same holds for a tuple.
    int known = writer.memo.get(o);
    if (known >= 0) {
      if (small || !writer.binary) {
        for (int i = small ? 1 : 0; i <= n; i++) {
          out.op(Opcode.POP);
        }
      } else {
        out.op(Opcode.POP_MARK);
      }
      writer.writeGet(known);
      return;
    }
    out.op(!small ? Opcode.TUPLE : n == 1 ? Opcode.TUPLE1 : n == 2 ? Opcode.TUPLE2 : Opcode.TUPLE3);
    writer.memoize(o);
  }
}
