package org.atoll.runtime.types;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.Hashes;

/// `memoryview` (`Objects/memoryobject.c`). Guarded by the GIL.
@PyTypeDef(name = "memoryview", basetype = false, doc = "Create a new memoryview object which references the given object.")
public final class PyMemoryView extends PyInstance implements BufferExporter {
  public static final PyType TYPE = PyType.builtin(new PyMemoryViewBinder());

  private static final long NOWHERE = Long.MIN_VALUE;

  /// The exporter's view, which the memoryviews made from each other share and the last one gives back.
  private static final class Shared {
    private static final AtomicIntegerFieldUpdater<Shared> USERS = AtomicIntegerFieldUpdater.newUpdater(Shared.class, "users");
    final PyBuffer base;
    /// Those of several interpreters, where it was sent.
    volatile int users;

    Shared(PyBuffer base) {
      this.base = base;
    }
  }

  private final Shared shared;
  /// This object's own layout over the same memory.
  private final PyBuffer view;
  /// The format's character, 0 if items cannot be read.
  private final char code;
  private boolean released;
  private int exports;
  private long hash = -1;

  private PyMemoryView(Shared shared, PyBuffer view) {
    super(TYPE);
    this.shared = shared;
    this.view = view;
    code = BufferItems.code(view.format);
    Shared.USERS.incrementAndGet(shared);
  }

  /// Whether its memory is lent to one thread, or for some time, only.
  public boolean isGuarded() {
    return shared.base.isGuarded();
  }

  /// A memoryview that takes over an exporter's view.
  public static PyMemoryView of(PyBuffer base) {
    return new PyMemoryView(new Shared(base), base);
  }

  /// Another memoryview of the same memory, to be released by itself. Any thread may call it; the interpreter that gets it may be
  /// another one.
  public PyMemoryView another() {
    return new PyMemoryView(shared, view);
  }

  /// `memoryview(object)`.
  /// @throws PyException TypeError where the object is not bytes-like
  public static PyMemoryView fromObject(ThreadState ts, Object object) {
    if (object instanceof PyMemoryView m) {
      m.requireOpen();
      return new PyMemoryView(m.shared, m.view);
    }
    if (!Buffers.check(object)) {
      throw PyErr.typeError("memoryview: a bytes-like object is required, not '%s'", PyObject.typeOf(object).messageName());
    }
    return of(Buffers.get(ts, object, Buffers.FULL_RO));
  }

  @PyNew(sig = "(object)")
  static Object create(ThreadState ts, PyType cls, Object object) {
    return fromObject(ts, object);
  }

  @PyMethod(sig = "(object, flags)", classMethod = true)
  static Object _from_flags(ThreadState ts, PyType cls, Object object, int flags) {
    return of(Buffers.get(ts, object, flags));
  }

  private void requireOpen() {
    if (released) {
      throw PyErr.valueError("operation forbidden on released memoryview object");
    }
    shared.base.requireUsable();
  }

  /// The layout of the memory behind this view.
  /// @throws PyException ValueError where it has been released
  public PyBuffer layout() {
    requireOpen();
    return view;
  }

  private PyBuffer over(long start, String format, int itemsize, long[] shape, long[] strides, boolean readonly) {
    long length = itemsize;
    for (long n : shape) {
      length *= n;
    }
    return new PyBuffer(view.owner, view.array, view.segment, view.offset + (int) start, length, readonly, itemsize, format, shape, strides, null);
  }

  @Override
  public PyBuffer buffer(ThreadState ts, int flags) {
    requireOpen();
    if ((flags & Buffers.WRITABLE) != 0 && view.readonly) {
      throw PyErr.bufferError("memoryview: underlying buffer is not writable");
    }
    if ((flags & Buffers.STRIDES) != Buffers.STRIDES && !view.isContiguous()) {
      throw PyErr.bufferError("memoryview: underlying buffer is not C-contiguous");
    }
    exports++;
    return new PyBuffer(this, view.array, view.segment, view.offset, view.length, view.readonly, view.itemsize, view.format, view.shape,
        view.strides, given -> exports--);
  }

  @PyMethod(sig = "()", name = "release", doc = "Release the underlying buffer exposed by the memoryview object.")
  void release() {
    if (released) {
      return;
    }
    if (exports > 0) {
      throw PyErr.bufferError("memoryview has %d exported buffer%s", exports, exports == 1 ? "" : "s");
    }
    released = true;
    if (Shared.USERS.decrementAndGet(shared) == 0) {
      shared.base.release();
    }
  }

