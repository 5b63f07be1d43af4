package org.atoll.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.PendingCalls;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;

/// Threads of which one runs at a time, and a seed says which: the same seed gives the same run. Code that a
/// [SteppingLoader] has loaded asks at each point where threads meet who goes on; locks, GILs, sleep, time and chance are
/// kept here, so that a run can come to any order of these points, and a deadlock is seen at once.
///
/// Half the seeds choose at random, with odds of their own for staying with the thread that runs; the others give the threads
/// an order and change it at a few points (Burckhardt et al., A Randomized Scheduler with Probabilistic Guarantees of Finding
/// Bugs, 2010). A sleep with a limit may be over at any point.
///
/// The static methods are what the loaded code calls, and do nothing for threads of no schedule. All other methods are for
/// the thread that runs, or for who has made the schedule before it runs.
public final class Schedule {
  private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();
  private static final int STEPS_MAX = 200_000;

  /// What an interpreter's threads are ended by.
  @SuppressWarnings("serial")
  public static final class Killed extends Error {}

  /// What interrupts a thread.
  @SuppressWarnings("serial")
  public static final class Interrupted extends RuntimeException {}

  /// The run is over for a reason that somebody else has told.
  @SuppressWarnings("serial")
  private static final class Over extends Error {}

  /// Objects that stand for Python ones, of which Atoll's code calls methods.
  public interface Scripted {
    Object call(String method, Object... args);
  }

  /// A thread of an interpreter.
  public final class Actor {
    public final String name;
    public final Interpreter interpreter;
    private final Runnable body;
    private final Semaphore turn = new Semaphore(0);
    private ThreadState ts;
    /// A lock or an interpreter, whose GIL it wants; null where it waits for neither.
    private Object wants;
    private boolean asleep;
    private boolean woken;
    private boolean killed;
    private boolean interrupted;
    private boolean ended;
    private long deadline;
    private BooleanSupplier until;
    private double rank;

    private Actor(String name, Interpreter interpreter, Runnable body) {
      this.name = name;
      this.interpreter = interpreter;
      this.body = body;
    }

    public ThreadState ts() {
      return ts;
    }

    Schedule schedule() {
      return Schedule.this;
    }

    public boolean isEnded() {
      return ended;
    }

    /// Whether it sleeps, and nothing that has happened lets it go on.
    public boolean isStuck() {
      return asleep && !woken;
    }

    @Override
    public String toString() {
      return name + (ended ? " ended" : until != null ? " waits for others" : asleep ? " asleep" : wants != null ? " wants " + wants.getClass().getSimpleName() : "");
    }

    private void run() {
      CURRENT.set(this);
      turn.acquireUninterruptibly();
      try {
        if (failure == null) {
          ts = interpreter.newThreadState();
          byState.put(ts, this);
          ThreadState.swap(ts);
          endBlocking(ts);
          body.run();
          beginBlocking(ts);
        }
      } catch (Over e) {
        // Told already.
      } catch (Throwable e) {
        fail(e);
      } finally {
        ended = true;
        running = null;
        goOn();
      }
    }

    private boolean canRun(boolean timesAreUp) {
      if (ended) {
        return false;
      }
      if (asleep) {
        return woken || timesAreUp && deadline >= 0;
      }
      if (until != null) {
        return until.getAsBoolean();
      }
      return wants == null || !owners.containsKey(wants);
    }
  }

  private final Random choose;
  private final List<Actor> actors = new ArrayList<>();
  private final Map<ThreadState, Actor> byState = new IdentityHashMap<>();
  /// Who has a lock or a GIL, and how often.
  private final Map<Object, Actor> owners = new IdentityHashMap<>();
  private final Map<Object, Integer> holds = new IdentityHashMap<>();
  private final Map<PendingCalls, List<PendingCalls.Action>> pending = new IdentityHashMap<>();
  private final Semaphore done = new Semaphore(0);
  private Actor running;
  private Throwable failure;
  private String atFailure;
  private long clock = 1;
  private int steps;
  private BooleanSupplier onStuck = () -> false;
  private boolean inspecting;

  /// How this seed chooses: by ranks that change at some points, or at random.
  private final boolean ranked;
  private final double switching;
  private final double timingOut;
  private final Set<Integer> changes = new java.util.HashSet<>();

  public Schedule(long seed) {
    choose = new Random(seed);
    ranked = choose.nextBoolean();
    switching = new double[] {0.5, 0.2, 0.07, 0.02}[choose.nextInt(4)];
    timingOut = new double[] {0, 0.002, 0.02, 0.1}[choose.nextInt(4)];
    int length = 200 << choose.nextInt(5);
    for (int i = choose.nextInt(6); i > 0; i--) {
      changes.add(choose.nextInt(length));
    }
  }

