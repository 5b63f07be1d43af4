package org.atoll.runtime.interp;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.atoll.runtime.host.CarrierQueue;

/// The right to run Python code, of which there is as much as the machine has cores. Whoever runs Python code holds a
/// permit; it is given back around everything that blocks, and passed on at a safepoint when the holder's slice is over and
/// somebody waits. A thread takes its GIL first and the permit then, and keeps the GIL while it waits for its next slice.
///
/// Those that have slept are served before those that compute, and need not wait for the end of a slice; that is a credit
/// of the interpreter's ([RunAccount]) which running uses up and which grows with time, by an equal share of it, so that
/// nobody gets more than that share by sleeping often. Where many compute that share is small, and who hardly runs would still
/// have to wait for a round of all slices now and then: so those that sleep most of the time come first beyond it, as long as
/// they all together take no more than a quarter of the permits' time. While nobody waits, taking and giving back are one write
/// each.
///
/// Thread-safe; nothing here blocks but [#acquire] and [#yield].
public final class RunPermits {
  /// How long one may run while others wait.
  public static final long SLICE_NANOS = 5_000_000;
  /// How long one runs at least before who has slept has it make room, and for how many that have slept, for each permit, it
  /// does so at all: a sender that made room for each receiver that it wakes would have each receive one item only.
  private static final long GRAIN_NANOS = 500_000;
  private static final int FIRST_MAX = 8;
  /// How often nothing is to be done before nobody looks any more.
  private static final int IDLE_TICKS = 20;
  /// The shortest time between two looks at those that run.
  private static final long TICK_NANOS = 500_000;
  /// How long a virtual thread leaves its carrier to others.
  private static final long ASIDE_NANOS = 20_000;
  /// The part of all time that is given to those that sleep most of the time, beyond their shares.
  private static final double FAVOURED_PART = 0.25;
  /// The most of that that can be saved up, and the most that can be owed, for each permit.
  private static final long FAVOURED_NANOS = 5_000_000;
  /// One holder to a cache line.
  private static final int STRIDE = 16;
  private static final RunPermits PROCESS = new RunPermits(Math.max(1, Integer.getInteger("atoll.permits", Runtime.getRuntime().availableProcessors())));

  private final int count;
  private final AtomicReferenceArray<Runner> holders;
  /// At least as many as the queues hold; raised before one is queued.
  private final AtomicInteger waiting = new AtomicInteger();
  /// Those that slept and have credit, and how many they are, about.
  private final ConcurrentLinkedQueue<Runner> woken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger wokenCount = new AtomicInteger();
  /// Those whose slice was cut short by the former.
  private final ConcurrentLinkedQueue<Runner> resuming = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Runner> queued = new ConcurrentLinkedQueue<>();
  private final Ticker ticker = new Ticker();
  private final AtomicBoolean ticking = new AtomicBoolean();
  /// Whether those that run are looked at once more after a grain.
  private final AtomicBoolean lookingLater = new AtomicBoolean();
  /// Whether virtual threads wait for a carrier.
  private volatile boolean crowded;
  /// What is left for those that sleep most of the time, and when that was last added to.
  private final AtomicLong favours = new AtomicLong();
  private final AtomicLong favoursTime = new AtomicLong(System.nanoTime());
  /// The ticker's own; null until it is needed.
  private CarrierQueue carriers;
  /// How many ticks have found nothing to do; the ticker's own.
  private int idleTicks;

  /// Stands where a permit is being granted.
  private static final Runner GRANTING = new ThreadState(null);

  RunPermits(int count) {
    this.count = count;
    this.holders = new AtomicReferenceArray<>(count * STRIDE);
  }

  /// Those of this process: one for each core, unless the system property `atoll.permits` says how many.
  public static RunPermits ofProcess() {
    return PROCESS;
  }

  /// How many there are.
  public int count() {
    return count;
  }

  /// How many threads wait for one now, about.
  public int waiting() {
    return waiting.get();
  }

  Ticker ticker() {
    return ticker;
  }

  /// Takes a permit for the calling thread, waiting for it.
  void acquire(Runner me) {
    if (waiting.get() == 0 && takeFree(me)) {
      return;
    }
    me.granted = false;
    admit(me);
    me.awaitGrant();
  }

  private boolean takeFree(Runner r) {
    r.sliceStart = System.nanoTime();
    r.grantTime = r.sliceStart;
    int i = r.lastPermit;
    for (int n = 0; n < count; n++) {
      if (holders.get(i * STRIDE) == null && holders.compareAndSet(i * STRIDE, null, r)) {
        r.permit = i;
        r.lastPermit = i;
        if (r.thread.isVirtual()) {
          tickLater();
        }
        return true;
      }
      i = i + 1 < count ? i + 1 : 0;
    }
    return false;
  }