  @PyMethod
  Object __enter__() {
    requireOpen();
    return this;
  }

  @PyMethod(sig = "(*exc_info)")
  void __exit__(PyTuple exc_info) {
    release();
  }

  // Attributes.

  @PyGetter(doc = "The underlying object of the memoryview.")
  Object obj() {
    requireOpen();
    Object owner = shared.base.owner;
    return owner == null ? PyNone.NONE : owner;
  }

  @PyGetter(doc = "The amount of space in bytes that the array would use in a contiguous representation.")
  long nbytes() {
    requireOpen();
    return view.length;
  }

  @PyGetter(doc = "A bool indicating whether the memory is read only.")
  boolean readonly() {
    requireOpen();
    return view.readonly;
  }

  @PyGetter(doc = "The size in bytes of each element of the memoryview.")
  int itemsize() {
    requireOpen();
    return view.itemsize;
  }

  @PyGetter(doc = "A string containing the format (in struct module style) for each element in the view.")
  String format() {
    requireOpen();
    return view.format;
  }

  @PyGetter(doc = "An integer indicating how many dimensions of a multi-dimensional array the memory represents.")
  int ndim() {
    requireOpen();
    return view.shape.length;
  }

  private static PyTuple tuple(long[] numbers) {
    return PyTuple.of(Arrays.stream(numbers).boxed().toArray());
  }

  @PyGetter(doc = "A tuple of ndim integers giving the shape of the memory as an N-dimensional array.")
  Object shape() {
    requireOpen();
    return tuple(view.shape);
  }

  @PyGetter(doc = "A tuple of ndim integers giving the size in bytes to access each element for each dimension of the array.")
  Object strides() {
    requireOpen();
    return tuple(view.strides);
  }

  @PyGetter(doc = "A tuple of integers used internally for PIL-style arrays.")
  Object suboffsets() {
    requireOpen();
    return PyTuple.EMPTY;
  }

  @PyGetter(doc = "A bool indicating whether the memory is C contiguous.")
  boolean c_contiguous() {
    requireOpen();
    return view.isContiguous();
  }

  @PyGetter(doc = "A bool indicating whether the memory is Fortran contiguous.")
  boolean f_contiguous() {
    requireOpen();
    long expected = view.itemsize;
    for (int i = 0; i < view.shape.length; i++) {
      if (view.shape[i] > 1 && view.strides[i] != expected) {
        return view.length == 0;
      }
      expected *= view.shape[i];
    }
    return true;
  }

  @PyGetter(doc = "A bool indicating whether the memory is contiguous.")
  boolean contiguous() {
    return c_contiguous() || f_contiguous();
  }

  // Items.

  @PyMethod
  long __len__() {
    requireOpen();
    if (view.shape.length == 0) {
      throw PyErr.typeError("0-dim memory has no length");
    }
    return view.shape[0];
  }

  private char readable() {
    if (code == 0) {
      throw PyErr.notImplementedError("memoryview: format %s not supported", view.format);
    }
    return code;
  }

  private long offsetOf(ThreadState ts, Object key, int dimension) {
    long n = view.shape[dimension];
    long i = PyNumber.asIndex(ts, key, PyExc.IndexError);
    if (i < 0) {
      i += n;
    }
    if (i < 0 || i >= n) {
      throw PyErr.indexError("index out of bounds on dimension %d", dimension + 1);
    }
    return i * view.strides[dimension];
  }

  /// Where the item of a full index lies, or [#NOWHERE] if the key is none. Before the first item it can be negative.
  private long locate(ThreadState ts, Object key) {
    int ndim = view.shape.length;
    if (Sequences.isIndex(key)) {
      if (ndim == 0) {
        throw PyErr.typeError("invalid indexing of 0-dim memory");
      }
      if (ndim > 1) {
        throw PyErr.notImplementedError("multi-dimensional sub-views are not implemented");
      }
      return offsetOf(ts, key, 0);
    }
    if (!(key instanceof PyTuple t)) {
      return NOWHERE;
    }
    for (Object part : t.items) {
      if (!Sequences.isIndex(part)) {
        return NOWHERE;
      }
    }
    if (t.items.length > ndim) {
      throw PyErr.typeError("cannot index %d-dimension view with %d-element tuple", ndim, t.items.length);
    }
    if (t.items.length < ndim) {
      throw PyErr.notImplementedError("sub-views are not implemented");
    }
    long at = 0;
    for (int i = 0; i < ndim; i++) {
      at += offsetOf(ts, t.items[i], i);
    }
    return at;
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    requireOpen();
    if (view.shape.length == 0 && key == PyEllipsis.ELLIPSIS) {
      return this;
    }
    if (key instanceof PySlice s && view.shape.length > 0) {
      return new PyMemoryView(shared, sliced(ts, s));
    }
    long at = locate(ts, key);
    if (at == NOWHERE) {
      throw isMultiSlice(key) ? PyErr.notImplementedError("multi-dimensional slicing is not implemented") : badKey();
    }
    requireOpen();
    return BufferItems.get(view, at, readable());
  }

