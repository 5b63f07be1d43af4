package org.atoll.channels.interpchannels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.atoll.channels.codec.Sending;
import org.atoll.channels.interpchannels.InterpChannel.Delivery;
import org.atoll.channels.interpchannels.InterpChannel.Item;
import org.atoll.channels.interpchannels.InterpChannel.Received;
import org.atoll.channels.interpchannels.InterpChannel.Refusal;
import org.atoll.channels.schedule.InterpChannelModel;
import org.atoll.channels.schedule.Linearization;
import org.atoll.channels.schedule.Operation;
import org.atoll.channels.schedule.Operation.Kind;
import org.atoll.channels.schedule.Operation.Outcome;
import org.atoll.schedule.Schedule;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterConfig;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// One seed: threads of a few interpreters that send by a channel of `_interpchannels`, waiting for the receiver or not, receive,
/// let go of its ends and close it, time out, are interrupted and killed. Checks that what all were told can be explained by
/// the simplest of such channels ([InterpChannelModel]), and that whoever waits has reason to.
///
/// To be loaded by a [org.atoll.schedule.SteppingLoader].
public final class InterpChannelSchedules implements LongConsumer {
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
    private final Map<Integer, InterpChannelModel.Origin> origins = new HashMap<>();
    private final Map<String, Delivery> waiting = new TreeMap<>();
    private final InterpChannel channel = new InterpChannel(1, InterpChannel.UNBOUND_REPLACE, 1);
    private final double sending;
    private final double closing;
    private final double killing;
    private Schedule.Actor controller;
    private int stamps;
    private int nextItem = 1;
    private boolean finishing;

