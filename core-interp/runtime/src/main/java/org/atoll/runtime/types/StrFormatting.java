package org.atoll.runtime.types;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.FormatString;
import org.atoll.runtime.text.TextBuilder;
import org.atoll.runtime.text.TextError;

/// `str.format` and `str.format_map` (`Objects/stringlib/unicode_format.h`). Requires the GIL; one instance a call.
final class StrFormatting {
  private static final int MAX_NESTING = 2;

  private final ThreadState ts;
  private final PyTuple args;
  private final Object mapping;
  private long nextIndex;
  /// 0 as long as it is open, 1 for fields without numbers, 2 for fields with numbers.
  private int numbering;

  private StrFormatting(ThreadState ts, PyTuple args, Object mapping) {
    this.ts = ts;
    this.args = args;
    this.mapping = mapping;
  }

  /// Formats; `args` is null for `format_map`.
  static Object format(ThreadState ts, CodePoints format, PyTuple args, Object mapping) {
    try {
      return PyUnicode.of(new StrFormatting(ts, args, mapping).build(format, MAX_NESTING));
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
  }

  private TextBuilder build(CodePoints format, int depth) {
    if (depth <= 0) {
      throw PyErr.valueError("Max string recursion exceeded");
    }
    var out = new TextBuilder(format.length() + 16);
    var pieces = new FormatString(format);
    for (var piece = pieces.next(); piece != null; piece = pieces.next()) {
      out.appendText(piece.literal());
      if (piece.name() != null) {
        field(out, piece, depth);
      }
    }
    return out;
  }

  private void field(TextBuilder out, FormatString.Piece piece, int depth) {
    Object value = value(piece.name());
    switch (piece.conversion()) {
      case 0 -> {}
      case 'r' -> value = PyObjects.repr(ts, value);
      case 's' -> value = PyObjects.str(ts, value);
      case 'a' -> value = PyObjects.ascii(ts, value);
      default -> throw FormatString.unknownConversion(piece.conversion());
    }
    Object spec = piece.nested() ? build(CodePoints.ofText(piece.spec()), depth - 1).build() : piece.spec();
    Object text = PyObjects.format(ts, value, PyUnicode.of(spec));
    if (text instanceof String s) {
      out.append(s);
    } else {
      out.append(PyUnicode.view(text));
    }
  }

  private Object value(Object name) {
    var field = new FormatString.FieldName(CodePoints.ofText(name));
    Object value = first(field.first());
    for (var step = field.next(); step != null; step = field.next()) {
      value = step.attribute()
          ? PyObjects.getAttr(ts, value, PyUnicode.toUtf16(PyUnicode.of(step.key())))
          : PyObjects.getItem(ts, value, PyUnicode.of(step.key()));
    }
    return value;
  }

  private Object first(Object first) {
    boolean automatic = first instanceof String s && s.isEmpty();
    if (automatic || first instanceof Long) {
      int wanted = automatic ? 1 : 2;
      if (numbering == 0) {
        numbering = wanted;
      } else if (numbering != wanted) {
        throw PyErr.valueError(automatic ? "cannot switch from manual field specification to automatic field numbering"
            : "cannot switch from automatic field numbering to manual field specification");
      }
      return positional(automatic ? nextIndex++ : (Long) first);
    }
    Object key = PyUnicode.of(first);
    if (mapping instanceof PyDict d && d.type == PyDict.TYPE) {
      Object found = d.get(ts, key);
      if (found == null) {
        throw PyErr.keyError(key);
      }
      return found;
    }
    return PyObjects.getItem(ts, mapping, key);
  }

  private Object positional(long index) {
    if (args == null) {
      throw PyErr.valueError("Format string contains positional fields");
    }
    if (index >= args.items.length) {
      throw PyErr.indexError("Replacement index %d out of range for positional args tuple", index);
    }
    return args.items[(int) index];
  }
}
