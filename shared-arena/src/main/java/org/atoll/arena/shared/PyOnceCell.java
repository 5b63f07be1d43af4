package org.atoll.arena.shared;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyUnicode;

/// `atoll.shared.OnceCell`: a value that is made once. Thread-safe.
@PyTypeDef(name = "OnceCell", module = "atoll.shared", basetype = false, doc = """
    OnceCell()
    --

    A place for a value that cannot change, and that whoever comes first makes, for threads of all interpreters.""")
final class PyOnceCell extends SharedTool {
  static final PyType TYPE = PyType.builtin(new PyOnceCellBinder());

  private final Mutex making;
  /// Null while there is none; written once, by whoever holds `making`.
  private volatile Object value;

  PyOnceCell(String what) {
    super(TYPE);
    making = new Mutex(what, false);
  }

  @PyNew(sig = "()")
  static Object create(PyType cls) {
    return new PyOnceCell("a OnceCell");
  }

  @PyMethod(sig = "(fn, /)", doc = """
      The value. Where there is none yet it is what fn() gives, which one thread calls while others that ask wait for
      it.

      What fn() raises is raised here, and the next one tries; so it is where an interpreter ends within.""")
  Object get_or_init(ThreadState ts, Object fn) {
    Object v = value;
    return v != null ? v : init(ts, fn);
  }

  private Object init(ThreadState ts, Object fn) {
    making.acquire(ts, -1);
    try {
      if (value == null) {
        value = SharedValues.require(Call.call0(ts, fn));
      }
      return value;
    } finally {
      making.release(ts);
    }
  }

  @PyMethod(sig = "(default=None, /)", name = "get", doc = "The value; default where there is none yet.")
  Object getOr(Object defaultValue) {
    Object v = value;
    return v == null ? defaultValue : v;
  }

  @PyMethod(sig = "(value, /)", doc =
      "Set the value if there is none; wait for whoever makes one. Return whether it was set.")
  boolean set(ThreadState ts, Object value) {
    SharedValues.require(value);
    making.acquire(ts, -1);
    try {
      if (this.value != null) {
        return false;
      }
      this.value = value;
      return true;
    } finally {
      making.release(ts);
    }
  }

  @PyMethod(sig = "()", doc = "Whether there is a value.")
  boolean is_set() {
    return value != null;
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    Object v = value;
    return v == null ? "<OnceCell, empty>" : PyUnicode.concat("<OnceCell ", PyObjects.repr(ts, v), ">");
  }
}
