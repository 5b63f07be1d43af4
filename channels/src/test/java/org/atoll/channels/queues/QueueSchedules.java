package org.atoll.channels.queues;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.atoll.channels.queues.QueuedItems.Item;
import org.atoll.channels.queues.QueuedItems.Origin;
import org.atoll.channels.schedule.Linearization;
import org.atoll.channels.schedule.Operation;
import org.atoll.channels.schedule.Operation.Kind;
import org.atoll.channels.schedule.Operation.Outcome;
import org.atoll.channels.schedule.QueueModel;
import org.atoll.schedule.Schedule;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterConfig;
import org.atoll.runtime.interp.PyRuntime;

/// One seed: threads of a few interpreters that put into a queue and get from it, time out, are interrupted and killed, while
/// interpreters end and the queue is destroyed. Checks that what all were told can be explained by the simplest of queues
/// ([QueueModel]), and that whoever waits has reason to.
///
/// To be loaded by a [org.atoll.schedule.SteppingLoader].
public final class QueueSchedules implements LongConsumer {
  @Override
  public void accept(long seed) {
    new Run(seed).run();
  }

  private static final class Run {
    private static final long[] TIMEOUTS = {-1, -1, 0, 1_000, 10_000};

    private final long seed;
    private final Schedule schedule;
    private final Random choose;
    private final List<Interpreter> interpreters = new ArrayList<>();
    private final List<Interpreter> killed = new ArrayList<>();
    private final List<Operation> history = new ArrayList<>();
    private final Map<Integer, QueueModel.Origin> origins = new HashMap<>();
    private final Map<String, BooleanSupplier> reasons = new TreeMap<>();
    private final InterpQueues queues = new InterpQueues();
    private final InterpQueue queue;
    private final double putting;
    private final double killing;
    private Schedule.Actor controller;
    private int stamps;
    private int nextItem = 1;
    private boolean finishing;

    Run(long seed) {
      this.seed = seed;
      schedule = new Schedule(seed);
      choose = schedule.choose();
      queue = queues.create(0, new long[] {0, 1, 1, 2, 3}[choose.nextInt(5)], InterpQueue.UNBOUND_REPLACE, 1);
      putting = new double[] {0.3, 0.5, 0.5, 0.7}[choose.nextInt(4)];
      killing = new double[] {0, 0.3, 0.7}[choose.nextInt(3)];
    }

    void run() {
      PyRuntime runtime = new PyRuntime();
      for (int i = 1 + choose.nextInt(3); i >= 0; i--) {
        interpreters.add(new Interpreter(new InterpreterConfig(List.of(), List.of(), "", "", List.of(), Map.of(), List.of(), Map.of(), false), runtime));
      }
      for (int i = 2 + choose.nextInt(4); i > 0; i--) {
        String name = "thread " + i;
        Interpreter interpreter = interpreters.get(choose.nextInt(interpreters.size()));
        int operations = 1 + choose.nextInt(5);
        schedule.add(name, interpreter, () -> work(name, interpreter.id(), operations));
      }
      controller = schedule.add("controller", interpreters.getFirst(), this::control);
      schedule.onStuck(this::onStuck);
      try {
        schedule.run();
        if (!Linearization.exists(history, new QueueModel(queue.maxsize, origins, List.of(), false))) {
          throw new AssertionError("what was told has no explanation");
        }
        if (queue.size() != 0) {
          throw new AssertionError("left behind: " + queue.size());
        }
      } catch (AssertionError e) {
        StringBuilder told = new StringBuilder("seed " + seed + ": " + e.getMessage() + "\nqueue of " + queue.maxsize + " " + origins);
        history.stream().sorted((a, b) -> Integer.compare(a.begun(), b.begun())).forEach(o -> told.append("\n  ").append(o));
        throw new AssertionError(told.toString(), e.getCause() == null ? e : e.getCause());
      }
    }

    private void record(String by, int begun, Kind kind, long number, Outcome outcome, int got) {
      history.add(new Operation(by, begun, ++stamps, kind, 0, (int) number, outcome, got));
    }

    // The one that does to others what they do not do themselves.

