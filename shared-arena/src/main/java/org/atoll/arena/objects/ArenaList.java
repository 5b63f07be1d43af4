package org.atoll.arena.objects;

import java.util.IdentityHashMap;
import java.util.Map;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.NoRoom;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.object.Subscripted;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.Sequences;
import org.atoll.runtime.types.SliceRange;

/// A list in an arena; see [ListTable]. Compare `Objects/listobject.c`.
@PyTypeDef(name = "ArenaList", module = "atoll.arena", basetype = false, instantiable = false, hashable = false, doc = """
    A list in an arena, as it can be used until the `with` block ends in which it was obtained.""")
public sealed class ArenaList extends SequenceView implements Items, RichComparison, Subscripted permits FreeList {
  public static final PyType TYPE = PyType.builtin(new ArenaListBinder());
  private static final long[] NO_WORDS = {};

  ArenaList(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(TYPE, arena, hold, group, cell);
  }

  @Override
  PyType plainType() {
    return PyList.TYPE;
  }

  @Override
  public PyObject plain(ThreadState ts) {
    return new PyList(toArray(ts));
  }

  private int size() {
    return ListTable.size(arena, cell);
  }

  @Override
  public int count(ThreadState ts) {
    reading(ts);
    return size();
  }

  @Override
  public Object itemAt(int i) {
    return arena.read(hold, ListTable.get(arena, cell, i));
  }

  Object[] toArray(ThreadState ts) {
    Object[] items = new Object[count(ts)];
    for (int i = 0; i < items.length; i++) {
      items[i] = itemAt(i);
    }
    return items;
  }

  /// The words of some values; what is there more than once is one cell.
  private long[] words(ThreadState ts, Object[] items) {
    return new Adoption(ts, arena).words(items);
  }

  // Items.

  @PyMethod
  int __len__(ThreadState ts) {
    return count(ts);
  }

  @Override
  public final Object item(ThreadState ts, Object key) {
    return __getitem__(ts, key);
  }

  @Override
  public final void setItem(ThreadState ts, Object key, Object value) {
    __setitem__(ts, key, value);
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    reading(ts);
    if (key instanceof PySlice s) {
      return slice(ts, s.over(ts, size()));
    }
    int i = Sequences.index(ts, key, size(), "list");
    if (i < 0) {
      throw PyErr.indexError("list index out of range");
    }
    reading(ts);
    return itemAt(i);
  }

