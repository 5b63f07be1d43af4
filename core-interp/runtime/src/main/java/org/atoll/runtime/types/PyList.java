package org.atoll.runtime.types;

import java.util.Arrays;
import java.util.function.Consumer;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.object.StandIn;

/// A list (`Objects/listobject.c`): an array with spare room behind `size`. Guarded by the GIL.
@PyTypeDef(name = "list", hashable = false, doc = """
    Built-in mutable sequence.

    If no argument is given, the constructor creates a new empty list.
    The argument must be an iterable if specified.""")
public class PyList extends PyInstance implements Movable, Freezable {
  public static final PyType TYPE = PyType.builtin(new PyListBinder());

  /// From how many items on it is worth while to know what they are.
  private static final int MANY = 256;
  /// What `mark` is while of no item it is known that it is plain, but may be of those to come.
  private static final int NONE_PLAIN = ~0;

  /// The items; what lies behind `size` is null.
  public Object[] items;
  public int size;

  public PyList() {
    this(TYPE);
  }

  /// A list that takes over the array.
  public PyList(Object[] owned) {
    this(owned, owned.length);
  }

  /// A list that takes over the array, of which the first `size` items count.
  public PyList(Object[] owned, int size) {
    super(TYPE);
    items = owned;
    this.size = size;
    if (size == 0) {
      mark = NONE_PLAIN;
    }
  }

  public PyList(PyType type) {
    super(type);
    items = Sequences.NO_ITEMS;
    mark = NONE_PLAIN;
  }

  /// A list of these items. Takes over the array.
  public static PyList of(Object... items) {
    return new PyList(items);
  }

  /// An empty list with room for `n` items.
  public static PyList withCapacity(int n) {
    return new PyList(new Object[n], 0);
  }

