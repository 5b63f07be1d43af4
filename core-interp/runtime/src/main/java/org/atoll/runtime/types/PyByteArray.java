package org.atoll.runtime.types;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.NumberConversions;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.Repr;

/// `bytearray` (`Objects/bytearrayobject.c`): an array with spare room behind the content. Guarded by the GIL.
@PyTypeDef(name = "bytearray", hashable = false, doc = """
    bytearray(iterable_of_ints) -> bytearray
    bytearray(string, encoding[, errors]) -> bytearray
    bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer
    bytearray(int) -> bytes array of size given by the parameter initialized with null bytes
    bytearray() -> empty bytes array

    Construct a mutable bytearray object from:
      - an iterable yielding integers in range(256)
      - a text string encoded using the specified encoding
      - a bytes or a buffer object
      - any object implementing the buffer API.
      - an integer""")
public final class PyByteArray extends PyBytesLike implements Movable, Freezable {
  private static final byte[] MOVED = {};
  public static final PyType TYPE = PyType.builtin(new PyByteArrayBinder());

  /// The content is `items[start]` to `items[start + size - 1]`.
  private byte[] items;
  private int start;
  private int size;
  /// Who has the array; null where nobody else can.
  private StorageOwners owners;
  /// The views that have not been given back; those nobody can reach any more do not count.
  private List<WeakReference<PyBuffer>> exports = List.of();

  /// Takes the array over.
  public PyByteArray(byte[] owned) {
    this(TYPE, owned);
  }

  public PyByteArray(PyType cls, byte[] owned) {
    super(cls);
    items = owned;
    size = owned.length;
  }

  @Override
  public int length() {
    return size;
  }

  public int byteAt(int i) {
    return items[start + i] & 0xFF;
  }

  @Override
  public boolean isMovable() {
    return type == TYPE && !isFrozen();
  }

  @Override
  public boolean isFreezable() {
    if (type == TYPE && isExported()) {
      requireNoExports("Existing exports of data: object cannot be frozen");
    }
    return type == TYPE;
  }

  @Override
  public void forEachPart(Consumer<Object> sink) {}

  @Override
  public void freeze() {
    mark = FROZEN;
  }

  @Override
  public PyObject moveOut(ThreadState ts) {
    requireNoExports();
    PyByteArray taken = new PyByteArray(MOVED);
    taken.takeFrom(this);
    items = MOVED;
    start = 0;
    size = 0;
    owners = null;
    type = PyMovedByteArray.TYPE;
    return taken;
  }

  @Override
  public void moveBack(PyObject taken) {
    takeFrom((PyByteArray) taken);
    type = TYPE;
  }

  private void takeFrom(PyByteArray o) {
    items = o.items;
    start = o.start;
    size = o.size;
    owners = o.owners;
  }

  /// Another bytearray of the same content, for whichever interpreter. Both have one array of what is large, until either is
  /// about to change it.
  public PyByteArray twin() {
    if (size < StorageOwners.WORTHWHILE || isExported()) {
      return new PyByteArray(toByteArray());
    }
    if (owners == null) {
      owners = new StorageOwners();
    }
    owners.join();
    PyByteArray twin = new PyByteArray(MOVED);
    twin.takeFrom(this);
    return twin;
  }

  private boolean isExported() {
    if (!exports.isEmpty()) {
      exports.removeIf(reference -> reference.refersTo(null));
    }
    return !exports.isEmpty();
  }

  /// To be called before bytes are changed in place.
  private void own() {
    requireMutable();
    if (owners != null) {
      ownShared();
    }
  }

  private void ownShared() {
    if (owners.isLast()) {
      owners = null;
    } else {
      MemoryMeter.reserve(size);
      replace(Arrays.copyOfRange(items, start, start + size));
    }
  }

  /// Has the content in an array of its own.
  private void replace(byte[] own) {
    requireMutable();
    items = own;
    start = 0;
    if (owners != null) {
      owners.leave();
      owners = null;
    }
  }

  /// The content in a new array.
  public byte[] toByteArray() {
    return Arrays.copyOfRange(items, start, start + size);
  }

