package org.atoll.arena.shared;

import java.util.concurrent.atomic.AtomicLong;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyType;

/// `atoll.shared.Latch`: opens once, when it has been counted down. Thread-safe.
@PyTypeDef(name = "Latch", module = "atoll.shared", basetype = false, doc = """
    Latch(count)
    --

    Threads of any interpreters wait until others have counted down to 0; it stays open then.""")
final class PyLatch extends SharedTool {
  static final PyType TYPE = PyType.builtin(new PyLatchBinder());

  private static final Waits.For WAIT = new Waits.For("a latch to open");

  private final AtomicLong count;
  private final WaitQueue waiters = new WaitQueue();

  private PyLatch(long count) {
    super(TYPE);
    this.count = new AtomicLong(Waits.atLeast(0, count, "count"));
  }

  @PyNew(sig = "(count)")
  static Object create(PyType cls, long count) {
    return new PyLatch(count);
  }

  @PyMethod(sig = "(n=1)", doc = "Count down by n, to 0 at most; return what is left.")
  long count_down(long n) {
    Waits.atLeast(0, n, "n");
    long left = count.updateAndGet(c -> Math.max(0, c - n));
    if (left == 0) {
      waiters.signalAll();
    }
    return left;
  }

  @PyMethod(sig = "(timeout=None)", doc =
      "Wait until the count is 0; return False where it is not within timeout seconds.")
  boolean wait(ThreadState ts, Object timeout) {
    return waiters.awaitNamed(ts, WAIT, Waits.nanos(ts, timeout), () -> count.get() == 0);
  }

  @PyGetter(name = "count", doc = "what is left to count down")
  long count() {
    return count.get();
  }

  @PyMethod
  String __repr__() {
    return "<atoll.shared.Latch, count " + count.get() + ">";
  }
}
