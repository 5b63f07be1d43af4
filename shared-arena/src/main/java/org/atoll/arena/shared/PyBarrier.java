package org.atoll.arena.shared;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `atoll.shared.Barrier`: threads of all interpreters that wait for each other. Thread-safe. Compare
/// `threading.Barrier`.
@PyTypeDef(name = "Barrier", module = "atoll.shared", basetype = false, doc = """
    Barrier(parties, timeout=None)
    --

    A point at which so many threads, of any interpreters, wait until all are there, again and again.

    Whoever stops waiting before, since his time is over, he is interrupted or his interpreter is killed, breaks the
    barrier: all get threading.BrokenBarrierError until reset() is called.
    timeout: that of wait() where none is given.""")
final class PyBarrier extends SharedTool {
  static final PyType TYPE = PyType.builtin(new PyBarrierBinder());

  private static final Waits.For WAIT = new Waits.For("the others at a barrier");

  /// How one round has ended.
  private enum End {
    TRIPPED,
    BROKEN
  }

  /// One round, from the first that arrives to the last.
  private static final class Round {
    /// Guarded by the barrier.
    int arrived;
    /// Null while it goes on; written once, guarded by the barrier.
    volatile End end;
  }

  private final long parties;
  private final long nanos;
  private final WaitQueue waiters = new WaitQueue();
  /// The one that goes on, or is broken. Guarded by this object, and changed by nobody that waits with it.
  private Round round = new Round();

  private PyBarrier(long parties, long nanos) {
    super(TYPE);
    this.parties = Waits.atLeast(1, parties, "parties");
    this.nanos = nanos;
  }

  @PyNew(sig = "(parties, timeout=None)")
  static Object create(ThreadState ts, PyType cls, long parties, Object timeout) {
    return new PyBarrier(parties, Waits.nanos(ts, timeout));
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      Wait until all are there, and return how many were there before.

      Raises threading.BrokenBarrierError where the barrier is or gets broken, as by the end of timeout seconds.""")
  long wait(ThreadState ts, Object timeout) {
    long limit = timeout == PyNone.NONE ? nanos : Waits.nanos(ts, timeout);
    Round mine;
    int index;
    synchronized (this) {
      mine = round;
      index = mine.end == null ? mine.arrived++ : -1;
      if (mine.end == null && mine.arrived == parties) {
        end(mine, End.TRIPPED);
        round = new Round();
      }
    }
    if (mine.end == null) {
      await(ts, mine, limit);
    }
    if (mine.end != End.TRIPPED) {
      throw SharedErrors.brokenBarrier(ts);
    }
    return index;
  }

  private void await(ThreadState ts, Round mine, long limit) {
    try {
      waiters.awaitNamed(ts, WAIT, limit, () -> mine.end != null);
    } finally {
      // Unless the last one has come meanwhile.
      end(mine, End.BROKEN);
    }
  }

  private synchronized void end(Round r, End how) {
    if (r.end == null) {
      r.end = how;
      waiters.signalAll();
    }
  }

  @PyMethod(sig = "()", doc = "Begin anew; whoever waits gets threading.BrokenBarrierError.")
  synchronized void reset() {
    Round before = round;
    round = new Round();
    end(before, End.BROKEN);
  }

  @PyMethod(sig = "()", doc = "Break the barrier: all get threading.BrokenBarrierError until reset() is called.")
  synchronized void abort() {
    end(round, End.BROKEN);
  }

  @PyGetter(name = "parties", doc = "how many threads wait for each other")
  long parties() {
    return parties;
  }

  @PyGetter(name = "n_waiting", doc = "how many wait now")
  synchronized long waiting() {
    return round.end == null ? round.arrived : 0;
  }

  @PyGetter(name = "broken", doc = "whether the barrier is broken")
  synchronized boolean broken() {
    return round.end == End.BROKEN;
  }

  @PyMethod
  String __repr__() {
    String state = broken() ? "broken" : "waiters=" + waiting() + "/" + parties;
    return "<atoll.shared.Barrier at 0x" + Long.toHexString(PyObjects.id(this)) + ": " + state + ">";
  }
}
