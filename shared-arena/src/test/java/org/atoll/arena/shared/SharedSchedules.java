package org.atoll.arena.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongConsumer;
import org.atoll.arena.lock.Access;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterConfig;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyException;
import org.atoll.schedule.Schedule;

/// One seed: threads of a few interpreters that share a lock, robust or not, a lock of readers and writers, or a semaphore; they time out, are
/// interrupted and killed, also while they have it. Checks that never more have it than may, that nobody waits for what is free, that a
/// robust lock whose holder was killed is given to nobody but who recovers it, and that all is free and counted right in the end.
///
/// To be loaded by a [org.atoll.schedule.SteppingLoader].
public final class SharedSchedules implements LongConsumer {
  @Override
  public void accept(long seed) {
    new Run(seed).run();
  }

  /// One of the tools, to be had by one of two ways.
  private interface Tool {
    boolean take(ThreadState ts, boolean alone, long nanos);

    /// What the last holder's end has left behind is put right; null where the time was over.
    Boolean recover(ThreadState ts, long nanos);

    void giveBack(ThreadState ts);

    /// A thread was killed that has it.
    void abandoned(ThreadState ts);

    boolean isAbandoned();
  }

  private record OfMutex(Mutex mutex) implements Tool {
    @Override
    public boolean take(ThreadState ts, boolean alone, long nanos) {
      return mutex.acquire(ts, nanos);
    }

    @Override
    public Boolean recover(ThreadState ts, long nanos) {
      return mutex.recover(ts, nanos);
    }

    @Override
    public void giveBack(ThreadState ts) {
      mutex.release(ts);
    }

    @Override
    public void abandoned(ThreadState ts) {
      Taken.of(ts).abandoned(ts);
    }

    @Override
    public boolean isAbandoned() {
      return mutex.isAbandoned();
    }
  }

  private record OfReadWrite(ReadWrite lock) implements Tool {
    @Override
    public boolean take(ThreadState ts, boolean alone, long nanos) {
      return lock.enter(ts, alone ? Access.WRITE : Access.READ, nanos);
    }

    @Override
    public Boolean recover(ThreadState ts, long nanos) {
      return lock.recover(ts, nanos);
    }

    @Override
    public void giveBack(ThreadState ts) {
      lock.leave(ts);
    }

    @Override
    public void abandoned(ThreadState ts) {
      Taken.of(ts).abandoned(ts);
    }

    @Override
    public boolean isAbandoned() {
      return lock.isAbandoned();
    }
  }

  /// A semaphore, the permits of which go back when a thread is killed, as by one that looks after it.
  private record OfSemaphore(SemaphoreTool semaphore) implements Tool {
    @Override
    public boolean take(ThreadState ts, boolean alone, long nanos) {
      return nanos < 0 ? semaphore.acquire(ts, true, PyNone.NONE) : semaphore.acquire(ts, nanos > 0, nanos > 0 ? (Object) (nanos / 1e9) : PyNone.NONE);
    }

    @Override
    public Boolean recover(ThreadState ts, long nanos) {
      throw new AssertionError("a semaphore is never abandoned");
    }

    @Override
    public void giveBack(ThreadState ts) {
      semaphore.release(1);
    }

    @Override
    public void abandoned(ThreadState ts) {
      semaphore.release(1);
    }