  /// `list(iterable)`.
  public static PyList fromIterable(ThreadState ts, Object iterable) {
    return new PyList(Sequences.toNewArray(ts, iterable));
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyList(cls);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Initialize self.  See help(type(self)) for accurate signature.")
  void __init__(ThreadState ts, PyTuple args, PyDict kwargs) {
    if (kwargs.size() > 0 && (type == TYPE || type.slot(Slot.NEW) == TYPE.slot(Slot.NEW))) {
      throw PyErr.typeError("list() takes no keyword arguments");
    }
    if (args.items.length > 1) {
      throw PyErr.typeError("list expected at most 1 argument, got %d", args.items.length);
    }
    clear();
    if (args.items.length == 1) {
      extend(ts, args.items[0]);
    }
  }

  // The Java interface.

  public final Object get(int i) {
    return items[i];
  }

  public final void set(int i, Object value) {
    if (mark < 0) {
      requireMutable();
      if (!isPlain(value)) {
        forgetPlain();
      }
    }
    items[i] = value;
  }

  public final int size() {
    int n = size;
    if (n == 0) {
      requireHere();
    }
    return n;
  }

  /// Raises ValueError where the list has been given away. Only where a list turns out to be empty is there anything to ask.
  final void requireHere() {
    if (items == Sequences.MOVED) {
      throw PyMovedList.gone();
    }
  }

  /// Whether it is known that all items are numbers, strings and the like, which cannot change. What is negative in `mark` is the
  /// complement of how many there are at the beginning of the list of which it is known; items may be added behind them unseen.
  public final boolean isKnownPlain() {
    return ~mark == size;
  }

  /// Takes note that all items are such.
  public final void knowPlain() {
    mark = ~size;
  }

  /// Gives up that knowledge where it does not cover all items, or so few that it is found anew at once; whether `mark` is free
  /// now.
  public final boolean forgetFew() {
    if (isFrozen()) {
      return false;
    }
    if (size < MANY || !isKnownPlain()) {
      forgetPlain();
    }
    return mark >= 0;
  }

  private void forgetPlain() {
    if (mark < 0) {
      mark = 0;
    }
  }

  /// Adds an item at the end, and takes a look at it.
  public final void appendSeen(Object value) {
    if (~mark == size && isPlain(value)) {
      mark--;
    }
    append(value);
  }

  private static boolean isPlain(Object value) {
    return value instanceof Long || value instanceof String || value instanceof Double || value == PyNone.NONE || value instanceof Boolean;
  }

  private static boolean isKnownPlain(Object iterable) {
    return iterable instanceof PyList l && l.type == TYPE && l.isKnownPlain() || iterable instanceof PyRange;
  }

  /// A list of some of the items of this one, or of all. Takes over the array.
  private PyList ofSame(Object[] owned) {
    PyList made = new PyList(owned);
    if (isKnownPlain()) {
      made.knowPlain();
    }
    return made;
  }

  @Override
  public boolean isMovable() {
    return type == TYPE && !isFrozen();
  }

  @Override
  public boolean isFreezable() {
    return type == TYPE;
  }

  @Override
  public void forEachPart(Consumer<Object> sink) {
    for (int i = 0; i < size; i++) {
      sink.accept(items[i]);
    }
  }

  /// Leaves no room behind the items, so that [#append] has nothing more to look at.
  @Override
  public void freeze() {
    items = size == 0 ? Sequences.NO_ITEMS : Arrays.copyOf(items, size);
    mark = FROZEN;
  }

  @Override
  public PyObject moveOut(ThreadState ts) {
    PyList taken = new PyList(items, size);
    taken.mark = Math.min(mark, 0);
    forgetPlain();
    items = Sequences.MOVED;
    size = 0;
    type = PyMovedList.TYPE;
    return taken;
  }

  @Override
  public void moveBack(PyObject taken) {
    PyList l = (PyList) taken;
    items = l.items;
    size = l.size;
    mark = Math.min(l.mark, 0);
    type = TYPE;
  }

  /// Adds an item at the end.
  public final void append(Object value) {
    Object[] a = items;
    int n = size;
    if (n == a.length) {
      requireMutable();
      items = a = Sequences.grown(a, n + 1);
    }
    a[n] = value;
    size = n + 1;
  }

  private void reserve(int n) {
    if (n < 0 || n > items.length) {
      requireMutable();
      items = Sequences.grown(items, n);
    }
  }

  /// Adds all items of an iterable at the end.
  public final void extend(ThreadState ts, Object iterable) {
    requireMutable();
    if (iterable instanceof PyIterator it && !it.type.isHeapType()) {
      for (Object o; (o = it.next(ts)) != null; ) {
        appendSeen(o);
      }
      return;
    }
    if (isArrayLike(iterable)) {
      Object[] more = Sequences.toArray(ts, iterable);
      boolean plain = isKnownPlain() && isKnownPlain(iterable);
      if (size() == 0 && !(iterable instanceof PyTuple)) {
        items = more;
        size = more.length;
      } else {
        appendAll(more, more.length);
      }
      if (plain) {
        knowPlain();
      }
      return;
    }
    Object it = PyObjects.iter(ts, iterable);
    reserve(size + Math.max(0, Sequences.lengthHint(ts, iterable)));
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      appendSeen(o);
    }
  }

  /// Whether the items can be had at once, without running Python code.
  private static boolean isArrayLike(Object o) {
    if (o instanceof PyInstance i) {
      PyType t = i.type;
      return t == TYPE || t == PyTuple.TYPE || t == PyDict.TYPE || t == PySet.TYPE || t == PyFrozenSet.TYPE;
    }
    return o instanceof DictView || o instanceof PyRange r && r.isShort();
  }

  final void appendAll(Object[] more, int n) {
    reserve(size + n);
    System.arraycopy(more, 0, items, size, n);
    size += n;
  }

  /// The items in a new array.
  public final Object[] toArray() {
    return size() == 0 ? Sequences.NO_ITEMS : Arrays.copyOf(items, size);
  }

  /// Replaces `[from, to)` by other items.
  ///
  /// @param plain whether these are known to be plain
  private void splice(int from, int to, Object[] source, boolean plain) {
    requireMutable();
    boolean allPlain = plain && isKnownPlain();
    forgetPlain();
    int n = source.length;
    int change = n - (to - from);
    int newSize = size + change;
    if (change != 0) {
      if (newSize > items.length) {
        items = Sequences.grown(items, newSize);
      }
      System.arraycopy(items, to, items, to + change, size - to);
      if (change < 0) {
        Arrays.fill(items, newSize, size, null);
      }
    }
    System.arraycopy(source, 0, items, from, n);
    size = newSize;
    if (allPlain) {
      knowPlain();
    }
    shrink();
  }

