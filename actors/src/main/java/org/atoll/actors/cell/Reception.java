package org.atoll.actors.cell;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import org.atoll.channels.ends.Watchers;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// How an actor that is a function takes its messages: the next one, or the next that it accepts, while the others stay in
/// their order; and how it waits for them, with its turn. Guarded by the actor's turn and its interpreter's GIL, but for what
/// is said to be thread-safe.
final class Reception {
  /// In place of a message: the actor is to end.
  static final Object EXIT = new Object();

  private final Incarnation incarnation;
  private final Cell cell;
  private final WaitQueue arrivals = new WaitQueue();
  private volatile boolean waiting;
  /// Those who select from the messages.
  private final Watchers watchers = new Watchers();
  /// Whether it counts as having nothing to do although it has the turn.
  private final AtomicBoolean resting = new AtomicBoolean();
  /// How many messages were taken out of the middle or the front.
  private int removals;
  /// The message that was given last, for the report if the function fails with that.
  private Object given;

  Reception(Incarnation incarnation) {
    this.incarnation = incarnation;
    this.cell = incarnation.cell;
  }

  /// What somebody is looking for among the messages that wait.
  static final class Search {
    /// A class, several or a function; null for any message.
    private final Object accepts;
    /// How many messages it does not accept come before the next one to be looked at.
    private int passed;
    private int removals = -1;

    Search(Object accepts) {
      this.accepts = accepts;
    }
  }

  /// The next message that `accepts` takes, which is the present one from now on; waits for it, negative `nanos` for as long
  /// as that takes. Messages that it does not take stay in their order.
  ///
  /// @return null where the time is over; EXIT where the actor is to end
  Object receive(ThreadState ts, long nanos, Object accepts) {
    incarnation.neglectPresent();
    long deadline = System.nanoTime() + nanos;
    Search search = new Search(accepts);
    while (true) {
      Object found = find(ts, search);
      if (found != null) {
        return found;
      }
      long left = nanos < 0 ? -1 : Math.max(0, deadline - System.nanoTime());
      if (!awaitArrival(ts, left)) {
        return null;
      }
    }
  }

  /// The first of the messages that wait and are accepted, which is the present one from now on; null where there is none,
  /// EXIT where the actor is to end.
  Object find(ThreadState ts, Search search) {
    if (search.removals != removals) {
      search.removals = removals;
      search.passed = 0;
    }
    while (true) {
      if (cell.isSignalled()) {
        return EXIT;
      }
      Envelope e = nth(search.passed);
      if (e == null) {
        return null;
      }
      if (e.errand != null) {
        take(search);
        incarnation.run(ts, e.errand);
        continue;
      }
      Object message;
      try {
        message = e.arguments(ts, search.accepts != null)[0];
      } catch (PyException x) {
        take(search);
        incarnation.unreadable(ts, e, x.value);
        if (!PyErr.matches(x, PyExc.Exception)) {
          throw x;
        }
        continue;
      }
      if (search.accepts != null && !matches(ts, search.accepts, message)) {
        search.passed++;
        continue;
      }
      take(search);
      if (e.reply != null && !e.reply.begin()) {
        continue;
      }
      incarnation.setPresent(e);
      given = message;
      return message;
    }
  }

  /// The message that was given last, as the actor has it.
  Object given() {
    return given;
  }

  private static boolean matches(ThreadState ts, Object accepts, Object message) {
    if (accepts instanceof PyType || accepts instanceof PyTuple) {
      return PyObjects.isInstance(ts, message, accepts);
    }
    return PyObjects.isTrue(ts, Call.call1(ts, accepts, message));
  }

  /// The message in some place of those that wait, without taking it out; null where there are not so many.
  private Envelope nth(int n) {
    while (cell.front.size() <= n) {
      Envelope e = cell.mailbox.poll();
      if (e == null) {
        return null;
      }
      cell.front.addLast(e);
    }
    if (n == 0) {
      return cell.front.peekFirst();
    }
    int i = 0;
    for (Envelope e : cell.front) {
      if (i++ == n) {
        return e;
      }
    }
    return null;
  }

  private void take(Search search) {
    Iterator<Envelope> it = cell.front.iterator();
    for (int i = 0; i < search.passed; i++) {
      it.next();
    }
    it.next();
    it.remove();
    search.removals = ++removals;
  }

  private boolean awaitArrival(ThreadState ts, long nanos) {
    if (hasNews()) {
      return true;
    }
    if (nanos == 0) {
      return false;
    }
    waiting = true;
    rest(true);
    try {
      return arrivals.await(ts, nanos, this::hasNews);
    } finally {
      rest(false);
      waiting = false;
    }
  }

  /// Whether there are messages, accepted or not, or the actor is to end.
  boolean mayHave() {
    return !cell.front.isEmpty() || hasNews();
  }

  /// Those who are told of what comes. Thread-safe.
  Watchers watchers() {
    return watchers;
  }

  private boolean hasNews() {
    return !cell.mailbox.isEmpty() || cell.isSignalled();
  }

  /// Whether the function has nothing to do although it has the turn. What comes meanwhile ends that at once, on the sender's
  /// thread: a program that sends a message and comes to its end must find the actor busy. Thread-safe.
  void rest(boolean idle) {
    if (!idle) {
      if (resting.get() && resting.compareAndSet(true, false)) {
        cell.actors.began();
      }
    } else if (resting.compareAndSet(false, true)) {
      // What came before that has not ended it. What comes from now on counts once more by itself.
      if (!hasNews() || !resting.compareAndSet(true, false)) {
        cell.actors.rested();
      }
    }
  }

  /// Something has come for the actor while it has a turn. Thread-safe.
  void arrived() {
    rest(false);
    if (waiting) {
      arrivals.signal();
    }
    watchers.tell();
  }
}
