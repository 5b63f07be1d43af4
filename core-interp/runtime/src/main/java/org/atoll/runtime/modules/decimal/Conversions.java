package org.atoll.runtime.modules.decimal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.UnicodeData;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;

/// Python values as numbers. Stateless; requires the GIL.
final class Conversions {
  private static final long EXPONENT_LIMIT = 3_000_000_000_000_000_000L;

  private Conversions() {}

  /// The value of an operand: a Decimal or an int; null for anything else.
  static Num operand(Object o) {
    if (o instanceof PyDecimal d) {
      return d.value;
    }
    if (o instanceof Long l) {
      return Num.finite(l < 0, BigInteger.valueOf(l).abs(), 0);
    }
    return PyLong.check(o) ? Num.of(integer(o)) : null;
  }

  /// The value of an argument that must be a Decimal or an int.
  static Num argument(Object o) {
    Num value = operand(o);
    if (value == null) {
      throw unsupported(o);
    }
    return value;
  }

  static RuntimeException unsupported(Object o) {
    return PyErr.typeError("conversion from %s to Decimal is not supported", PyObject.typeOf(o).messageName());
  }

  static BigInteger integer(Object o) {
    return PyLong.value(o) instanceof BigInteger b ? b : BigInteger.valueOf((Long) PyLong.value(o));
  }

  static Num ofDouble(double d) {
    if (Double.isNaN(d)) {
      return new Num(Num.Kind.QUIET, Double.doubleToRawLongBits(d) < 0, BigInteger.ZERO, 0);
    }
    if (Double.isInfinite(d)) {
      return Num.infinity(d < 0);
    }
    BigDecimal exact = new BigDecimal(d);
    return Num.finite(Double.doubleToRawLongBits(d) < 0, exact.unscaledValue().abs(), -exact.scale());
  }

  /// The exact value of whatever `Decimal()` takes; what is wrong with it goes to `arith.status`.
  static Num exact(ThreadState ts, Object o, PyDecimalContext context, Arith arith,
      boolean strict) {
    if (PyUnicode.check(o)) {
      return parse(PyUnicode.view(o), arith, strict);
    }
    Num value = operand(o);
    if (value != null) {
      return value;
    }
    if (o instanceof PyTuple || o instanceof PyList) {
      return ofParts(ts, Sequences.toArray(ts, o));
    }
    if (PyFloat.check(o)) {
      context.add(ts, Arith.FLOAT);
      return ofDouble(PyFloat.value(o));
    }
    throw unsupported(o);
  }

  private static Num ofParts(ThreadState ts, Object[] parts) {
    if (parts.length != 3) {
      throw PyErr.valueError("argument must be a sequence of length 3");
    }
    if (!PyLong.check(parts[0]) || !(PyLong.value(parts[0]) instanceof Long sign) || sign != 0 && sign != 1) {
      throw PyErr.valueError("sign must be an integer with the value 0 or 1");
    }
    Num.Kind kind = Num.Kind.FINITE;
    long exponent = 0;
    if (PyUnicode.check(parts[2])) {
      kind = switch (PyUnicode.toUtf16(parts[2])) {
        case "F" -> Num.Kind.INFINITE;
        case "n" -> Num.Kind.QUIET;
        case "N" -> Num.Kind.SIGNALING;
        default -> throw PyErr.valueError("string argument in the third position must be 'F', 'n' or 'N'");
      };
    } else if (!PyLong.check(parts[2])) {
      throw PyErr.valueError("exponent must be an integer");
    } else {
      exponent = Convert.toLong(ts, parts[2]);
    }
    if (!(parts[1] instanceof PyTuple) && !(parts[1] instanceof PyList)) {
      throw PyErr.valueError("coefficient must be a tuple of digits");
    }
    StringBuilder digits = new StringBuilder();
    for (Object digit : Sequences.toArray(ts, parts[1])) {
      if (!PyLong.check(digit) || !(PyLong.value(digit) instanceof Long l) || l < 0 || l > 9) {
        throw PyErr.valueError("coefficient must be a tuple of digits");
      }
      digits.append(l);
    }
    BigInteger c = digits.isEmpty() || kind == Num.Kind.INFINITE ? BigInteger.ZERO : new BigInteger(digits.toString());
    return new Num(kind, sign == 1, c, Math.clamp(exponent, -EXPONENT_LIMIT, EXPONENT_LIMIT));
  }

  /// An exact number must lie within the largest limits there are.
  static Num limited(Num n, Arith arith) {
    boolean tooWide = n.isFinite() && (n.exponent() < PyDecimalContext.MIN_ETINY
        || (n.isZero() ? n.exponent() : n.adjusted()) > PyDecimalContext.MAX_EMAX);
    return tooWide ? arith.invalid(Arith.INVALID) : n;
  }

  /// Reads a number; what is none gives NaN and a conversion error.
  /// @param strict whether white space and underscores are refused
  static Num parse(CodePoints text, Arith arith, boolean strict) {
    StringBuilder plain = new StringBuilder(text.length());
    int start = 0;
    int end = text.length();
    while (!strict && start < end && UnicodeData.isSpace(text.at(start))) {
      start++;
    }
    while (!strict && end > start && UnicodeData.isSpace(text.at(end - 1))) {
      end--;
    }
    for (int i = start; i < end; i++) {
      int c = text.at(i);
      int digit = c < 0x80 ? -1 : Character.digit(c, 10);
      if (c >= 0x80 && digit < 0) {
        return arith.invalid(Arith.SYNTAX);
      }
      if (c != '_' || strict) {
        plain.append(digit >= 0 ? (char) ('0' + digit) : (char) c);
      }
    }
    Num found = new Reader(plain.toString()).read();
    return found == null ? arith.invalid(Arith.SYNTAX) : found;
  }

  /// Reads plain ASCII.
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    private boolean take(char lower) {
      if (at < text.length() && Character.toLowerCase(text.charAt(at)) == lower) {
        at++;
        return true;
      }
      return false;
    }

    private String digits() {
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      return text.substring(start, at);
    }

    Num read() {
      boolean negative = take('-');
      if (!negative) {
        take('+');
      }
      String rest = text.substring(at).toLowerCase(Locale.ROOT);
      if (rest.equals("inf") || rest.equals("infinity")) {
        return Num.infinity(negative);
      }
      if (rest.startsWith("nan") || rest.startsWith("snan")) {
        boolean signaling = rest.charAt(0) == 's';
        at += signaling ? 4 : 3;
        String payload = digits();
        BigInteger c = payload.isEmpty() ? BigInteger.ZERO : new BigInteger(payload);
        return at < text.length() ? null
            : new Num(signaling ? Num.Kind.SIGNALING : Num.Kind.QUIET, negative, c, 0);
      }
      return finite(negative);
    }

    private Num finite(boolean negative) {
      String whole = digits();
      String fraction = take('.') ? digits() : "";
      if (whole.isEmpty() && fraction.isEmpty()) {
        return null;
      }
      long exponent = 0;
      if (take('e')) {
        boolean minus = take('-');
        if (!minus) {
          take('+');
        }
        String written = digits();
        if (written.isEmpty()) {
          return null;
        }
        BigInteger value = new BigInteger(written).min(BigInteger.valueOf(EXPONENT_LIMIT));
        exponent = minus ? -value.longValue() : value.longValue();
      }
      if (at < text.length()) {
        return null;
      }
      return Num.finite(negative, new BigInteger(whole + fraction), exponent - fraction.length());
    }
  }
}
