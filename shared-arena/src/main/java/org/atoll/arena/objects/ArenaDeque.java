package org.atoll.arena.objects;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.NoRoom;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.collections.PyDeque;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.Sequences;

/// A deque in an arena; see [DequeTable]. Compare `Modules/_collectionsmodule.c`.
@PyTypeDef(name = "ArenaDeque", module = "atoll.arena", basetype = false, instantiable = false, hashable = false, doc = """
    A deque in an arena, as it can be used until the `with` block ends in which it was obtained.""")
public sealed class ArenaDeque extends SequenceView implements RichComparison permits FreeDeque {
  public static final PyType TYPE = PyType.builtin(new ArenaDequeBinder());

  ArenaDeque(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(TYPE, arena, hold, group, cell);
  }

  @Override
  PyType plainType() {
    return PyDeque.TYPE;
  }

  @Override
  public PyObject plain(ThreadState ts) {
    int n = count(ts);
    PyDeque d = PyDeque.limited(limit());
    for (int i = 0; i < n; i++) {
      d.append(itemAt(i));
    }
    return d;
  }

  int version() {
    return DequeTable.version(arena, cell);
  }

  final int limit() {
    return DequeTable.limit(arena, cell);
  }

  private int size() {
    return DequeTable.size(arena, cell);
  }

  int count(ThreadState ts) {
    reading(ts);
    return size();
  }

  Object itemAt(int i) {
    return arena.read(hold, DequeTable.get(arena, cell, i));
  }

  /// Has an iterator go on.
  Object advance(ThreadState ts, ArenaDequeIterator iterator) {
    reading(ts);
    return iterator.advance();
  }

  // Ends.

