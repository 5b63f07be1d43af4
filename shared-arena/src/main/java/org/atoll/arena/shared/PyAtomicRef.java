package org.atoll.arena.shared;

import java.util.concurrent.atomic.AtomicReference;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyUnicode;

/// `atoll.shared.AtomicRef`: a place for one immutable value. Thread-safe.
@PyTypeDef(name = "AtomicRef", module = "atoll.shared", basetype = false, doc = """
    AtomicRef(value=None, /)
    --

    A place for one value that cannot change, which threads of all interpreters set. Any other value raises
    TypeError.""")
final class PyAtomicRef extends SharedTool {
  static final PyType TYPE = PyType.builtin(new PyAtomicRefBinder());

  private final AtomicReference<Object> value;

  private PyAtomicRef(Object value) {
    super(TYPE);
    this.value = new AtomicReference<>(value);
  }

  @PyNew(sig = "(value=None, /)")
  static Object create(PyType cls, Object value) {
    return new PyAtomicRef(SharedValues.require(value));
  }

  @PyMethod(sig = "()", doc = "The value now.")
  Object get() {
    return value.get();
  }

  @PyMethod(sig = "(value, /)", doc = "Set the value.")
  void set(Object value) {
    this.value.set(SharedValues.require(value));
  }

  @PyMethod(sig = "(value, /)", doc = "Set the value, and return the one before.")
  Object swap(Object value) {
    return this.value.getAndSet(SharedValues.require(value));
  }

  @PyMethod(sig = "(expected, value, /)", doc =
      "Set the value if it is equal to the expected one; return whether it was.")
  boolean compare_and_set(ThreadState ts, Object expected, Object value) {
    SharedValues.require(expected);
    SharedValues.require(value);
    while (true) {
      Object now = this.value.get();
      if (!PyObjects.equal(ts, now, expected)) {
        return false;
      }
      if (this.value.compareAndSet(now, value)) {
        return true;
      }
    }
  }

  @PyMethod(sig = "(fn, /)", doc = """
      Set the value to fn(value), and return it. Where somebody else sets it meanwhile, fn is called again with the new
      one.""")
  Object update(ThreadState ts, Object fn) {
    while (true) {
      Object now = value.get();
      Object made = SharedValues.require(Call.call1(ts, fn, now));
      if (value.compareAndSet(now, made)) {
        return made;
      }
    }
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyUnicode.concat("AtomicRef(", PyObjects.repr(ts, value.get()), ")");
  }
}
