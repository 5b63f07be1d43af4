package org.atoll.arena.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongConsumer;
import org.atoll.arena.ArenaErrors;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterConfig;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyException;
import org.atoll.schedule.Schedule;

/// One seed: threads of a few interpreters that enter arenas, one within the other and again, to write or to read, time out, are interrupted and
/// killed, also within. Checks that nobody is in with whom he may not be, that nobody waits for what is free or for each other, that a
/// reader does not pass a writer that waits, that orders in which threads could wait for each other are refused always, that who is killed is
/// told of before anybody else is in, and that all is free and counted right in the end.
///
/// To be loaded by a [org.atoll.schedule.SteppingLoader].
public final class LockSchedules implements LongConsumer {
  @Override
  public void accept(long seed) {
    new Run(seed).run();
  }

  /// A lock, and who is in.
  private static final class Guarded {
    final ArenaLock lock;
    final boolean reads;
    int readers;
    int writers;
    long entered;

    Guarded(ArenaLock lock, boolean reads) {
      this.lock = lock;
      this.reads = reads;
      lock.whenAbandoned(this::left);
    }

    void entered(Hold hold) {
      entered++;
      if (hold.access == Access.READ) {
        readers++;
      } else {
        writers++;
      }
      check();
    }

    void left(Hold hold) {
      check();
      if (hold.access == Access.READ) {
        readers--;
      } else {
        writers--;
      }
    }