  /// Adds a thread; also while others run.
  public Actor add(String name, Interpreter interpreter, Runnable body) {
    Actor made = new Actor(name, interpreter, body);
    made.rank = choose.nextDouble();
    actors.add(made);
    Thread.ofVirtual().name(name).start(made::run);
    return made;
  }

  /// What is done when all sleep without a limit: true where that lets one of them go on. Otherwise the run fails.
  public void onStuck(BooleanSupplier action) {
    onStuck = action;
  }

  /// Runs all threads to their ends.
  ///
  /// @throws AssertionError where one of them failed, or all wait
  public void run() {
    goOn();
    done.acquireUninterruptibly();
    if (failure != null) {
      throw new AssertionError(failure.getMessage() + "\n" + atFailure, failure);
    }
  }

  public Random choose() {
    return choose;
  }

  public List<Actor> actors() {
    return actors;
  }

  /// The time of the present step: a number, larger at each.
  public int now() {
    return steps;
  }

  public static Actor current() {
    Actor me = CURRENT.get();
    return me == null || me.schedule().inspecting ? null : me;
  }

  /// Who runs is to end, or to be interrupted: where a Python program would come to a safepoint between two calls.
  public void safepoint() {
    Actor me = current();
    beginBlocking(me.ts);
    step();
    endBlocking(me.ts);
    safepointInWait(me.ts);
  }

  public void interrupt(Actor a) {
    step();
    a.interrupted = true;
    a.woken = true;
  }

  public static void clearInterrupt() {
    current().interrupted = false;
  }

  /// Ends the threads of an interpreter.
  public void kill(Interpreter interpreter) {
    for (Actor a : actors) {
      if (a.interpreter == interpreter) {
        a.killed = true;
        a.woken = true;
      }
    }
    step();
  }

  /// The thread that runs does to others what they do not do themselves, a few times: it interrupts one, but no event loop's, or
  /// has `kill` choose what is to end.
  ///
  /// @param pauseMax how many steps it lets pass at most before each
  /// @param killing how often it has something end, between 0 and 1
  public void disturb(Random choose, int pauseMax, double killing, Runnable kill) {
    Actor me = CURRENT.get();
    for (int i = choose.nextInt(6); i > 0; i--) {
      for (int n = choose.nextInt(pauseMax); n > 0; n--) {
        step();
      }
      if (choose.nextDouble() < killing) {
        kill.run();
      } else {
        Actor a = actors.get(choose.nextInt(actors.size()));
        if (a != me && !a.name.equals("loop")) {
          interrupt(a);
        }
      }
    }
  }

  /// The thread that runs sleeps until it is woken and something is so.
  public static void restUntil(BooleanSupplier over) {
    ThreadState ts = CURRENT.get().ts;
    beginBlocking(ts);
    while (!over.getAsBoolean()) {
      sleep(ts, -1);
    }
    endBlocking(ts);
  }

  /// Has the thread that runs wait until something is so.
  public void until(BooleanSupplier condition) {
    Actor me = current();
    beginBlocking(me.ts);
    me.until = condition;
    pass();
    me.until = null;
    endBlocking(me.ts);
  }

  /// Lets one that sleeps go on.
  public void wake(Actor a) {
    a.woken = true;
  }

  public void fail(Throwable e) {
    if (failure == null) {
      failure = e;
      atFailure = actors.toString();
    }
  }

  // Who goes on.

  private void goOn() {
    Actor next = next();
    if (next != null) {
      running = next;
      next.turn.release();
    } else if (actors.stream().allMatch(a -> a.ended)) {
      done.release();
    }
  }

  /// The next to run; null where all have ended.
  private Actor next() {
    if (failure != null && running != null && !running.ended) {
      return running;
    }
    if (failure != null) {
      return actors.stream().filter(a -> !a.ended).findFirst().orElse(null);
    }
    boolean timesAreUp = choose.nextDouble() < timingOut;
    List<Actor> able = able(timesAreUp);
    if (able.isEmpty() && !timesAreUp) {
      able = able(true);
    }
    if (able.isEmpty()) {
      if (actors.stream().allMatch(a -> a.ended)) {
        return null;
      }
      if (stuck()) {
        return next();
      }
      fail(new AssertionError("all wait for each other, or for what does not come"));
      return next();
    }
    if (!ranked) {
      return able.contains(running) && choose.nextDouble() >= switching ? running : able.get(choose.nextInt(able.size()));
    }
    if (running != null && changes.contains(steps)) {
      running.rank = -choose.nextDouble();
    }
    return Collections.max(able, (a, b) -> Double.compare(a.rank, b.rank));
  }

  private boolean stuck() {
    try {
      inspecting = true;
      return onStuck.getAsBoolean();
    } catch (Throwable e) {
      fail(e);
      return true;
    } finally {
      inspecting = false;
    }
  }

  private List<Actor> able(boolean timesAreUp) {
    List<Actor> able = new ArrayList<>();
    for (Actor a : actors) {
      if (a.canRun(timesAreUp)) {
        able.add(a);
      }
    }
    return able;
  }

