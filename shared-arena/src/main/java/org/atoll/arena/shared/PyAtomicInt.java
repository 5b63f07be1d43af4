package org.atoll.arena.shared;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// `atoll.shared.AtomicInt`: an int of 64 bits, of all interpreters. Thread-safe.
@PyTypeDef(name = "AtomicInt", module = "atoll.shared", basetype = false, doc = """
    AtomicInt(value=0, /)
    --

    An int of 64 bits that threads of all interpreters change, each operation by itself atomic.

    What does not fit into 64 bits raises OverflowError and changes nothing. Two of them are equal if they are the same
    one: compare what get() gives.""")
final class PyAtomicInt extends SharedTool {
  static final PyType TYPE = PyType.builtin(new PyAtomicIntBinder());
  private static final AtomicLongFieldUpdater<PyAtomicInt> VALUE =
      AtomicLongFieldUpdater.newUpdater(PyAtomicInt.class, "value");

  private volatile long value;

  private PyAtomicInt(long value) {
    super(TYPE);
    this.value = value;
  }

  @PyNew(sig = "(value=0, /)")
  static Object create(ThreadState ts, PyType cls, Object value) {
    return new PyAtomicInt(int64(ts, value));
  }

  /// @throws PyException TypeError for what is no int, OverflowError for one of more than 64 bits
  private static long int64(ThreadState ts, Object value) {
    if (value instanceof Long l) {
      return l;
    }
    Object whole = PyNumber.index(ts, value);
    return whole instanceof Long l ? l : PyNumber.asIndex(ts, whole, PyExc.OverflowError);
  }

  /// Adds, and gives what was there before.
  private long plus(long n) {
    while (true) {
      long old = value;
      if (VALUE.compareAndSet(this, old, sum(old, n))) {
        return old;
      }
    }
  }

  private static long sum(long a, long b) {
    long r = a + b;
    if (((a ^ r) & (b ^ r)) < 0) {
      throw PyErr.overflowError("an AtomicInt has 64 bits: %d and %d together do not fit", a, b);
    }
    return r;
  }

  private static long negative(long n) {
    if (n == Long.MIN_VALUE) {
      throw PyErr.overflowError("an AtomicInt has 64 bits: the negative of %d does not fit", n);
    }
    return -n;
  }

  @PyMethod(sig = "()", doc = "The value now.")
  long get() {
    return value;
  }

  @PyMethod(sig = "(value, /)", doc = "Set the value.")
  void set(ThreadState ts, Object value) {
    this.value = int64(ts, value);
  }

  @PyMethod(sig = "(value, /)", doc = "Set the value, and return the one before.")
  long swap(ThreadState ts, Object value) {
    return VALUE.getAndSet(this, int64(ts, value));
  }

  @PyMethod(sig = "(n=1, /)", doc = "Add n and return the new value.")
  long add(long n) {
    return plus(n) + n;
  }

  @PyMethod(sig = "(n=1, /)", doc = "Subtract n and return the new value.")
  long subtract(long n) {
    long minus = negative(n);
    return plus(minus) + minus;
  }

  @PyMethod(sig = "(n=1, /)", doc = "Add n and return the value before: numbers that nobody else gets.")
  long fetch_add(long n) {
    return plus(n);
  }

  @PyMethod(sig = "(expected, value, /)", doc = "Set the value if it is the expected one; return whether it was.")
  boolean compare_and_set(ThreadState ts, Object expected, Object value) {
    return VALUE.compareAndSet(this, int64(ts, expected), int64(ts, value));
  }

  @PyMethod(sig = "(fn, /)", doc = """
      Set the value to fn(value), and return it. Where somebody else sets it meanwhile, fn is called again with the new
      one.""")
  long update(ThreadState ts, Object fn) {
    while (true) {
      long old = value;
      long made = int64(ts, Call.call1(ts, fn, old));
      if (VALUE.compareAndSet(this, old, made)) {
        return made;
      }
    }
  }

  @PyMethod
  Object __iadd__(ThreadState ts, Object n) {
    plus(int64(ts, n));
    return this;
  }

  @PyMethod
  Object __isub__(ThreadState ts, Object n) {
    plus(negative(int64(ts, n)));
    return this;
  }

  @PyMethod
  long __int__() {
    return value;
  }

  @PyMethod
  boolean __bool__() {
    return value != 0;
  }

  @PyMethod
  String __repr__() {
    return "AtomicInt(" + value + ")";
  }
}