    private void control() {
      schedule.disturb(choose, 30, killing, () -> kill(interpreters.get(choose.nextInt(interpreters.size()))));
      if (choose.nextInt(4) > 0) {
        Schedule.restUntil(() -> finishing);
      }
      int begun = ++stamps;
      queues.remove(queue.id);
      record("controller", begun, Kind.DESTROY, 0, Outcome.DONE, 0);
      finishing = true;
    }

    private void kill(Interpreter interpreter) {
      if (interpreter == interpreters.getFirst() || killed.contains(interpreter)) {
        return;
      }
      killed.add(interpreter);
      schedule.kill(interpreter);
      schedule.until(() -> schedule.actors().stream().allMatch(a -> a.interpreter != interpreter || a.isEnded()));
      int begun = ++stamps;
      queues.interpreterClosed(interpreter.id());
      record("controller", begun, Kind.UNBIND, interpreter.id(), Outcome.DONE, 0);
    }

    /// All sleep. Whoever waits must have reason to; then the queue is destroyed, and nobody may wait any longer.
    private boolean onStuck() {
      if (finishing) {
        return false;
      }
      reasons.forEach((who, reason) -> {
        if (!reason.getAsBoolean()) {
          throw new AssertionError(who + " waits for what is there");
        }
      });
      finishing = true;
      schedule.wake(controller);
      return true;
    }

    // A thread.

    private void work(String name, long interpreter, int operations) {
      try {
        for (int i = 0; i < operations; i++) {
          try {
            schedule.safepoint();
            if (choose.nextDouble() < putting) {
              put(name, interpreter);
            } else {
              get(name);
            }
          } catch (Schedule.Interrupted e) {
            // It goes on with the next.
          }
        }
        Schedule.clearInterrupt();
      } catch (Schedule.Killed e) {
        // So it ends here.
      }
    }

    private void put(String name, long interpreter) {
      int item = nextItem++;
      int op = 1 + choose.nextInt(3);
      Origin origin = new Origin(interpreter, op, false);
      origins.put(item, new QueueModel.Origin(interpreter, op == InterpQueue.UNBOUND_REMOVE, mark(origin)));
      int begun = ++stamps;
      Outcome outcome = Outcome.GAVE_UP;
      try {
        reasons.put(name, () -> queue.isFull() && !queue.isDestroyed());
        boolean there = queues.get(queue.id) != null;
        long nanos = TIMEOUTS[choose.nextInt(TIMEOUTS.length)];
        boolean done = there && put(queue, item, origin, nanos);
        outcome = done ? Outcome.DONE : !there || queue.isDestroyed() ? Outcome.NOBODY : Outcome.FULL;
      } finally {
        reasons.remove(name);
        record(name, begun, Kind.SEND, item, outcome, 0);
      }
    }

    private static boolean put(InterpQueue queue, long item, Origin origin, long nanos) {
      if (queue.offer(item, origin)) {
        return true;
      }
      InterpQueue.Putting putting = queue.new Putting(item, origin);
      if (nanos != 0) {
        putting.await(Schedule.current().ts(), nanos);
      }
      return putting.isDone();
    }

    private static int mark(Origin o) {
      return (int) o.interpreterId() * 10 + o.unboundOp();
    }

    private void get(String name) {
      int begun = ++stamps;
      Outcome outcome = Outcome.GAVE_UP;
      int got = 0;
      try {
        reasons.put(name, () -> queue.size() == 0 && !queue.isDestroyed());
        boolean there = queues.get(queue.id) != null;
        Item item = there ? queue.poll(Schedule.current().ts(), TIMEOUTS[choose.nextInt(TIMEOUTS.length)]) : null;
        if (item != null) {
          got = item.isUnbound() ? -mark(item.origin()) : ((Long) item.content()).intValue();
        }
        outcome = item != null ? Outcome.DONE : !there || queue.isDestroyed() ? Outcome.NOBODY : Outcome.EMPTY;
      } finally {
        reasons.remove(name);
        record(name, begun, Kind.RECEIVE, 0, outcome, got);
      }
    }
  }
}
