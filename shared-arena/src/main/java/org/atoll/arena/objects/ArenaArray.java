package org.atoll.arena.objects;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.Region;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.array.ItemKind;
import org.atoll.runtime.modules.array.PyArray;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.object.StandIn;
import org.atoll.runtime.types.BufferExporter;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;
import org.atoll.runtime.types.SliceRange;

/// A typed array in an arena; see [RawTable]. Compare `Modules/arraymodule.c`.
///
/// Single items, and what is added or removed at the end, are changed in place. The rest is done on a local copy, which is written back.
@PyTypeDef(name = "ArenaArray", module = "atoll.arena", basetype = false, instantiable = false, hashable = false, doc = """
    An array.array in an arena, as it can be used until the `with` block ends in which it was obtained.""")
public sealed class ArenaArray extends SequenceView implements Items, RichComparison, BufferExporter permits FreeArray {
  public static final PyType TYPE = PyType.builtin(new ArenaArrayBinder());
  private static final byte[] NO_BYTES = {};

  final ItemKind kind;

  ArenaArray(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(TYPE, arena, hold, group, cell);
    kind = ItemKind.of(RawTable.code(arena, cell));
  }

  @Override
  PyType plainType() {
    return PyArray.TYPE;
  }

  @Override
  public PyArray plain(ThreadState ts) {
    reading(ts);
    return PyArray.of(kind.code, RawTable.copy(arena, cell));
  }

  private int size() {
    return RawTable.size(arena, cell) / kind.size;
  }

  @Override
  public int count(ThreadState ts) {
    reading(ts);
    return size();
  }

  @Override
  public Object itemAt(int i) {
    return kind.item(bitsAt(i));
  }

  private long bitsAt(int i) {
    long at = RawTable.begin(arena, cell, i * kind.size);
    Region r = arena.region;
    return switch (kind.size) {
      case 1 -> r.getByte(at);
      case 2 -> r.getShort(at);
      case 4 -> r.getInt(at);
      default -> r.getLong(at);
    };
  }

  private void put(int i, long bits) {
    long at = RawTable.begin(arena, cell, i * kind.size);
    Region r = arena.region;
    switch (kind.size) {
      case 1 -> r.setByte(at, (byte) bits);
      case 2 -> r.setShort(at, (short) bits);
      case 4 -> r.setInt(at, (int) bits);
      default -> r.setLong(at, bits);
    }
  }

  @Override
  public PyBuffer buffer(ThreadState ts, int flags) {
    reading(ts);
    return arena.lendings.lend(ts, this, flags, kind.size, (flags & Buffers.FORMAT) == 0 ? "B" : kind == ItemKind.WIDE_CHAR ? "w" : kind.format());
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
    int p = from * kind.size;
    int q = to * kind.size;
    if (with.length != q - p && arena.lendings.isLent(cell)) {
      throw PyErr.bufferError("cannot resize an array that is exporting buffers");
    }
    changing(ts, () -> RawTable.splice(arena, cell, p, q, with));
  }

  /// Has a method of arrays change a copy, and takes over what that is then, where it ended by an exception as well.
  private Object edit(ThreadState ts, String method, Object... args) {
    writing(ts);
    PyArray copy = plain(ts);
    try {
      return PyObjects.callMethod(ts, copy, method, args);
    } finally {
      splice(ts, 0, count(ts), copy.snapshot());
    }
  }

  /// Appends what a method of arrays makes of an empty one, where it ended by an exception as well.
  private void appendMade(ThreadState ts, String method, Object... args) {
    writing(ts);
    PyArray empty = PyArray.of(kind.code, NO_BYTES);
    try {
      PyObjects.callMethod(ts, empty, method, args);
    } finally {
      add(ts, empty.snapshot());
    }
  }

  /// Adds the bytes of items at the end.
  void add(ThreadState ts, byte[] more) {
    splice(ts, count(ts), size(), more);
  }

  // Items.

  @PyMethod
  int __len__(ThreadState ts) {
    return count(ts);
  }

  final int index(ThreadState ts, Object key, String message) {
    reading(ts);
    if (!Sequences.isIndex(key)) {
      throw PyErr.typeError("array indices must be integers");
    }
    int i = Sequences.index(ts, key, size(), "array");
    if (i < 0) {
      throw PyErr.indexError(message);
    }
    return i;
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    reading(ts);
    if (key instanceof PySlice s) {
      return slice(ts, s.over(ts, size()));
    }
    int i = index(ts, key, "array index out of range");
    reading(ts);
    return itemAt(i);
  }