  /// Lets somebody go on, the calling thread perhaps.
  private void pass() {
    Actor me = running;
    if (++steps > STEPS_MAX) {
      fail(new AssertionError("it does not end"));
    }
    Actor next = next();
    running = next;
    if (next != me) {
      next.turn.release();
      me.turn.acquireUninterruptibly();
    }
    if (failure != null) {
      throw new Over();
    }
  }

  // What the loaded code calls.

  public static void step() {
    Actor me = current();
    if (me != null) {
      me.schedule().pass();
    }
  }

  public static void enter(Object lock) {
    Actor me = current();
    if (me != null) {
      me.schedule().take(me, lock);
    }
  }

  private void take(Actor me, Object lock) {
    Actor owner = owners.get(lock);
    if (owner == me) {
      holds.merge(lock, 1, Integer::sum);
      return;
    }
    me.wants = lock;
    pass();
    me.wants = null;
    owners.put(lock, me);
    holds.put(lock, 1);
  }

  public static void exit(Object lock) {
    Actor me = current();
    if (me != null) {
      me.schedule().give(lock);
    }
  }

  private void give(Object lock) {
    if (holds.merge(lock, -1, Integer::sum) == 0) {
      owners.remove(lock);
      holds.remove(lock);
    }
  }

  public static void beginBlocking(ThreadState ts) {
    Actor me = current();
    me.schedule().give(me.interpreter);
  }

  public static void beginShortBlocking(ThreadState ts) {
    beginBlocking(ts);
  }

  public static void endBlocking(ThreadState ts) {
    Actor me = current();
    me.schedule().take(me, me.interpreter);
  }

  public static void sleep(ThreadState ts, long nanos) {
    Actor me = current();
    me.schedule().sleep(me, nanos);
  }

  private void sleep(Actor me, long nanos) {
    pass();
    if (!me.woken) {
      me.asleep = true;
      me.deadline = nanos < 0 ? -1 : clock + nanos;
      pass();
      me.asleep = false;
      if (!me.woken) {
        clock = Math.max(clock, me.deadline);
      }
    }
    me.woken = false;
  }

  public static void wake(ThreadState ts) {
    Actor me = current();
    if (me != null) {
      me.schedule().wakeUp(ts);
    }
  }

  private void wakeUp(ThreadState ts) {
    pass();
    Actor woken = byState.get(ts);
    if (woken != null) {
      woken.woken = true;
    }
  }

  public static boolean spin(ThreadState ts, BooleanSupplier attempt) {
    return current().schedule().choose.nextInt(4) == 0 && attempt.getAsBoolean();
  }

  public static boolean isWanted(ThreadState ts) {
    Actor me = current();
    step();
    return me.killed || me.interrupted || me.schedule().hasCalls(me);
  }

  private boolean hasCalls(Actor a) {
    List<PendingCalls.Action> calls = pending.get(a.interpreter.pendingCalls());
    return calls != null && !calls.isEmpty();
  }

  public static boolean isKilled(ThreadState ts) {
    step();
    return current().killed;
  }

  public static void safepointInWait(ThreadState ts) {
    Actor me = current();
    if (me.killed) {
      throw new Killed();
    }
    me.schedule().runCalls(me);
    if (me.interrupted) {
      me.interrupted = false;
      throw new Interrupted();
    }
  }

  private void runCalls(Actor me) {
    List<PendingCalls.Action> calls = pending.get(me.interpreter.pendingCalls());
    while (calls != null && !calls.isEmpty()) {
      calls.removeFirst().run(me.ts);
    }
  }

  /// [PendingCalls#add]: all threads of the interpreter are told.
  public static void add(PendingCalls calls, PendingCalls.Action action) {
    Actor me = current();
    if (me == null) {
      return;
    }
    step();
    Schedule s = me.schedule();
    s.pending.computeIfAbsent(calls, c -> new ArrayList<>()).add(action);
    for (Actor a : s.actors) {
      if (a.interpreter.pendingCalls() == calls) {
        a.woken = true;
      }
    }
  }

  /// A thread's number, the same in every run.
  public static long ident(ThreadState ts) {
    Actor me = current();
    return me == null ? ts.ident : me.schedule().actors.indexOf(me.schedule().byState.get(ts));
  }

  public static long nanoTime() {
    Actor me = current();
    return me == null ? System.nanoTime() : ++me.schedule().clock;
  }

  public static int nextInt(ThreadLocalRandom unused, int bound) {
    return current().schedule().choose.nextInt(bound);
  }

  /// A set whose order is the same in every run.
  public static Set<Object> newKeySet() {
    return Collections.synchronizedSet(new LinkedHashSet<>());
  }

  public static Object callMethod(ThreadState ts, Object o, String name, Object... args) {
    return o instanceof Scripted s ? s.call(name, args) : PyObjects.callMethod(ts, o, name, args);
  }
}