  private void shrink() {
    if (size < items.length / 4 && items.length > 32) {
      items = Arrays.copyOf(items, size + (size >> 1) + 4);
    }
  }

  // Items.

  @PyMethod
  int __len__() {
    return size;
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    if (key instanceof Long l) {
      long i = l;
      if (i < 0) {
        i += size;
      }
      if (i >= 0 && i < size) {
        return items[(int) i];
      }
      throw PyErr.indexError("list index out of range");
    }
    if (key instanceof PySlice s) {
      return ofSame(s.over(ts, size).select(items));
    }
    int i = Sequences.index(ts, key, size, "list");
    if (i < 0) {
      throw PyErr.indexError("list index out of range");
    }
    return items[i];
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    if (key instanceof PySlice s) {
      setSlice(ts, s, value);
      return;
    }
    int i = Sequences.index(ts, key, size, "list");
    if (i < 0) {
      throw PyErr.indexError("list assignment index out of range");
    }
    set(i, value);
  }

  private void setSlice(ThreadState ts, PySlice s, Object value) {
    SliceRange r = s.over(ts, size);
    if (r.step == 1) {
      Object[] source = value == this ? toArray() : iterableOr(ts, value, "must assign iterable to extended slice");
      r = s.over(ts, size);
      splice(r.start, Math.max(r.start, r.stop), source, isKnownPlain(value));
      return;
    }
    Object[] source = value == this ? toArray() : iterableOr(ts, value, "must assign iterable to extended slice");
    r = s.over(ts, size);
    if (source.length != r.length) {
      throw PyErr.valueError("attempt to assign sequence of size %d to extended slice of size %d", source.length, r.length);
    }
    requireMutable();
    if (!isKnownPlain(value)) {
      forgetPlain();
    }
    for (int i = 0, at = r.start; i < r.length; i++, at += r.step) {
      items[at] = source[i];
    }
  }

  private static Object[] iterableOr(ThreadState ts, Object value, String message) {
    if (!Sequences.isIterable(value)) {
      throw PyErr.typeError(message);
    }
    return Sequences.toArray(ts, value);
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    requireMutable();
    if (key instanceof PySlice s) {
      deleteSlice(s.over(ts, size));
      return;
    }
    int i = Sequences.index(ts, key, size, "list");
    if (i < 0) {
      throw PyErr.indexError("list assignment index out of range");
    }
    removeAt(i);
  }

  private void deleteSlice(SliceRange r) {
    requireMutable();
    if (r.length == 0) {
      return;
    }
    if (r.step == 1) {
      splice(r.start, r.stop, Sequences.NO_ITEMS, true);
      return;
    }
    forgetPlain();
    int step = Math.abs(r.step);
    int next = r.step > 0 ? r.start : r.start + (r.length - 1) * r.step;
    int to = next;
    int left = r.length;
    for (int i = next; i < size; i++) {
      if (left > 0 && i == next) {
        left--;
        next += step;
      } else {
        items[to++] = items[i];
      }
    }
    Arrays.fill(items, to, size, null);
    size = to;
    shrink();
  }

  private Object removeAt(int i) {
    requireMutable();
    if (i < ~mark) {
      mark++;
    }
    Object o = items[i];
    int n = --size;
    System.arraycopy(items, i + 1, items, i, n - i);
    items[n] = null;
    shrink();
    return o;
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object value) {
    return find(ts, value, 0, Integer.MAX_VALUE) >= 0;
  }

  /// Searches item by item, since comparing may change the list.
  private int find(ThreadState ts, Object value, int from, int to) {
    for (int i = from; i < to && i < size; i++) {
      Object o = items[i];
      if (o == value || PyObjects.equal(ts, o, value)) {
        return i;
      }
    }
    return -1;
  }

  @PyMethod
  Object __iter__() {
    return new PyListIterator(this);
  }

  @PyMethod(sig = "()", doc = "Return a reverse iterator over the list.")
  Object __reversed__() {
    return new PyListReverseIterator(this);
  }

  // Methods.