  private Object slice(ThreadState ts, SliceRange r) {
    reading(ts);
    int n = kind.size;
    if (r.step == 1) {
      return PyArray.of(kind.code, RawTable.copy(arena, cell, r.start * n, (r.start + r.length) * n));
    }
    byte[] out = new byte[r.length * n];
    for (int i = 0, at = r.start; i < r.length; i++, at += r.step) {
      arena.region.copyOut(RawTable.begin(arena, cell, at * n), out, i * n, n);
    }
    return PyArray.of(kind.code, out);
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    reading(ts);
    if (key instanceof PySlice) {
      edit(ts, "__setitem__", key, value);
      return;
    }
    int i = index(ts, key, "array assignment index out of range");
    long bits = kind.encode(ts, value);
    writing(ts);
    // Encoding may have run Python code that has shortened the array.
    if (i >= size()) {
      throw PyErr.indexError("array assignment index out of range");
    }
    put(i, bits);
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    edit(ts, "__delitem__", key);
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object value) {
    return find(ts, value, 0, Integer.MAX_VALUE) >= 0;
  }

  private int find(ThreadState ts, Object value, int from, int to) {
    for (int i = from; i < to && i < count(ts); i++) {
      if (PyObjects.equal(ts, itemAt(i), value)) {
        return i;
      }
    }
    return -1;
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    reading(ts);
    return ArenaItemIterator.forward(this);
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
    private final Object key;
    private int at;

    Item(ThreadState ts, Object key) {
      super(ArenaArray.this);
      writing(ts);
      this.key = PlainArguments.index(ts, key);
    }

    @Override
    long bits(ThreadState ts) {
      at = index(ts, key, "array index out of range");
      return bitsAt(at);
    }

    @Override
    Object value(long bits) {
      return kind.item(bits);
    }

    @Override
    Object prepared(ThreadState ts, Object value) {
      return kind.item(kind.encode(ts, value));
    }

    @Override
    void put(ThreadState ts, Object value) {
      ArenaArray.this.put(at, kind.encode(ts, value));
    }
  }

  // Methods.

  @PyMethod(sig = "(v, /)", doc = "Append new value v to the end of the array.")
  void append(ThreadState ts, Object v) {
    reading(ts);
    long bits = kind.encode(ts, v);
    byte[] item = new byte[kind.size];
    for (int i = 0; i < item.length; i++) {
      item[i] = (byte) (bits >>> 8 * i);
    }
    add(ts, item);
  }

  @PyMethod(sig = "(bb, /)", doc = "Append items to the end of the array.")
  void extend(ThreadState ts, Object bb) {
    appendMade(ts, "extend", bb);
  }

  @PyMethod(sig = "(i, v, /)", doc = "Insert a new item v into the array before position i.")
  void insert(ThreadState ts, Object i, Object v) {
    edit(ts, "insert", i, v);
  }

  @PyMethod(sig = "(i=-1, /)", doc = "Return the i-th element and delete it from the array.\n\ni defaults to -1.")
  Object pop(ThreadState ts, long i) {
    writing(ts);
    int n = size();
    if (n == 0) {
      throw PyErr.indexError("pop from empty array");
    }
    long at = i < 0 ? i + n : i;
    if (at < 0 || at >= n) {
      throw PyErr.indexError("pop index out of range");
    }
    Object item = itemAt((int) at);
    splice(ts, (int) at, (int) at + 1, NO_BYTES);
    return item;
  }

  @PyMethod(sig = "(v, /)", doc = "Remove the first occurrence of v in the array.")
  void remove(ThreadState ts, Object v) {
    int i = find(ts, v, 0, Integer.MAX_VALUE);
    if (i < 0) {
      throw PyErr.valueError("array.remove(x): x not in array");
    }
    if (i < count(ts)) {
      splice(ts, i, i + 1, NO_BYTES);
    }
  }

  @PyMethod(name = "index", sig = "(v, start=0, stop=sys.maxsize, /)", doc = """
      Return index of first occurrence of v in the array.

      Raise ValueError if the value is not present.""")
  long indexOf(ThreadState ts, Object v, Object start, Object stop) {
    int to = Sequences.clamp(ts, stop, count(ts));
    int i = find(ts, v, Sequences.clamp(ts, start, count(ts)), to);
    if (i < 0) {
      throw PyErr.valueError("array.index(x): x not in array");
    }
    return i;
  }