  /// Raises ValueError where the content has been given away.
  void requireHere() {
    if (items == MOVED) {
      throw Moved.gone("bytearray");
    }
  }

  /// The content, which must not be changed: it may be the object's own array.
  @Override
  public byte[] snapshot() {
    requireHere();
    return start == 0 && size == items.length ? items : Arrays.copyOfRange(items, start, start + size);
  }

  @Override
  PyByteArray make(byte[] owned) {
    return new PyByteArray(owned == items ? owned.clone() : owned);
  }

  @Override
  PyByteArray unchanged() {
    return new PyByteArray(Arrays.copyOfRange(items, start, start + size));
  }

  @Override
  byte[] comparable(ThreadState ts, Object other) {
    return Buffers.check(other) ? Buffers.toBytes(ts, other) : null;
  }

  @Override
  public PyBuffer buffer(ThreadState ts, int flags) {
    requireHere();
    if (isFrozen()) {
      return frozenBuffer(flags);
    }
    own();
    var view = PyBuffer.ofBytes(this, items, start, size, false, this::forget);
    if (exports.isEmpty()) {
      exports = new ArrayList<>(2);
    }
    exports.add(new WeakReference<>(view));
    return view;
  }

  /// A view of what nobody changes, which need not be counted.
  private PyBuffer frozenBuffer(int flags) {
    if ((flags & Buffers.WRITABLE) != 0) {
      throw PyErr.bufferError("Object is frozen, not writable.");
    }
    return PyBuffer.ofBytes(this, items, start, size, true, view -> {});
  }

  private void forget(PyBuffer view) {
    exports.removeIf(reference -> reference.refersTo(view) || reference.refersTo(null));
  }

  /// Refuses to change the size while somebody holds a view. Views that were dropped rather than given back only count
  /// until the collector has found them, so it is asked to look before the refusal.
  private void requireNoExports() {
    requireNoExports("Existing exports of data: object cannot be re-sized");
  }

  private void requireNoExports(String message) {
    if (!isExported()) {
      return;
    }
    System.gc();
    if (isExported()) {
      throw PyErr.bufferError(message);
    }
  }

  /// Replaces `[from, to)` by other bytes, which must not be this object's own array.
  private void splice(int from, int to, byte[] with) {
    requireMutable();
    requireHere();
    int change = with.length - (to - from);
    if (change != 0) {
      requireNoExports();
      long newSize = (long) size + change;
      if (newSize > Sequences.MAX_LENGTH) {
        throw PyErr.memoryError();
      }
      MemoryMeter.reserve(newSize);
      if (from == 0 && change < 0) {
        start -= change; // the front goes: what follows stays where it is
      } else if (start + newSize > items.length || change > 0 && owners != null) {
        grow(from, to, with.length, (int) newSize);
      } else {
        own();
        System.arraycopy(items, start + to, items, start + to + change, size - to);
      }
      size = (int) newSize;
    }
    if (with.length > 0) {
      own();
      System.arraycopy(with, 0, items, start + from, with.length);
    }
    shrink();
  }

  private void grow(int from, int to, int gap, int newSize) {
    int capacity = (int) Math.min(Math.max(newSize, newSize <= size ? newSize : newSize + (newSize >> 3) + 6L), Sequences.MAX_LENGTH);
    var grown = new byte[capacity];
    System.arraycopy(items, start, grown, 0, from);
    System.arraycopy(items, start + to, grown, from + gap, size - to);
    replace(grown);
  }

  private void shrink() {
    if (items.length > 64 && size < items.length / 4) {
      replace(Arrays.copyOfRange(items, start, start + size + (size >> 1) + 8));
    }
  }

  /// Appends bytes.
  public void append(byte[] more) {
    splice(size, size, more == items ? more.clone() : more);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyByteArray(cls, new byte[0]);
  }

  @PyMethod(sig = "(source=<absent>, encoding=<absent>, errors=<absent>)", doc = "Initialize self.  See help(type(self)) for accurate signature.")
  void __init__(ThreadState ts, Object source, Object encoding, Object errors) {
    byte[] made = BytesMaking.fromArguments(ts, source, encoding, errors, "bytearray");
    if (size == 0 && exports.isEmpty()) {
      replace(made);
      size = made.length;
    } else {
      splice(0, size, made);
    }
  }

