package org.atoll.arena.shared;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `atoll.shared.Event`, as that of `threading`. Thread-safe.
@PyTypeDef(name = "Event", module = "atoll.shared", basetype = false, doc = """
    Event()
    --

    Threads of any interpreters wait until another one sets it.""")
final class PyEvent extends SharedTool {
  static final PyType TYPE = PyType.builtin(new PyEventBinder());

  private static final Waits.For WAIT = new Waits.For("an event");

  private final WaitQueue waiters = new WaitQueue();
  private volatile boolean set;
  /// How often it was set: who waited then goes on even if it has been cleared again.
  private volatile long times;

  private PyEvent() {
    super(TYPE);
  }

  @PyNew(sig = "()")
  static Object create(PyType cls) {
    return new PyEvent();
  }

  @PyMethod(sig = "()", doc = "Set it, and let all go on that wait.")
  synchronized void set() {
    set = true;
    times++;
    waiters.signalAll();
  }

  @PyMethod(sig = "()", doc = "Clear it: whoever waits from now on waits until it is set again.")
  synchronized void clear() {
    set = false;
  }

  @PyMethod(sig = "()", doc = "Whether it is set.")
  boolean is_set() {
    return set;
  }

  @PyMethod(sig = "(timeout=None)", doc = "Wait until it is set; return False where it is not within timeout seconds.")
  boolean wait(ThreadState ts, Object timeout) {
    long before = times;
    return waiters.awaitNamed(ts, WAIT, Waits.nanos(ts, timeout), () -> set || times != before);
  }

  @PyMethod
  String __repr__() {
    return "<atoll.shared.Event at 0x" + Long.toHexString(PyObjects.id(this)) + (set ? ": set>" : ": unset>");
  }
}
