package org.atoll.channels.ends;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;

/// Several sources, of which those that have something stand in a line. A source joins the line when something comes, once
/// until it has been looked at; who selects takes from the first, which goes to the end of the line if it has more. So a
/// message costs the same with one source and with thousands, and none is passed over.
///
/// Watches its sources from when it is made until [#end], also while nobody selects; that costs a source's senders a look at
/// a flag. Guarded by the GIL of its interpreter, but for what comes.
final class Selection {
  /// In place of a choice: there will be none any more.
  static final Choice NO_MORE = new Choice(null, null);
  /// In place of a choice: the next source to be asked is not to be.
  static final Choice REFUSED = new Choice(null, null);
  private static final Gate OPEN = (ts, key, source) -> true;
  private static final Awaited WAIT = new SourceWait();

  /// What those are told who look at a thread that waits.
  private record SourceWait() implements Awaited {
    @Override
    public String what() {
      return "one of several sources";
    }

    @Override
    public String relation() {
      return "";
    }

    @Override
    public Holder holder(ThreadState waiter) {
      return null;
    }
  }

  /// @param key what the source was added with
  record Choice(Object key, Object item) {}

  /// Says whether a source may be asked for what it has.
  @FunctionalInterface
  interface Gate {
    boolean admits(ThreadState ts, Object key, Source source);
  }

  /// The place of one source.
  private final class Place extends AtomicBoolean implements Watcher {
    final Source source;
    final Object key;
    boolean closed;
    boolean removed;

    Place(Source source, Object key) {
      this.source = source;
      this.key = key;
    }

    /// Its own value says whether it stands in the line.
    @Override
    public void ready() {
      if (!get() && compareAndSet(false, true)) {
        line.add(this);
        disturb();
        arrivals.signal();
      }
    }
  }

  private final ConcurrentLinkedQueue<Place> line = new ConcurrentLinkedQueue<>();
  private final Arrivals arrivals = new Arrivals(this::available);
  /// In the order in which they were added.
  private final List<Place> all = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final List<Place> timers = new ArrayList<>();
  private final Handles registry;
  /// How many sources besides timers may still have something.
  private int open;
  /// Whether all sources besides timers are closed, and there are such, or nothing is left at all that could come; read by those
  /// who wait, without the GIL.
  private volatile boolean allClosed;
  private volatile boolean ended;
  /// How many timers have been added: who waits has not reckoned with the latest.
  private volatile int timersAdded;
  private boolean timerWasLast;
  /// The mail of the actor that selects, where that is one of the sources.
  private volatile Mail mail;
  private Object mailKey;
  /// How many threads wait here with that among the sources: where none does, nobody would look at what has come, and take the
  /// actor for idle again. Written with its lock held, before they say that they rest.
  private volatile int idlers;
  private final Object idlersLock = new Object();

  Selection(ThreadState ts) {
    registry = Handles.of(ts);
    registry.add(this);
  }

  Arrivals arrivals() {
    return arrivals;
  }

  int size() {
    return all.size();
  }

  private long available() {
    return allClosed || ended ? Long.MAX_VALUE : line.isEmpty() ? 0 : 1;
  }

  /// Has an actor that waits here count as busy. By the lock that is so only while it does wait here, and looks again: it may
  /// come to rest elsewhere right afterwards.
  private void disturb() {
    if (idlers == 0) {
      return;
    }
    synchronized (idlersLock) {
      Mail m = idlers > 0 ? mail : null;
      if (m != null) {
        m.rest(false);
      }
    }
  }

  private void idlers(int change) {
    synchronized (idlersLock) {
      idlers = idlers + change;
    }
  }

  /// The number of open sources changes. When it comes to nothing, that concerns all who wait.
  private void open(int change) {
    open += change;
    boolean before = allClosed;
    allClosed = open == 0 && (!places.isEmpty() || nanosToTimer() == Long.MAX_VALUE);
    if (allClosed && !before) {
      arrivals.signalAll();
    }
  }

