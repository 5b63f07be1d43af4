package org.atoll.arena.objects;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Hold;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.BufferExporter;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.Sequences;
import org.atoll.runtime.types.SliceRange;

/// A bytearray in an arena; see [RawTable]. Compare `Objects/bytearrayobject.c`.
///
/// Single bytes, what is at the end, and slices that come from bytes-like objects are changed in place. The rest is done on a local copy, which is
/// written back.
@PyTypeDef(name = "ArenaByteArray", module = "atoll.arena", basetype = false, instantiable = false, hashable = false, doc = """
    A bytearray in an arena, as it can be used until the `with` block ends in which it was obtained.""")
public sealed class ArenaByteArray extends BytesMethods implements Items, BufferExporter permits FreeByteArray {
  public static final PyType TYPE = PyType.builtin(new ArenaByteArrayBinder());
  private static final byte[] NO_BYTES = {};

  ArenaByteArray(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(TYPE, arena, hold, group, cell);
  }

  @Override
  PyType plainType() {
    return PyByteArray.TYPE;
  }

  @Override
  public PyObject plain(ThreadState ts) {
    return new PyByteArray(bytes(ts));
  }

  byte[] bytes(ThreadState ts) {
    reading(ts);
    return RawTable.copy(arena, cell);
  }

  private int size() {
    return RawTable.size(arena, cell);
  }

  @Override
  public int count(ThreadState ts) {
    reading(ts);
    return size();
  }

  @Override
  public Object itemAt(int i) {
    return (long) (arena.region.getByte(RawTable.begin(arena, cell, i)) & 0xFF);
  }

  @Override
  public PyBuffer buffer(ThreadState ts, int flags) {
    reading(ts);
    return arena.lendings.lend(ts, this, flags, 1, "B");
  }

  @PyMethod(sig = "(flags, /)", doc = "Return a buffer object that exposes the underlying memory of the object.")
  Object __buffer__(ThreadState ts, int flags) {
    return PyMemoryView.of(buffer(ts, flags));
  }

  @PyMethod(sig = "(buffer, /)", doc = "Release the buffer object that exposes the underlying memory of the object.")
  void __release_buffer__(ThreadState ts, PyMemoryView buffer) {
    PyObjects.callMethod(ts, buffer, "release");
  }

  // Changing.

  private void splice(ThreadState ts, int from, int to, byte[] with) {
    writing(ts);
    if (with.length != to - from && arena.lendings.isLent(cell)) {
      throw PyErr.bufferError("Existing exports of data: object cannot be re-sized");
    }
    changing(ts, () -> RawTable.splice(arena, cell, from, to, with));
  }

  /// Has a method of bytearrays change a copy, and takes over what that is then.
  private Object edit(ThreadState ts, String method, Object... args) {
    writing(ts);
    PyByteArray copy = new PyByteArray(bytes(ts));
    Object result = PyObjects.callMethod(ts, copy, method, args);
    byte[] changed = copy.snapshot();
    splice(ts, 0, count(ts), changed);
    return result;
  }

  /// What a method of bytearrays makes of an empty one.
  private static byte[] made(ThreadState ts, String method, Object arg) {
    PyByteArray empty = new PyByteArray(NO_BYTES);
    PyObjects.callMethod(ts, empty, method, arg);
    return empty.snapshot();
  }

  // Items.

  @PyMethod
  int __len__(ThreadState ts) {
    return count(ts);
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object part) {
    return PyObjects.contains(ts, plain(ts), part);
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    reading(ts);
    return ArenaItemIterator.forward(this);
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    reading(ts);
    if (key instanceof PySlice s) {
      return new PyByteArray(slice(ts, s.over(ts, size())));
    }
    int i = Sequences.index(ts, key, size(), "bytearray");
    if (i < 0) {
      throw PyErr.indexError("bytearray index out of range");
    }
    reading(ts);
    return itemAt(i);
  }

