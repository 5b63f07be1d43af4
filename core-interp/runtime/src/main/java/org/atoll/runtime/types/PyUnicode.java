package org.atoll.runtime.types;

import java.util.List;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.CaseMapping;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.Formatter;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.text.Repr;
import org.atoll.runtime.text.TextBuilder;
import org.atoll.runtime.text.TextError;
import org.atoll.runtime.text.TextOps;
import org.atoll.runtime.text.TextSearch;
import org.atoll.runtime.text.UnicodeData;

/// `str` (`Objects/unicodeobject.c`): a Java `String` without any surrogate code unit, else a [PyUcs4], or an instance of
/// a derived class ([PyUnicodeObject]). Immutable; what only reads text needs no GIL.
@PyTypeDef(name = "str", accepts = {String.class, PyUcs4.class, PyUnicodeObject.class}, doc = """
    str(object='') -> str
    str(bytes_or_buffer[, encoding[, errors]]) -> str

    Create a new string object from the given object. If encoding or
    errors is specified, then the object must expose a data buffer
    that will be decoded using the given encoding and error handler.
    Otherwise, returns the result of object.__str__() (if defined)
    or repr(object).
    encoding defaults to 'utf-8'.
    errors defaults to 'strict'.""")
public final class PyUnicode {
  public static final PyType TYPE = PyType.builtin(new PyUnicodeBinder());

  /// The strs of single Latin-1 characters, which indexing and iterating give most of the time.
  private static final String[] LATIN_1 = latin1();

  private PyUnicode() {}

  private static String[] latin1() {
    var all = new String[256];
    for (int c = 0; c < all.length; c++) {
      all[c] = String.valueOf((char) c).intern();
    }
    return all;
  }

  // The Java interface.

  /// Whether `o` is a str or an instance of a class derived from it (`PyUnicode_Check`).
  public static boolean check(Object o) {
    return o instanceof String || o instanceof PyUcs4 || o instanceof PyUnicodeObject;
  }

  /// Whether `o` is a str and not of a derived class (`PyUnicode_CheckExact`).
  public static boolean checkExact(Object o) {
    return o instanceof String || o instanceof PyUcs4;
  }

  /// The `String` or [PyUcs4] of a str, also of a derived class's instance.
  public static Object value(Object str) {
    return str instanceof PyUnicodeObject u ? u.value : str;
  }

  /// The code points of a str, for the algorithms of [org.atoll.runtime.text].
  public static CodePoints view(Object str) {
    Object v = value(str);
    return v instanceof String s ? CodePoints.of(s) : CodePoints.of(((PyUcs4) v).codePoints);
  }

  /// The str of text as [TextBuilder#build] delivers it: a `String`, or an `int[]` that is given away.
  public static Object of(Object text) {
    return text instanceof int[] a ? PyUcs4.of(a) : text;
  }

  /// The str of some code points.
  public static Object of(CodePoints text) {
    return of(text.slice(0, text.length()));
  }

  /// The str of a builder's text.
  public static Object of(TextBuilder text) {
    return of(text.build());
  }

  /// The str of one code point.
  public static Object ofCodePoint(int c) {
    if (c < LATIN_1.length) {
      return LATIN_1[c];
    }
    return c < 0xD800 || c > 0xDFFF && c <= 0xFFFF ? String.valueOf((char) c) : PyUcs4.of(new int[] {c});
  }

  /// The str as a Java string, with surrogate pairs for code points beyond the BMP.
  public static String toUtf16(Object str) {
    return value(str).toString();
  }

  /// [#toUtf16].
  public static String toJava(Object str) {
    return toUtf16(str);
  }