    Run(long seed) {
      this.seed = seed;
      schedule = new Schedule(seed);
      choose = schedule.choose();
      sending = new double[] {0.3, 0.5, 0.7}[choose.nextInt(3)];
      closing = new double[] {0, 0.1, 0.4}[choose.nextInt(3)];
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
        schedule.add(name, interpreter, () -> work(name, (int) interpreter.id(), operations));
      }
      controller = schedule.add("controller", interpreters.getFirst(), this::control);
      schedule.onStuck(this::onStuck);
      try {
        schedule.run();
        if (!Linearization.exists(history, new InterpChannelModel(origins))) {
          throw new AssertionError("what was told has no explanation");
        }
        if (channel.isOpen() || channel.size() != 0) {
          throw new AssertionError("left behind: " + channel.size());
        }
      } catch (AssertionError e) {
        StringBuilder told = new StringBuilder("seed " + seed + ": " + e.getMessage() + "\n" + origins);
        history.stream().sorted((a, b) -> Integer.compare(a.begun(), b.begun())).forEach(o -> told.append("\n  ").append(o));
        throw new AssertionError(told.toString(), e.getCause() == null ? e : e.getCause());
      }
    }

    private void record(String by, int begun, Kind kind, int interpreter, int number, Outcome outcome, int got) {
      history.add(new Operation(by, begun, ++stamps, kind, interpreter, number, outcome, got));
    }

    // The one that does to others what they do not do themselves.

    private void control() {
      schedule.disturb(choose, 30, killing, () -> kill(interpreters.get(choose.nextInt(interpreters.size()))));
      if (choose.nextInt(4) > 0) {
        Schedule.restUntil(() -> finishing);
      }
      finishing = true;
      close("controller", false, true);
    }

    private void kill(Interpreter interpreter) {
      if (interpreter == interpreters.getFirst() || killed.contains(interpreter)) {
        return;
      }
      killed.add(interpreter);
      schedule.kill(interpreter);
      schedule.until(() -> schedule.actors().stream().allMatch(a -> a.interpreter != interpreter || a.isEnded()));
      int begun = ++stamps;
      channel.unbind(interpreter.id());
      record("controller", begun, Kind.UNBIND, 0, (int) interpreter.id(), Outcome.DONE, 0);
    }

    /// All sleep. Whoever waits must have sent what is still there; then the channel is closed, and nobody may wait any longer.
    private boolean onStuck() {
      if (finishing) {
        return false;
      }
      if (!channel.isOpen() && !waiting.isEmpty()) {
        throw new AssertionError(waiting.keySet() + " wait for a channel that is closed");
      }
      if (waiting.size() > channel.size() || waiting.values().stream().anyMatch(Delivery::isReceived)) {
        throw new AssertionError(waiting.keySet() + " wait for " + channel.size() + " items");
      }
      finishing = true;
      schedule.wake(controller);
      return true;
    }

    // A thread.

    private void work(String name, int interpreter, int operations) {
      try {
        for (int i = 0; i < operations; i++) {
          try {
            schedule.safepoint();
            if (choose.nextDouble() < closing) {
              end(name, interpreter);
            } else if (choose.nextDouble() < sending) {
              send(name, interpreter);
            } else {
              receive(name, interpreter);
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

    private void end(String name, int interpreter) {
      if (choose.nextBoolean()) {
        close(name, choose.nextBoolean(), choose.nextInt(3) == 0);
        return;
      }
      boolean send = choose.nextBoolean();
      boolean receive = !send || choose.nextInt(3) == 0;
      int begun = ++stamps;
      Refusal refusal = channel.release(interpreter, send, receive);
      record(name, begun, Kind.GIVE, interpreter, (send ? InterpChannelModel.SEND_END : 0) + (receive ? InterpChannelModel.RECEIVE_END : 0),
          outcome(refusal), 0);
    }

    private void close(String name, boolean sendOnly, boolean force) {
      int begun = ++stamps;
      Refusal refusal = channel.close(sendOnly, force);
      record(name, begun, Kind.CLOSE, 0, (sendOnly ? InterpChannelModel.SEND_END : 0) + (force ? InterpChannelModel.FORCE : 0), outcome(refusal), 0);
    }

    private static Outcome outcome(Refusal refusal) {
      return refusal == null ? Outcome.DONE : switch (refusal) {
        case CLOSED -> Outcome.END_CLOSED;
        case EMPTY -> Outcome.EMPTY;
        case NOT_EMPTY -> Outcome.FULL;
      };
    }

    /// Sends an item; who waits for the receiver does two things, of which the second is to take it back or to learn of its end.
    private void send(String name, int interpreter) {
      int item = nextItem++;
      int op = 1 + choose.nextInt(3);
      origins.put(item, new InterpChannelModel.Origin(interpreter, op == InterpChannel.UNBOUND_REMOVE, 10 * interpreter + op));
      Delivery delivery = choose.nextInt(3) == 0 ? null : new Delivery();
      int begun = ++stamps;
      Refusal refusal = channel.send(new Item(Sending.shareable(Schedule.current().ts(), (long) item), interpreter, op, delivery));
      record(name, begun, Kind.SEND, interpreter, item, outcome(refusal), 0);
      if (refusal == null && delivery != null) {
        awaitReceiver(name, interpreter, item, delivery);
      }
    }

    private void awaitReceiver(String name, int interpreter, int item, Delivery delivery) {
      int begun = ++stamps;
      // Interrupted or killed: it may have been received, or not.
      Outcome outcome = Outcome.UNKNOWN;
      try {
        waiting.put(name, delivery);
        InterpChannelsModule.waitFor(Schedule.current().ts(), channel, delivery, TIMEOUTS[choose.nextInt(TIMEOUTS.length)]);
        outcome = Outcome.DONE;
      } catch (PyException e) {
        outcome = PyErr.matches(e, PyExc.TimeoutError) ? Outcome.GONE : Outcome.NOBODY;
      } finally {
        waiting.remove(name);
        record(name, begun, Kind.USE, interpreter, item, outcome, 0);
      }
    }

    private void receive(String name, int interpreter) {
      int begun = ++stamps;
      Received r = channel.receive(interpreter);
      int got = 0;
      if (r.item() != null) {
        Item i = r.item();
        got = i.message() == null ? -(int) (10 * i.interpreterId() + i.unboundOp())
            : ((Long) Sending.open(Schedule.current().ts(), i.message())).intValue();
      }
      record(name, begun, Kind.RECEIVE, interpreter, 0, outcome(r.refusal()), got);
    }
  }
}