  @PyMethod
  Object __repr__() {
    return PyUnicode.fromUtf16(type.name() + "(" + Repr.ofByteArray(items, start, start + size) + ")");
  }

  @PyMethod
  Object __str__(ThreadState ts) {
    if (ts.interpreter().config().flag("bytes_warning") != 0) {
      warnOfBytes(ts, "str() on a bytearray instance");
    }
    return __repr__();
  }

  @PyMethod
  Object __iter__() {
    return new PyByteArrayIterator(this);
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    if (key instanceof PySlice s) {
      return new PyByteArray(select(s.over(ts, size)));
    }
    int i = Sequences.index(ts, key, size, "bytearray");
    if (i < 0) {
      throw PyErr.indexError("bytearray index out of range");
    }
    return (long) byteAt(i);
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    if (key instanceof PySlice s) {
      setSlice(ts, s, value);
      return;
    }
    int i = Sequences.index(ts, key, size, "bytearray");
    byte b = byteOf(ts, value, BYTE_RANGE);
    if (i < 0 || i >= size) {
      throw PyErr.indexError("bytearray index out of range");
    }
    own();
    items[start + i] = b;
  }

  private void setSlice(ThreadState ts, PySlice s, Object value) {
    if (PyUnicode.check(value) || NumberConversions.isIndex(value) || PyFloat.check(value)) {
      throw PyErr.typeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    }
    byte[] with = BytesMaking.fromObject(ts, value, "bytearray");
    SliceRange r = s.over(ts, size);
    if (r.step == 1) {
      splice(r.start, Math.max(r.start, r.stop), with);
      return;
    }
    if (with.length == 0) {
      delete(r);
      return;
    }
    if (with.length != r.length) {
      throw PyErr.valueError("attempt to assign bytes of size %d to extended slice of size %d", with.length, r.length);
    }
    own();
    for (int i = 0, at = r.start; i < r.length; i++, at += r.step) {
      items[start + at] = with[i];
    }
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    requireMutable();
    if (key instanceof PySlice s) {
      delete(s.over(ts, size));
      return;
    }
    int i = Sequences.index(ts, key, size, "bytearray");
    if (i < 0) {
      throw PyErr.indexError("bytearray index out of range");
    }
    splice(i, i + 1, new byte[0]);
  }

  private void delete(SliceRange r) {
    if (r.length == 0) {
      return;
    }
    if (r.step == 1) {
      splice(r.start, r.stop, new byte[0]);
      return;
    }
    requireNoExports();
    own();
    int step = Math.abs(r.step);
    int next = r.step > 0 ? r.start : r.start + (r.length - 1) * r.step;
    int left = r.length;
    int to = start + next;
    for (int i = next; i < size; i++) {
      if (left > 0 && i == next) {
        left--;
        next += step;
      } else {
        items[to++] = items[start + i];
      }
    }
    size -= r.length;
  }

  @PyMethod
  Object __iadd__(ThreadState ts, Object other) {
    if (!Buffers.check(other)) {
      throw PyErr.typeError("can't concat %s to %s", PyObject.typeOf(other).messageName(), type.name());
    }
    append(Buffers.toBytes(ts, other));
    return this;
  }

  @PyMethod
  Object __imul__(ThreadState ts, Object count) {
    byte[] repeated = repeat(snapshot(), Sequences.toLong(ts, count));
    splice(0, size, repeated);
    return this;
  }

  @PyMethod(sig = "(item, /)", name = "append", doc = "Append a single item to the end of the bytearray.")
  void appendItem(ThreadState ts, Object item) {
    splice(size, size, new byte[] {byteOf(ts, item, BYTE_RANGE)});
  }

