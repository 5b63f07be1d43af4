package org.atoll.runtime.types;

import java.nio.charset.StandardCharsets;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.NumberConversions;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.IntFormat;
import org.atoll.runtime.text.PercentFormat;
import org.atoll.runtime.text.TextBuilder;
import org.atoll.runtime.text.TextError;

/// The operator `%` of str, bytes and bytearray. Requires the GIL; one instance a call.
final class PercentFormatting {
  private final ThreadState ts;
  private final PercentFormat format;
  private final boolean bytes;
  /// The mapping on the right, or null.
  private final Object mapping;
  private Object args;
  private int length;
  private int index;

  private PercentFormatting(ThreadState ts, PercentFormat format, boolean bytes, Object args) {
    this.ts = ts;
    this.format = format;
    this.bytes = bytes;
    this.args = args;
    boolean tuple = args instanceof PyTuple;
    length = tuple ? ((PyTuple) args).items.length : -1;
    index = tuple ? 0 : -2;
    boolean text = PyUnicode.check(args) || bytes && args instanceof PyBytesLike;
    mapping = !tuple && !text && PyObject.typeOf(args).slot(Slot.GETITEM) != null ? args : null;
  }

  /// `str % args`.
  static Object formatStr(ThreadState ts, Object str, Object args) {
    return PyUnicode.of(new PercentFormatting(ts, new PercentFormat(PyUnicode.view(str), false), false, args).run());
  }

