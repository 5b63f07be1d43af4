package org.atoll.runtime.modules.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.warnings.Warnings;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.object.StandIn;
import org.atoll.runtime.types.BufferExporter;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.Freezable;
import org.atoll.runtime.types.Movable;
import org.atoll.runtime.types.Moved;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;
import org.atoll.runtime.types.SliceRange;
import org.atoll.runtime.types.StorageOwners;

/// `array.array` (`Modules/arraymodule.c`): numbers in their machine form, in one Java byte array. While views on that
/// array are out it cannot change its length. Guarded by the GIL.
@PyTypeDef(name = "array", module = "array", hashable = false, doc = """
    array(typecode [, initializer]) -> array

    Return a new array whose items are restricted by typecode, and
    initialized from the optional initializer value, which must be a list,
    string or iterable over elements of the appropriate type.""")
public class PyArray extends PyInstance implements BufferExporter, RichComparison, Movable, Freezable {
  public static final PyType TYPE = PyType.builtin(new PyArrayBinder());

  final ItemKind kind;
  /// The items' bytes; what lies behind `size` items is spare.
  private byte[] data;
  private int size;
  private static final byte[] MOVED = {};
  private int exports;
  /// Who has the array `data`; null where nobody else can.
  private StorageOwners owners;

  private PyArray(PyType type, ItemKind kind, byte[] data) {
    super(type);
    this.kind = kind;
    this.data = data;
    this.size = data.length / kind.size;
  }

  private PyArray like(byte[] bytes) {
    return new PyArray(TYPE, kind, bytes);
  }