  private PyList slice(ThreadState ts, SliceRange r) {
    reading(ts);
    Object[] items = new Object[r.length];
    for (int i = 0, at = r.start; i < r.length; i++, at += r.step) {
      items[i] = itemAt(at);
    }
    return new PyList(items);
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    if (key instanceof PySlice s) {
      setSlice(ts, s, value);
      return;
    }
    int i = Sequences.index(ts, key, count(ts), "list");
    if (i < 0) {
      throw PyErr.indexError("list assignment index out of range");
    }
    writing(ts);
    for (boolean again = false; ; again = true) {
      try {
        ListTable.set(arena, cell, i, arena.word(ts, value));
        return;
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  private void setSlice(ThreadState ts, PySlice s, Object value) {
    reading(ts);
    s.over(ts, size());
    if (!Sequences.isIterable(value)) {
      throw PyErr.typeError("must assign iterable to extended slice");
    }
    Object[] items = Sequences.toNewArray(ts, value);
    SliceRange r = s.over(ts, count(ts));
    if (r.step != 1 && items.length != r.length) {
      throw PyErr.valueError("attempt to assign sequence of size %d to extended slice of size %d", items.length, r.length);
    }
    changing(ts, () -> {
      long[] words = words(ts, items);
      if (r.step == 1) {
        ListTable.splice(arena, cell, r.start, Math.max(r.start, r.stop), words);
      } else {
        for (int i = 0, at = r.start; i < r.length; i++, at += r.step) {
          ListTable.set(arena, cell, at, words[i]);
        }
      }
    });
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    reading(ts);
    if (key instanceof PySlice s) {
      SliceRange r = s.over(ts, size());
      writing(ts);
      delete(r);
      return;
    }
    int i = Sequences.index(ts, key, size(), "list");
    if (i < 0) {
      throw PyErr.indexError("list assignment index out of range");
    }
    writing(ts);
    removeAt(i);
  }

  private void delete(SliceRange r) {
    if (r.length == 0) {
      return;
    }
    if (r.step == 1) {
      ListTable.splice(arena, cell, r.start, r.stop, NO_WORDS);
    } else {
      int first = r.step > 0 ? r.start : r.start + (r.length - 1) * r.step;
      ListTable.deleteEvery(arena, cell, first, Math.abs(r.step), r.length);
    }
  }

  final void removeAt(int i) {
    ListTable.splice(arena, cell, i, i + 1, NO_WORDS);
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object value) {
    return find(ts, value, 0, Integer.MAX_VALUE) >= 0;
  }

  /// Searches item by item, since comparing may change the list.
  private int find(ThreadState ts, Object value, int from, int to) {
    long own = Words.of(value);
    for (int i = from; i < to && i < count(ts); i++) {
      if (isAt(ts, i, value, own)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isAt(ThreadState ts, int i, Object value, long own) {
    long word = ListTable.get(arena, cell, i);
    if (word == own) {
      return true;
    }
    if (value instanceof Long && Words.isLong(word)) {
      return false;
    }
    return PyObjects.equal(ts, arena.read(hold, word), value);
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    reading(ts);
    return ArenaItemIterator.forward(this);
  }

  @PyMethod(sig = "()", doc = "Return a reverse iterator over the list.")
  Object __reversed__(ThreadState ts) {
    return ArenaItemIterator.backward(ts, this);
  }

  // Methods.

  @PyMethod(sig = "(object, /)", doc = "Append object to the end of the list.")
  void append(ThreadState ts, Object object) {
    writing(ts);
    for (boolean again = false; ; again = true) {
      try {
        ListTable.append(arena, cell, arena.word(ts, object));
        return;
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  @PyMethod(sig = "(iterable, /)", doc = "Extend list by appending elements from the iterable.")
  void extend(ThreadState ts, Object iterable) {
    reading(ts);
    if (Adoption.hasItemsAtOnce(iterable)) {
      Object[] items = Sequences.toNewArray(ts, iterable);
      changing(ts, () -> {
        long[] words = words(ts, items);
        ListTable.splice(arena, cell, size(), size(), words);
      });
      return;
    }
    Object it = PyObjects.iter(ts, iterable);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      append(ts, o);
    }
  }

  @PyMethod(sig = "(index, object, /)", doc = "Insert object before index.")
  void insert(ThreadState ts, Object index, Object object) {
    long i = Sequences.toLong(ts, index);
    changing(ts, () -> {
      long[] words = {arena.word(ts, object)};
      int n = size();
      int at = (int) Math.clamp(i < 0 ? i + n : i, 0, n);
      ListTable.splice(arena, cell, at, at, words);
    });
  }

  @PyMethod(sig = "(index=-1, /)", doc = """
      Remove and return item at index (default last).

      Raises IndexError if list is empty or index is out of range.""")
  Object pop(ThreadState ts, Object index) {
    long i = Sequences.toLong(ts, index);
    writing(ts);
    int n = size();
    if (n == 0) {
      throw PyErr.indexError("pop from empty list");
    }
    long at = i < 0 ? i + n : i;
    if (at < 0 || at >= n) {
      throw PyErr.indexError("pop index out of range");
    }
    Object item = itemAt((int) at);
    removeAt((int) at);
    return item;
  }

  @PyMethod(sig = "(value, /)", doc = """
      Remove first occurrence of value.

      Raises ValueError if the value is not present.""")
  void remove(ThreadState ts, Object value) {
    int i = find(ts, value, 0, Integer.MAX_VALUE);
    if (i < 0) {
      throw PyErr.valueError("list.remove(x): x not in list");
    }
    writing(ts);
    if (i < size()) {
      removeAt(i);
    }
  }

  @PyMethod(sig = "(value, start=0, stop=sys.maxsize, /)", doc = """
      Return first index of value.

      Raises ValueError if the value is not present.""")
  long index(ThreadState ts, Object value, Object start, Object stop) {
    int from = Sequences.clamp(ts, start, count(ts));
    int to = Sequences.clamp(ts, stop, count(ts));
    int i = find(ts, value, from, stop instanceof Long l && l == Long.MAX_VALUE ? Integer.MAX_VALUE : to);
    if (i < 0) {
      throw PyErr.valueError("list.index(x): x not in list");
    }
    return i;
  }

  @PyMethod(name = "count", sig = "(value, /)", doc = "Return number of occurrences of value.")
  long countOf(ThreadState ts, Object value) {
    long own = Words.of(value);
    long n = 0;
    for (int i = 0; i < count(ts); i++) {
      n += isAt(ts, i, value, own) ? 1 : 0;
    }
    return n;
  }

  @PyMethod(sig = "()", doc = "Reverse *IN PLACE*.")
  void reverse(ThreadState ts) {
    writing(ts);
    ListTable.reverse(arena, cell);
  }

  @PyMethod(sig = "()", doc = "Remove all items from list.")
  void clear(ThreadState ts) {
    writing(ts);
    ListTable.clear(arena, cell);
  }

  @PyMethod(sig = "()", doc = "Return a shallow copy of the list: a local list, of which containers stay in the arena.")
  Object copy(ThreadState ts) {
    return plain(ts);
  }

  @PyMethod(sig = "()", doc = "Return a shallow copy of the list: a local list, of which containers stay in the arena.")
  Object __copy__(ThreadState ts) {
    return plain(ts);
  }

  @PyMethod(sig = "(memo, /)", doc = "Return a local copy of the list and of all that is in it.")
  Object __deepcopy__(ThreadState ts, Object memo) {
    reading(ts);
    return DeepCopy.of(ts, this, memo, new PyList(), (made, copied) -> {
      for (int i = 0; i < count(ts); i++) {
        made.append(copied.apply(itemAt(i)));
      }
    });
  }

  // Changes that depend on what an item is.

  @PyMethod(sig = "(index, fn, /)", doc = """
      Set an item to fn(item), and return that.

      Where somebody else sets it meanwhile, fn is called again with the new one.""")
  Object update(ThreadState ts, Object index, Object fn) {
    return Updates.update(ts, new Item(ts, index), fn, null);
  }

  @PyMethod(sig = "(index, expected, value, /)", doc = "Set an item if it is equal to the expected one; return whether it was.")
  boolean compare_and_set(ThreadState ts, Object index, Object expected, Object value) {
    return Updates.compareAndSet(ts, new Item(ts, index), expected, value);
  }

  @PyMethod(sig = "(index, by=1, /)", doc = "Add to an item that is a number; return the sum.")
  Object increment(ThreadState ts, Object index, Object by) {
    return Updates.increment(ts, new Item(ts, index), by);
  }

  /// The place of an item.
  private final class Item extends Place.OfWord {
    private final Object index;
    private int at;

    Item(ThreadState ts, Object index) {
      super(ArenaList.this);
      writing(ts);
      this.index = PlainArguments.index(ts, index);
    }

    @Override
    long bits(ThreadState ts) {
      at = Sequences.index(ts, index, size(), "list");
      if (at < 0) {
        throw PyErr.indexError("list index out of range");
      }
      return ListTable.get(arena, cell, at);
    }

    @Override
    void put(ThreadState ts, Object value) {
      ListTable.set(arena, cell, at, arena.word(ts, value));
    }
  }

  // Sorting.

  @PyMethod(sig = "(*, key=None, reverse=False)", doc = """
      Sort the list in ascending order and return None.

      The sort is in-place (i.e. the list itself is modified) and stable (i.e. the
      order of two equal elements is maintained).

      If a key function is given, apply it once to each list item and sort them,
      ascending or descending, according to their function values.

      The reverse flag can be set to sort in descending order.""")
  void sort(ThreadState ts, Object key, boolean reverse) {
    writing(ts);
    Map<Object, Long> cells = new IdentityHashMap<>();
    PyList sorted = new PyList(toSort(cells));
    if (sorted.size() == 0) {
      return;
    }
    if (ListTable.isHidden(arena, cell)) {
      // What is put into a list that is being sorted is dropped afterwards.
      sorted.sort(ts, key, reverse);
      return;
    }
    ListTable.hide(arena, cell);
    Runnable show = () -> ListTable.show(arena, cell);
    hold.whenOver(show);
    boolean changed = false;
    try {
      sorted.sort(ts, key, reverse);
    } finally {
      if (hold.isOf(ts)) {
        hold.forget(show);
        changed = ListTable.show(arena, cell);
        arrange(sorted, cells);
      }
    }
    reading(ts);
    if (changed) {
      throw PyErr.valueError("list modified during sort");
    }
  }

  /// The items, and of those that are no words by themselves the cells.
  private Object[] toSort(Map<Object, Long> cells) {
    Object[] items = new Object[size()];
    for (int i = 0; i < items.length; i++) {
      long word = ListTable.get(arena, cell, i);
      items[i] = arena.read(hold, word);
      if (Words.of(items[i]) == Words.NOTHING) {
        cells.put(items[i], word);
      }
    }
    return items;
  }

  /// Puts the items into the order of others that are the same.
  final void arrange(PyList sorted, Map<Object, Long> cells) {
    for (int i = 0; i < sorted.size(); i++) {
      Object item = sorted.get(i);
      long word = Words.of(item);
      ListTable.set(arena, cell, i, word != Words.NOTHING ? word : cells.get(item));
    }
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
    if (times > 0 && count(ts) > (Integer.MAX_VALUE - 16) / times) {
      throw PyErr.memoryError();
    }
    changing(ts, () -> repeat((int) Math.max(0, times)));
    return this;
  }

  private void repeat(int times) {
    if (times == 0) {
      ListTable.clear(arena, cell);
      return;
    }
    int n = size();
    long[] one = ListTable.words(arena, cell, 0, n);
    long[] more = new long[n * (times - 1)];
    for (int at = 0; at < more.length; at += n) {
      System.arraycopy(one, 0, more, at, n);
    }
    ListTable.splice(arena, cell, n, n, more);
  }

  // Comparison and representation.

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    reading(ts);
    if (!(other instanceof PyList || other instanceof ArenaList)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    boolean equality = op == PyObjects.EQ || op == PyObjects.NE;
    if (equality && count(ts) != count(ts, other)) {
      return op == PyObjects.NE;
    }
    ts.enterJava(" in comparison");
    try {
      return compare(ts, other, op, equality);
    } finally {
      ts.leaveJava();
    }
  }

  private Object compare(ThreadState ts, Object other, int op, boolean equality) {
    for (int i = 0; i < count(ts) && i < count(ts, other); i++) {
      Object a = itemAt(i);
      Object b = other instanceof PyList l ? l.get(i) : ((ArenaList) other).itemAt(i);
      if (!PyObjects.equal(ts, a, b)) {
        return equality ? (Object) (op == PyObjects.NE) : PyObjects.richCompare(ts, a, b, op);
      }
    }
    return Sequences.compareLengths(count(ts), count(ts, other), op);
  }

  private static int count(ThreadState ts, Object list) {
    return list instanceof PyList l ? l.size() : ((ArenaList) list).count(ts);
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
    StringBuilder b = new StringBuilder("[");
    for (int i = 0; i < count(ts); i++) {
      b.append(i > 0 ? ", " : "").append(PyObjects.repr(ts, itemAt(i)));
    }
    return b.append(']').toString();
  }
}