    @Override
    public boolean isAbandoned() {
      return false;
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
    private final List<String> told = new ArrayList<>();
    private final Tool tool;
    private final boolean robust;
    /// How many may have it together; where some want to be alone, all places.
    private final int places;
    private final boolean hasReaders;
    private final double killing;
    private int taken;
    /// Whether a robust lock waits for somebody to recover it.
    private boolean abandoned;

    Run(long seed) {
      this.seed = seed;
      schedule = new Schedule(seed);
      choose = schedule.choose();
      killing = new double[] {0, 0.3, 0.7}[choose.nextInt(3)];
      int kind = choose.nextInt(3);
      robust = kind < 2 && choose.nextBoolean();
      hasReaders = kind == 1;
      places = kind == 0 ? 1 : kind == 1 ? 100 : 1 + choose.nextInt(3);
      tool = switch (kind) {
        case 0 -> new OfMutex(new Mutex("a lock", robust));
        case 1 -> new OfReadWrite(new ReadWrite("a lock", robust));
        default -> new OfSemaphore((SemaphoreTool) PySemaphore.create(null, places));
      };
    }

    void run() {
      PyRuntime runtime = new PyRuntime();
      for (int i = 1 + choose.nextInt(3); i >= 0; i--) {
        interpreters.add(new Interpreter(new InterpreterConfig(List.of(), List.of(), "", "", List.of(), Map.of(), List.of(), Map.of(), false), runtime));
      }
      for (int i = 2 + choose.nextInt(4); i > 0; i--) {
        String name = "thread " + i;
        int visits = 1 + choose.nextInt(5);
        schedule.add(name, interpreters.get(choose.nextInt(interpreters.size())), () -> work(name, visits));
      }
      schedule.add("controller", interpreters.getFirst(), this::control);
      try {
        schedule.run();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", " + tool + ": " + e.getMessage() + "\n  " + String.join("\n  ", told), e);
      }
    }

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
      require(taken == 0, taken + " places are still taken");
      require(tool.isAbandoned() == abandoned, "it is " + (abandoned ? "not " : "") + "abandoned");
      if (abandoned) {
        require(Boolean.TRUE.equals(tool.recover(me.ts(), 0)), "there is nothing to recover");
        tool.giveBack(me.ts());
      }
      int free = hasReaders ? 1 : places;
      for (int i = 0; i < free; i++) {
        require(tool.take(me.ts(), true, 0), i + " of " + free + " places are free");
      }
      for (int i = 0; i < free; i++) {
        tool.giveBack(me.ts());
      }
    }

    private void work(String name, int visits) {
      ThreadState ts = Schedule.current().ts();
      try {
        for (int i = 0; i < visits; i++) {
          try {
            schedule.safepoint();
            visit(name, ts);
          } catch (Schedule.Interrupted e) {
            told.add(name + " is interrupted");
          }
        }
        Schedule.clearInterrupt();
      } catch (Schedule.Killed e) {
        told.add(name + " is killed");
      }
    }

    private void visit(String name, ThreadState ts) {
      boolean alone = !hasReaders || choose.nextBoolean();
      int wanted = hasReaders && alone ? places : 1;
      long nanos = TIMEOUTS[choose.nextInt(TIMEOUTS.length)];
      told.add(name + (alone ? " wants it" : " wants to read"));
      try {
        if (!tool.take(ts, alone, nanos)) {
          told.add(name + " gives up");
          return;
        }
        require(!abandoned, "an abandoned lock was given to somebody");
      } catch (PyException e) {
        require(robust, "refused by " + e);
        alone = true;
        wanted = places;
        Boolean was = tool.recover(ts, nanos);
        if (was == null) {
          return;
        }
        require(was == abandoned, "recovered from " + was);
        abandoned = false;
      }
      told.add(name + " has it");
      taken += wanted;
      require(taken <= places, taken + " of " + places + " places are taken");
      stay(ts, alone, wanted);
      taken -= wanted;
      told.add(name + " gives it back");
      tool.giveBack(ts);
    }

    private void stay(ThreadState ts, boolean alone, int wanted) {
      try {
        for (int n = choose.nextInt(4); n > 0; n--) {
          Schedule.step();
          require(taken <= places, taken + " of " + places + " places are taken");
          if (choose.nextInt(3) == 0) {
            schedule.safepoint();
          }
        }
      } catch (Schedule.Interrupted e) {
        taken -= wanted;
        tool.giveBack(ts);
        throw e;
      } catch (Schedule.Killed e) {
        taken -= wanted;
        abandoned |= robust && alone;
        tool.abandoned(ts);
        throw e;
      }
    }
  }
}