    void check() {
      require(readers >= 0 && writers >= 0 && (writers == 0 || writers == 1 && readers == 0), writers + " write and " + readers + " read " + lock.name);
    }
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError(otherwise);
    }
  }

  private static final class Run {
    private static final long[] TIMEOUTS = {-1, -1, -1, 0, 1_000, 10_000};

    private final long seed;
    private final Schedule schedule;
    private final Random choose;
    private final List<Interpreter> interpreters = new ArrayList<>();
    private final List<Guarded> all = new ArrayList<>();
    private final double killing;
    private final double reading;
    private final List<String> told = new ArrayList<>();

    Run(long seed) {
      this.seed = seed;
      schedule = new Schedule(seed);
      choose = schedule.choose();
      killing = new double[] {0, 0.3, 0.7}[choose.nextInt(3)];
      reading = new double[] {0.3, 0.5, 0.8}[choose.nextInt(3)];
      for (int i = 1 + choose.nextInt(3); i > 0; i--) {
        boolean reads = choose.nextInt(3) > 0;
        String name = "arena " + all.size();
        all.add(new Guarded(reads ? new ReadWriteLock(all.size(), name) : new ExclusiveLock(all.size(), name), reads));
      }
    }

    void run() {
      PyRuntime runtime = new PyRuntime();
      for (int i = 1 + choose.nextInt(3); i >= 0; i--) {
        interpreters.add(new Interpreter(new InterpreterConfig(List.of(), List.of(), "", "", List.of(), Map.of(), List.of(), Map.of(), false), runtime));
      }
      for (int i = 2 + choose.nextInt(4); i > 0; i--) {
        String name = "thread " + i;
        int visits = 1 + choose.nextInt(4);
        schedule.add(name, interpreters.get(choose.nextInt(interpreters.size())), () -> work(name, visits));
      }
      schedule.add("controller", interpreters.getFirst(), this::control);
      try {
        schedule.run();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n  " + String.join("\n  ", told), e);
      }
    }

    /// The one that does to others what they do not do themselves, and looks at the locks when they are gone.
    private void control() {
      Schedule.Actor me = Schedule.current();
      schedule.disturb(choose, 40, killing, () -> {
        Interpreter chosen = interpreters.get(choose.nextInt(interpreters.size()));
        if (chosen != me.interpreter) {
          told.add("killed: interpreter " + interpreters.indexOf(chosen));
          schedule.kill(chosen);
        }
      });
      schedule.until(() -> schedule.actors().stream().allMatch(a -> a == me || a.isEnded()));
      Schedule.clearInterrupt();
      Holdings holdings = Holdings.of(me.ts());
      for (Guarded g : all) {
        require(g.readers == 0 && g.writers == 0, "somebody is still in " + g.lock.name);
        require(g.lock.holds() == g.entered, g.lock.name + " was entered " + g.entered + " times, and counted " + g.lock.holds());
        for (Access access : g.reads ? new Access[] {Access.WRITE, Access.READ} : new Access[] {Access.WRITE}) {
          require(g.lock.waiters(access).size() == 0, "somebody is still listed as waiting for " + g.lock.name);
          Hold hold = holdings.enter(me.ts(), g.lock, access, 0);
          require(hold != null, g.lock.name + " is not free");
          holdings.leave(hold);
        }
      }
    }

    private void work(String name, int visits) {
      ThreadState ts = Schedule.current().ts();
      Holdings holdings = Holdings.of(ts);
      try {
        for (int i = 0; i < visits; i++) {
          try {
            schedule.safepoint();
            visit(name, ts, holdings, 0, 0);
          } catch (Schedule.Interrupted e) {
            told.add(name + " is interrupted");
          }
          require(holdings.isEmpty(), name + " has left without leaving");
        }
        Schedule.clearInterrupt();
      } catch (Schedule.Killed e) {
        told.add(name + " is killed");
        holdings.abandoned(ts);
      }
    }

    /// Enters an arena, from the one of a number on, and others within.
    private void visit(String name, ThreadState ts, Holdings holdings, int from, int depth) {
      int i = from + choose.nextInt(all.size() - from);
      Guarded g = all.get(i);
      Access access = g.reads && choose.nextDouble() < reading ? Access.READ : Access.WRITE;
      Hold held = holdings.find(g.lock);
      if (held != null && held.access == Access.READ && access == Access.WRITE) {
        requireRefused(ArenaErrors.ERROR, () -> holdings.enter(ts, g.lock, Access.WRITE, -1));
        return;
      }
      Hold before = g.lock.holder();
      told.add(name + " wants to enter " + i + " to " + access);
      Hold hold = holdings.enter(ts, g.lock, access, TIMEOUTS[choose.nextInt(TIMEOUTS.length)]);
      if (hold == null) {
        require(held == null, "a thread waits for itself");
        told.add(name + " gives up " + i);
        return;
      }
      told.add(name + " is in " + i);
      require(held != null || access != Access.READ || before == null || g.lock.holder() != before, "a reader has passed a writer that waits");
      if (held == null) {
        g.entered(hold);
      }
      try {
        within(name, ts, holdings, i, depth);
      } catch (Schedule.Interrupted e) {
        leave(name, holdings, g, hold);
        throw e;
      }
      leave(name, holdings, g, hold);
    }

    private void within(String name, ThreadState ts, Holdings holdings, int i, int depth) {
      for (int n = choose.nextInt(3); n > 0; n--) {
        Schedule.step();
        all.get(i).check();
        switch (choose.nextInt(4)) {
          case 0 -> schedule.safepoint();
          case 1 -> {
            if (i > 0 && holdings.find(all.get(i - 1).lock) == null) {
              requireRefused(ArenaErrors.ORDER, () -> holdings.enter(ts, all.get(i - 1).lock, Access.WRITE, -1));
            }
          }
          default -> {
            if (depth < 2) {
              visit(name, ts, holdings, i, depth + 1);
            }
          }
        }
      }
      all.get(i).check();
    }

    private void leave(String name, Holdings holdings, Guarded g, Hold hold) {
      if (hold.isOutermost()) {
        g.left(hold);
        told.add(name + " leaves " + g.lock.name);
      }
      holdings.leave(hold);
    }

    private static void requireRefused(Object kind, Runnable action) {
      try {
        action.run();
      } catch (PyException e) {
        require(PyObject.typeOf(e.value) == kind, "refused by " + e);
        return;
      }
      throw new AssertionError("was not refused");
    }
  }
}
