package org.atoll.runtime.types;

import java.util.Arrays;
import java.util.List;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.NumberConversions;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.ByteOps;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextError;
import org.atoll.runtime.text.TextSearch;

/// What bytes and bytearray have in common (`Objects/bytes_methods.c`, `Objects/stringlib`). Guarded by the GIL.
public abstract class PyBytesLike extends PyInstance implements BufferExporter {
  protected PyBytesLike(PyType type) {
    super(type);
  }

  /// The bytes, in an array of exactly their length which is only to be read.
  public abstract byte[] snapshot();

  /// The number of bytes.
  public abstract int length();

  /// A new object of the built-in type, which takes the array over.
  abstract PyBytesLike make(byte[] owned);

  /// The object that stands for an unchanged result: itself if it cannot change.
  abstract PyBytesLike unchanged();

  /// The bytes of an operand of a comparison, or null if it is none.
  abstract byte[] comparable(ThreadState ts, Object other);

  private static String typeName(Object o) {
    return PyObject.typeOf(o).messageName();
  }

  /// A byte from an int.
  /// @throws PyException ValueError outside range(256)
  static byte byteOf(ThreadState ts, Object o, String range) {
    Object i = o instanceof Long ? o : PyNumber.index(ts, o);
    if (i instanceof Long l && l >= 0 && l < 256) {
      return (byte) (long) l;
    }
    throw PyErr.valueError(range);
  }

  static final String BYTE_RANGE = "byte must be in range(0, 256)";

  // Sequence.

  @PyMethod
  int __len__() {
    return length();
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object part) {
    byte[] needle = operand(ts, part, "a bytes-like object is required, not '%s'");
    byte[] all = snapshot();
    return TextSearch.find(all, needle, 0, all.length) >= 0;
  }

  private static byte[] single(ThreadState ts, Object o, String otherwise) {
    if (!NumberConversions.isIndex(o)) {
      throw PyErr.typeError(otherwise, typeName(o));
    }
    return new byte[] {byteOf(ts, o, BYTE_RANGE)};
  }

  @PyMethod
  Object __add__(ThreadState ts, Object other) {
    if (!Buffers.check(other)) {
      throw PyErr.typeError("can't concat %s to %s", typeName(other), typeName(this));
    }
    return make(concat(snapshot(), Buffers.toBytes(ts, other)));
  }

