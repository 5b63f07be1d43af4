package org.atoll.arena.shared;

import java.util.concurrent.atomic.AtomicBoolean;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyType;

/// `atoll.shared.AtomicFlag`: set or clear, and woken for either. Thread-safe.
@PyTypeDef(name = "AtomicFlag", module = "atoll.shared", basetype = false, doc = """
    AtomicFlag(value=False, /)
    --

    A flag that threads of all interpreters set and clear.""")
final class PyAtomicFlag extends SharedTool {
  static final PyType TYPE = PyType.builtin(new PyAtomicFlagBinder());

  private final AtomicBoolean value;
  private final WaitQueue waiters = new WaitQueue();

  private PyAtomicFlag(boolean value) {
    super(TYPE);
    this.value = new AtomicBoolean(value);
  }

  @PyNew(sig = "(value=False, /)")
  static Object create(PyType cls, boolean value) {
    return new PyAtomicFlag(value);
  }

  private boolean swap(boolean now) {
    boolean before = value.getAndSet(now);
    if (before != now) {
      waiters.signalAll();
    }
    return before;
  }

  @PyMethod(sig = "()", doc = "Set the flag and return whether it was set before: of several threads one gets False.")
  boolean test_and_set() {
    return swap(true);
  }

  @PyMethod(sig = "()", doc = "Clear the flag.")
  void clear() {
    swap(false);
  }

  @PyMethod(sig = "()", doc = "Whether the flag is set.")
  boolean is_set() {
    return value.get();
  }

  @PyMethod(sig = "(value=True, timeout=None)", doc = """
      Wait until the flag is set, or, with False, clear; return False where it is not within timeout seconds.""")
  boolean wait(ThreadState ts, boolean value, Object timeout) {
    Waits.For what = new Waits.For(value ? "a flag to be set" : "a flag to be cleared");
    return waiters.awaitNamed(ts, what, Waits.nanos(ts, timeout), () -> this.value.get() == value);
  }

  @PyMethod
  boolean __bool__() {
    return value.get();
  }

  @PyMethod
  String __repr__() {
    return value.get() ? "AtomicFlag(True)" : "AtomicFlag(False)";
  }
}