  /// `bytes % args`.
  static byte[] formatBytes(ThreadState ts, byte[] bytes, Object args) {
    var view = CodePoints.of(new String(bytes, StandardCharsets.ISO_8859_1));
    var out = new PercentFormatting(ts, new PercentFormat(view, true), true, args).run();
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private TextBuilder run() {
    var out = new TextBuilder();
    try {
      while (format.literal(out)) {
        if (format.skipPercent()) {
          out.append("%");
        } else {
          convert(out);
        }
      }
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
    if (index < length && mapping == null) {
      throw PyErr.typeError("not all arguments converted during %s formatting", bytes ? "bytes" : "string");
    }
    return out;
  }

  private Object nextArgument() {
    if (index >= length) {
      throw PyErr.typeError("not enough arguments for format string");
    }
    int i = index++;
    return length < 0 ? args : ((PyTuple) args).items[i];
  }

  private int star(boolean precision) {
    Object value = nextArgument();
    if (!PyLong.check(value)) {
      throw PyErr.typeError("* wants int");
    }
    if (!(PyLong.value(value) instanceof Long l)) {
      throw PyErr.overflowError("Python int too large to convert to C %s", precision ? "int" : "ssize_t");
    }
    if (precision && l != l.intValue()) {
      throw PyErr.overflowError("Python int too large to convert to C int");
    }
    if (l != l.intValue()) {
      throw PyErr.memoryError();
    }
    return l.intValue();
  }

  private void convert(TextBuilder out) {
    Object key = null;
    if (format.atKey()) {
      if (mapping == null) {
        throw PyErr.typeError("format requires a mapping");
      }
      key = PyUnicode.of(format.key());
      args = PyObjects.getItem(ts, mapping, bytes ? PyBytes.latin1((String) key) : key);
      length = -1;
      index = -2;
    }
    var directive = format.directive(key, this::star);
    MemoryMeter.reserve(Math.max(directive.width(), directive.precision()));
    Object value = nextArgument();
    switch (directive.type()) {
      case 's', 'r', 'a' -> text(out, directive, value);
      case 'b' -> {
        if (!bytes) {
          throw PercentFormat.unsupported(directive);
        }
        text(out, directive, value);
      }
      case 'c' -> PercentFormat.layOutText(out, directive, bytes ? byteOf(value) : character(value));
      case 'd', 'i', 'u', 'o', 'x', 'X' -> integer(out, directive, value);
      case 'e', 'E', 'f', 'F', 'g', 'G' -> PercentFormat.layOutNumber(out, directive, PercentFormat.floatText(directive, real(value)));
      default -> throw PercentFormat.unsupported(directive);
    }
  }

  private void text(TextBuilder out, PercentFormat.Directive directive, Object value) {
    CodePoints text;
    if (bytes) {
      text = directive.type() == 'r' || directive.type() == 'a'
          ? PyUnicode.view(PyObjects.ascii(ts, value))
          : CodePoints.of(new String(bytesOf(value), StandardCharsets.ISO_8859_1));
    } else {
      text = PyUnicode.view(switch (directive.type()) {
        case 's' -> PyObjects.str(ts, value);
        case 'r' -> PyObjects.repr(ts, value);
        default -> PyObjects.ascii(ts, value);
      });
    }
    PercentFormat.layOutText(out, directive, text);
  }

  private byte[] bytesOf(Object value) {
    if (value instanceof PyBytesLike b) {
      return b.snapshot();
    }
    Object method = PyObject.typeOf(value).slot(Slot.BYTES);
    if (method != null) {
      Object made = Call.withSelf(ts, method, value);
      if (made instanceof PyBytes b) {
        return b.bytes;
      }
      throw PyErr.typeError("__bytes__ returned non-bytes (type %s)", PyObject.typeOf(made).messageName());
    }
    if (Buffers.check(value)) {
      return Buffers.toBytes(ts, value);
    }
    throw PyErr.typeError("%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'",
        PyObject.typeOf(value).messageName());
  }

  private CodePoints character(Object value) {
    if (PyUnicode.check(value)) {
      CodePoints text = PyUnicode.view(value);
      if (text.length() != 1) {
        throw PyErr.typeError("%%c requires an int or a unicode character, not a string of length %d", text.length());
      }
      return text;
    }
    if (!NumberConversions.isIndex(value)) {
      throw PyErr.typeError("%%c requires an int or a unicode character, not %s", qualifiedName(value));
    }
    if (PyNumber.index(ts, value) instanceof Long l && l >= 0 && l <= Character.MAX_CODE_POINT) {
      return CodePoints.of(new int[] {l.intValue()});
    }
    throw PyErr.overflowError("%c arg not in range(0x110000)");
  }

  /// A type's name with its module, unless that is the program itself (`PyType_GetFullyQualifiedName`).
  private static String qualifiedName(Object value) {
    String name = PyObject.typeOf(value).fullName();
    return name.startsWith("__main__.") ? name.substring("__main__.".length()) : name;
  }

  private CodePoints byteOf(Object value) {
    String requires = "%%c requires an integer in range(256) or a single byte, not %s";
    if (value instanceof PyBytesLike b) {
      byte[] single = b.snapshot();
      if (single.length != 1) {
        throw PyErr.typeError(requires, "a " + (b instanceof PyBytes ? "bytes" : "bytearray") + " object of length " + single.length);
      }
      return CodePoints.of(String.valueOf((char) (single[0] & 0xFF)));
    }
    if (!NumberConversions.isIndex(value)) {
      throw PyErr.typeError(requires, qualifiedName(value));
    }
    if (PyNumber.index(ts, value) instanceof Long l && l >= 0 && l < 256) {
      return CodePoints.of(String.valueOf((char) l.intValue()));
    }
    throw PyErr.overflowError("%c arg not in range(256)");
  }

  private void integer(TextBuilder out, PercentFormat.Directive directive, Object value) {
    char type = (char) directive.type();
    boolean decimal = type == 'd' || type == 'i' || type == 'u';
    Object number;
    if (PyLong.check(value)) {
      number = PyLong.value(value);
    } else if (decimal) {
      try {
        number = NumberConversions.intOrNull(ts, value);
      } catch (PyException e) {
        if (!PyErr.matches(e, PyExc.TypeError)) {
          throw e;
        }
        number = null;
      }
    } else {
      number = NumberConversions.isIndex(value) ? PyNumber.index(ts, value) : null;
    }
    if (number == null) {
      throw PyErr.typeError("%%%c format: %s is required, not %s", type, decimal ? "a real number" : "an integer",
          PyObject.typeOf(value).messageName());
    }
    PercentFormat.layOutNumber(out, directive, PercentFormat.intText(directive, digits(number, type)));
  }

  private String digits(Object number, char type) {
    int base = type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
    if (number instanceof Long l) {
      return Long.toString(l, base);
    }
    // The interpreter's limit on digits applies to decimal ones.
    return base == 10 ? PyUnicode.toUtf16(PyObjects.repr(ts, number)) : IntFormat.digits((java.math.BigInteger) number, base);
  }

  private double real(Object value) {
    if (value instanceof Double d) {
      return d;
    }
    if (!bytes) {
      return PyNumber.asDouble(ts, value);
    }
    try {
      return PyNumber.asDouble(ts, value);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.TypeError)) {
        throw PyErr.typeError("float argument required, not %s", PyObject.typeOf(value).messageName());
      }
      throw e;
    }
  }
}