  @PyMethod(sig = "(item, /)", doc = "Add an element to the right side of the deque.")
  void append(ThreadState ts, Object item) {
    writing(ts);
    for (boolean again = false; ; again = true) {
      try {
        DequeTable.append(arena, cell, arena.word(ts, item));
        return;
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  @PyMethod(sig = "(item, /)", doc = "Add an element to the left side of the deque.")
  void appendleft(ThreadState ts, Object item) {
    changing(ts, () -> DequeTable.appendLeft(arena, cell, arena.word(ts, item)));
  }

  private void requireItems(ThreadState ts) {
    writing(ts);
    if (size() == 0) {
      throw PyErr.indexError("pop from an empty deque");
    }
  }

  @PyMethod(sig = "()", doc = "Remove and return the rightmost element.")
  Object pop(ThreadState ts) {
    requireItems(ts);
    Object item = itemAt(size() - 1);
    DequeTable.removeLast(arena, cell);
    return item;
  }

  @PyMethod(sig = "()", doc = "Remove and return the leftmost element.")
  Object popleft(ThreadState ts) {
    requireItems(ts);
    Object item = itemAt(0);
    DequeTable.removeFirst(arena, cell);
    return item;
  }

  @PyMethod(sig = "(iterable, /)", doc = "Extend the right side of the deque with elements from the iterable.")
  void extend(ThreadState ts, Object iterable) {
    reading(ts);
    if (Adoption.hasItemsAtOnce(iterable)) {
      extend(ts, Sequences.toNewArray(ts, iterable), DequeTable::append);
      return;
    }
    Object it = PyObjects.iter(ts, iterable);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      append(ts, o);
    }
  }

  @PyMethod(sig = "(iterable, /)", doc = "Extend the left side of the deque with elements from the iterable.")
  void extendleft(ThreadState ts, Object iterable) {
    reading(ts);
    if (Adoption.hasItemsAtOnce(iterable)) {
      extend(ts, Sequences.toNewArray(ts, iterable), DequeTable::appendLeft);
      return;
    }
    Object it = PyObjects.iter(ts, iterable);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      appendleft(ts, o);
    }
  }

  /// Adds all of them, or none where there is no room.
  private void extend(ThreadState ts, Object[] items, End end) {
    changing(ts, () -> {
      long[] words = new Adoption(ts, arena).words(items);
      DequeTable.reserve(arena, cell, words.length);
      for (long word : words) {
        end.add(arena, cell, word);
      }
    });
  }

  /// An end at which items are added.
  private interface End {
    void add(SharedArena a, long deque, long word);
  }

  @PyMethod(sig = "(n=1, /)", doc = "Rotate the deque n steps to the right.  If n is negative, rotates left.")
  void rotate(ThreadState ts, long n) {
    writing(ts);
    int size = size();
    if (size > 1) {
      int steps = (int) Math.floorMod(n, (long) size);
      DequeTable.rotate(arena, cell, steps * 2L <= size ? steps : steps - size);
    }
  }

  @PyMethod(sig = "()", doc = "Reverse *IN PLACE*.")
  void reverse(ThreadState ts) {
    writing(ts);
    DequeTable.reverse(arena, cell);
  }

  @PyMethod(sig = "()", doc = "Remove all elements from the deque.")
  void clear(ThreadState ts) {
    writing(ts);
    DequeTable.clear(arena, cell);
  }

  // Searching.

  private boolean isAt(ThreadState ts, int i, Object value, long own) {
    long word = DequeTable.get(arena, cell, i);
    return word == own || !(value instanceof Long && Words.isLong(word)) && PyObjects.equal(ts, arena.read(hold, word), value);
  }

  private void requireUnchanged(ThreadState ts, int before) {
    reading(ts);
    if (version() != before) {
      throw PyErr.runtimeError("deque mutated during iteration");
    }
  }

  private int find(ThreadState ts, Object value, int from, int to) {
    reading(ts);
    int before = version();
    long own = Words.of(value);
    for (int i = from; i < to; i++) {
      boolean same = isAt(ts, i, value, own);
      requireUnchanged(ts, before);
      if (same) {
        return i;
      }
    }
    return -1;
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object value) {
    return find(ts, value, 0, count(ts)) >= 0;
  }

  @PyMethod(sig = "(value, start=0, stop=sys.maxsize, /)", doc = """
      Return first index of value.

      Raises ValueError if the value is not present.""")
  long index(ThreadState ts, Object value, Object start, Object stop) {
    int to = Sequences.clamp(ts, stop, count(ts));
    int i = find(ts, value, Sequences.clamp(ts, start, count(ts)), to);
    if (i < 0) {
      throw PyErr.valueError("deque.index(x): x not in deque");
    }
    return i;
  }

  @PyMethod(name = "count", sig = "(value, /)", doc = "Return number of occurrences of value.")
  long countOf(ThreadState ts, Object value) {
    int size = count(ts);
    int before = version();
    long own = Words.of(value);
    long n = 0;
    for (int i = 0; i < size; i++) {
      n += isAt(ts, i, value, own) ? 1 : 0;
      requireUnchanged(ts, before);
    }
    return n;
  }

  @PyMethod(sig = "(value, /)", doc = "Remove first occurrence of value.")
  void remove(ThreadState ts, Object value) {
    int size = count(ts);
    int before = version();
    long own = Words.of(value);
    for (int i = 0; i < size; i++) {
      boolean same = isAt(ts, i, value, own);
      writing(ts);
      if (version() != before) {
        throw PyErr.indexError("deque mutated during remove().");
      }
      if (same) {
        DequeTable.removeAt(arena, cell, i);
        return;
      }
    }
    throw PyErr.valueError("deque.remove(x): x not in deque");
  }

  @PyMethod(sig = "(index, value, /)", doc = "Insert value before index.")
  void insert(ThreadState ts, long index, Object value) {
    if (count(ts) == limit()) {
      throw PyErr.indexError("deque already at its maximum size");
    }
    changing(ts, () -> {
      int n = size();
      DequeTable.insert(arena, cell, (int) Math.clamp(index < 0 ? index + n : index, 0, n), arena.word(ts, value));
    });
  }

  // Items.

  @PyMethod
  int __len__(ThreadState ts) {
    return count(ts);
  }

  private int place(ThreadState ts, Object key) {
    reading(ts);
    if (!Sequences.isIndex(key)) {
      throw PyErr.typeError("sequence index must be integer, not '%s'", PyObject.typeOf(key).name());
    }
    int i = Sequences.index(ts, key, size(), "deque");
    if (i < 0) {
      throw PyErr.indexError("deque index out of range");
    }
    reading(ts);
    return i;
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    return itemAt(place(ts, key));
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    int i = place(ts, key);
    changing(ts, () -> DequeTable.set(arena, cell, i, arena.word(ts, value)));
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    int i = place(ts, key);
    writing(ts);
    DequeTable.removeAt(arena, cell, i);
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    return new ArenaDequeIterator(this, count(ts), true);
  }

  @PyMethod(sig = "()", doc = "Return a reverse iterator over the deque.")
  Object __reversed__(ThreadState ts) {
    return new ArenaDequeIterator(this, count(ts), false);
  }

  @PyGetter(name = "maxlen", doc = "maximum size of a deque or None if unbounded")
  Object maxlen(ThreadState ts) {
    reading(ts);
    return limit() < 0 ? PyNone.NONE : (Object) (long) limit();
  }

  // Copies.

  @PyMethod(sig = "()", doc = "Return a shallow copy of a deque: a local one, of which containers stay in the arena.")
  Object copy(ThreadState ts) {
    return plain(ts);
  }

  @PyMethod(sig = "()", doc = "Return a shallow copy of a deque: a local one, of which containers stay in the arena.")
  Object __copy__(ThreadState ts) {
    return plain(ts);
  }

  @PyMethod(sig = "(memo, /)", doc = "Return a local copy of the deque and of all that is in it.")
  Object __deepcopy__(ThreadState ts, Object memo) {
    reading(ts);
    return DeepCopy.of(ts, this, memo, PyDeque.limited(limit()), (made, copied) -> {
      for (int i = 0; i < count(ts); i++) {
        made.append(copied.apply(itemAt(i)));
      }
    });
  }

  // Operators.

  @PyMethod
  Object __iadd__(ThreadState ts, Object other) {
    extend(ts, other);
    return this;
  }

  @PyMethod
  Object __imul__(ThreadState ts, Object count) {
    long times = Sequences.toLong(ts, count);
    writing(ts);
    if (times <= 0) {
      DequeTable.clear(arena, cell);
      return this;
    }
    int n = size();
    if (n == 0) {
      return this;
    }
    if (limit() >= 0) {
      times = Math.min(times, (limit() + n - 1L) / n + 1);
    } else if (times > (1 << 30) / n) {
      throw PyErr.memoryError();
    }
    long more = (times - 1) * n;
    changing(ts, () -> repeat(n, more));
    return this;
  }

  /// Adds the first items again, until there are so many more.
  private void repeat(int n, long more) {
    DequeTable.reserve(arena, cell, more);
    long[] words = new long[n];
    for (int i = 0; i < n; i++) {
      words[i] = DequeTable.get(arena, cell, i);
    }
    for (long i = 0; i < more; i++) {
      DequeTable.append(arena, cell, words[(int) (i % n)]);
    }
  }

  // Comparison and representation.

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    reading(ts);
    if (!(other instanceof PyDeque || other instanceof ArenaDeque)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    boolean equality = op == PyObjects.EQ || op == PyObjects.NE;
    int size = size();
    int otherSize = other instanceof PyDeque d ? d.size() : ((ArenaDeque) other).count(ts);
    if (equality && size != otherSize) {
      return op == PyObjects.NE;
    }
    int before = version();
    for (int i = 0; i < size && i < otherSize; i++) {
      Object a = itemAt(i);
      Object b = other instanceof PyDeque d ? d.at(i) : ((ArenaDeque) other).itemAt(i);
      if (!PyObjects.equal(ts, a, b)) {
        return equality ? (Object) (op == PyObjects.NE) : PyObjects.richCompare(ts, a, b, op);
      }
      requireUnchanged(ts, before);
      if (PyObjects.len(ts, other) != otherSize) {
        throw PyErr.runtimeError("deque mutated during iteration");
      }
    }
    return Sequences.compareLengths(size, otherSize, op);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    reading(ts);
    Object mark = mark();
    if (!ts.reprEnter(mark)) {
      return "[...]";
    }
    try {
      return shown(ts);
    } finally {
      ts.reprLeave(mark);
    }
  }

  String shown(ThreadState ts) {
    Object[] items = new Object[size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = itemAt(i);
    }
    return "deque(" + PyObjects.repr(ts, new PyList(items)) + (limit() < 0 ? ")" : ", maxlen=" + limit() + ")");
  }
}