  private byte[] slice(ThreadState ts, SliceRange r) {
    reading(ts);
    if (r.step == 1) {
      return RawTable.copy(arena, cell, r.start, r.start + r.length);
    }
    byte[] out = new byte[r.length];
    for (int i = 0, at = r.start; i < r.length; i++, at += r.step) {
      out[i] = arena.region.getByte(RawTable.begin(arena, cell, at));
    }
    return out;
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    reading(ts);
    if (key instanceof PySlice s && s.over(ts, size()).step == 1 && Buffers.check(value)) {
      byte[] with = Buffers.toBytes(ts, value);
      SliceRange r = s.over(ts, count(ts));
      splice(ts, r.start, Math.max(r.start, r.stop), with);
    } else if (key instanceof Long && value instanceof Long b && b >= 0 && b < 256) {
      int i = Sequences.index(ts, key, size(), "bytearray");
      if (i < 0) {
        throw PyErr.indexError("bytearray index out of range");
      }
      writing(ts);
      arena.region.setByte(RawTable.begin(arena, cell, i), (byte) (long) b);
    } else {
      edit(ts, "__setitem__", key, value);
    }
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    reading(ts);
    if (key instanceof PySlice s && s.over(ts, size()).step == 1) {
      SliceRange r = s.over(ts, count(ts));
      splice(ts, r.start, Math.max(r.start, r.stop), NO_BYTES);
    } else {
      edit(ts, "__delitem__", key);
    }
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

  @PyMethod(sig = "(index, by=1, /)", doc = "Add to an item; return the sum.")
  Object increment(ThreadState ts, Object index, Object by) {
    return Updates.increment(ts, new Item(ts, index), by);
  }

  /// The place of an item.
  private final class Item extends Place {
    private final Object index;
    private int at;

    Item(ThreadState ts, Object index) {
      super(ArenaByteArray.this);
      writing(ts);
      this.index = PlainArguments.index(ts, index);
    }

    @Override
    long bits(ThreadState ts) {
      at = Sequences.index(ts, index, size(), "bytearray");
      if (at < 0) {
        throw PyErr.indexError("bytearray index out of range");
      }
      return arena.region.getByte(RawTable.begin(arena, cell, at));
    }

    @Override
    Object value(long bits) {
      return bits & 0xFF;
    }

    @Override
    Object prepared(ThreadState ts, Object value) {
      return PlainArguments.index(ts, value);
    }

    @Override
    void put(ThreadState ts, Object value) {
      __setitem__(ts, (long) at, value);
    }
  }

  // Methods.

  @PyMethod(sig = "(item, /)", doc = "Append a single item to the end of the bytearray.")
  void append(ThreadState ts, Object item) {
    byte[] one = made(ts, "append", item);
    splice(ts, count(ts), size(), one);
  }

  @PyMethod(sig = "(iterable_of_ints, /)", doc = "Append all the items from the iterator or sequence to the end of the bytearray.")
  void extend(ThreadState ts, Object source) {
    reading(ts);
    add(ts, made(ts, "extend", source));
  }

  /// Adds bytes at the end.
  void add(ThreadState ts, byte[] more) {
    splice(ts, count(ts), size(), more);
  }

  @PyMethod(sig = "(index, item, /)", doc = "Insert a single item into the bytearray before the given index.")
  void insert(ThreadState ts, long index, Object item) {
    byte[] one = made(ts, "append", item);
    int at = (int) Math.clamp(index < 0 ? index + count(ts) : index, 0, count(ts));
    splice(ts, at, at, one);
  }

  @PyMethod(sig = "(index=-1, /)", doc = "Remove and return a single item from B.")
  Object pop(ThreadState ts, long index) {
    writing(ts);
    int n = size();
    if (n == 0) {
      throw PyErr.indexError("pop from empty bytearray");
    }
    long at = index < 0 ? index + n : index;
    if (at < 0 || at >= n) {
      throw PyErr.indexError("pop index out of range");
    }
    Object item = itemAt((int) at);
    splice(ts, (int) at, (int) at + 1, NO_BYTES);
    return item;
  }

  @PyMethod(sig = "(value, /)", doc = "Remove the first occurrence of a value in the bytearray.")
  void remove(ThreadState ts, Object value) {
    edit(ts, "remove", value);
  }

  @PyMethod(sig = "()", doc = "Reverse the order of the values in B in place.")
  void reverse(ThreadState ts) {
    edit(ts, "reverse");
  }

  @PyMethod(sig = "()", doc = "Remove all items from the bytearray.")
  void clear(ThreadState ts) {
    splice(ts, 0, count(ts), NO_BYTES);
  }

  @PyMethod(sig = "(size, /)", doc = "Resize the internal buffer of bytearray to len.")
  void resize(ThreadState ts, Object size) {
    edit(ts, "resize", size);
  }

  @PyMethod(sig = "()", doc = "Return a copy of B: a local one.")
  Object copy(ThreadState ts) {
    return plain(ts);
  }

  @PyMethod(sig = "()", doc = "Return a copy of B: a local one.")
  Object __copy__(ThreadState ts) {
    return plain(ts);
  }

  @PyMethod(sig = "(memo, /)", doc = "Return a copy of B: a local one.")
  Object __deepcopy__(ThreadState ts, Object memo) {
    reading(ts);
    return DeepCopy.of(ts, this, memo, new PyByteArray(bytes(ts)), (made, copied) -> {});
  }

  // Operators.

  @PyMethod
  Object __iadd__(ThreadState ts, Object other) {
    reading(ts);
    if (!Buffers.check(other)) {
      throw PyErr.typeError("can't concat %s to bytearray", PyObject.typeOf(other).messageName());
    }
    add(ts, Buffers.toBytes(ts, other));
    return this;
  }

  @PyMethod
  Object __imul__(ThreadState ts, Object count) {
    edit(ts, "__imul__", count);
    return this;
  }

  @PyMethod
  Object __mod__(ThreadState ts, Object args) {
    return PyObjects.callMethod(ts, plain(ts), "__mod__", args);
  }

  // Representation.

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyObjects.repr(ts, plain(ts));
  }

  @PyMethod
  Object __str__(ThreadState ts) {
    return PyObjects.callMethod(ts, plain(ts), "__str__");
  }
}