  private static boolean isMultiSlice(Object key) {
    return key instanceof PyTuple t && t.items.length > 0 && Arrays.stream(t.items).allMatch(PySlice.class::isInstance);
  }

  private static PyException badKey() {
    return PyErr.typeError("memoryview: invalid slice key");
  }

  private PyBuffer sliced(ThreadState ts, PySlice s) {
    SliceRange r = s.over(ts, (int) view.shape[0]);
    long[] shape = view.shape.clone();
    long[] strides = view.strides.clone();
    shape[0] = r.length;
    strides[0] *= r.step;
    long start = r.length == 0 ? 0 : r.start * view.strides[0];
    return over(start, view.format, view.itemsize, shape, strides, view.readonly);
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    requireOpen();
    if (view.readonly) {
      throw PyErr.typeError("cannot modify read-only memory");
    }
    if (key instanceof PySlice s && view.shape.length == 1) {
      assign(ts, s, value);
      return;
    }
    if (key instanceof PySlice || isMultiSlice(key)) {
      throw PyErr.notImplementedError("memoryview slice assignments are currently restricted to ndim = 1");
    }
    if (view.shape.length == 0 && (key == PyEllipsis.ELLIPSIS || key instanceof PyTuple t && t.items.length == 0)) {
      BufferItems.set(ts, view, 0, readable(), value);
      return;
    }
    long at = locate(ts, key);
    if (at == NOWHERE) {
      throw badKey();
    }
    BufferItems.set(ts, view, at, readable(), value);
    requireOpen();
  }

  private void assign(ThreadState ts, PySlice slice, Object value) {
    PyBuffer source = Buffers.get(ts, value, Buffers.FULL_RO);
    try {
      PyBuffer target = sliced(ts, slice);
      // Bounds may have run Python code that has released the memory.
      requireOpen();
      boolean same = source.itemsize == target.itemsize && plain(source.format).equals(plain(target.format)) && Arrays.equals(source.shape, target.shape);
      if (!same) {
        throw PyErr.valueError("memoryview assignment: lvalue and rvalue have different structures");
      }
      byte[] bytes = source.toByteArray();
      if (target.isContiguous()) {
        target.copyIn(0, bytes, 0, bytes.length);
        return;
      }
      int from = 0;
      for (long i = 0; i < target.shape[0]; i++) {
        for (int k = 0; k < target.itemsize; k++) {
          target.set(i * target.strides[0] + k, bytes[from++]);
        }
      }
    } finally {
      source.release();
    }
  }

  private static String plain(String format) {
    return format.startsWith("@") ? format.substring(1) : format;
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    throw PyErr.typeError("cannot delete memory");
  }

  @PyMethod
  Object __iter__() {
    requireOpen();
    if (view.shape.length == 0) {
      throw PyErr.typeError("invalid indexing of 0-dim memory");
    }
    if (view.shape.length != 1) {
      throw PyErr.notImplementedError("multi-dimensional sub-views are not implemented");
    }
    readable();
    return new PyMemoryIterator(this);
  }

  @PyMethod(sig = "(value, /)", doc = "Count the number of occurrences of a value.")
  long count(ThreadState ts, Object value) {
    long n = 0;
    for (long i = 0; i < __len__(); i++) {
      n += PyObjects.equal(ts, __getitem__(ts, i), value) ? 1 : 0;
    }
    return n;
  }

  @PyMethod(sig = "(value, start=0, stop=sys.maxsize, /)", doc = "Return the index of the first occurrence of a value.")
  long index(ThreadState ts, Object value, Object start, Object stop) {
    int length = (int) __len__();
    int from = Sequences.clamp(ts, start, length);
    int to = Sequences.clamp(ts, stop, length);
    for (long i = from; i < to; i++) {
      if (PyObjects.equal(ts, __getitem__(ts, i), value)) {
        return i;
      }
    }
    throw PyErr.valueError("memoryview.index(x): x not found");
  }