  static byte[] concat(byte[] a, byte[] b) {
    if ((long) a.length + b.length > Sequences.MAX_LENGTH) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve((long) a.length + b.length);
    byte[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  @PyMethod
  Object __mul__(ThreadState ts, Object count) {
    long n = Sequences.toLong(ts, count);
    return n == 1 ? unchanged() : make(repeat(snapshot(), n));
  }

  @PyMethod
  Object __rmul__(ThreadState ts, Object count) {
    return __mul__(ts, count);
  }

  static byte[] repeat(byte[] a, long times) {
    if (times <= 0 || a.length == 0) {
      return new byte[0];
    }
    if (times > Sequences.MAX_LENGTH / a.length) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve(a.length * times);
    var all = new byte[a.length * (int) times];
    if (a.length == 1) {
      Arrays.fill(all, a[0]);
      return all;
    }
    System.arraycopy(a, 0, all, 0, a.length);
    for (int done = a.length; done < all.length; done += Math.min(done, all.length - done)) {
      System.arraycopy(all, 0, all, done, Math.min(done, all.length - done));
    }
    return all;
  }

  /// `self[slice]` as a new array.
  final byte[] select(SliceRange r) {
    byte[] all = snapshot();
    if (r.step == 1) {
      return Arrays.copyOfRange(all, r.start, r.start + r.length);
    }
    var out = new byte[r.length];
    for (int i = 0, at = r.start; i < r.length; i++, at += r.step) {
      out[i] = all[at];
    }
    return out;
  }

  @PyMethod
  Object __mod__(ThreadState ts, Object args) {
    PyBuffer held = buffer(ts, Buffers.SIMPLE);
    try {
      return make(PercentFormatting.formatBytes(ts, snapshot(), args));
    } finally {
      held.release();
    }
  }

  @PyMethod
  Object __rmod__(ThreadState ts, Object format) {
    return format instanceof PyBytesLike b ? b.make(PercentFormatting.formatBytes(ts, b.snapshot(), this)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  // Comparison.

  /// With the option `-b`, a comparison that can only be false is warned of.
  private Object notComparable(ThreadState ts, Object other) {
    if (ts.interpreter().config().flag("bytes_warning") != 0) {
      boolean isBytes = this instanceof PyBytes;
      if (PyUnicode.check(other)) {
        warnOfBytes(ts, "Comparison between " + (isBytes ? "bytes" : "bytearray") + " and string");
      } else if (isBytes && PyLong.check(other)) {
        warnOfBytes(ts, "Comparison between bytes and int");
      }
    }
    return PyNotImplemented.NOT_IMPLEMENTED;
  }

  static void warnOfBytes(ThreadState ts, String message) {
    PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "warnings"), "warn", message, PyExc.BytesWarning);
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    byte[] b = comparable(ts, other);
    return b == null ? notComparable(ts, other) : (Object) Arrays.equals(snapshot(), b);
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    byte[] b = comparable(ts, other);
    return b == null ? notComparable(ts, other) : (Object) !Arrays.equals(snapshot(), b);
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
    byte[] b = comparable(ts, other);
    if (b == null) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    int c = Arrays.compareUnsigned(snapshot(), b);
    return switch (op) {
      case PyObjects.LT -> c < 0;
      case PyObjects.LE -> c <= 0;
      case PyObjects.GT -> c > 0;
      default -> c >= 0;
    };
  }

  // Searching.

  private byte[] needle(ThreadState ts, Object sub) {
    return sub instanceof Long || Buffers.check(sub) ? operand(ts, sub, null)
        : operand(ts, sub, "argument should be integer or bytes-like object, not '%s'");
  }

  /// The bytes of an operand, an int too. Asking for them may run Python code, which must not change this object.
  /// @param otherwise the message for an operand that is neither
  private byte[] operand(ThreadState ts, Object sub, String otherwise) {
    if (sub instanceof PyBytes b && b.type == PyBytes.TYPE) {
      return b.bytes;
    }
    if (sub instanceof Long) {
      return single(ts, sub, otherwise);
    }
    PyBuffer held = buffer(ts, Buffers.SIMPLE);
    try {
      return Buffers.check(sub) ? Buffers.toBytes(ts, sub) : single(ts, sub, otherwise);
    } finally {
      held.release();
    }
  }

  private static int bound(ThreadState ts, Object o, int otherwise, int length) {
    if (o == PyNone.NONE) {
      return otherwise;
    }
    if (!Sequences.isIndex(o)) {
      throw PyErr.typeError("slice indices must be integers or None or have an __index__ method");
    }
    long i = Sequences.clampToLong(ts, o);
    return (int) Math.clamp(i < 0 ? i + length : i, 0, Integer.MAX_VALUE);
  }

  private int findIn(ThreadState ts, Object sub, Object start, Object end, boolean last) {
    int from = bound(ts, start, 0, length());
    int to = bound(ts, end, length(), length());
    byte[] part = needle(ts, sub);
    byte[] all = snapshot();
    to = Math.min(to, all.length);
    if (from > to) {
      return -1;
    }
    return last ? TextSearch.rfind(all, part, from, to) : TextSearch.find(all, part, from, to);
  }

  private static int found(int index) {
    if (index < 0) {
      throw PyErr.valueError("subsection not found");
    }
    return index;
  }

  @PyMethod(sig = "(sub, start=None, end=None, /)", doc = "Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].")
  int find(ThreadState ts, Object sub, Object start, Object end) {
    return findIn(ts, sub, start, end, false);
  }

  @PyMethod(sig = "(sub, start=None, end=None, /)", doc = "Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].")
  int rfind(ThreadState ts, Object sub, Object start, Object end) {
    return findIn(ts, sub, start, end, true);
  }

  @PyMethod(sig = "(sub, start=None, end=None, /)", doc = "Like find, but raise ValueError if the subsection is not found.")
  int index(ThreadState ts, Object sub, Object start, Object end) {
    return found(findIn(ts, sub, start, end, false));
  }

  @PyMethod(sig = "(sub, start=None, end=None, /)", doc = "Like rfind, but raise ValueError if the subsection is not found.")
  int rindex(ThreadState ts, Object sub, Object start, Object end) {
    return found(findIn(ts, sub, start, end, true));
  }

  @PyMethod(sig = "(sub, start=None, end=None, /)", doc = "Return the number of non-overlapping occurrences of subsection 'sub' in bytes B[start:end].")
  int count(ThreadState ts, Object sub, Object start, Object end) {
    int from = bound(ts, start, 0, length());
    int to = bound(ts, end, length(), length());
    byte[] part = needle(ts, sub);
    byte[] all = snapshot();
    return TextSearch.count(all, part, from, Math.min(to, all.length));
  }

  @PyMethod(sig = "(prefix, start=None, end=None, /)", doc = "Return True if the bytes starts with the specified prefix, False otherwise.")
  boolean startswith(ThreadState ts, Object prefix, Object start, Object end) {
    return matches(ts, prefix, start, end, false, "startswith");
  }

  @PyMethod(sig = "(suffix, start=None, end=None, /)", doc = "Return True if the bytes ends with the specified suffix, False otherwise.")
  boolean endswith(ThreadState ts, Object suffix, Object start, Object end) {
    return matches(ts, suffix, start, end, true, "endswith");
  }

  private boolean matches(ThreadState ts, Object part, Object start, Object end, boolean atEnd, String function) {
    byte[] all = snapshot();
    int from = bound(ts, start, 0, all.length);
    int to = Math.min(bound(ts, end, all.length, all.length), all.length);
    if (part instanceof PyTuple tuple) {
      for (Object item : tuple.items) {
        if (matches(all, Buffers.toBytes(ts, item), from, to, atEnd)) {
          return true;
        }
      }
      return false;
    }
    if (!Buffers.check(part)) {
      throw PyErr.typeError("%s first arg must be bytes or a tuple of bytes, not %s", function, typeName(part));
    }
    return matches(all, Buffers.toBytes(ts, part), from, to, atEnd);
  }

  private static boolean matches(byte[] all, byte[] part, int from, int to, boolean atEnd) {
    int last = to - part.length;
    return last >= from && TextSearch.matches(all, atEnd ? last : from, part);
  }

  @PyMethod(sig = "(prefix, /)", doc = "Return a bytes object with the given prefix string removed if present.")
  Object removeprefix(ThreadState ts, Object prefix) {
    byte[] all = snapshot();
    byte[] part = Buffers.toBytes(ts, prefix);
    return TextSearch.matches(all, 0, part) ? make(Arrays.copyOfRange(all, part.length, all.length)) : unchanged();
  }

  @PyMethod(sig = "(suffix, /)", doc = "Return a bytes object with the given suffix string removed if present.")
  Object removesuffix(ThreadState ts, Object suffix) {
    byte[] all = snapshot();
    byte[] part = Buffers.toBytes(ts, suffix);
    int at = all.length - part.length;
    return TextSearch.matches(all, at, part) ? make(Arrays.copyOf(all, at)) : unchanged();
  }

  // Splitting and joining.

  private PyList list(List<byte[]> parts) {
    var items = new Object[parts.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = make(parts.get(i));
    }
    return new PyList(items);
  }

  private byte[] separator(ThreadState ts, Object sep) {
    byte[] s = Buffers.check(sep) ? operand(ts, sep, null) : Buffers.toBytes(ts, sep);
    if (s.length == 0) {
      throw PyErr.valueError("empty separator");
    }
    return s;
  }

  private static int most(long limit) {
    return (int) Math.clamp(limit, -1, Integer.MAX_VALUE);
  }

  @PyMethod(sig = "(sep=None, maxsplit=-1)", doc = "Return a list of the sections in the bytes, using sep as the delimiter.")
  Object split(ThreadState ts, Object sep, long maxsplit) {
    byte[] all = snapshot();
    return list(sep == PyNone.NONE ? ByteOps.splitSpace(all, most(maxsplit)) : ByteOps.split(all, separator(ts, sep), most(maxsplit)));
  }

  @PyMethod(sig = "(sep=None, maxsplit=-1)", doc = "Return a list of the sections in the bytes, using sep as the delimiter, splitting from the end.")
  Object rsplit(ThreadState ts, Object sep, long maxsplit) {
    byte[] all = snapshot();
    return list(sep == PyNone.NONE ? ByteOps.rsplitSpace(all, most(maxsplit)) : ByteOps.rsplit(all, separator(ts, sep), most(maxsplit)));
  }

  @PyMethod(sig = "(keepends=False)", doc = "Return a list of the lines in the bytes, breaking at line boundaries.")
  Object splitlines(boolean keepends) {
    return list(ByteOps.splitLines(snapshot(), keepends));
  }

  @PyMethod(sig = "(sep, /)", doc = "Partition the bytes into three parts using the given separator.")
  Object partition(ThreadState ts, Object sep) {
    byte[] part = separator(ts, sep);
    byte[] all = snapshot();
    int at = TextSearch.find(all, part, 0, all.length);
    return at < 0 ? PyTuple.of(unchanged(), make(new byte[0]), make(new byte[0])) : parts(all, at, part.length);
  }

  @PyMethod(sig = "(sep, /)", doc = "Partition the bytes into three parts using the given separator, searched from the end.")
  Object rpartition(ThreadState ts, Object sep) {
    byte[] part = separator(ts, sep);
    byte[] all = snapshot();
    int at = TextSearch.rfind(all, part, 0, all.length);
    return at < 0 ? PyTuple.of(make(new byte[0]), make(new byte[0]), unchanged()) : parts(all, at, part.length);
  }

  private PyTuple parts(byte[] all, int at, int length) {
    return PyTuple.of(make(Arrays.copyOf(all, at)), make(Arrays.copyOfRange(all, at, at + length)),
        make(Arrays.copyOfRange(all, at + length, all.length)));
  }

  @PyMethod(sig = "(iterable_of_bytes, /)", doc = "Concatenate any number of bytes objects.")
  Object join(ThreadState ts, Object iterable) {
    if (!Sequences.isIterable(iterable)) {
      throw PyErr.typeError("can only join an iterable");
    }
    Object[] items = Sequences.toArray(ts, iterable);
    if (items.length == 1 && items[0] instanceof PyBytes b && b.type == PyBytes.TYPE && this instanceof PyBytes) {
      return b;
    }
    byte[] separator = snapshot();
    var parts = new byte[items.length][];
    long total = items.length == 0 ? 0 : (long) separator.length * (items.length - 1);
    for (int i = 0; i < items.length; i++) {
      if (!Buffers.check(items[i])) {
        throw PyErr.typeError("sequence item %d: expected a bytes-like object, %s found", i, typeName(items[i]));
      }
      parts[i] = Buffers.toBytes(ts, items[i]);
      total += parts[i].length;
    }
    if (total > Sequences.MAX_LENGTH) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve(total);
    var all = new byte[(int) total];
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        System.arraycopy(separator, 0, all, at, separator.length);
        at += separator.length;
      }
      System.arraycopy(parts[i], 0, all, at, parts[i].length);
      at += parts[i].length;
    }
    return make(all);
  }