  @PyMethod(sig = "(iterable_of_ints, /)", doc = "Append all the items from the iterator or sequence to the end of the bytearray.")
  void extend(ThreadState ts, Object source) {
    if (Buffers.check(source)) {
      append(Buffers.toBytes(ts, source));
      return;
    }
    if (PyUnicode.check(source) && PyUnicode.length(source) > 0) {
      throw PyErr.typeError("expected iterable of integers; got: 'str'");
    }
    if (!Sequences.isIterable(source)) {
      throw PyErr.typeError("can't extend bytearray with %s", PyObject.typeOf(source).messageName());
    }
    append(BytesMaking.fromIterable(ts, source, BYTE_RANGE));
  }

  @PyMethod(sig = "(index, item, /)", doc = "Insert a single item into the bytearray before the given index.")
  void insert(ThreadState ts, long index, Object item) {
    byte b = byteOf(ts, item, BYTE_RANGE);
    int at = (int) Math.clamp(index < 0 ? index + size : index, 0, size);
    splice(at, at, new byte[] {b});
  }

  @PyMethod(sig = "(index=-1, /)", doc = "Remove and return a single item from B.")
  long pop(long index) {
    requireMutable();
    if (size == 0) {
      throw PyErr.indexError("pop from empty bytearray");
    }
    long at = index < 0 ? index + size : index;
    if (at < 0 || at >= size) {
      throw PyErr.indexError("pop index out of range");
    }
    requireNoExports();
    int b = byteAt((int) at);
    splice((int) at, (int) at + 1, new byte[0]);
    return b;
  }

  @PyMethod(sig = "(value, /)", doc = "Remove the first occurrence of a value in the bytearray.")
  void remove(ThreadState ts, Object value) {
    requireMutable();
    byte b = byteOf(ts, value, BYTE_RANGE);
    for (int i = 0; i < size; i++) {
      if (items[start + i] == b) {
        splice(i, i + 1, new byte[0]);
        return;
      }
    }
    throw PyErr.valueError("value not found in bytearray");
  }

  @PyMethod(sig = "()", doc = "Reverse the order of the values in B in place.")
  void reverse() {
    own();
    for (int i = start, j = start + size - 1; i < j; i++, j--) {
      byte b = items[i];
      items[i] = items[j];
      items[j] = b;
    }
  }

  @PyMethod(sig = "()", doc = "Remove all items from the bytearray.")
  void clear() {
    splice(0, size, new byte[0]);
  }

  @PyMethod(sig = "()", doc = "Return a copy of B.")
  Object copy() {
    return unchanged();
  }

  @PyMethod(sig = "(size, /)", doc = "Resize the internal buffer of bytearray to len.")
  void resize(long size) {
    if (size < 0) {
      throw PyErr.valueError("Can only resize to positive sizes, got %d", size);
    }
    if (size > Sequences.MAX_LENGTH) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve(size);
    int n = (int) size;
    if (n < this.size) {
      splice(n, this.size, new byte[0]);
    } else {
      append(new byte[n - this.size]);
    }
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    return reduced(ts, PyTuple.of(new String(items, start, size, java.nio.charset.StandardCharsets.ISO_8859_1), "latin-1"));
  }

  @PyMethod(sig = "(proto=0, /)", doc = "Return state information for pickling.")
  Object __reduce_ex__(ThreadState ts, int proto) {
    return proto < 3 ? __reduce__(ts) : reduced(ts, PyTuple.of(new PyBytes(snapshot().clone())));
  }

  private Object reduced(ThreadState ts, PyTuple args) {
    Object state = PyObjects.callMethod(ts, this, "__getstate__");
    return PyTuple.of(type, size == 0 ? PyTuple.EMPTY : args, state);
  }

  @PyMethod(sig = "()", doc = "Return the number of bytes actually allocated.")
  long __alloc__() {
    return items.length + 1L;
  }

  @PyMethod(sig = "()", doc = "Returns the size of the bytearray object in memory, in bytes.")
  long __sizeof__() {
    return 56L + items.length + 1;
  }

  @PyMethod(sig = "(string, /)", classMethod = true, doc = "Create a bytearray object from a string of hexadecimal numbers.")
  static Object fromhex(ThreadState ts, PyType cls, Object string) {
    byte[] made = fromHexText(ts, string);
    return cls == TYPE ? new PyByteArray(made) : Call.call1(ts, cls, new PyBytes(made));
  }
}