  /// The str of a Java string, whose surrogate pairs stand for code points beyond the BMP.
  public static Object fromUtf16(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (Character.isSurrogate(s.charAt(i))) {
        return PyUcs4.of(s.codePoints().toArray());
      }
    }
    return s;
  }

  /// The number of code points.
  public static int length(Object str) {
    return value(str) instanceof String s ? s.length() : ((PyUcs4) value(str)).codePoints.length;
  }

  public static int codePointAt(Object str, int i) {
    return value(str) instanceof String s ? s.charAt(i) : ((PyUcs4) value(str)).codePoints[i];
  }

  /// The code points, newly allocated.
  public static int[] codePoints(Object str) {
    return value(str) instanceof String s ? s.chars().toArray() : ((PyUcs4) value(str)).codePoints.clone();
  }

  /// One str of two.
  public static Object concat(Object a, Object b) {
    Object x = value(a);
    Object y = value(b);
    if (x instanceof String s && y instanceof String t) {
      if ((long) s.length() + t.length() > Sequences.MAX_LENGTH) {
        throw PyErr.memoryError();
      }
      MemoryMeter.reserve((long) s.length() + t.length());
      return s.concat(t);
    }
    CodePoints v = view(x);
    CodePoints w = view(y);
    return of(new TextBuilder(v.length() + w.length()).append(v).append(w));
  }

  /// One str of several.
  public static Object concat(Object... parts) {
    var all = new TextBuilder();
    for (Object part : parts) {
      all.append(view(part));
    }
    return of(all);
  }

  /// The hash of a str.
  public static long hash(Object str) {
    Object v = value(str);
    return v instanceof String s ? Hashes.ofText(s) : ((PyUcs4) v).cachedHash();
  }

  static long hashOf(int[] codePoints) {
    return Hashes.ofText(codePoints);
  }

  /// Whether the str has only ASCII characters.
  public static boolean isAscii(Object str) {
    return length(str) == 0 || all(str, c -> c < 0x80);
  }

  /// The str with every character beyond ASCII escaped.
  public static Object asciiOf(Object str) {
    return Repr.escapeNonAscii(view(str));
  }

  /// `str.isidentifier`.
  public static boolean isIdentifier(Object str) {
    return UnicodeData.isIdentifier(view(str));
  }

  // Making.

  @PyNew(sig = "(object=<absent>, encoding=<absent>, errors=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object object, Object encoding, Object errors) {
    Object made;
    if (object == null) {
      made = "";
    } else if (encoding == null && errors == null) {
      made = PyObjects.str(ts, object);
    } else {
      made = decode(ts, object, name(encoding, "encoding"), name(errors, "errors"));
    }
    if (cls == TYPE) {
      return made;
    }
    return new PyUnicodeObject(cls, value(made));
  }

  private static String name(Object o, String argument) {
    if (o == null) {
      return null;
    }
    if (!check(o)) {
      throw PyErr.typeError("str() argument '%s' must be str, not %s", argument, typeName(o));
    }
    return toUtf16(o);
  }

  private static Object decode(ThreadState ts, Object object, String encoding, String errors) {
    if (check(object)) {
      throw PyErr.typeError("decoding str is not supported");
    }
    if (!Buffers.check(object)) {
      throw PyErr.typeError("decoding to str: need a bytes-like object, %s found", typeName(object));
    }
    return PyCodecs.decodeText(ts, Buffers.asBytes(ts, object), encoding, errors);
  }

  private static String typeName(Object o) {
    return PyObject.typeOf(o).messageName();
  }

  /// An argument that must be a str, as code points.
  private static CodePoints argument(Object o, String function, String number) {
    if (o instanceof String s) {
      return CodePoints.of(s);
    }
    if (!check(o)) {
      throw PyErr.typeError("%s() argument%s must be str, not %s", function, number, o == PyNone.NONE ? "None" : typeName(o));
    }
    return view(o);
  }

  private static CodePoints mustBeStr(Object o) {
    if (!check(o)) {
      throw PyErr.typeError("must be str, not %s", typeName(o));
    }
    return view(o);
  }

  /// The str itself where an operation changed nothing and it is no instance of a derived class.
  private static Object same(Object self) {
    return value(self);
  }

  // Special methods.

  @PyMethod
  static Object __str__(Object self) {
    return value(self);
  }

  @PyMethod
  static Object __repr__(Object self) {
    return of(Repr.ofText(view(self)));
  }

  @PyMethod
  static long __hash__(Object self) {
    return hash(self);
  }

  @PyMethod
  static int __len__(Object self) {
    return length(self);
  }

  @PyMethod
  static Object __iter__(Object self) {
    return new PyUnicodeIterator(value(self));
  }

  @PyMethod
  static Object __getitem__(ThreadState ts, Object self, Object key) {
    Object v = value(self);
    if (key instanceof Long l && v instanceof String s) {
      long i = l < 0 ? l + s.length() : l;
      if (i >= 0 && i < s.length()) {
        return ofCodePoint(s.charAt((int) i));
      }
      throw PyErr.indexError("string index out of range");
    }
    if (key instanceof PySlice slice) {
      return slice(ts, v, slice);
    }
    if (!Sequences.isIndex(key)) {
      throw PyErr.typeError("string indices must be integers, not '%s'", typeName(key));
    }
    int i = Sequences.index(ts, key, length(v), "string");
    if (i < 0) {
      throw PyErr.indexError("string index out of range");
    }
    return ofCodePoint(codePointAt(v, i));
  }

  private static Object slice(ThreadState ts, Object v, PySlice slice) {
    CodePoints text = view(v);
    SliceRange r = slice.over(ts, text.length());
    if (r.length == 0) {
      return "";
    }
    if (r.step == 1) {
      return r.length == text.length() ? v : of(text.slice(r.start, r.start + r.length));
    }
    var out = new TextBuilder(r.length);
    for (int i = 0, at = r.start; i < r.length; i++, at += r.step) {
      out.appendCodePoint(text.at(at));
    }
    return of(out);
  }

  @PyMethod
  static boolean __contains__(Object self, Object part) {
    if (!check(part)) {
      throw PyErr.typeError("'in <string>' requires string as left operand, not %s", typeName(part));
    }
    CodePoints text = view(self);
    return TextSearch.find(text, view(part), 0, text.length()) >= 0;
  }

  @PyMethod
  static Object __add__(Object self, Object other) {
    if (!check(other)) {
      throw PyErr.typeError("can only concatenate str (not \"%s\") to str", typeName(other));
    }
    return concat(self, other);
  }

  @PyMethod
  static Object __mul__(ThreadState ts, Object self, Object count) {
    long n = Math.max(0, Sequences.toLong(ts, count));
    Object v = value(self);
    int length = length(v);
    if (n == 1 || length == 0) {
      return v;
    }
    if (n > Sequences.MAX_LENGTH / length) {
      if (n > Long.MAX_VALUE / length) {
        throw PyErr.overflowError("repeated string is too long");
      }
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve(n * length);
    if (v instanceof String s) {
      return s.repeat((int) n);
    }
    var out = new TextBuilder((int) n * length);
    for (int i = 0; i < n; i++) {
      out.append(view(v));
    }
    return of(out);
  }

  @PyMethod
  static Object __rmul__(ThreadState ts, Object self, Object count) {
    return __mul__(ts, self, count);
  }

  @PyMethod
  static Object __mod__(ThreadState ts, Object self, Object args) {
    return PercentFormatting.formatStr(ts, self, args);
  }

  @PyMethod
  static Object __rmod__(ThreadState ts, Object self, Object format) {
    return check(format) ? PercentFormatting.formatStr(ts, format, self) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  static Object __eq__(Object self, Object other) {
    return check(other) ? (Object) value(self).equals(value(other)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  static Object __ne__(Object self, Object other) {
    return check(other) ? (Object) !value(self).equals(value(other)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  static Object __lt__(Object self, Object other) {
    return check(other) ? (Object) (compare(self, other) < 0) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  static Object __le__(Object self, Object other) {
    return check(other) ? (Object) (compare(self, other) <= 0) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  static Object __gt__(Object self, Object other) {
    return check(other) ? (Object) (compare(self, other) > 0) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  static Object __ge__(Object self, Object other) {
    return check(other) ? (Object) (compare(self, other) >= 0) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  /// Compares two strs by code points.
  public static int compare(Object a, Object b) {
    return TextOps.compare(view(a), view(b));
  }

  @PyMethod(sig = "(format_spec, /)", doc = "Return a formatted version of the string as described by format_spec.")
  static Object __format__(ThreadState ts, Object self, Object format_spec) {
    CodePoints spec = argument(format_spec, "__format__", "");
    if (spec.length() == 0) {
      return checkExact(self) ? self : PyObjects.str(ts, self);
    }
    try {
      return of(Formatter.formatStr(view(self), NumberText.spec(spec), typeName(self)));
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
  }

  @PyMethod(sig = "()")
  static Object __getnewargs__(Object self) {
    Object v = value(self);
    return PyTuple.of(v instanceof String s ? new String(s) : v);
  }

  @PyMethod(sig = "()", doc = "Return the size of the string in memory, in bytes.")
  static long __sizeof__(Object self) {
    CodePoints text = view(self);
    int widest = 0;
    for (int i = 0; i < text.length(); i++) {
      widest = Math.max(widest, text.at(i));
    }
    return widest < 0x80 ? 41 + text.length() : widest < 0x100 ? 57 + text.length() : widest < 0x10000 ? 58 + 2L * text.length() : 60 + 4L * text.length();
  }

  // Searching.

  /// Where a search begins and ends. A start beyond the end stays there, so that nothing is found.
  private record Range(int start, int end) {
    static Range of(ThreadState ts, Object start, Object end, int length) {
      int from = bound(ts, start, 0, length);
      int to = Math.min(bound(ts, end, length, length), length);
      return new Range(from, to);
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
  }

  private static int findIn(ThreadState ts, Object self, Object sub, Object start, Object end, boolean last, String function) {
    CodePoints part = argument(sub, function, " 1");
    CodePoints text = view(self);
    Range r = Range.of(ts, start, end, text.length());
    return last ? TextSearch.rfind(text, part, r.start, r.end) : TextSearch.find(text, part, r.start, r.end);
  }

  @PyMethod(sig = "(sub, start=None, end=None, /)", doc = "Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].")
  static int find(ThreadState ts, Object self, Object sub, Object start, Object end) {
    return findIn(ts, self, sub, start, end, false, "find");
  }

  @PyMethod(sig = "(sub, start=None, end=None, /)", doc = "Return the highest index in S where substring sub is found, such that sub is contained within S[start:end].")
  static int rfind(ThreadState ts, Object self, Object sub, Object start, Object end) {
    return findIn(ts, self, sub, start, end, true, "rfind");
  }

  @PyMethod(sig = "(sub, start=None, end=None, /)", doc = "Like find, but raise ValueError when the substring is not found.")
  static int index(ThreadState ts, Object self, Object sub, Object start, Object end) {
    return found(findIn(ts, self, sub, start, end, false, "index"));
  }

  @PyMethod(sig = "(sub, start=None, end=None, /)", doc = "Like rfind, but raise ValueError when the substring is not found.")
  static int rindex(ThreadState ts, Object self, Object sub, Object start, Object end) {
    return found(findIn(ts, self, sub, start, end, true, "rindex"));
  }

  private static int found(int index) {
    if (index < 0) {
      throw PyErr.valueError("substring not found");
    }
    return index;
  }

  @PyMethod(sig = "(sub, start=None, end=None, /)", doc = "Return the number of non-overlapping occurrences of substring sub in string S[start:end].")
  static int count(ThreadState ts, Object self, Object sub, Object start, Object end) {
    CodePoints part = argument(sub, "count", " 1");
    CodePoints text = view(self);
    Range r = Range.of(ts, start, end, text.length());
    return TextSearch.count(text, part, r.start, r.end);
  }

  @PyMethod(sig = "(prefix, start=None, end=None, /)", doc = "Return True if the string starts with the specified prefix, False otherwise.")
  static boolean startswith(ThreadState ts, Object self, Object prefix, Object start, Object end) {
    return matches(ts, self, prefix, start, end, false, "startswith");
  }

  @PyMethod(sig = "(suffix, start=None, end=None, /)", doc = "Return True if the string ends with the specified suffix, False otherwise.")
  static boolean endswith(ThreadState ts, Object self, Object suffix, Object start, Object end) {
    return matches(ts, self, suffix, start, end, true, "endswith");
  }

  private static boolean matches(ThreadState ts, Object self, Object part, Object start, Object end, boolean atEnd, String function) {
    CodePoints text = view(self);
    Range r = Range.of(ts, start, end, text.length());
    if (part instanceof PyTuple tuple) {
      for (Object item : tuple.items) {
        if (!check(item)) {
          throw PyErr.typeError("tuple for %s must only contain str, not %s", function, typeName(item));
        }
        if (matches(text, view(item), r, atEnd)) {
          return true;
        }
      }
      return false;
    }
    if (!check(part)) {
      throw PyErr.typeError("%s first arg must be str or a tuple of str, not %s", function, typeName(part));
    }
    return matches(text, view(part), r, atEnd);
  }

  private static boolean matches(CodePoints text, CodePoints part, Range r, boolean atEnd) {
    int last = r.end - part.length();
    return last >= r.start && TextSearch.matches(text, atEnd ? last : r.start, part);
  }

  @PyMethod(sig = "(prefix, /)", doc = "Return a str with the given prefix string removed if present.")
  static Object removeprefix(Object self, Object prefix) {
    CodePoints text = view(self);
    CodePoints part = argument(prefix, "removeprefix", "");
    return TextSearch.matches(text, 0, part) ? of(text.slice(part.length(), text.length())) : same(self);
  }

  @PyMethod(sig = "(suffix, /)", doc = "Return a str with the given suffix string removed if present.")
  static Object removesuffix(Object self, Object suffix) {
    CodePoints text = view(self);
    CodePoints part = argument(suffix, "removesuffix", "");
    int at = text.length() - part.length();
    return TextSearch.matches(text, at, part) ? of(text.slice(0, at)) : same(self);
  }

  // Splitting and joining.

  private static PyList list(List<Object> texts) {
    var items = new Object[texts.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = of(texts.get(i));
    }
    return new PyList(items);
  }

  private static CodePoints separator(Object sep) {
    if (!check(sep)) {
      throw PyErr.typeError("must be str or None, not %s", typeName(sep));
    }
    CodePoints v = view(sep);
    if (v.length() == 0) {
      throw PyErr.valueError("empty separator");
    }
    return v;
  }

  private static int most(long limit) {
    return (int) Math.clamp(limit, -1, Integer.MAX_VALUE);
  }

  @PyMethod(sig = "(sep=None, maxsplit=-1)", doc = """
      Return a list of the substrings in the string, using sep as the separator string.

        sep
          The separator used to split the string.

          When set to None (the default value), will split on any whitespace
          character (including \\n \\r \\t \\f and spaces) and will discard
          empty strings from the result.
        maxsplit
          Maximum number of splits.
          -1 (the default value) means no limit.

      Splitting starts at the front of the string and works to the end.""")
  static Object split(Object self, Object sep, long maxsplit) {
    CodePoints text = view(self);
    return list(sep == PyNone.NONE ? TextOps.splitSpace(text, most(maxsplit)) : TextOps.split(text, separator(sep), most(maxsplit)));
  }

  @PyMethod(sig = "(sep=None, maxsplit=-1)", doc = "Return a list of the substrings in the string, splitting from the end.")
  static Object rsplit(Object self, Object sep, long maxsplit) {
    CodePoints text = view(self);
    return list(sep == PyNone.NONE ? TextOps.rsplitSpace(text, most(maxsplit)) : TextOps.rsplit(text, separator(sep), most(maxsplit)));
  }

  @PyMethod(sig = "(keepends=False)", doc = "Return a list of the lines in the string, breaking at line boundaries.")
  static Object splitlines(Object self, boolean keepends) {
    return list(TextOps.splitLines(view(self), keepends));
  }

  @PyMethod(sig = "(sep, /)", doc = "Partition the string into three parts using the given separator.")
  static Object partition(Object self, Object sep) {
    CodePoints text = view(self);
    CodePoints part = nonEmpty(sep);
    int at = TextSearch.find(text, part, 0, text.length());
    return at < 0 ? PyTuple.of(same(self), "", "") : parts(self, text, at, part.length());
  }

  @PyMethod(sig = "(sep, /)", doc = "Partition the string into three parts using the given separator, searched from the end.")
  static Object rpartition(Object self, Object sep) {
    CodePoints text = view(self);
    CodePoints part = nonEmpty(sep);
    int at = TextSearch.rfind(text, part, 0, text.length());
    return at < 0 ? PyTuple.of("", "", same(self)) : parts(self, text, at, part.length());
  }

  private static CodePoints nonEmpty(Object sep) {
    CodePoints part = mustBeStr(sep);
    if (part.length() == 0) {
      throw PyErr.valueError("empty separator");
    }
    return part;
  }

  private static PyTuple parts(Object self, CodePoints text, int at, int length) {
    return PyTuple.of(of(text.slice(0, at)), of(text.slice(at, at + length)), of(text.slice(at + length, text.length())));
  }

  @PyMethod(sig = "(iterable, /)", doc = """
      Concatenate any number of strings.

      The string whose method is called is inserted in between each given string.
      The result is returned as a new string.

      Example: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'""")
  static Object join(ThreadState ts, Object self, Object iterable) {
    if (!Sequences.isIterable(iterable)) {
      throw PyErr.typeError("can only join an iterable");
    }
    Object[] items = Sequences.toArray(ts, iterable);
    if (items.length == 1 && checkExact(items[0])) {
      return items[0];
    }
    CodePoints separator = view(self);
    int length = joinedLength(items, separator.length());
    MemoryMeter.reserve(length);
    var out = new TextBuilder(length);
    for (int i = 0; i < items.length; i++) {
      Object item = items[i];
      if (i > 0) {
        out.append(separator);
      }
      if (item instanceof String s) {
        out.append(s);
      } else if (check(item)) {
        out.append(view(item));
      } else {
        throw PyErr.typeError("sequence item %d: expected str instance, %s found", i, typeName(item));
      }
    }
    return of(out);
  }

  private static int joinedLength(Object[] items, int separator) {
    long length = (long) separator * items.length;
    for (Object item : items) {
      length += item instanceof String s ? s.length() : 16;
    }
    return (int) Math.min(length, Sequences.MAX_LENGTH);
  }

  // Changing.

  @PyMethod(sig = "(old, new, /, count=-1)", doc = "Return a copy with all occurrences of substring old replaced by new.")
  static Object replace(ThreadState ts, Object self, Object old, Object with, Object count) {
    CodePoints from = argument(old, "replace", " 1");
    CodePoints to = argument(with, "replace", " 2");
    int most = most(Convert.toLong(ts, count));
    CodePoints text = view(self);
    long longest = text.length() + (text.length() / Math.max(1, from.length()) + 1L) * Math.max(0, to.length() - from.length());
    if (MemoryMeter.isAsked(longest)) {
      long times = Math.min(most < 0 ? Integer.MAX_VALUE : most, TextSearch.count(text, from, 0, text.length()));
      MemoryMeter.reserve(text.length() + times * (to.length() - from.length()));
    }
    return of(TextOps.replace(text, from, to, most));
  }

  private static Object strip(Object self, Object chars, boolean left, boolean right, String function) {
    if (chars != PyNone.NONE && !check(chars)) {
      throw PyErr.typeError("%s arg must be None or str", function);
    }
    return of(TextOps.strip(view(self), chars == PyNone.NONE ? null : view(chars), left, right));
  }

  @PyMethod(sig = "(chars=None, /)", doc = "Return a copy of the string with leading and trailing whitespace removed.")
  static Object strip(Object self, Object chars) {
    return strip(self, chars, true, true, "strip");
  }

  @PyMethod(sig = "(chars=None, /)", doc = "Return a copy of the string with leading whitespace removed.")
  static Object lstrip(Object self, Object chars) {
    return strip(self, chars, true, false, "lstrip");
  }

  @PyMethod(sig = "(chars=None, /)", doc = "Return a copy of the string with trailing whitespace removed.")
  static Object rstrip(Object self, Object chars) {
    return strip(self, chars, false, true, "rstrip");
  }

  private static int fill(Object fillchar) {
    if (!check(fillchar)) {
      throw PyErr.typeError("The fill character must be a unicode character, not %s", typeName(fillchar));
    }
    if (length(fillchar) != 1) {
      throw PyErr.typeError("The fill character must be exactly one character long");
    }
    return codePointAt(fillchar, 0);
  }

  private static int padding(long width, int length) {
    if (width > Sequences.MAX_LENGTH) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve(width);
    return (int) Math.max(width - length, 0);
  }

  @PyMethod(sig = "(width, fillchar=' ', /)", doc = "Return a centered string of length width.")
  static Object center(Object self, long width, Object fillchar) {
    int c = fill(fillchar);
    CodePoints text = view(self);
    int padding = padding(width, text.length());
    int left = padding / 2 + (int) (padding & width & 1);
    return padding == 0 ? same(self) : of(TextOps.pad(text, left, padding - left, c));
  }

  @PyMethod(sig = "(width, fillchar=' ', /)", doc = "Return a left-justified string of length width.")
  static Object ljust(Object self, long width, Object fillchar) {
    int c = fill(fillchar);
    CodePoints text = view(self);
    int padding = padding(width, text.length());
    return padding == 0 ? same(self) : of(TextOps.pad(text, 0, padding, c));
  }

  @PyMethod(sig = "(width, fillchar=' ', /)", doc = "Return a right-justified string of length width.")
  static Object rjust(Object self, long width, Object fillchar) {
    int c = fill(fillchar);
    CodePoints text = view(self);
    int padding = padding(width, text.length());
    return padding == 0 ? same(self) : of(TextOps.pad(text, padding, 0, c));
  }

  @PyMethod(sig = "(width, /)", doc = "Pad a numeric string with zeros on the left, to fill a field of the given width.")
  static Object zfill(Object self, long width) {
    CodePoints text = view(self);
    return padding(width, text.length()) == 0 ? same(self) : of(TextOps.zeroFill(text, (int) width));
  }

  @PyMethod(sig = "(tabsize=8)", doc = "Return a copy where all tab characters are expanded using spaces.")
  static Object expandtabs(Object self, int tabsize) {
    try {
      return of(TextOps.expandTabs(view(self), tabsize));
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
  }

  @PyMethod(sig = "()", doc = "Return a copy of the string converted to uppercase.")
  static Object upper(Object self) {
    return of(CaseMapping.upper(view(self)));
  }

  @PyMethod(sig = "()", doc = "Return a copy of the string converted to lowercase.")
  static Object lower(Object self) {
    return of(CaseMapping.lower(view(self)));
  }

  @PyMethod(sig = "()", doc = "Return a version of the string suitable for caseless comparisons.")
  static Object casefold(Object self) {
    return of(CaseMapping.casefold(view(self)));
  }

  @PyMethod(sig = "()", doc = "Return a version of the string where each word is titlecased.")
  static Object title(Object self) {
    return of(CaseMapping.title(view(self)));
  }

  @PyMethod(sig = "()", doc = "Return a capitalized version of the string.")
  static Object capitalize(Object self) {
    return of(CaseMapping.capitalize(view(self)));
  }

  @PyMethod(sig = "()", doc = "Convert uppercase characters to lowercase and lowercase characters to uppercase.")
  static Object swapcase(Object self) {
    return of(CaseMapping.swapcase(view(self)));
  }

  @PyMethod(sig = "(table, /)", doc = """
      Replace each character in the string using the given translation table.

        table
          Translation table, which must be a mapping of Unicode ordinals to
          Unicode ordinals, strings, or None.

      The table must implement lookup/indexing via __getitem__, for instance a
      dictionary or list.  If this operation raises LookupError, the character is
      left untouched.  Characters mapped to None are deleted.""")
  static Object translate(ThreadState ts, Object self, Object table) {
    return StrTranslation.translate(ts, view(self), table);
  }

  @PyMethod(sig = "(x, y=<absent>, z=<absent>, /)", staticMethod = true, doc = "Return a translation table usable for str.translate().")
  static Object maketrans(ThreadState ts, Object x, Object y, Object z) {
    return StrTranslation.makeTable(ts, x, y, z);
  }

  @PyMethod(sig = "(encoding='utf-8', errors='strict')", doc = "Encode the string using the codec registered for encoding.")
  static Object encode(ThreadState ts, Object self, String encoding, String errors) {
    return PyCodecs.encodeText(ts, value(self), encoding, errors);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a formatted version of the string, using substitutions from args and kwargs.")
  static Object format(ThreadState ts, Object self, PyTuple args, PyDict kwargs) {
    return StrFormatting.format(ts, view(self), args, kwargs);
  }

  @PyMethod(sig = "(mapping, /)", doc = "Return a formatted version of the string, using substitutions from mapping.")
  static Object format_map(ThreadState ts, Object self, Object mapping) {
    return StrFormatting.format(ts, view(self), null, mapping);
  }

  // Tests.

  private interface Test {
    boolean test(int c);
  }

  private static boolean all(Object self, Test test) {
    CodePoints text = view(self);
    for (int i = 0; i < text.length(); i++) {
      if (!test.test(text.at(i))) {
        return false;
      }
    }
    return text.length() > 0;
  }

  @PyMethod(sig = "()", doc = "Return True if the string is an alphabetic string, False otherwise.")
  static boolean isalpha(Object self) {
    return all(self, UnicodeData::isAlpha);
  }

  @PyMethod(sig = "()", doc = "Return True if the string is an alpha-numeric string, False otherwise.")
  static boolean isalnum(Object self) {
    return all(self, UnicodeData::isAlnum);
  }

  @PyMethod(sig = "()", doc = "Return True if all characters in the string are ASCII, False otherwise.")
  static boolean isascii(Object self) {
    return isAscii(self);
  }

  @PyMethod(sig = "()", doc = "Return True if the string is a decimal string, False otherwise.")
  static boolean isdecimal(Object self) {
    return all(self, UnicodeData::isDecimal);
  }

  @PyMethod(sig = "()", doc = "Return True if the string is a digit string, False otherwise.")
  static boolean isdigit(Object self) {
    return all(self, UnicodeData::isDigit);
  }

  @PyMethod(sig = "()", doc = "Return True if the string is a numeric string, False otherwise.")
  static boolean isnumeric(Object self) {
    return all(self, UnicodeData::isNumeric);
  }

  @PyMethod(sig = "()", doc = "Return True if the string is a whitespace string, False otherwise.")
  static boolean isspace(Object self) {
    return all(self, UnicodeData::isSpace);
  }

  @PyMethod(sig = "()", doc = "Return True if all characters in the string are printable, False otherwise.")
  static boolean isprintable(Object self) {
    return length(self) == 0 || all(self, UnicodeData::isPrintable);
  }

  @PyMethod(sig = "()", doc = "Return True if the string is a lowercase string, False otherwise.")
  static boolean islower(Object self) {
    return CaseMapping.isLower(view(self));
  }

  @PyMethod(sig = "()", doc = "Return True if the string is an uppercase string, False otherwise.")
  static boolean isupper(Object self) {
    return CaseMapping.isUpper(view(self));
  }

  @PyMethod(sig = "()", doc = "Return True if the string is a title-cased string, False otherwise.")
  static boolean istitle(Object self) {
    return CaseMapping.isTitle(view(self));
  }

  @PyMethod(sig = "()", doc = "Return True if the string is a valid Python identifier, False otherwise.")
  static boolean isidentifier(Object self) {
    return isIdentifier(self);
  }
}