  // Changing.

  @PyMethod(sig = "(old, new, count=-1, /)", doc = "Return a copy with all occurrences of substring old replaced by new.")
  Object replace(ThreadState ts, Object old, Object with, Object count) {
    byte[] from = Buffers.toBytes(ts, old);
    byte[] to = Buffers.toBytes(ts, with);
    return make(ByteOps.replace(snapshot(), from, to, most(Convert.toLong(ts, count))));
  }

  private Object strip(ThreadState ts, Object bytes, boolean left, boolean right) {
    byte[] chars = bytes == PyNone.NONE ? null : Buffers.toBytes(ts, bytes);
    byte[] all = snapshot();
    byte[] stripped = ByteOps.strip(all, chars, left, right);
    return stripped.length == all.length ? unchanged() : make(stripped);
  }

  @PyMethod(sig = "(bytes=None, /)", doc = "Strip leading and trailing bytes contained in the argument.")
  Object strip(ThreadState ts, Object bytes) {
    return strip(ts, bytes, true, true);
  }

  @PyMethod(sig = "(bytes=None, /)", doc = "Strip leading bytes contained in the argument.")
  Object lstrip(ThreadState ts, Object bytes) {
    return strip(ts, bytes, true, false);
  }

  @PyMethod(sig = "(bytes=None, /)", doc = "Strip trailing bytes contained in the argument.")
  Object rstrip(ThreadState ts, Object bytes) {
    return strip(ts, bytes, false, true);
  }

