package org.atoll.runtime.call;

import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;

/// The arguments of a call with stars while they are being evaluated.
public final class ArgList {
  private final Object callee;
  private final List<Object> positional = new ArrayList<>();
  /// Whether the positional arguments are more than one `*iterable`, which CPython collects in a list first.
  private boolean lists;
  private List<String> names;
  private List<Object> values;

  private ArgList(Object callee) {
    this.callee = callee;
  }

  public static ArgList start(Object callee) {
    return new ArgList(callee);
  }

  /// A positional argument.
  public ArgList add(Object value) {
    lists = true;
    positional.add(value);
    return this;
  }

  /// `*iterable`.
  public ArgList addAll(Object iterable, ThreadState ts) {
    if (PyObject.typeOf(iterable).slot(Slot.ITER) == null && !PyObjects.isSequence(iterable)) {
      String where = lists ? "Value" : describe(ts) + " argument";
      throw PyErr.typeError("%s after * must be an iterable, not %s", where, PyObject.typeOf(iterable).name());
    }
    lists = true;
    for (Object x : Sequences.toArray(ts, iterable)) {
      positional.add(x);
    }
    return this;
  }

  /// `name=value`.
  public ArgList keyword(Object value, String name) {
    if (names == null) {
      names = new ArrayList<>();
      values = new ArrayList<>();
    }
    if (names.contains(name)) {
      throw PyErr.typeError("%s got multiple values for keyword argument '%s'", describe(ThreadState.current()), name);
    }
    names.add(name);
    values.add(value);
    return this;
  }

  /// `**mapping`.
  public ArgList mapping(Object mapping, ThreadState ts) {
    if (mapping instanceof PyDict d) {
      for (int i = 0, n = d.size() == 0 ? 0 : d.used(); i < n; i++) {
        if (d.keyAt(i) != null) {
          keyword(d.valueAt(i), keywordName(d.keyAt(i)));
        }
      }
      return this;
    }
    Object keys = PyObjects.getOptionalAttr(ts, mapping, "keys");
    if (keys == null) {
      throw PyErr.typeError("%s argument after ** must be a mapping, not %s", describe(ts), PyObject.typeOf(mapping).name());
    }
    Object it = PyObjects.iter(ts, Call.call0(ts, keys));
    for (Object key = PyObjects.next(ts, it); key != null; key = PyObjects.next(ts, it)) {
      keyword(PyObjects.getItem(ts, mapping, key), keywordName(key));
    }
    return this;
  }

  private static String keywordName(Object key) {
    if (!PyUnicode.check(key)) {
      throw PyErr.typeError("keywords must be strings");
    }
    return PyUnicode.toJava(key);
  }

  /// What CPython calls the callee in its messages: `module.qualname()`.
  private String describe(ThreadState ts) {
    Object qualname = PyObjects.getOptionalAttr(ts, callee, "__qualname__");
    if (qualname == null || !PyUnicode.check(qualname)) {
      return PyUnicode.toJava(PyObjects.str(ts, callee));
    }
    Object module = PyObjects.getOptionalAttr(ts, callee, "__module__");
    boolean plain = module == null || module == PyNone.NONE || "builtins".equals(module);
    return (plain ? "" : module + ".") + qualname + "()";
  }

  Object callee() {
    return callee;
  }

  Object[] positional() {
    return positional.toArray();
  }

  /// The keyword arguments as a dict.
  PyDict keywords() {
    PyDict d = new PyDict();
    for (int i = 0; names != null && i < names.size(); i++) {
      d.put(names.get(i), values.get(i));
    }
    return d;
  }

  public Object call(ThreadState ts) {
    return Call.call(ts, callee, allArguments(), keywordNames());
  }

  /// [#call] in traced code.
  Object callTraced(ThreadState ts) {
    return TracedCalls.call(ts, callee, allArguments(), keywordNames());
  }

  private Object[] allArguments() {
    if (names != null) {
      positional.addAll(values);
    }
    return positional.toArray();
  }

  private String[] keywordNames() {
    return names == null ? null : names.toArray(String[]::new);
  }
}