  @PyMethod(sig = "(object, /)", name = "append", doc = "Append object to the end of the list.")
  void appendMethod(Object object) {
    append(object);
  }

  @PyMethod(sig = "(iterable, /)", name = "extend", doc = "Extend list by appending elements from the iterable.")
  void extendMethod(ThreadState ts, Object iterable) {
    extend(ts, iterable);
  }

  @PyMethod(sig = "(index, object, /)", doc = "Insert object before index.")
  void insert(ThreadState ts, Object index, Object object) {
    long i = Sequences.toLong(ts, index);
    int n = size;
    if (i < 0) {
      i = Math.max(0, i + n);
    }
    int at = (int) Math.min(i, n);
    requireMutable();
    reserve(n + 1);
    forgetPlain();
    System.arraycopy(items, at, items, at + 1, n - at);
    items[at] = object;
    size = n + 1;
  }

  @PyMethod(sig = "(index=-1, /)", doc = """
      Remove and return item at index (default last).

      Raises IndexError if list is empty or index is out of range.""")
  Object pop(ThreadState ts, Object index) {
    long i = Sequences.toLong(ts, index);
    requireMutable();
    int n = size;
    if (n == 0) {
      throw PyErr.indexError("pop from empty list");
    }
    if (i < 0) {
      i += n;
    }
    if (i < 0 || i >= n) {
      throw PyErr.indexError("pop index out of range");
    }
    return removeAt((int) i);
  }

  @PyMethod(sig = "(value, /)", doc = """
      Remove first occurrence of value.

      Raises ValueError if the value is not present.""")
  void remove(ThreadState ts, Object value) {
    requireMutable();
    int i = find(ts, value, 0, Integer.MAX_VALUE);
    if (i < 0) {
      throw PyErr.valueError("list.remove(x): x not in list");
    }
    if (i < size) {
      removeAt(i);
    }
  }

  @PyMethod(sig = "(value, start=0, stop=sys.maxsize, /)", doc = """
      Return first index of value.

      Raises ValueError if the value is not present.""")
  long index(ThreadState ts, Object value, Object start, Object stop) {
    int from = Sequences.clamp(ts, start, size);
    int to = Sequences.clamp(ts, stop, size);
    int i = find(ts, value, from, stop instanceof Long l && l == Long.MAX_VALUE ? Integer.MAX_VALUE : to);
    if (i < 0) {
      throw PyErr.valueError("list.index(x): x not in list");
    }
    return i;
  }

  @PyMethod(sig = "(value, /)", doc = "Return number of occurrences of value.")
  long count(ThreadState ts, Object value) {
    long n = 0;
    for (int i = 0; i < size; i++) {
      Object o = items[i];
      if (o == value || PyObjects.equal(ts, o, value)) {
        n++;
      }
    }
    return n;
  }

  @PyMethod(sig = "()", doc = "Reverse *IN PLACE*.")
  void reverse() {
    requireMutable();
    if (!isKnownPlain()) {
      forgetPlain();
    }
    Sequences.reverse(items, 0, size);
  }

  @PyMethod(sig = "()", doc = "Remove all items from list.")
  public void clear() {
    requireMutable();
    mark = NONE_PLAIN;
    items = Sequences.NO_ITEMS;
    size = 0;
  }

  @PyMethod(sig = "()", doc = "Return a shallow copy of the list.")
  Object copy() {
    return ofSame(toArray());
  }

  @PyMethod(sig = "(*, key=None, reverse=False)", name = "sort", doc = """
      Sort the list in ascending order and return None.

      The sort is in-place (i.e. the list itself is modified) and stable (i.e. the
      order of two equal elements is maintained).

      If a key function is given, apply it once to each list item and sort them,
      ascending or descending, according to their function values.

      The reverse flag can be set to sort in descending order.""")
  void sortMethod(ThreadState ts, Object key, boolean reverse) {
    sort(ts, key, reverse);
  }