  /// Queues up a runner that waits, or is about to, until it is granted a permit; called on its behalf by whoever has woken
  /// it, or by itself.
  void admit(Runner r) {
    if (waiting.get() == 0 && takeFree(r)) {
      tell(r);
      return;
    }
    long now = System.nanoTime();
    // Those that wait, and this one.
    RunAccount account = r.account();
    account.earn(now, (double) count / (count + waiting.get() + 1));
    account.save(now);
    boolean first = account.hasCredit(now) || account.hasSaved(now) && isFavoured(account, now);
    if (!first) {
      enqueue(queued, r);
      return;
    }
    int before = wokenCount.getAndIncrement();
    enqueue(woken, r);
    if (before < FIRST_MAX * count) {
      interruptLongest(now, GRAIN_NANOS);
    }
  }

  /// Whether one that sleeps most of the time comes first beyond its share. What it has run since the last time is paid for now.
  private boolean isFavoured(RunAccount account, long now) {
    long last = favoursTime.get();
    long earned = now > last && favoursTime.compareAndSet(last, now) ? (long) ((now - last) * count * FAVOURED_PART) : 0;
    long paid = Math.min(SLICE_NANOS, account.ranSinceFavoured(now));
    long most = FAVOURED_NANOS * count;
    return favours.accumulateAndGet(earned - paid, (left, change) -> Math.max(-most, Math.min(most, left + change))) > 0;
  }

  private void enqueue(ConcurrentLinkedQueue<Runner> queue, Runner r) {
    waiting.incrementAndGet();
    queue.add(r);
    grantFree();
    tickLater();
  }

  /// Grants what permits are free to those that wait. Whoever frees a permit looks at the queues afterwards, and whoever
  /// joins a queue looks for a free permit afterwards; so one of the two sees the other.
  private void grantFree() {
    do {
      int i = reserve();
      if (i < 0) {
        return;
      }
      Runner next = poll();
      if (next == null) {
        holders.set(i * STRIDE, null);
      } else {
        grant(next, i);
      }
    } while (!(woken.isEmpty() && resuming.isEmpty() && queued.isEmpty()));
  }

  private int reserve() {
    for (int i = 0; i < count; i++) {
      if (holders.get(i * STRIDE) == null && holders.compareAndSet(i * STRIDE, null, GRANTING)) {
        return i;
      }
    }
    return -1;
  }

  private Runner poll() {
    Runner r = woken.poll();
    if (r != null) {
      wokenCount.decrementAndGet();
    } else {
      r = resuming.poll();
    }
    if (r == null) {
      r = queued.poll();
    }
    if (r != null) {
      waiting.decrementAndGet();
    }
    return r;
  }

  private void grant(Runner r, int i) {
    r.grantTime = System.nanoTime();
    r.sliceStart = r.grantTime - r.sliceUsed;
    r.sliceUsed = 0;
    r.permit = i;
    holders.set(i * STRIDE, r);
    tell(r);
  }

  private static void tell(Runner r) {
    Thread thread = r.thread;
    r.granted = true;
    if (thread != Thread.currentThread()) {
      LockSupport.unpark(thread);
    }
  }

  /// Gives back what the runner holds.
  void release(Runner me) {
    int i = me.permit;
    me.permit = -1;
    if (waiting.get() != 0) {
      Runner next = poll();
      if (next != null) {
        grant(next, i);
        return;
      }
    }
    holders.set(i * STRIDE, null);
    if (waiting.get() != 0) {
      grantFree();
    }
  }

  /// Gives the permit of one runner to another that waits for nothing else, with what is left of its slice; if none is left,
  /// the other has to queue up.
  void pass(Runner from, Runner to) {
    long used = System.nanoTime() - from.sliceStart;
    if (waiting.get() == 0 || used < SLICE_NANOS) {
      int i = from.permit;
      from.permit = -1;
      to.sliceUsed = used;
      grant(to, i);
    } else {
      admit(to);
      release(from);
    }
  }

  /// Lets another runner of the same thread have the permit and the slice.
  void transfer(Runner from, Runner to) {
    int i = from.permit;
    from.permit = -1;
    to.sliceStart = from.sliceStart;
    to.grantTime = from.grantTime;
    to.permit = i;
    holders.set(i * STRIDE, to);
  }