  /// Adds a source; `key` is given with what it has.
  void add(Source source, Object key) {
    Place place = new Place(source, key);
    all.add(place);
    if (source instanceof PyTimer) {
      timers.add(place);
      open(0);
      timersAdded = timersAdded + 1;
      arrivals.signalAll();
      return;
    }
    if (source instanceof Mail m) {
      mail = m;
      mailKey = key;
    }
    places.add(place);
    open(1);
    source.watch(place);
  }

  /// Has those join the line that have something already, beginning anywhere: to be called when sources have been added.
  void lineUp() {
    int n = places.size();
    for (int i = 0, start = n == 0 ? 0 : ThreadLocalRandom.current().nextInt(n); i < n; i++) {
      joinIfReady(places.get((start + i) % n));
    }
  }

  /// Takes out what was added with a key; false if nothing was.
  boolean remove(Object key) {
    all.removeIf(p -> p.key == key);
    return remove(places, key) | remove(timers, key);
  }

  private boolean remove(List<Place> from, Object key) {
    boolean found = false;
    for (int i = from.size() - 1; i >= 0; i--) {
      Place p = from.get(i);
      if (p.key == key) {
        from.remove(i);
        p.removed = true;
        p.source.unwatch(p);
        if (p.source == mail) {
          mail = null;
        }
        open(from == places && !p.closed ? -1 : 0);
        found = true;
      }
    }
    return found;
  }

  /// Whether these are all its sources, in the order in which they were added.
  boolean isOf(ThreadState ts, Object[] ends) {
    if (ends.length != all.size()) {
      return false;
    }
    for (int i = 0; i < ends.length; i++) {
      if (!isAt(ts, i, ends[i])) {
        return false;
      }
    }
    return true;
  }

  /// Whether an end is that of the source that was added as the one of that number.
  boolean isAt(ThreadState ts, int i, Object end) {
    return all.get(i).source == SelectableTypes.source(ts, end);
  }

  /// What one of the sources has; null where none has anything now.
  Choice poll(ThreadState ts) {
    return poll(ts, OPEN);
  }

  /// As [#poll], to be called after [#begin]; REFUSED where the source whose turn it is may not be asked: it keeps what it has.
  Choice poll(ThreadState ts, Gate gate) {
    Choice got = timerWasLast ? null : pollTimers(ts, gate);
    if (got == null) {
      got = pollLine(ts, gate);
      timerWasLast = false;
      return got != null && got != NO_MORE || timers.isEmpty() ? got : pollTimersLast(ts, gate, got);
    }
    timerWasLast = true;
    return got;
  }

  private Choice pollTimersLast(ThreadState ts, Gate gate, Choice otherwise) {
    Choice got = otherwise == NO_MORE && !places.isEmpty() ? null : pollTimers(ts, gate);
    return got != null ? got : otherwise;
  }

  private Choice pollTimers(ThreadState ts, Gate gate) {
    for (Place p : timers) {
      if (!p.closed && p.source.isReady()) {
        if (!gate.admits(ts, p.key, p.source)) {
          return REFUSED;
        }
        Object item = p.source.take(ts);
        p.closed = item == Source.CLOSED;
        if (item != null && !p.closed) {
          return new Choice(p.key, item);
        }
      }
    }
    return null;
  }

  private Choice pollLine(ThreadState ts, Gate gate) {
    for (Place p = line.poll(); p != null; p = line.poll()) {
      // Before it is looked at: what comes from now on has it join the line again.
      p.set(false);
      Choice got = p.removed ? null : pollPlace(ts, p, gate);
      if (got != null) {
        return got;
      }
    }
    return allClosed || places.isEmpty() && nanosToTimer() == Long.MAX_VALUE ? NO_MORE : null;
  }