  // Whole.

  @PyMethod(sig = "(order='C')", doc = "Return the data in the buffer as a byte string.")
  Object tobytes(Object wanted) {
    requireOpen();
    if (wanted != PyNone.NONE && !PyUnicode.check(wanted)) {
      throw PyErr.typeError("tobytes() argument 'order' must be str or None, not %s", PyObject.typeOf(wanted).messageName());
    }
    String order = wanted == PyNone.NONE ? null : PyUnicode.toUtf16(wanted);
    if (order != null && !order.equals("C") && !order.equals("F") && !order.equals("A")) {
      throw PyErr.valueError("order must be 'C', 'F' or 'A'");
    }
    boolean fortran = "F".equals(order) || "A".equals(order) && !view.isContiguous() && f_contiguous();
    return new PyBytes(fortran && view.shape.length > 1 ? transposed().toByteArray() : view.toByteArray());
  }

  private PyBuffer transposed() {
    int n = view.shape.length;
    var shape = new long[n];
    var strides = new long[n];
    for (int i = 0; i < n; i++) {
      shape[i] = view.shape[n - 1 - i];
      strides[i] = view.strides[n - 1 - i];
    }
    return over(0, view.format, view.itemsize, shape, strides, true);
  }

  @PyMethod(sig = "()", doc = "Return the data in the buffer as a list of elements.")
  Object tolist() {
    requireOpen();
    readable();
    return list(0, 0);
  }

  private Object list(int dimension, long at) {
    if (dimension == view.shape.length) {
      return BufferItems.get(view, at, code);
    }
    var items = new Object[(int) view.shape[dimension]];
    for (int i = 0; i < items.length; i++) {
      items[i] = list(dimension + 1, at + i * view.strides[dimension]);
    }
    return new PyList(items);
  }

  @PyMethod(sig = "(sep=<absent>, bytes_per_sep=1)", doc = "Return the data in the buffer as a str of hexadecimal numbers.")
  Object hex(ThreadState ts, Object sep, int bytes_per_sep) {
    requireOpen();
    exports++;
    try {
      return PyBytesLike.hexOf(ts, view.toByteArray(), sep, bytes_per_sep);
    } finally {
      exports--;
    }
  }

  @PyMethod(sig = "()", doc = "Return a readonly version of the memoryview.")
  Object toreadonly() {
    requireOpen();
    return new PyMemoryView(shared, over(0, view.format, view.itemsize, view.shape, view.strides, true));
  }

  @PyMethod(sig = "(format, shape=<absent>)", doc = "Cast a memoryview to a new format or shape.")
  Object cast(ThreadState ts, Object format, Object shape) {
    requireOpen();
    if (!PyUnicode.check(format)) {
      throw PyErr.typeError("cast() argument 'format' must be str, not %s", format == PyNone.NONE ? "None" : PyObject.typeOf(format).messageName());
    }
    if (!view.isContiguous()) {
      throw PyErr.typeError("memoryview: casts are restricted to C-contiguous views");
    }
    if ((shape != null || view.shape.length != 1) && view.length == 0 && view.shape.length > 0) {
      throw PyErr.typeError("memoryview: cannot cast view with zeros in shape or strides");
    }
    if (shape != null && !(shape instanceof PyList) && !(shape instanceof PyTuple)) {
      throw PyErr.typeError("shape must be a list or a tuple");
    }
    if (shape != null && view.shape.length > 1) {
      throw PyErr.typeError("memoryview: cast must be 1D -> ND or ND -> 1D");
    }
    PyCodecs.encodeText(ts, format, "ascii", null);
    String wanted = PyUnicode.toUtf16(format);
    char to = BufferItems.code(wanted);
    if (to == 0) {
      throw PyErr.valueError("memoryview: destination format must be a native single character format prefixed with an optional '@'");
    }
    if (code == 0) {
      throw PyErr.valueError("memoryview: source format must be a native single character format prefixed with an optional '@'");
    }
    if (!BufferItems.isByteFormat(code) && !BufferItems.isByteFormat(to) && code != to) {
      throw PyErr.typeError("memoryview: cannot cast between two non-byte formats");
    }
    int size = BufferItems.size(to);
    if (view.length % size != 0) {
      throw PyErr.typeError("memoryview: length is not a multiple of itemsize");
    }
    long[] dimensions = shape == null ? new long[] {view.length / size} : dimensions(ts, shape, size);
    return new PyMemoryView(shared, over(0, wanted, size, dimensions, contiguous(dimensions, size), view.readonly));
  }