  /// `list.sort`; `key` may be None. While it runs the list looks empty, and ValueError tells whoever changed it.
  public final void sort(ThreadState ts, Object key, boolean reverse) {
    requireMutable();
    Object[] a = items;
    int n = size;
    boolean plain = isKnownPlain();
    Object[] hidden = new Object[0];
    items = hidden;
    size = 0;
    mark = NONE_PLAIN;
    boolean modified;
    try {
      ListSort.sort(ts, a, n, key == PyNone.NONE ? null : key, reverse);
    } finally {
      modified = items != hidden || isFrozen();
      if (!isFrozen()) {
        items = a;
        size = n;
        mark = plain ? ~n : 0;
      }
    }
    if (modified) {
      throw PyErr.valueError("list modified during sort");
    }
  }

  // Operators.

  @PyMethod
  Object __add__(ThreadState ts, Object other) {
    if (!(StandIn.plain(ts, other, TYPE) instanceof PyList l)) {
      throw PyErr.typeError("can only concatenate list (not \"%s\") to list", PyObject.typeOf(other).name());
    }
    Object[] both = Sequences.concat(items, size, l.items, l.size);
    return l.isKnownPlain() ? ofSame(both) : new PyList(both);
  }

  @PyMethod
  Object __iadd__(ThreadState ts, Object other) {
    extend(ts, other);
    return this;
  }

  @PyMethod
  Object __mul__(ThreadState ts, Object count) {
    PyList made = ofSame(Sequences.repeat(items, size, Sequences.toLong(ts, count)));
    if (size == 1 && isPlain(items[0])) {
      made.knowPlain();
    }
    return made;
  }

  @PyMethod
  Object __rmul__(ThreadState ts, Object count) {
    return __mul__(ts, count);
  }

  @PyMethod
  Object __imul__(ThreadState ts, Object count) {
    Object[] a = Sequences.repeat(items, size, Sequences.toLong(ts, count));
    requireMutable();
    boolean plain = isKnownPlain();
    forgetPlain();
    items = a;
    size = a.length;
    if (plain) {
      knowPlain();
    }
    return this;
  }

  // Comparison and representation.

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    return other instanceof PyList l ? (Object) equalTo(ts, l) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    return other instanceof PyList l ? (Object) !equalTo(ts, l) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  private boolean equalTo(ThreadState ts, PyList l) {
    if (size != l.size) {
      return false;
    }
    int i = firstDifference(ts, l);
    return i >= size && i >= l.size;
  }

  /// The first index at which the lists differ; the end of the shorter one if there is none.
  private int firstDifference(ThreadState ts, PyList l) {
    ts.enterJava(" in comparison");
    try {
      return findDifference(ts, l);
    } finally {
      ts.leaveJava();
    }
  }

  private int findDifference(ThreadState ts, PyList l) {
    int i = 0;
    while (i < size && i < l.size) {
      Object a = items[i];
      Object b = l.items[i];
      if (a != b && !PyObjects.equal(ts, a, b)) {
        break;
      }
      i++;
    }
    return i;
  }

  @PyMethod
  Object __lt__(ThreadState ts, Object other) {
    return compare(ts, other, PyObjects.LT);
  }

  @PyMethod
  Object __le__(ThreadState ts, Object other) {
    return compare(ts, other, PyObjects.LE);
  }

  @PyMethod
  Object __gt__(ThreadState ts, Object other) {
    return compare(ts, other, PyObjects.GT);
  }

  @PyMethod
  Object __ge__(ThreadState ts, Object other) {
    return compare(ts, other, PyObjects.GE);
  }

  private Object compare(ThreadState ts, Object other, int op) {
    if (!(other instanceof PyList l)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    int i = firstDifference(ts, l);
    if (i < size && i < l.size) {
      return PyObjects.richCompare(ts, items[i], l.items[i], op);
    }
    return Sequences.compareLengths(size, l.size, op);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    if (size == 0) {
      return "[]";
    }
    if (!ts.reprEnter(this)) {
      return "[...]";
    }
    try {
      StringBuilder b = new StringBuilder("[");
      for (int i = 0; i < size; i++) {
        if (i > 0) {
          b.append(", ");
        }
        b.append(PyObjects.repr(ts, items[i]));
      }
      return b.append(']').toString();
    } finally {
      ts.reprLeave(this);
    }
  }

  @PyMethod(sig = "()", doc = "Return the size of the list in memory, in bytes.")
  long __sizeof__() {
    return 40 + 8L * items.length;
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