  /// At a safepoint: lets others run if somebody waits, and goes on when its turn comes again.
  void yield(Runner me) {
    long now = System.nanoTime();
    boolean over = now - me.sliceStart >= SLICE_NANOS;
    if (me.thread.isVirtual() && (over || woken.isEmpty())) {
      yieldCarrier();
      now = System.nanoTime();
    }
    Runner next = over || !woken.isEmpty() ? poll() : null;
    if (next == null) {
      if (over) {
        me.sliceStart = now;
      }
      return;
    }
    long used = now - me.sliceStart;
    int i = me.permit;
    me.permit = -1;
    me.granted = false;
    me.sliceUsed = over ? 0 : used;
    // A slice is over by the clock, also for one that another program has kept from its core: it goes on soon if it has
    // hardly run.
    enqueue(over && !me.account().hasCredit(now) ? queued : resuming, me);
    grant(next, i);
    me.awaitGrant();
  }

  /// Lets virtual threads that hold no permit on this one's carrier: they need it before they can ask for one, those that have
  /// just been started above all.
  ///
  /// A carrier takes those first that it has queued up itself, and then those of the queue that it took the last one from; so
  /// as long as each that computes grants its permit to the next, or yields only, others may wait for ever in the queue of a
  /// platform thread. Where there are any, this one has itself woken from outside instead.
  private void yieldCarrier() {
    if (crowded) {
      crowded = false;
      LockSupport.parkNanos(ASIDE_NANOS);
    } else {
      Thread.yield();
    }
  }

  /// Asks a virtual thread that computes to let others on its carrier, if all permits are taken: to be called when one has
  /// been started.
  public void makeRoom() {
    for (int i = 0; i < count; i++) {
      if (holders.get(i * STRIDE) == null) {
        return;
      }
    }
    crowded = true;
    interruptLongest(System.nanoTime(), 0);
  }

  /// Asks the one that has run longest of those without credit to make room; where it has not run for `least` yet, then.
  private void interruptLongest(long now, long least) {
    Runner longest = null;
    for (int i = 0; i < count; i++) {
      Runner r = holders.get(i * STRIDE);
      if (r != null && r != GRANTING && !r.isAskedToYield() && (longest == null || r.sliceStart - longest.sliceStart < 0) && !r.account().hasCredit(now)) {
        longest = r;
      }
    }
    if (longest == null) {
      return;
    }
    long left = least - (now - longest.grantTime);
    if (left <= 0) {
      longest.askToYield();
    } else if (lookingLater.compareAndSet(false, true)) {
      lookLater(left);
    }
  }

  private void lookLater(long nanos) {
    try {
      ticker.after(nanos, this::lookAgain);
    } catch (OutOfMemoryError e) {
      // Then they wait for the end of a slice.
      lookingLater.set(false);
    }
  }

  private void lookAgain() {
    lookingLater.set(false);
    int n = wokenCount.get();
    if (n > 0 && n <= FIRST_MAX * count) {
      interruptLongest(System.nanoTime(), GRAIN_NANOS);
    }
  }

  private void tickLater() {
    if (!ticking.get() && ticking.compareAndSet(false, true)) {
      idleTicks = 0;
      tickAfter(TICK_NANOS);
    }
  }

  private void tickAfter(long nanos) {
    try {
      ticker.after(nanos, this::tick);
    } catch (OutOfMemoryError e) {
      // Whoever queues up next begins anew.
      ticking.set(false);
    }
  }

  private boolean isCrowded() {
    if (carriers == null) {
      carriers = new CarrierQueue();
    }
    return carriers.hasWaiting();
  }

  private boolean runsVirtual() {
    for (int i = 0; i < count; i++) {
      Runner r = holders.get(i * STRIDE);
      if (r != null && r != GRANTING && r.thread.isVirtual()) {
        return true;
      }
    }
    return false;
  }

  /// Asks those whose slice is over to make room, as long as somebody waits or a virtual thread runs, which others may wait
  /// for unseen.
  private void tick() {
    long now = System.nanoTime();
    long next = SLICE_NANOS;
    boolean needed = waiting.get() != 0;
    for (int i = 0; i < count; i++) {
      Runner r = holders.get(i * STRIDE);
      if (r != null && r != GRANTING) {
        needed |= r.thread.isVirtual();
        long left = SLICE_NANOS - (now - r.sliceStart);
        if (left <= 0) {
          crowded |= r.thread.isVirtual() && isCrowded();
          r.askToYield();
        } else {
          next = Math.min(next, left);
        }
      }
    }
    idleTicks = needed ? 0 : idleTicks + 1;
    if (idleTicks < IDLE_TICKS) {
      tickAfter(Math.max(TICK_NANOS, next));
      return;
    }
    ticking.set(false);
    if (waiting.get() != 0 || runsVirtual()) {
      tickLater();
    }
  }
}
