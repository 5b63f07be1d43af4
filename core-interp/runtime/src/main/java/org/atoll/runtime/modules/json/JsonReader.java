package org.atoll.runtime.modules.json;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;

/// Parses one JSON text by recursive descent. One thread at a time.
final class JsonReader {
  private static final int LONG_DIGITS = 18;
  /// Powers of ten that a double holds exactly; a mantissa of so few digits times or over one of them is rounded once.
  private static final double[] EXACT_TENS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
      1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  private static final int EXACT_DIGITS = 15;

  private final ThreadState ts;
  private final PyScanner options;
  private final JsonText text;
  private final JsonStringScanner strings;
  private final boolean plainObjects;
  private int end;

  JsonReader(ThreadState ts, PyScanner options, JsonText text) {
    this.ts = ts;
    this.options = options;
    this.text = text;
    strings = new JsonStringScanner(ts, text, options.strict);
    plainObjects = options.object_hook == PyNone.NONE && options.object_pairs_hook == PyNone.NONE;
  }

  /// The index behind the value read last.
  int end() {
    return end;
  }

  /// Reads the value at `i`; StopIteration with the index where there is none.
  Object value(int i) {
    switch (text.at(i)) {
      case '"' -> {
        Object value = strings.scan(i + 1);
        end = strings.end();
        return value;
      }
      case '{' -> {
        ts.enterJava(" while decoding a JSON object from a unicode string");
        try {
          return object(i + 1);
        } finally {
          ts.leaveJava();
        }
      }
      case '[' -> {
        ts.enterJava(" while decoding a JSON array from a unicode string");
        try {
          return array(i + 1);
        } finally {
          ts.leaveJava();
        }
      }
      case 'n' -> {
        if (word("null", i)) {
          return PyNone.NONE;
        }
      }
      case 't' -> {
        if (word("true", i)) {
          return true;
        }
      }
      case 'f' -> {
        if (word("false", i)) {
          return false;
        }
      }
      case 'N' -> {
        if (word("NaN", i)) {
          return constant("NaN");
        }
      }
      case 'I' -> {
        if (word("Infinity", i)) {
          return constant("Infinity");
        }
      }
      case '-' -> {
        if (word("-Infinity", i)) {
          return constant("-Infinity");
        }
        return number(i);
      }
      default -> {
        return number(i);
      }
    }
    throw noValue(i);
  }

  private static PyException noValue(int i) {
    return PyErr.stopIteration((long) i);
  }

  private boolean word(String word, int i) {
    if (!text.startsWith(word, i)) {
      return false;
    }
    end = i + word.length();
    return true;
  }

  private Object constant(String name) {
    int after = end;
    Object value = Call.call1(ts, options.parse_constant, name);
    end = after;
    return value;
  }

  private PyException error(String message, int at) {
    return JsonStringScanner.error(ts, message, text, at);
  }

  private Object object(int i) {
    PyDict dict = new PyDict();
    PyList pairs = options.object_pairs_hook == PyNone.NONE ? null : new PyList();
    i = text.skipBlanks(i);
    if (text.at(i) != '}') {
      for (;;) {
        if (text.at(i) != '"') {
          throw error("Expecting property name enclosed in double quotes", i);
        }
        Object key = strings.scanKey(i + 1);
        i = text.skipBlanks(strings.end());
        if (text.at(i) != ':') {
          throw error("Expecting ':' delimiter", i);
        }
        Object value = value(text.skipBlanks(i + 1));
        if (pairs != null) {
          pairs.append(PyTuple.of(key, value));
        } else if (key instanceof String s) {
          dict.put(s, value);
        } else {
          dict.put(ts, key, value);
        }
        i = text.skipBlanks(end);
        int c = text.at(i);
        if (c == '}') {
          break;
        }
        if (c != ',') {
          throw error("Expecting ',' delimiter", i);
        }
        int comma = i;
        i = text.skipBlanks(i + 1);
        if (text.at(i) == '}') {
          throw error("Illegal trailing comma before end of object", comma);
        }
      }
    }
    end = i + 1;
    return plainObjects ? dict : hooked(dict, pairs);
  }

  private Object hooked(PyDict dict, PyList pairs) {
    int after = end;
    Object value = pairs != null ? Call.call1(ts, options.object_pairs_hook, pairs)
        : Call.call1(ts, options.object_hook, dict);
    end = after;
    return value;
  }

  private Object array(int i) {
    PyList list = new PyList();
    i = text.skipBlanks(i);
    if (text.at(i) != ']') {
      for (;;) {
        list.append(value(i));
        i = text.skipBlanks(end);
        int c = text.at(i);
        if (c == ']') {
          break;
        }
        if (c != ',') {
          throw error("Expecting ',' delimiter", i);
        }
        int comma = i;
        i = text.skipBlanks(i + 1);
        if (text.at(i) == ']') {
          throw error("Illegal trailing comma before end of array", comma);
        }
      }
    }
    end = i + 1;
    return list;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private Object number(int start) {
    int i = start;
    boolean negative = text.at(i) == '-';
    if (negative) {
      i++;
    }
    int first = i;
    long mantissa = 0;
    int c = text.at(i);
    if (c == '0') {
      i++;
    } else if (isDigit(c)) {
      for (; isDigit(c); c = text.at(++i)) {
        mantissa = mantissa * 10 + c - '0';
      }
    } else {
      throw noValue(start);
    }
    int digits = i - first;
    int wholeEnd = i;
    int fraction = 0;
    if (text.at(i) == '.' && isDigit(text.at(i + 1))) {
      i++;
      for (c = text.at(i); isDigit(c); c = text.at(++i)) {
        mantissa = mantissa * 10 + c - '0';
        fraction++;
      }
    }
    int exponentAt = i;
    i = exponent(i);
    end = i;
    if (i == wholeEnd) {
      return integer(start, digits, negative ? -mantissa : mantissa);
    }
    if (options.parse_float != PyFloat.TYPE) {
      return custom(options.parse_float, start);
    }
    if (i == exponentAt && digits + fraction <= EXACT_DIGITS) {
      double value = mantissa / EXACT_TENS[fraction];
      return negative ? -value : value;
    }
    return Double.parseDouble(text.ascii(start, i));
  }

  /// The index behind an exponent at `i`, or `i` where there is none.
  private int exponent(int i) {
    int c = text.at(i);
    if (c != 'e' && c != 'E') {
      return i;
    }
    int k = i + 1;
    if (text.at(k) == '+' || text.at(k) == '-') {
      k++;
    }
    if (!isDigit(text.at(k))) {
      return i;
    }
    while (isDigit(text.at(k))) {
      k++;
    }
    return k;
  }

  private Object integer(int start, int digits, long value) {
    if (options.parse_int != PyLong.TYPE) {
      return custom(options.parse_int, start);
    }
    return digits <= LONG_DIGITS ? (Object) value : custom(PyLong.TYPE, start);
  }

  private Object custom(Object parse, int start) {
    int after = end;
    Object value = Call.call1(ts, parse, text.ascii(start, after));
    end = after;
    return value;
  }
}