  private static int fill(Object fillchar, String function) {
    if (!(fillchar instanceof PyBytesLike b)) {
      throw PyErr.typeError("%s() argument 2 must be a byte string of length 1, not %s", function, fillchar == PyNone.NONE ? "None" : typeName(fillchar));
    }
    if (b.length() != 1) {
      throw PyErr.typeError("%s(): argument 2 must be a byte string of length 1, not a %s object of length %d", function,
          b instanceof PyBytes ? "bytes" : "bytearray", b.length());
    }
    return b.snapshot()[0];
  }

  private int padding(long width) {
    if (width > Sequences.MAX_LENGTH) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve(width);
    return (int) Math.max(width - length(), 0);
  }

  @PyMethod(sig = "(width, fillchar=b' ', /)", doc = "Return a centered string of length width.")
  Object center(long width, Object fillchar) {
    int c = fill(fillchar, "center");
    int padding = padding(width);
    int left = padding / 2 + (int) (padding & width & 1);
    return padding == 0 ? unchanged() : make(ByteOps.pad(snapshot(), left, padding - left, c));
  }

  @PyMethod(sig = "(width, fillchar=b' ', /)", doc = "Return a left-justified string of length width.")
  Object ljust(long width, Object fillchar) {
    int c = fill(fillchar, "ljust");
    int padding = padding(width);
    return padding == 0 ? unchanged() : make(ByteOps.pad(snapshot(), 0, padding, c));
  }