  @PyMethod(name = "count", sig = "(v, /)", doc = "Return number of occurrences of v in the array.")
  long countOf(ThreadState ts, Object v) {
    long n = 0;
    for (int i = 0; i < count(ts); i++) {
      n += PyObjects.equal(ts, itemAt(i), v) ? 1 : 0;
    }
    return n;
  }

  @PyMethod(sig = "()", doc = "Remove all items from the array.")
  void clear(ThreadState ts) {
    splice(ts, 0, count(ts), NO_BYTES);
  }

  @PyMethod(sig = "()", doc = "Reverse the order of the items in the array.")
  void reverse(ThreadState ts) {
    edit(ts, "reverse");
  }

  @PyMethod(sig = "()", doc = "Byteswap all items of the array.\n\nIf the items in the array are not 1, 2, 4, or 8 bytes in size, RuntimeError is raised.")
  void byteswap(ThreadState ts) {
    edit(ts, "byteswap");
  }

  // Conversion.

  @PyMethod(sig = "()", doc = "Convert array to an ordinary list with the same items.")
  Object tolist(ThreadState ts) {
    return PyObjects.callMethod(ts, plain(ts), "tolist");
  }

  @PyMethod(sig = "(list, /)", doc = "Append items to array from list.")
  void fromlist(ThreadState ts, Object list) {
    appendMade(ts, "fromlist", list);
  }

  @PyMethod(sig = "()", doc = "Convert the array to an array of machine values and return the bytes representation.")
  Object tobytes(ThreadState ts) {
    return PyObjects.callMethod(ts, plain(ts), "tobytes");
  }

  @PyMethod(sig = "(buffer, /)", doc = "Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method.")
  void frombytes(ThreadState ts, Object buffer) {
    appendMade(ts, "frombytes", buffer);
  }

  @PyMethod(sig = "(f, n, /)", doc = "Read n objects from the file object f and append them to the end of the array.")
  void fromfile(ThreadState ts, Object f, Object n) {
    appendMade(ts, "fromfile", f, n);
  }

  @PyMethod(sig = "(f, /)", doc = "Write all items (as machine values) to the file object f.")
  void tofile(ThreadState ts, Object f) {
    PyObjects.callMethod(ts, plain(ts), "tofile", f);
  }

  @PyMethod(sig = "(ustr, /)", doc = """
      Extends this array with data from the unicode string ustr.

      The array must be a unicode type array; otherwise a ValueError is raised.""")
  void fromunicode(ThreadState ts, Object ustr) {
    appendMade(ts, "fromunicode", ustr);
  }

  @PyMethod(sig = "()", doc = """
      Convert the array to a unicode string.

      The array must be a unicode type array; otherwise a ValueError is raised.""")
  Object tounicode(ThreadState ts) {
    return PyObjects.callMethod(ts, plain(ts), "tounicode");
  }

  @PyMethod(sig = "()", doc = "Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents.")
  Object buffer_info(ThreadState ts) {
    reading(ts);
    return PyTuple.of(arena.region.segment().address() + RawTable.begin(arena, cell, 0), (long) size());
  }

  @PyGetter(name = "typecode", doc = "the typecode character used to create the array")
  String typecode(ThreadState ts) {
    reading(ts);
    return String.valueOf(kind.code);
  }

  @PyGetter(name = "itemsize", doc = "the size, in bytes, of one array item")
  int itemsize(ThreadState ts) {
    reading(ts);
    return kind.size;
  }

  @PyMethod(sig = "()", doc = "Return a copy of the array: a local one.")
  Object __copy__(ThreadState ts) {
    return plain(ts);
  }

  @PyMethod(sig = "(memo, /)", doc = "Return a copy of the array: a local one.")
  Object __deepcopy__(ThreadState ts, Object memo) {
    reading(ts);
    return DeepCopy.of(ts, this, memo, plain(ts), (made, copied) -> {});
  }

  // Operators.

  @PyMethod
  Object __iadd__(ThreadState ts, Object other) {
    if (!(StandIn.plain(ts, other, PyArray.TYPE) instanceof PyArray more)) {
      throw PyErr.typeError("can only extend array with array (not \"%s\")", PyObject.typeOf(other).name());
    }
    extend(ts, more);
    return this;
  }

  @PyMethod
  Object __imul__(ThreadState ts, Object count) {
    edit(ts, "__imul__", count);
    return this;
  }

  // Comparison and representation.

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    reading(ts);
    return StandIn.plain(ts, other, PyArray.TYPE) instanceof PyArray a ? plain(ts).richCompare(ts, a, op) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyObjects.repr(ts, plain(ts));
  }
}