  private long[] dimensions(ThreadState ts, Object shape, int size) {
    Object[] items = Sequences.toArray(ts, shape);
    if (items.length > 64) {
      throw PyErr.valueError("memoryview: number of dimensions must not exceed 64");
    }
    var dimensions = new long[items.length];
    long product = 1;
    for (int i = 0; i < items.length; i++) {
      if (!PyLong.check(items[i])) {
        throw PyErr.typeError("memoryview.cast(): elements of shape must be integers");
      }
      dimensions[i] = Sequences.toLong(ts, items[i]);
      if (dimensions[i] <= 0) {
        throw PyErr.valueError("memoryview.cast(): elements of shape must be integers > 0");
      }
      if (dimensions[i] > Long.MAX_VALUE / product) {
        throw PyErr.valueError("memoryview.cast(): product(shape) > SSIZE_MAX");
      }
      product *= dimensions[i];
    }
    if (product * size != view.length) {
      throw PyErr.typeError("memoryview: product(shape) * itemsize != buffer size");
    }
    return dimensions;
  }

  private static long[] contiguous(long[] shape, int itemsize) {
    var strides = new long[shape.length];
    long step = itemsize;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= shape[i];
    }
    return strides;
  }

  // Comparison.

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    return equal(ts, other, true);
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    return equal(ts, other, false);
  }

  private Object equal(ThreadState ts, Object other, boolean wanted) {
    if (other == this) {
      return wanted;
    }
    if (released || other instanceof PyMemoryView m && m.released) {
      return !wanted;
    }
    shared.base.requireUsable();
    if (other instanceof PyMemoryView m) {
      m.shared.base.requireUsable();
    }
    if (!Buffers.check(other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    PyBuffer theirs;
    try {
      theirs = Buffers.get(ts, other, Buffers.FULL_RO);
    } catch (PyException e) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    try {
      return equal(ts, theirs) == wanted;
    } finally {
      theirs.release();
    }
  }

  private boolean equal(ThreadState ts, PyBuffer theirs) {
    if (!Arrays.equals(view.shape, theirs.shape)) {
      return false;
    }
    char other = BufferItems.code(theirs.format);
    if (code == 0 || other == 0) {
      return plain(view.format).equals(plain(theirs.format)) && Arrays.equals(view.toByteArray(), theirs.toByteArray());
    }
    if (code == other && code != 'f' && code != 'd' && code != 'e' && code != '?') {
      return Arrays.equals(view.toByteArray(), theirs.toByteArray());
    }
    return equalItems(ts, theirs, other, 0, 0, 0);
  }

  private boolean equalItems(ThreadState ts, PyBuffer theirs, char other, int dimension, long mine, long their) {
    if (dimension == view.shape.length) {
      Object a = BufferItems.get(view, mine, code);
      Object b = BufferItems.get(theirs, their, other);
      return a instanceof Double x && b instanceof Double y ? x.doubleValue() == y : PyObjects.equal(ts, a, b);
    }
    for (long i = 0; i < view.shape[dimension]; i++) {
      if (!equalItems(ts, theirs, other, dimension + 1, mine + i * view.strides[dimension], their + i * theirs.strides[dimension])) {
        return false;
      }
    }
    return true;
  }

  @PyMethod
  long __hash__(ThreadState ts) {
    if (hash == -1) {
      requireOpen();
      if (!view.readonly) {
        throw PyErr.valueError("cannot hash writable memoryview object");
      }
      if (code == 0 || !BufferItems.isByteFormat(code)) {
        throw PyErr.valueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
      }
      exports++;
      try {
        PyObjects.hash(ts, shared.base.owner);
      } finally {
        exports--;
      }
      byte[] bytes = view.toByteArray();
      hash = Hashes.ofBytes(bytes, 0, bytes.length);
    }
    return hash;
  }

  @PyMethod
  String __repr__() {
    return String.format(Locale.ROOT, "<%s at 0x%012x>", released ? "released memory" : "memory", PyObjects.id(this));
  }

  @PyMethod(sig = "(flags, /)", doc = "Return a buffer object that exposes the underlying memory of the object.")
  Object __buffer__(ThreadState ts, int flags) {
    return of(buffer(ts, flags));
  }

  @PyMethod(sig = "(buffer, /)", doc = "Release the buffer object that exposes the underlying memory of the object.")
  void __release_buffer__(PyMemoryView buffer) {
    buffer.release();
  }

  @PyMethod(sig = "(item, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