  @PyMethod(sig = "(width, fillchar=b' ', /)", doc = "Return a right-justified string of length width.")
  Object rjust(long width, Object fillchar) {
    int c = fill(fillchar, "rjust");
    int padding = padding(width);
    return padding == 0 ? unchanged() : make(ByteOps.pad(snapshot(), padding, 0, c));
  }

  @PyMethod(sig = "(width, /)", doc = "Pad a numeric string with zeros on the left, to fill a field of the given width.")
  Object zfill(long width) {
    return padding(width) == 0 ? unchanged() : make(ByteOps.zeroFill(snapshot(), (int) width));
  }

  @PyMethod(sig = "(tabsize=8)", doc = "Return a copy where all tab characters are expanded using spaces.")
  Object expandtabs(int tabsize) {
    try {
      return make(ByteOps.expandTabs(snapshot(), tabsize));
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
  }

  @PyMethod(sig = "()", doc = "Return a copy of B with all ASCII characters converted to uppercase.")
  Object upper() {
    return make(ByteOps.upper(snapshot()));
  }

  @PyMethod(sig = "()", doc = "Return a copy of B with all ASCII characters converted to lowercase.")
  Object lower() {
    return make(ByteOps.lower(snapshot()));
  }

  @PyMethod(sig = "()", doc = "Return a titlecased version of B.")
  Object title() {
    return make(ByteOps.title(snapshot()));
  }

  @PyMethod(sig = "()", doc = "Return a copy of B with only its first character capitalized.")
  Object capitalize() {
    return make(ByteOps.capitalize(snapshot()));
  }

  @PyMethod(sig = "()", doc = "Return a copy of B with uppercase ASCII characters converted to lowercase and vice versa.")
  Object swapcase() {
    return make(ByteOps.swapcase(snapshot()));
  }

  @PyMethod(sig = "(table, /, delete=b'')", doc = "Return a copy with each character mapped by the given translation table.")
  Object translate(ThreadState ts, Object table, Object delete) {
    byte[] map = null;
    if (table != PyNone.NONE) {
      map = Buffers.toBytes(ts, table);
      if (map.length != 256) {
        throw PyErr.valueError("translation table must be 256 characters long");
      }
    }
    return make(ByteOps.translate(snapshot(), map, Buffers.toBytes(ts, delete)));
  }

  @PyMethod(sig = "(frm, to, /)", staticMethod = true, doc = "Return a translation table usable for the bytes or bytearray translate method.")
  static Object maketrans(ThreadState ts, Object frm, Object to) {
    byte[] from = Buffers.toBytes(ts, frm);
    byte[] with = Buffers.toBytes(ts, to);
    if (from.length != with.length) {
      throw PyErr.valueError("maketrans arguments must have same length");
    }
    var table = new byte[256];
    for (int i = 0; i < 256; i++) {
      table[i] = (byte) i;
    }
    for (int i = 0; i < from.length; i++) {
      table[from[i] & 0xFF] = with[i];
    }
    return new PyBytes(table);
  }

  @PyMethod(sig = "(encoding='utf-8', errors='strict')", doc = "Decode the bytes using the codec registered for encoding.")
  Object decode(ThreadState ts, String encoding, String errors) {
    return PyCodecs.decodeText(ts, this instanceof PyBytes b ? b : new PyBytes(snapshot().clone()), encoding, errors);
  }

  @PyMethod(sig = "(sep=<absent>, bytes_per_sep=1)", doc = "Create a string of hexadecimal numbers from a bytes object.")
  Object hex(ThreadState ts, Object sep, int bytes_per_sep) {
    if (sep == null) {
      return hexOf(ts, snapshot(), null, bytes_per_sep);
    }
    PyBuffer held = buffer(ts, Buffers.SIMPLE);
    try {
      return hexOf(ts, snapshot(), sep, bytes_per_sep);
    } finally {
      held.release();
    }
  }

  static String hexOf(ThreadState ts, byte[] bytes, Object sep, int group) {
    int separator = ByteOps.NO_SEPARATOR;
    if (sep != null) {
      if (PyObjects.len(ts, sep) != 1) {
        throw PyErr.valueError("sep must be length 1.");
      }
      if (PyUnicode.check(sep)) {
        separator = PyUnicode.codePointAt(sep, 0);
      } else if (sep instanceof PyBytes b) {
        separator = b.bytes[0] & 0xFF;
      } else {
        throw PyErr.typeError("sep must be str or bytes.");
      }
      if (separator >= 0x80) {
        throw PyErr.valueError("sep must be ASCII.");
      }
    }
    return ByteOps.hex(bytes, separator, group);
  }

  static byte[] fromHexText(ThreadState ts, Object string) {
    CodePoints text;
    if (PyUnicode.check(string)) {
      text = PyUnicode.view(string);
      for (int i = 0; i < text.length(); i++) {
        if (text.at(i) >= 0x80) {
          throw PyErr.valueError("non-hexadecimal number found in fromhex() arg at position %d", i);
        }
      }
    } else if (Buffers.check(string)) {
      text = CodePoints.of(new String(Buffers.toBytes(ts, string), java.nio.charset.StandardCharsets.ISO_8859_1));
    } else {
      throw PyErr.typeError("fromhex() argument must be str or bytes-like, not %s", typeName(string));
    }
    try {
      return ByteOps.fromHex(text);
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
  }

  // Tests.

  @PyMethod(sig = "()", doc = "Return True if all characters in B are alphabetic and there is at least one character in B, False otherwise.")
  boolean isalpha() {
    return ByteOps.all(snapshot(), "isalpha");
  }

  @PyMethod(sig = "()", doc = "Return True if all characters in B are alphanumeric and there is at least one character in B, False otherwise.")
  boolean isalnum() {
    return ByteOps.all(snapshot(), "isalnum");
  }

  @PyMethod(sig = "()", doc = "Return True if all characters in B are digits and there is at least one character in B, False otherwise.")
  boolean isdigit() {
    return ByteOps.all(snapshot(), "isdigit");
  }

  @PyMethod(sig = "()", doc = "Return True if all characters in B are whitespace and there is at least one character in B, False otherwise.")
  boolean isspace() {
    return ByteOps.all(snapshot(), "isspace");
  }

  @PyMethod(sig = "()", doc = "Return True if B is empty or all characters in B are ASCII, False otherwise.")
  boolean isascii() {
    byte[] all = snapshot();
    return org.atoll.runtime.text.Utf8Codec.isAscii(all, 0, all.length);
  }

  @PyMethod(sig = "()", doc = "Return True if all cased characters in B are lowercase and there is at least one cased character in B, False otherwise.")
  boolean islower() {
    return ByteOps.isLower(snapshot());
  }

  @PyMethod(sig = "()", doc = "Return True if all cased characters in B are uppercase and there is at least one cased character in B, False otherwise.")
  boolean isupper() {
    return ByteOps.isUpper(snapshot());
  }

  @PyMethod(sig = "()", doc = "Return True if B is a titlecased string and there is at least one character in B, False otherwise.")
  boolean istitle() {
    return ByteOps.isTitle(snapshot());
  }

  // The buffer protocol for Python code.

  @PyMethod(sig = "(flags, /)", doc = "Return a buffer object that exposes the underlying memory of the object.")
  Object __buffer__(ThreadState ts, int flags) {
    return PyMemoryView.of(buffer(ts, flags));
  }

  @PyMethod(sig = "(buffer, /)", doc = "Release the buffer object that exposes the underlying memory of the object.")
  void __release_buffer__(PyMemoryView buffer) {
    buffer.release();
  }
}
