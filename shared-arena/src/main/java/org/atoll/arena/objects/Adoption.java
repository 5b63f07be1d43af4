package org.atoll.arena.objects;

import java.util.IdentityHashMap;
import java.util.Map;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.values.Kinds;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.array.PyArray;
import org.atoll.runtime.modules.collections.PyDeque;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.StandIn;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyRange;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;

/// Copies local objects into an arena as they are stored there: the one place where the rule of references is kept. An object that is in
/// a structure twice is one cell, and a structure may contain itself. Nothing in the arena refers to the copies before all
/// are made.
final class Adoption {
  private final ThreadState ts;
  private final SharedArena arena;
  private final Map<Object, Long> cells = new IdentityHashMap<>();

  Adoption(ThreadState ts, SharedArena arena) {
    this.ts = ts;
    this.arena = arena;
  }

  /// The word of a value.
  long word(Object value) {
    long word = Words.of(value);
    if (word != Words.NOTHING) {
      return word;
    }
    Long known = cells.get(value);
    if (known != null) {
      return known;
    }
    word = arena.values.encode(value);
    if (word != Words.NOTHING) {
      cells.put(value, word);
      return word;
    }
    if (value instanceof View v) {
      return v.reference(ts, arena);
    }
    ts.enterJava(" while copying an object into an arena");
    try {
      return copy(value);
    } finally {
      ts.leaveJava();
    }
  }

  /// The words of some values.
  long[] words(Object[] values) {
    long[] words = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      words[i] = word(values[i]);
    }
    return words;
  }

  /// Whether an iterable's items can be had without running Python code, so that all of them or none can be stored.
  static boolean hasItemsAtOnce(Object o) {
    PyType type = PyObject.typeOf(o);
    return type == PyList.TYPE || type == PyTuple.TYPE || type == PyRange.TYPE || type == PyDeque.TYPE || o instanceof StandIn;
  }

  private long copy(Object value) {
    if (value instanceof PyTuple t && t.type == PyTuple.TYPE) {
      return tuple(t);
    }
    if (value instanceof PyFrozenSet f && f.type == PyFrozenSet.TYPE) {
      return items(Kinds.FROZENSET, value, f.toArray());
    }
    if (value instanceof PyWeakReference r) {
      return reference(r);
    }
    if (value instanceof StructCopy s) {
      return struct(s);
    }
    PyType type = PyObject.typeOf(value);
    if (!isContainer(type)) {
      throw ArenaErrors.cannotBeShared(arena.name, type.name());
    }
    if (!arena.adopts) {
      throw ArenaErrors.notAdopted(arena.name, type.name());
    }
    return born((PyObject) value);
  }

  /// Whether the instances can change, and have a form in arenas.
  static boolean isContainer(PyType type) {
    return type == PyDict.TYPE || type == PySet.TYPE || type == PyList.TYPE || type == PyDeque.TYPE || type == PyByteArray.TYPE
        || type == PyArray.TYPE;
  }

  /// The cell of a copy of a container.
  long born(PyObject container) {
    return switch (container) {
      case PyDict d -> dict(d);
      case PySet s -> set(s);
      case PyList l -> list(l);
      case PyDeque d -> deque(d);
      case PyByteArray b -> bytes(b);
      case PyArray a -> array(a);
      default -> throw new IllegalArgumentException(container.type.name());
    };
  }

  private long list(PyList l) {
    Object[] items = l.toArray();
    long cell = ListTable.make(arena, items.length);
    cells.put(l, cell);
    for (int i = 0; i < items.length; i++) {
      ListTable.initialize(arena, cell, i, word(items[i]));
    }
    return cell;
  }

  private long deque(PyDeque d) {
    long cell = DequeTable.make(arena, d.limit());
    cells.put(d, cell);
    for (int i = 0; i < d.size(); i++) {
      DequeTable.append(arena, cell, word(d.at(i)));
    }
    return cell;
  }

  private long bytes(PyByteArray b) {
    long cell = RawTable.make(arena, Kinds.BYTEARRAY, 0, b.snapshot());
    cells.put(b, cell);
    return cell;
  }

  private long array(PyArray a) {
    long cell = RawTable.make(arena, Kinds.ARRAY, a.code(), a.snapshot());
    cells.put(a, cell);
    return cell;
  }

  private long reference(PyWeakReference r) {
    long cell = r.store(arena);
    cells.put(r, cell);
    return cell;
  }

  private long struct(StructCopy s) {
    if (!arena.adopts) {
      throw ArenaErrors.notAdopted(arena.name, s.type.name());
    }
    long cell = Structs.cell(ts, arena, s.struct, false);
    cells.put(s, cell);
    StructLayout layout = s.struct.layout;
    for (int i = 0; i < s.values.length; i++) {
      long at = cell + layout.offsets[i];
      if (layout.types[i].isWord()) {
        arena.region.setLong(at, word(s.values[i]));
      } else {
        layout.types[i].write(arena.region, at, s.values[i]);
      }
    }
    return cell;
  }

  private long tuple(PyTuple t) {
    return items(Kinds.TUPLE, t, t.items);
  }

  private long items(int kind, Object value, Object[] items) {
    long cell = arena.allocate(Cell.header(kind, 0, 0, items.length), Cell.word(0, items.length));
    cells.put(value, cell);
    for (int i = 0; i < items.length; i++) {
      arena.region.setLong(Cell.word(cell, i), word(items[i]));
    }
    return cell;
  }

  private long dict(PyDict d) {
    long cell = HashTable.DICT.make(arena);
    cells.put(d, cell);
    fill(cell, d);
    return cell;
  }

  private long set(PySet s) {
    long cell = HashTable.SET.make(arena);
    cells.put(s, cell);
    fill(cell, s.toArray());
    return cell;
  }

  /// A table with copies of all that is in a dict, without being that dict's copy: nothing else refers to it.
  long contents(PyDict d) {
    long cell = HashTable.DICT.make(arena);
    fill(cell, d);
    return cell;
  }

  /// As [#contents(PyDict)], of the members of a set.
  long contents(Object[] members) {
    long cell = HashTable.SET.make(arena);
    fill(cell, members);
    return cell;
  }

  /// Keys become words before they are asked for their hashes: so no Python code runs.
  private void fill(long cell, PyDict d) {
    HashTable.DICT.reserve(arena, cell, d.size());
    Object[] keys = d.keyArray();
    Object[] values = d.valueArray();
    for (int i = 0; i < keys.length; i++) {
      long key = word(keys[i]);
      HashTable.DICT.append(arena, cell, Keys.hash(ts, keys[i], Keys.DICT), key, word(values[i]));
    }
  }

  private void fill(long cell, Object[] members) {
    HashTable.SET.reserve(arena, cell, members.length);
    for (Object member : members) {
      long word = word(member);
      HashTable.SET.append(arena, cell, Keys.hash(ts, member, Keys.SET), word, Words.NOTHING);
    }
  }
}
