package org.atoll.channels.ends;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// A point in time, or a series of them, to be selected beside channels. Needs neither a thread nor anybody to wake it: who
/// selects sleeps no longer than until it is due. Belongs to one interpreter.
@PyTypeDef(name = "Timer", module = "atoll.channels", basetype = false, instantiable = false, doc = """
    Something to be given to select(), made by after() and every(). What select() gives with it is how often it has become
    due since it was last given.""")
final class PyTimer extends PyObject implements Source {
  static final PyType TYPE = PyType.builtin(new PyTimerBinder());

  /// 0 for one that is due once.
  private final long periodNanos;
  private long due;
  private boolean over;

  PyTimer(long delayNanos, long periodNanos) {
    super(TYPE);
    this.periodNanos = periodNanos;
    this.due = System.nanoTime() + Math.min(delayNanos, Long.MAX_VALUE / 2);
  }

  /// How long it is until it is due; Long.MAX_VALUE where it will not be any more.
  long nanosLeft(long now) {
    return over ? Long.MAX_VALUE : Math.max(0, due - now);
  }

  @Override
  public Object take(ThreadState ts) {
    if (over) {
      return CLOSED;
    }
    long late = System.nanoTime() - due;
    if (late < 0) {
      return null;
    }
    if (periodNanos == 0) {
      over = true;
      return 1L;
    }
    long times = late / periodNanos + 1;
    due += times * periodNanos;
    return times;
  }

  @Override
  public boolean isReady() {
    return over || System.nanoTime() - due >= 0;
  }

  @Override
  public void watch(Watcher w) {
    // Time comes by itself.
  }

  @Override
  public void unwatch(Watcher w) {
    // As for #watch.
  }

  @PyMethod(sig = "()", doc = "It will not be due any more.")
  void cancel() {
    over = true;
  }

  @PyGetter(name = "left", doc = "seconds until it is due; None where it will not be any more")
  Object left() {
    return over ? PyNone.NONE : (Object) (nanosLeft(System.nanoTime()) / 1e9);
  }
}
