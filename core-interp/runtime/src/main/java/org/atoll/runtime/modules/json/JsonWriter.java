package org.atoll.runtime.modules.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.StandIn;
import org.atoll.runtime.text.FloatFormat;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Writes one JSON text. One thread at a time.
final class JsonWriter {
  private final ThreadState ts;
  private final PyEncoder options;
  private final JsonOutput out = new JsonOutput();
  private final String indent;
  private final boolean checkCircular;
  /// The containers and objects being written, outermost first.
  private final List<Object> open = new ArrayList<>();

  JsonWriter(ThreadState ts, PyEncoder options) {
    this.ts = ts;
    this.options = options;
    indent = options.indent == PyNone.NONE ? null : PyUnicode.toUtf16(options.indent);
    checkCircular = options.markers != PyNone.NONE;
  }

  Object result() {
    return out.result();
  }

  void write(Object o, int level) {
    if (o instanceof String s) {
      string(s);
    } else if (o instanceof Long l) {
      out.add(l.longValue());
    } else if (o == PyNone.NONE) {
      out.add("null");
    } else if (o instanceof Boolean b) {
      out.add(b ? "true" : "false");
    } else if (o instanceof Double d) {
      out.add(number(d));
    } else if (o instanceof PyDict || o instanceof PyList || o instanceof PyTuple) {
      nested(o, level);
    } else if (PyUnicode.check(o)) {
      string(o);
    } else if (o instanceof BigInteger || PyLong.check(o)) {
      out.add(PyLong.decimal(ts, PyLong.value(o)));
    } else if (PyFloat.check(o)) {
      out.add(number(PyFloat.value(o)));
    } else {
      nested(o, level);
    }
  }

  private void nested(Object o, int level) {
    ts.enterJava(" while encoding a JSON object");
    try {
      Object plain = StandIn.plain(ts, StandIn.plain(ts, o, PyList.TYPE), PyDict.TYPE);
      if (plain instanceof PyDict d) {
        dict(o, d, level);
      } else if (plain instanceof PyList || plain instanceof PyTuple) {
        items(o, plain, level);
      } else {
        other(o, level);
      }
    } finally {
      ts.leaveJava();
    }
  }

  private void string(Object str) {
    if (options.ascii) {
      out.quoteAscii(PyUnicode.value(str));
    } else if (options.plain) {
      out.add(JsonStrings.quote(PyUnicode.value(str)));
    } else {
      Object encoded = Call.call1(ts, options.encoder, str);
      if (!PyUnicode.check(encoded)) {
        throw PyErr.typeError("encoder() must return a string, not %s", PyObject.typeOf(encoded).name());
      }
      out.add(PyUnicode.value(encoded));
    }
  }

  private String number(double d) {
    if (Double.isFinite(d)) {
      return FloatFormat.repr(d);
    }
    if (!options.allowNan) {
      throw PyErr.valueError("Out of range float values are not JSON compliant: %s", FloatFormat.repr(d));
    }
    return d != d ? "NaN" : d > 0 ? "Infinity" : "-Infinity";
  }

  private void begin(Object container) {
    if (checkCircular) {
      for (int i = open.size() - 1; i >= 0; i--) {
        if (PyObjects.is(open.get(i), container)) {
          throw PyErr.valueError("Circular reference detected");
        }
      }
      open.add(container);
    }
  }

  private void finish() {
    if (checkCircular) {
      open.removeLast();
    }
  }

  private void newLine(int level) {
    if (indent != null) {
      out.add('\n');
      for (int i = 0; i < level; i++) {
        out.add(indent);
      }
    }
  }

  private PyException noted(PyException e, String format, Object... args) {
    StringBuilder note = new StringBuilder("when serializing ").append(format);
    Object text = PyUnicode.fromUtf16(note.toString());
    for (Object arg : args) {
      text = PyUnicode.concat(text, arg);
    }
    PyObjects.callMethod(ts, e.value, "add_note", text);
    return e;
  }

  private static String fullName(Object o) {
    return PyObject.typeOf(o).fullName();
  }

  private static int count(Object sequence) {
    return sequence instanceof PyList l ? l.size() : ((PyTuple) sequence).items.length;
  }

  /// Writes a list or tuple, of which `default` may change the former meanwhile; the container is the sequence, or what that stands for.
  private void items(Object container, Object sequence, int level) {
    if (count(sequence) == 0) {
      out.add("[]");
      return;
    }
    begin(container);
    out.add('[');
    newLine(level + 1);
    for (int i = 0; i < count(sequence); i++) {
      if (i > 0) {
        out.add(options.itemSeparator);
        newLine(level + 1);
      }
      try {
        write(sequence instanceof PyList l ? l.get(i) : ((PyTuple) sequence).items[i], level + 1);
      } catch (PyException e) {
        throw noted(e, fullName(sequence) + " item " + i);
      }
    }
    newLine(level);
    out.add(']');
    finish();
  }

  private void dict(Object container, PyDict dict, int level) {
    if (dict.size() == 0) {
      out.add("{}");
      return;
    }
    begin(container);
    out.add('{');
    boolean first = true;
    if (options.sort_keys || dict.type != PyDict.TYPE) {
      PyList pairs = PyList.fromIterable(ts, PyObjects.callMethod(ts, dict, "items"));
      if (options.sort_keys) {
        pairs.sort(ts, PyNone.NONE, false);
      }
      for (int i = 0; i < pairs.size(); i++) {
        if (!(pairs.get(i) instanceof PyTuple pair) || pair.items.length != 2) {
          throw PyErr.valueError("items must return 2-tuples");
        }
        first &= !member(dict, pair.items[0], pair.items[1], first, level + 1);
      }
    } else {
      for (int i = 0; i < dict.used(); i++) {
        Object key = dict.keyAt(i);
        if (key != null) {
          first &= !member(dict, key, dict.valueAt(i), first, level + 1);
        }
      }
    }
    if (!first) {
      newLine(level);
    }
    out.add('}');
    finish();
  }

  /// Writes one member; false if its key is to be skipped.
  private boolean member(PyDict dict, Object key, Object value, boolean first, int level) {
    Object name = key instanceof String ? key : keyName(key);
    if (name == null) {
      return false;
    }
    if (!first) {
      out.add(options.itemSeparator);
    }
    newLine(level);
    string(name);
    out.add(options.keySeparator);
    try {
      write(value, level);
    } catch (PyException e) {
      throw noted(e, fullName(dict) + " item ", PyObjects.repr(ts, key));
    }
    return true;
  }

  private Object keyName(Object key) {
    if (PyUnicode.check(key)) {
      return key;
    }
    if (PyFloat.check(key)) {
      return number(PyFloat.value(key));
    }
    if (key instanceof Boolean || key == PyNone.NONE) {
      return key == PyNone.NONE ? "null" : key.toString();
    }
    if (PyLong.check(key)) {
      return PyLong.decimal(ts, PyLong.value(key));
    }
    if (options.skipkeys) {
      return null;
    }
    throw PyErr.typeError("keys must be str, int, float, bool or None, not %s", PyObject.typeOf(key).name());
  }

  private void other(Object o, int level) {
    begin(o);
    Object replacement = Call.call1(ts, options.fallback, o);
    try {
      write(replacement, level);
    } catch (PyException e) {
      throw noted(e, fullName(o) + " object");
    }
    finish();
  }
}
