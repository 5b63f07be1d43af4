package org.atoll.runtime.modules.collections;

import java.util.function.Consumer;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Reduce;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.object.StandIn;
import org.atoll.runtime.types.Freezable;
import org.atoll.runtime.types.Movable;
import org.atoll.runtime.types.Moved;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// `collections.deque` (`Modules/_collectionsmodule.c`), here a ring buffer. Guarded by the GIL.
@PyTypeDef(name = "deque", module = "collections", hashable = false, doc = "A list-like sequence optimized for data accesses near its endpoints.")
public class PyDeque extends PyInstance implements RichComparison, Movable, Freezable {
  public static final PyType TYPE = PyType.builtin(new PyDequeBinder());

  private static final int UNBOUNDED = Integer.MAX_VALUE;
  /// The ring of a deque that was given away: nothing can be put there.
  private static final Object[] MOVED = {};

  /// The ring; its length is a power of two.
  private Object[] ring = new Object[8];
  private int head;
  private int size;
  private int maxLength = UNBOUNDED;
  /// Changes with every change of the deque's structure.
  int version;

  public PyDeque() {
    super(TYPE);
  }

  PyDeque(PyType type) {
    super(type);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyDeque(cls);
  }

  @PyMethod(sig = "(iterable=<absent>, maxlen=None)", doc = "Initialize self.  See help(type(self)) for accurate signature.")
  void __init__(ThreadState ts, Object iterable, Object maxlen) {
    int limit = UNBOUNDED;
    if (maxlen != PyNone.NONE) {
      if (!Sequences.isIndex(maxlen)) {
        throw PyErr.typeError("an integer is required");
      }
      long n = Sequences.toLong(ts, maxlen);
      if (n < 0) {
        throw PyErr.valueError("maxlen must be non-negative");
      }
      limit = (int) Math.min(n, UNBOUNDED - 1);
    }
    requireMutable();
    maxLength = limit;
    clear();
    if (iterable != null) {
      extend(ts, iterable);
    }
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
      sink.accept(at(i));
    }
  }

  @Override
  public void freeze() {
    mark = FROZEN;
  }

  @Override
  public PyObject moveOut(ThreadState ts) {
    PyDeque taken = new PyDeque();
    taken.takeFrom(this);
    ring = MOVED;
    head = 0;
    size = 0;
    maxLength = UNBOUNDED;
    version++;
    type = PyMovedDeque.TYPE;
    return taken;
  }

  @Override
  public void moveBack(PyObject taken) {
    takeFrom((PyDeque) taken);
    version++;
    type = TYPE;
  }

  private void takeFrom(PyDeque o) {
    ring = o.ring;
    head = o.head;
    size = o.size;
    maxLength = o.maxLength;
  }

  /// A plain deque with the same items and limit.
  public final PyDeque copy() {
    PyDeque d = new PyDeque();
    d.takeFrom(this);
    d.ring = ring.clone();
    return d;
  }

  /// An empty deque that holds at most so many items; negative for no limit.
  public static PyDeque limited(int maxLength) {
    PyDeque d = new PyDeque();
    d.maxLength = maxLength < 0 ? UNBOUNDED : maxLength;
    return d;
  }

  /// How many items there can be; negative for no limit.
  public final int limit() {
    return maxLength == UNBOUNDED ? -1 : maxLength;
  }

  // The ring.

  public final int size() {
    return size;
  }

  /// The item at a position that exists.
  public final Object at(int i) {
    return ring[head + i & ring.length - 1];
  }

  /// Puts another item at a position that exists.
  public final void put(int i, Object value) {
    requireMutable();
    ring[head + i & ring.length - 1] = value;
  }

  private void grow() {
    if (ring == MOVED) {
      throw Moved.gone("deque");
    }
    if (ring.length == 1 << 30) {
      throw PyErr.memoryError();
    }
    Object[] r = new Object[ring.length * 2];
    int n = ring.length - head;
    System.arraycopy(ring, head, r, 0, n);
    System.arraycopy(ring, 0, r, n, head);
    ring = r;
    head = 0;
  }

  /// Adds an item at the end, and drops the first one where the deque is full.
  public final void append(Object value) {
    requireMutable();
    if (size >= maxLength) {
      if (maxLength == 0) {
        return;
      }
      first();
    }
    if (size == ring.length) {
      grow();
    }
    ring[head + size & ring.length - 1] = value;
    size++;
    version++;
  }

  /// Adds an item at the front, and drops the last one where the deque is full.
  public final void appendLeft(Object value) {
    requireMutable();
    if (size >= maxLength) {
      if (maxLength == 0) {
        return;
      }
      last();
    }
    if (size == ring.length) {
      grow();
    }
    head = head - 1 & ring.length - 1;
    ring[head] = value;
    size++;
    version++;
  }

  private Object first() {
    requireMutable();
    Object o = ring[head];
    ring[head] = null;
    head = head + 1 & ring.length - 1;
    size--;
    version++;
    return o;
  }

  private Object last() {
    requireMutable();
    int i = head + size - 1 & ring.length - 1;
    Object o = ring[i];
    ring[i] = null;
    size--;
    version++;
    return o;
  }

  // Methods.

  @PyMethod(sig = "(item, /)", name = "append", doc = "Add an element to the right side of the deque.")
  void appendMethod(Object item) {
    append(item);
  }

  @PyMethod(sig = "(item, /)", doc = "Add an element to the left side of the deque.")
  void appendleft(Object item) {
    appendLeft(item);
  }

  @PyMethod(sig = "()", doc = "Remove and return the rightmost element.")
  Object pop() {
    requireMutable();
    if (size == 0) {
      throw PyErr.indexError("pop from an empty deque");
    }
    return last();
  }

  @PyMethod(sig = "()", doc = "Remove and return the leftmost element.")
  Object popleft() {
    requireMutable();
    if (size == 0) {
      throw PyErr.indexError("pop from an empty deque");
    }
    return first();
  }

  @PyMethod(sig = "(iterable, /)", doc = "Extend the right side of the deque with elements from the iterable.")
  void extend(ThreadState ts, Object iterable) {
    requireMutable();
    if (iterable == this) {
      for (Object o : toArray()) {
        append(o);
      }
      return;
    }
    Object it = PyObjects.iter(ts, iterable);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      append(o);
    }
  }

  @PyMethod(sig = "(iterable, /)", doc = "Extend the left side of the deque with elements from the iterable.")
  void extendleft(ThreadState ts, Object iterable) {
    requireMutable();
    Object it = PyObjects.iter(ts, iterable == this ? new PyList(toArray()) : iterable);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      appendLeft(o);
    }
  }

  private Object[] toArray() {
    Object[] out = new Object[size];
    for (int i = 0; i < size; i++) {
      out[i] = at(i);
    }
    return out;
  }

  @PyMethod(sig = "()", doc = "Remove all elements from the deque.")
  void clear() {
    requireMutable();
    ring = new Object[8];
    head = 0;
    size = 0;
    version++;
  }

  @PyMethod(sig = "(n=1, /)", doc = "Rotate the deque n steps to the right.  If n is negative, rotates left.")
  void rotate(long n) {
    requireMutable();
    if (size <= 1) {
      return;
    }
    int steps = (int) Math.floorMod(n, (long) size);
    if (steps * 2L <= size) {
      for (; steps > 0; steps--) {
        Object o = last();
        head = head - 1 & ring.length - 1;
        ring[head] = o;
        size++;
      }
    } else {
      for (steps = size - steps; steps > 0; steps--) {
        Object o = first();
        ring[head + size & ring.length - 1] = o;
        size++;
      }
    }
    version++;
  }

  @PyMethod(sig = "()", doc = "Reverse *IN PLACE*.")
  void reverse() {
    requireMutable();
    for (int i = 0, j = size - 1; i < j; i++, j--) {
      Object o = at(i);
      put(i, at(j));
      put(j, o);
    }
  }

  @PyMethod(sig = "(value, /)", doc = "Return number of occurrences of value.")
  long count(ThreadState ts, Object value) {
    int before = version;
    long n = 0;
    for (int i = 0; i < size; i++) {
      if (PyObjects.equal(ts, at(i), value)) {
        n++;
      }
      checkUnchanged(before);
    }
    return n;
  }

  private void checkUnchanged(int before) {
    if (version != before) {
      throw PyErr.runtimeError("deque mutated during iteration");
    }
  }

  private int find(ThreadState ts, Object value, int from, int to) {
    int before = version;
    for (int i = from; i < to; i++) {
      boolean same = PyObjects.equal(ts, at(i), value);
      checkUnchanged(before);
      if (same) {
        return i;
      }
    }
    return -1;
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object value) {
    return find(ts, value, 0, size) >= 0;
  }

  @PyMethod(sig = "(value, start=0, stop=sys.maxsize, /)", doc = """
      Return first index of value.

      Raises ValueError if the value is not present.""")
  long index(ThreadState ts, Object value, Object start, Object stop) {
    int to = Sequences.clamp(ts, stop, size);
    int i = find(ts, value, Sequences.clamp(ts, start, size), to);
    if (i < 0) {
      throw PyErr.valueError("deque.index(x): x not in deque");
    }
    return i;
  }

  @PyMethod(sig = "(index, value, /)", doc = "Insert value before index.")
  void insert(ThreadState ts, long index, Object value) {
    requireMutable();
    if (size == maxLength) {
      throw PyErr.indexError("deque already at its maximum size");
    }
    int n = size;
    int i = (int) (index < 0 ? Math.max(0, index + n) : Math.min(index, n));
    if (i * 2L < n) {
      appendLeft(value);
      for (int k = 0; k < i; k++) {
        put(k, at(k + 1));
      }
    } else {
      append(value);
      for (int k = n; k > i; k--) {
        put(k, at(k - 1));
      }
    }
    put(i, value);
  }

  @PyMethod(sig = "(value, /)", doc = "Remove first occurrence of value.")
  void remove(ThreadState ts, Object value) {
    requireMutable();
    int before = version;
    int n = size;
    for (int i = 0; i < n; i++) {
      boolean same = PyObjects.equal(ts, at(i), value);
      if (version != before) {
        throw PyErr.indexError("deque mutated during remove().");
      }
      if (same) {
        removeAt(i);
        return;
      }
    }
    throw PyErr.valueError("deque.remove(x): x not in deque");
  }

  private void removeAt(int i) {
    if (i * 2L < size) {
      for (int k = i; k > 0; k--) {
        put(k, at(k - 1));
      }
      first();
    } else {
      for (int k = i; k < size - 1; k++) {
        put(k, at(k + 1));
      }
      last();
    }
  }

  @PyMethod(sig = "()", doc = "Return a shallow copy of a deque.")
  Object copy(ThreadState ts) {
    if (type == TYPE) {
      PyDeque d = new PyDeque();
      d.maxLength = maxLength;
      d.extend(ts, this);
      return d;
    }
    Object made = maxLength == UNBOUNDED ? Call.call1(ts, type, this) : Call.call2(ts, type, this, (long) maxLength);
    if (!(made instanceof PyDeque)) {
      throw PyErr.typeError("%s() must return a deque, not %s", type.name(), PyObject.typeOf(made).name());
    }
    return made;
  }

  @PyMethod(sig = "()", doc = "Return a shallow copy of a deque.")
  Object __copy__(ThreadState ts) {
    return copy(ts);
  }

  @PyGetter(name = "maxlen", doc = "maximum size of a deque or None if unbounded")
  Object maxlenAttribute() {
    return maxLength == UNBOUNDED ? PyNone.NONE : (Object) (long) maxLength;
  }

  // Items.

  @PyMethod
  int __len__() {
    return size;
  }

  private int place(ThreadState ts, Object key) {
    if (!Sequences.isIndex(key)) {
      throw PyErr.typeError("sequence index must be integer, not '%s'", PyObject.typeOf(key).name());
    }
    int i = Sequences.index(ts, key, size, "deque");
    if (i < 0) {
      throw PyErr.indexError("deque index out of range");
    }
    return i;
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    return at(place(ts, key));
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    put(place(ts, key), value);
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    requireMutable();
    removeAt(place(ts, key));
  }

  @PyMethod
  Object __iter__() {
    return new DequeIterator(this, 0);
  }

  @PyMethod(sig = "()", doc = "Return a reverse iterator over the deque.")
  Object __reversed__() {
    return new DequeReverseIterator(this, 0);
  }

  // Operators.

  @PyMethod
  Object __add__(ThreadState ts, Object other) {
    if (!(StandIn.plain(ts, other, TYPE) instanceof PyDeque more)) {
      throw PyErr.typeError("can only concatenate deque (not \"%s\") to deque", PyObject.typeOf(other).name());
    }
    PyDeque d = (PyDeque) copy(ts);
    d.extend(ts, more);
    return d;
  }

  @PyMethod
  Object __iadd__(ThreadState ts, Object other) {
    extend(ts, other);
    return this;
  }

  @PyMethod
  Object __mul__(ThreadState ts, Object count) {
    PyDeque d = (PyDeque) copy(ts);
    d.repeat(Sequences.toLong(ts, count));
    return d;
  }

  @PyMethod
  Object __rmul__(ThreadState ts, Object count) {
    return __mul__(ts, count);
  }

  @PyMethod
  Object __imul__(ThreadState ts, Object count) {
    repeat(Sequences.toLong(ts, count));
    return this;
  }

  private void repeat(long n) {
    requireMutable();
    if (n <= 0) {
      clear();
      return;
    }
    Object[] a = toArray();
    if (a.length == 0 || n == 1) {
      return;
    }
    if (maxLength != UNBOUNDED) {
      n = Math.min(n, (maxLength + a.length - 1L) / a.length + 1);
    } else if (n > (1 << 30) / a.length) {
      throw PyErr.memoryError();
    }
    for (long k = 1; k < n; k++) {
      for (Object o : a) {
        append(o);
      }
    }
  }

  // Comparison and representation.

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    if (!(other instanceof PyDeque d)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    if (d.size != size && (op == PyObjects.EQ || op == PyObjects.NE)) {
      return op == PyObjects.NE;
    }
    int before = version;
    int otherBefore = d.version;
    for (int i = 0; i < size && i < d.size; i++) {
      Object a = at(i);
      Object b = d.at(i);
      if (!PyObjects.equal(ts, a, b)) {
        return op == PyObjects.EQ || op == PyObjects.NE ? (Object) (op == PyObjects.NE) : PyObjects.richCompare(ts, a, b, op);
      }
      checkUnchanged(before);
      d.checkUnchanged(otherBefore);
    }
    return Sequences.compareLengths(size, d.size, op);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    if (!ts.reprEnter(this)) {
      return "[...]";
    }
    try {
      String list = PyObjects.repr(ts, new PyList(toArray())).toString();
      return type.name() + "(" + list + (maxLength == UNBOUNDED ? ")" : ", maxlen=" + maxLength + ")");
    } finally {
      ts.reprLeave(this);
    }
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    PyTuple args = maxLength == UNBOUNDED ? PyTuple.EMPTY : PyTuple.of(PyTuple.EMPTY, (long) maxLength);
    return PyTuple.of(type, args, Reduce.getState(ts, this), PyObjects.iter(ts, this));
  }

  @PyMethod(sig = "()", doc = "Return the size of the deque in memory, in bytes.")
  long __sizeof__() {
    return 96 + 8L * ring.length;
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
