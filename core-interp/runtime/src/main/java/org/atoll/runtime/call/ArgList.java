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
    positional.add(value);
    return this;
  }

  /// `*iterable`.
  public ArgList addAll(Object iterable, ThreadState ts) {
    if (PyObject.typeOf(iterable).slot(Slot.ITER) == null && !PyObjects.isSequence(iterable)) {
      throw PyErr.typeError("%s argument after * must be an iterable, not %s", describe(ts), PyObject.typeOf(iterable).name());
    }
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
    PyDict d;
    if (mapping instanceof PyDict plain) {
      d = plain;
    } else {
      if (PyObjects.getOptionalAttr(ts, mapping, "keys") == null) {
        throw PyErr.typeError("%s argument after ** must be a mapping, not %s", describe(ts), PyObject.typeOf(mapping).name());
      }
      d = new PyDict();
      d.update(ts, mapping);
    }
    for (int i = 0; i < d.used(); i++) {
      Object key = d.keyAt(i);
      if (key != null) {
        if (!PyUnicode.check(key)) {
          throw PyErr.typeError("keywords must be strings");
        }
        keyword(d.valueAt(i), PyUnicode.toJava(key));
      }
    }
    return this;
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