  // Making.

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    Object[] a = args.items;
    if (kwargs.size() > 0 && (cls == TYPE || cls.slot(Slot.INIT) == TYPE.slot(Slot.INIT))) {
      throw PyErr.typeError("array.array() takes no keyword arguments");
    }
    if (a.length == 0 || a.length > 2) {
      throw PyErr.typeError("array() takes at %s (%d given)", a.length == 0 ? "least 1 argument" : "most 2 arguments", a.length);
    }
    ItemKind kind = kind(a[0]);
    if (kind.code == 'u') {
      Warnings.warn(ts, PyExc.DeprecationWarning,
          "The 'u' type code is deprecated and will be removed in Python 3.16", 1);
    }
    PyArray made = new PyArray(cls, kind, new byte[0]);
    if (a.length == 2) {
      made.initialize(ts, a[1]);
    }
    return made;
  }

  private static ItemKind kind(Object code) {
    if (!PyUnicode.check(code)) {
      throw PyErr.typeError("array() argument 1 must be a unicode character, not %s", PyObject.typeOf(code).name());
    }
    int n = PyUnicode.length(code);
    if (n != 1) {
      throw PyErr.typeError("array() argument 1 must be a unicode character, not a string of length %d", n);
    }
    ItemKind kind = ItemKind.of((char) PyUnicode.codePointAt(code, 0));
    if (kind == null) {
      throw PyErr.valueError("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)");
    }
    return kind;
  }

  private void initialize(ThreadState ts, Object source) {
    Object from = StandIn.plain(ts, source, TYPE);
    if (PyUnicode.check(from)) {
      if (!kind.isText()) {
        throw PyErr.typeError("cannot use a str to initialize an array with typecode '%c'", kind.code);
      }
      appendText(from);
    } else if (from instanceof PyArray o && o.kind.isText() && !kind.isText()) {
      throw PyErr.typeError("cannot use a unicode array to initialize an array with typecode '%c'", kind.code);
    } else if (from instanceof PyArray o && o.kind == kind) {
      data = o.bytes();
      size = o.size;
    } else if (from instanceof PyBytes || StandIn.plain(ts, from, PyByteArray.TYPE) instanceof PyByteArray) {
      frombytes(ts, from);
    } else {
      appendAll(ts, from);
    }
  }

  private void appendText(Object text) {
    for (int c : PyUnicode.codePoints(text)) {
      insertBits(size, c);
    }
  }

  private void appendAll(ThreadState ts, Object iterable) {
    Object it = PyObjects.iter(ts, iterable);
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      insertBits(size, kind.encode(ts, o));
    }
  }

  // Storage.

  final int size() {
    return size;
  }

  final Object item(int i) {
    return kind.get(data, i * kind.size);
  }

  @Override
  public boolean isMovable() {
    return type == TYPE && !isFrozen();
  }

  @Override
  public boolean isFreezable() {
    if (type == TYPE && exports > 0) {
      throw PyErr.bufferError("cannot freeze an array that is exporting buffers");
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
    checkResizable();
    PyArray taken = like(data);
    taken.size = size;
    taken.owners = owners;
    data = MOVED;
    size = 0;
    owners = null;
    type = PyMovedArray.TYPE;
    return taken;
  }

  @Override
  public void moveBack(PyObject taken) {
    PyArray a = (PyArray) taken;
    data = a.data;
    size = a.size;
    owners = a.owners;
    type = TYPE;
  }

  /// Another array of the same items, for whichever interpreter. Both have one Java array of what is large, until either is
  /// about to change it.
  public final PyArray twin() {
    if (size * kind.size < StorageOwners.WORTHWHILE || exports > 0) {
      return like(bytes());
    }
    if (owners == null) {
      owners = new StorageOwners();
    }
    owners.join();
    PyArray twin = like(data);
    twin.size = size;
    twin.owners = owners;
    return twin;
  }

  /// To be called before items are changed in place.
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
      MemoryMeter.reserve(data.length);
      replace(data.clone());
    }
  }

  /// Has the items in a Java array of its own.
  private void replace(byte[] own) {
    requireMutable();
    data = own;
    if (owners != null) {
      owners.leave();
      owners = null;
    }
  }

  /// Raises ValueError where the contents have been given away.
  final void requireHere() {
    if (data == MOVED) {
      throw Moved.gone("array");
    }
  }

  /// The type code.
  public final char code() {
    return kind.code;
  }

  /// An array of a type code, which takes over its items' bytes; null where there is no such type code, or the bytes are no
  /// whole number of items.
  public static PyArray of(char code, byte[] owned) {
    ItemKind kind = ItemKind.of(code);
    return kind == null || owned.length % kind.size != 0 ? null : new PyArray(TYPE, kind, owned);
  }

  /// The items' bytes in a new array.
  public final byte[] bytes() {
    return Arrays.copyOf(data, size * kind.size);
  }

  /// The items' bytes, which must not be changed: it may be the object's own array.
  public final byte[] snapshot() {
    requireHere();
    return data.length == size * kind.size ? data : bytes();
  }

  private void checkResizable() {
    if (exports > 0) {
      throw PyErr.bufferError("cannot resize an array that is exporting buffers");
    }
  }

  private void insertBits(int at, long bits) {
    requireMutable();
    requireHere();
    checkResizable();
    int end = size * kind.size;
    if (end == data.length) {
      long more = Math.max(data.length + (long) (data.length >> 1), 8L * kind.size);
      if (more > Integer.MAX_VALUE - 16) {
        throw PyErr.memoryError();
      }
      replace(Arrays.copyOf(data, (int) (more - more % kind.size)));
    }
    own();
    int p = at * kind.size;
    System.arraycopy(data, p, data, p + kind.size, end - p);
    kind.put(data, p, bits);
    size++;
  }

  /// Replaces the items `[from, to)` by whole items in `source`.
  private void splice(int from, int to, byte[] source) {
    int p = from * kind.size;
    int q = to * kind.size;
    if (source.length == q - p) {
      own();
      System.arraycopy(source, 0, data, p, source.length);
      return;
    }
    checkResizable();
    int end = size * kind.size;
    byte[] changed = new byte[end - (q - p) + source.length];
    System.arraycopy(data, 0, changed, 0, p);
    System.arraycopy(source, 0, changed, p, source.length);
    System.arraycopy(data, q, changed, p + source.length, end - q);
    replace(changed);
    size = changed.length / kind.size;
  }

  @Override
  public PyBuffer buffer(ThreadState ts, int flags) {
    requireHere();
    if (!isFrozen()) {
      own();
      exports++;
    } else if ((flags & Buffers.WRITABLE) != 0) {
      throw PyErr.bufferError("Object is frozen, not writable.");
    }
    String format = kind.isText() && kind == ItemKind.WIDE_CHAR ? "w" : kind.format();
    return new PyBuffer(this, data, null, 0, (long) size * kind.size, isFrozen(), kind.size, (flags & Buffers.FORMAT) == 0 ? "B" : format, new long[] {size},
        new long[] {kind.size}, isFrozen() ? view -> {} : view -> exports--);
  }

  // Items.

  @PyMethod
  int __len__() {
    return size;
  }

  private int index(ThreadState ts, Object key, String message) {
    if (!Sequences.isIndex(key)) {
      throw PyErr.typeError("array indices must be integers");
    }
    int i = Sequences.index(ts, key, size, "array");
    if (i < 0) {
      throw PyErr.indexError(message);
    }
    return i;
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    if (key instanceof PySlice s) {
      return like(select(s.over(ts, size)));
    }
    return item(index(ts, key, "array index out of range"));
  }

  private byte[] select(SliceRange r) {
    int n = kind.size;
    byte[] out = new byte[r.length * n];
    for (int i = 0, at = r.start; i < r.length; i++, at += r.step) {
      System.arraycopy(data, at * n, out, i * n, n);
    }
    return out;
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    if (!(key instanceof PySlice s)) {
      int i = index(ts, key, "array assignment index out of range");
      long bits = kind.encode(ts, value);
      // Encoding may have run Python code that has shortened the array.
      if (i >= size) {
        throw PyErr.indexError("array assignment index out of range");
      }
      own();
      kind.put(data, i * kind.size, bits);
      return;
    }
    if (!(StandIn.plain(ts, value, TYPE) instanceof PyArray a)) {
      throw PyErr.typeError("can only assign array (not \"%s\") to array slice", PyObject.typeOf(value).name());
    }
    if (a.kind != kind) {
      throw badArgument();
    }
    SliceRange r = s.over(ts, size);
    byte[] source = a.bytes();
    if (r.step == 1) {
      splice(r.start, Math.max(r.start, r.stop), source);
      return;
    }
    if (a.size != r.length) {
      throw PyErr.valueError("attempt to assign array of size %d to extended slice of size %d", a.size, r.length);
    }
    own();
    for (int i = 0, at = r.start; i < r.length; i++, at += r.step) {
      System.arraycopy(source, i * kind.size, data, at * kind.size, kind.size);
    }
  }

  private static RuntimeException badArgument() {
    return PyErr.typeError("bad argument type for built-in operation");
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    requireMutable();
    if (!(key instanceof PySlice s)) {
      int i = index(ts, key, "array assignment index out of range");
      splice(i, i + 1, new byte[0]);
      return;
    }
    SliceRange r = s.over(ts, size);
    if (r.length == 0) {
      return;
    }
    boolean[] gone = new boolean[size];
    for (int i = 0, at = r.start; i < r.length; i++, at += r.step) {
      gone[at] = true;
    }
    checkResizable();
    own();
    int to = 0;
    for (int i = 0; i < size; i++) {
      if (!gone[i]) {
        System.arraycopy(data, i * kind.size, data, to++ * kind.size, kind.size);
      }
    }
    size = to;
  }

  private int find(ThreadState ts, Object value, int from, int to) {
    for (int i = from; i < to && i < size; i++) {
      if (PyObjects.equal(ts, item(i), value)) {
        return i;
      }
    }
    return -1;
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object value) {
    return find(ts, value, 0, Integer.MAX_VALUE) >= 0;
  }

  @PyMethod
  Object __iter__() {
    return new ArrayIterator(this);
  }

  // Methods.

  @PyMethod(sig = "(v, /)", doc = "Append new value v to the end of the array.")
  void append(ThreadState ts, Object v) {
    insertBits(size, kind.encode(ts, v));
  }

  @PyMethod(sig = "(bb, /)", doc = "Append items to the end of the array.")
  void extend(ThreadState ts, Object bb) {
    requireMutable();
    if (!(StandIn.plain(ts, bb, TYPE) instanceof PyArray a)) {
      appendAll(ts, bb);
    } else if (a.kind != kind) {
      throw PyErr.typeError("can only extend with array of same kind");
    } else {
      splice(size, size, a.bytes());
    }
  }

  @PyMethod(sig = "(i, v, /)", doc = "Insert a new item v into the array before position i.")
  void insert(ThreadState ts, long i, Object v) {
    long at = i < 0 ? Math.max(0, i + size) : Math.min(i, size);
    long bits = kind.encode(ts, v);
    insertBits((int) Math.min(at, size), bits);
  }

  @PyMethod(sig = "(i=-1, /)", doc = "Return the i-th element and delete it from the array.\n\ni defaults to -1.")
  Object pop(long i) {
    requireMutable();
    if (size == 0) {
      throw PyErr.indexError("pop from empty array");
    }
    long at = i < 0 ? i + size : i;
    if (at < 0 || at >= size) {
      throw PyErr.indexError("pop index out of range");
    }
    Object o = item((int) at);
    splice((int) at, (int) at + 1, new byte[0]);
    return o;
  }

  @PyMethod(sig = "(v, /)", doc = "Remove the first occurrence of v in the array.")
  void remove(ThreadState ts, Object v) {
    requireMutable();
    int i = find(ts, v, 0, Integer.MAX_VALUE);
    if (i < 0) {
      throw PyErr.valueError("array.remove(x): x not in array");
    }
    splice(i, i + 1, new byte[0]);
  }

  @PyMethod(sig = "(v, start=0, stop=sys.maxsize, /)", doc = "Return index of first occurrence of v in the array.\n\nRaise ValueError if the value is not present.")
  long index(ThreadState ts, Object v, Object start, Object stop) {
    int to = Sequences.clamp(ts, stop, size);
    int i = find(ts, v, Sequences.clamp(ts, start, size), to);
    if (i < 0) {
      throw PyErr.valueError("array.index(x): x not in array");
    }
    return i;
  }

  @PyMethod(sig = "(v, /)", doc = "Return number of occurrences of v in the array.")
  long count(ThreadState ts, Object v) {
    long n = 0;
    for (int i = 0; i < size; i++) {
      n += PyObjects.equal(ts, item(i), v) ? 1 : 0;
    }
    return n;
  }

  @PyMethod(sig = "()", doc = "Remove all items from the array.")
  void clear() {
    checkResizable();
    replace(new byte[0]);
    size = 0;
  }

  @PyMethod(sig = "()", doc = "Reverse the order of the items in the array.")
  void reverse() {
    int n = kind.size;
    byte[] out = data.clone();
    for (int i = 0; i < size; i++) {
      System.arraycopy(data, i * n, out, (size - 1 - i) * n, n);
    }
    own();
    System.arraycopy(out, 0, data, 0, size * n);
  }

  @PyMethod(sig = "()", doc = "Byteswap all items of the array.\n\nIf the items in the array are not 1, 2, 4, or 8 bytes in size, RuntimeError is raised.")
  void byteswap() {
    own();
    int n = kind.size;
    for (int at = 0; at < size * n; at += n) {
      for (int i = at, j = at + n - 1; i < j; i++, j--) {
        byte b = data[i];
        data[i] = data[j];
        data[j] = b;
      }
    }
  }

  // Conversion.

  @PyMethod(sig = "()", doc = "Convert array to an ordinary list with the same items.")
  PyList tolist() {
    Object[] out = new Object[size];
    for (int i = 0; i < size; i++) {
      out[i] = item(i);
    }
    return new PyList(out);
  }

  @PyMethod(sig = "(list, /)", doc = "Append items to array from list.")
  void fromlist(ThreadState ts, Object list) {
    requireMutable();
    if (!(StandIn.plain(ts, list, PyList.TYPE) instanceof PyList l)) {
      throw PyErr.typeError("arg must be list");
    }
    int before = size;
    int n = l.size();
    try {
      for (int i = 0; i < n; i++) {
        insertBits(size, kind.encode(ts, l.items[i]));
        if (l.size != n) {
          throw PyErr.runtimeError("list changed size during iteration");
        }
      }
    } catch (RuntimeException e) {
      size = before;
      throw e;
    }
  }

  @PyMethod(sig = "()", doc = "Convert the array to an array of machine values and return the bytes representation.")
  Object tobytes() {
    return new PyBytes(bytes());
  }

  @PyMethod(sig = "(buffer, /)", doc = "Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method.")
  void frombytes(ThreadState ts, Object buffer) {
    byte[] more = Buffers.toBytes(ts, buffer);
    if (more.length % kind.size != 0) {
      throw PyErr.valueError("bytes length not a multiple of item size");
    }
    splice(size, size, more);
  }

  @PyMethod(sig = "(f, n, /)", doc = "Read n objects from the file object f and append them to the end of the array.")
  void fromfile(ThreadState ts, Object f, long n) {
    if (n < 0) {
      throw PyErr.valueError("negative count");
    }
    if (n > Integer.MAX_VALUE / kind.size) {
      throw PyErr.memoryError();
    }
    Object read = PyObjects.callMethod(ts, f, "read", n * kind.size);
    if (!(read instanceof PyBytes b)) {
      throw PyErr.typeError("read() didn't return bytes");
    }
    frombytes(ts, b);
    if (b.bytes.length != n * kind.size) {
      throw PyErr.eofError("read() didn't return enough bytes");
    }
  }

  @PyMethod(sig = "(f, /)", doc = "Write all items (as machine values) to the file object f.")
  void tofile(ThreadState ts, Object f) {
    byte[] all = bytes();
    int block = 64 * 1024;
    for (int at = 0; at < all.length; at += block) {
      PyObjects.callMethod(ts, f, "write", new PyBytes(Arrays.copyOfRange(all, at, Math.min(all.length, at + block))));
    }
  }

  @PyMethod(sig = "(ustr, /)", doc = """
      Extends this array with data from the unicode string ustr.

      The array must be a unicode type array; otherwise a ValueError is raised.""")
  void fromunicode(ThreadState ts, Object ustr) {
    requireMutable();
    if (!PyUnicode.check(ustr)) {
      throw PyErr.typeError("fromunicode() argument must be str, not %s", PyObject.typeOf(ustr).name());
    }
    if (!kind.isText()) {
      throw PyErr.valueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')");
    }
    appendText(ustr);
  }

  @PyMethod(sig = "()", doc = """
      Convert the array to a unicode string.

      The array must be a unicode type array; otherwise a ValueError is raised.""")
  Object tounicode() {
    if (!kind.isText()) {
      throw PyErr.valueError("tounicode() may only be called on unicode type arrays ('u' or 'w')");
    }
    return text();
  }

  private Object text() {
    int[] out = new int[size];
    ByteBuffer.wrap(data).order(ByteOrder.nativeOrder()).asIntBuffer().get(out);
    for (int c : out) {
      if (c < 0 || c > Character.MAX_CODE_POINT) {
        throw PyErr.valueError("character U+%x is not in range [U+0000; U+10ffff]", c & 0xFFFFFFFFL);
      }
    }
    return PyUnicode.of(out);
  }

  @PyMethod(sig = "()", doc = "Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents.")
  Object buffer_info() {
    return PyTuple.of(PyObjects.id(this), (long) size);
  }

  @PyGetter(name = "typecode", doc = "the typecode character used to create the array")
  String typecodeAttribute() {
    return String.valueOf(kind.code);
  }

  @PyGetter(name = "itemsize", doc = "the size, in bytes, of one array item")
  int itemsizeAttribute() {
    return kind.size;
  }

  @PyMethod(sig = "()", doc = "Return a copy of the array.")
  Object __copy__() {
    return like(bytes());
  }

  @PyMethod(sig = "(unused, /)", doc = "Return a copy of the array.")
  Object __deepcopy__(Object unused) {
    return like(bytes());
  }

  @PyMethod(sig = "(value, /)", doc = "Return state information for pickling.")
  Object __reduce_ex__(ThreadState ts, Object value) {
    Object attributes = hasOwnAttributes() ? dict() : PyNone.NONE;
    if (Sequences.toLong(ts, value) < 3) {
      return PyTuple.of(type, PyTuple.of(typecodeAttribute(), tolist()), attributes);
    }
    Object maker = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "array"), "_array_reconstructor");
    return PyTuple.of(maker, PyTuple.of(type, typecodeAttribute(), (long) kind.machineFormat(), tobytes()), attributes);
  }

  @PyMethod(sig = "()", doc = "Size of the array in memory, in bytes.")
  long __sizeof__() {
    return 64 + data.length;
  }

  // Operators.

  @PyMethod
  Object __add__(ThreadState ts, Object other) {
    if (!(StandIn.plain(ts, other, TYPE) instanceof PyArray a)) {
      throw PyErr.typeError("can only append array (not \"%s\") to array", PyObject.typeOf(other).name());
    }
    if (a.kind != kind) {
      throw badArgument();
    }
    PyArray sum = like(bytes());
    sum.splice(size, size, a.bytes());
    return sum;
  }

  @PyMethod
  Object __iadd__(ThreadState ts, Object other) {
    if (!(StandIn.plain(ts, other, TYPE) instanceof PyArray)) {
      throw PyErr.typeError("can only extend array with array (not \"%s\")", PyObject.typeOf(other).name());
    }
    extend(ts, other);
    return this;
  }

  private byte[] repeated(long n) {
    byte[] one = bytes();
    if (n <= 0 || one.length == 0) {
      return new byte[0];
    }
    if (n > (Integer.MAX_VALUE - 16) / one.length) {
      throw PyErr.memoryError();
    }
    byte[] out = new byte[one.length * (int) n];
    for (int at = 0; at < out.length; at += one.length) {
      System.arraycopy(one, 0, out, at, one.length);
    }
    return out;
  }

  @PyMethod
  Object __mul__(ThreadState ts, Object count) {
    return like(repeated(Sequences.toLong(ts, count)));
  }

  @PyMethod
  Object __rmul__(ThreadState ts, Object count) {
    return __mul__(ts, count);
  }

  @PyMethod
  Object __imul__(ThreadState ts, Object count) {
    byte[] all = repeated(Sequences.toLong(ts, count));
    splice(0, size, all);
    return this;
  }

  // Comparison and representation.

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    if (!(other instanceof PyArray a)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    boolean equality = op == PyObjects.EQ || op == PyObjects.NE;
    if (equality && size != a.size) {
      return op == PyObjects.NE;
    }
    for (int i = 0; i < size && i < a.size; i++) {
      Object x = item(i);
      Object y = a.item(i);
      boolean same = x instanceof Double d && y instanceof Double f ? d.doubleValue() == f : PyObjects.equal(ts, x, y);
      if (!same) {
        return equality ? (Object) (op == PyObjects.NE) : PyObjects.richCompare(ts, x, y, op);
      }
    }
    return Sequences.compareLengths(size, a.size, op);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    String head = type.name() + "('" + kind.code + "'";
    if (size == 0) {
      return head + ")";
    }
    return head + ", " + PyObjects.repr(ts, kind.isText() ? text() : tolist()) + ")";
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  // Unpickling.

  /// What `_array_reconstructor` makes: an array of the given kind from bytes in any machine's format.
  static Object reconstruct(ThreadState ts, Object arrayType, Object typecode, long format, Object items) {
    if (!(arrayType instanceof PyType t)) {
      throw PyErr.typeError("first argument must be a type object, not %s", PyObject.typeOf(arrayType).name());
    }
    if (!t.isSubtype(TYPE)) {
      throw PyErr.typeError("%s is not a subtype of array.array", t.name());
    }
    ItemKind kind = PyUnicode.check(typecode) && PyUnicode.length(typecode) == 1 ? ItemKind.of((char) PyUnicode.codePointAt(typecode, 0)) : null;
    if (kind == null) {
      throw PyErr.valueError("second argument must be a valid type code");
    }
    if (format < 0 || format > 21) {
      throw PyErr.valueError("third argument must be a valid machine format code.");
    }
    if (!(items instanceof PyBytes b)) {
      throw PyErr.typeError("fourth argument should be bytes, not %s", PyObject.typeOf(items).name());
    }
    PyArray made = new PyArray(t, kind, new byte[0]);
    if (format == kind.machineFormat()) {
      made.frombytes(ts, b);
    } else {
      MachineFormat.append(ts, made, (int) format, b.bytes);
    }
    return made;
  }
}