  private Choice pollPlace(ThreadState ts, Place p, Gate gate) {
    Object item = take(ts, p, gate);
    if (item == REFUSED) {
      return REFUSED;
    }
    if (item == Source.END) {
      p.ready();
      return NO_MORE;
    }
    if (item == Source.CLOSED) {
      open(p.closed ? 0 : -1);
      p.closed = true;
      return null;
    }
    if (item == null) {
      return null;
    }
    // One that was closed may have been used again by somebody who had given it away.
    open(p.closed ? 1 : 0);
    p.closed = false;
    joinIfReady(p);
    return new Choice(p.key, item);
  }

  /// What those have that are about to join the line, as whoever has told them is another thread, which may be held up before they
  /// do: for one that would give up otherwise.
  private Choice pollJoining(ThreadState ts) {
    for (int i = 0; i < places.size(); i++) {
      Choice got = places.get(i).get() ? pollPlace(ts, places.get(i), OPEN) : null;
      if (got != null) {
        return got;
      }
    }
    return null;
  }

  private static Object take(ThreadState ts, Place p, Gate gate) {
    boolean taken = false;
    try {
      Object item = gate.admits(ts, p.key, p.source) ? p.source.take(ts) : REFUSED;
      taken = item != REFUSED;
      return item;
    } finally {
      if (!taken) {
        joinIfReady(p);
      }
    }
  }

  private static void joinIfReady(Place p) {
    if (p.source.isReady()) {
      p.ready();
    }
  }

  /// How long it is until the next timer is due; Long.MAX_VALUE where none will be.
  long nanosToTimer() {
    long least = Long.MAX_VALUE;
    if (!timers.isEmpty()) {
      long now = System.nanoTime();
      for (Place p : timers) {
        least = Math.min(least, ((PyTimer) p.source).nanosLeft(now));
      }
    }
    return least;
  }

  /// A call that selects begins.
  void begin(ThreadState ts) {
    Mail own = mail;
    if (own != null) {
      own.begin(ts);
    }
  }

  /// As [#poll], waiting; negative `nanos` for no limit. Null where the time is over.
  Choice await(ThreadState ts, long nanos) {
    begin(ts);
    Mail own = mail;
    Choice got = poll(ts);
    if (got != null || nanos == 0) {
      return got != null ? got : pollJoining(ts);
    }
    long deadline = System.nanoTime() + nanos;
    Awaited before = ts.awaits(WAIT);
    if (own != null) {
      idlers(1);
    }
    try {
      while (true) {
        if (ended) {
          return NO_MORE;
        }
        long left = nanos < 0 ? Long.MAX_VALUE : deadline - System.nanoTime();
        if (left <= 0) {
          return pollJoining(ts);
        }
        int timersKnown = timersAdded;
        long sleep = Math.min(left, nanosToTimer());
        arrivals.threads().awaitSoon(ts, sleep == Long.MAX_VALUE ? -1 : sleep, () -> timersAdded != timersKnown || hasNews(own));
        got = poll(ts);
        if (got != null) {
          return got;
        }
      }
    } finally {
      ts.awaits(before);
      if (own != null) {
        idlers(-1);
        own.rest(false);
      }
    }
  }

  /// Whether there may be something, for a thread that is about to sleep.
  private boolean hasNews(Mail own) {
    if (available() > 0) {
      return true;
    }
    if (own == null) {
      return false;
    }
    // What comes from now on ends that.
    own.rest(true);
    return available() > 0;
  }

  Mail mail() {
    return mail;
  }

  /// What the mail was added with, where that is one of the sources.
  Object mailKey() {
    return mailKey;
  }

  /// Watches nothing any more; those who wait learn that there will be nothing. Any thread, while nobody adds or removes.
  void end() {
    registry.remove(this);
    for (Place p : places) {
      p.removed = true;
      p.source.unwatch(p);
    }
    ended = true;
    arrivals.signalAll();
  }
}
