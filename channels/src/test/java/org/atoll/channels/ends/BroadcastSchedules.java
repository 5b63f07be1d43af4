package org.atoll.channels.ends;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.atoll.channels.schedule.BroadcastModel;
import org.atoll.channels.schedule.Linearization;
import org.atoll.channels.schedule.Operation;
import org.atoll.channels.schedule.Operation.Kind;
import org.atoll.channels.schedule.Operation.Outcome;
import org.atoll.schedule.Schedule;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterConfig;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// One seed: threads and tasks of up to three interpreters that publish, subscribe by all policies for who is slow, receive and
/// leave, time out, are interrupted, cancelled and killed. Checks that what all were told can be explained by the simplest of
/// broadcasts ([BroadcastModel]), and that whoever waits has reason to.
///
/// To be loaded by a [org.atoll.schedule.SteppingLoader].
public final class BroadcastSchedules implements LongConsumer {
  @Override
  public void accept(long seed) {
    new Run(seed).run();
  }

  /// An end as the model knows it.
  private record End(PyEnd end, int number) {
    Handle handle() {
      return end.handle;
    }

    Subscription subscription() {
      return (Subscription) end.handle.exchange;
    }
  }

  private static final class Party {
    final Interpreter interpreter;
    final List<End> ends = new ArrayList<>();
    boolean killed;

    Party(Interpreter interpreter) {
      this.interpreter = interpreter;
    }
  }

  private static final class Run {
    private static final Object[] TIMEOUTS = {PyNone.NONE, PyNone.NONE, 0.0, 1e-6, 1e-5};

    private final long seed;
    private final Schedule schedule;
    private final Random choose;
    private final List<Party> parties = new ArrayList<>();
    private final List<Operation> history = new ArrayList<>();
    private final Map<Integer, BroadcastModel.Rule> rules = new TreeMap<>();
    private final Set<Integer> atFirst = new TreeSet<>();
    private final Map<Integer, Integer> subscribedAt = new TreeMap<>();
    private final Map<String, BooleanSupplier> reasons = new TreeMap<>();
    private final Broadcast broadcast;
    private final int[] nextEnd = {BroadcastModel.PUBLISHER, BroadcastModel.TOPIC, BroadcastModel.RECEIVER};
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
      broadcast = new Broadcast(1, 2, Slow.BLOCK);
      closing = new double[] {0, 0.1, 0.3}[choose.nextInt(3)];
      killing = choose.nextBoolean() ? 0.3 : 0;
    }

    private <T> T one(List<T> of) {
      return of.get(choose.nextInt(of.size()));
    }

    private boolean chance(double odds) {
      return choose.nextDouble() < odds;
    }

    private int number(int kind) {
      nextEnd[kind] += BroadcastModel.KINDS;
      return nextEnd[kind];
    }

    void run() {
      PyRuntime runtime = new PyRuntime();
      for (int i = 1 + choose.nextInt(3); i > 0; i--) {
        Party p = new Party(new Interpreter(new InterpreterConfig(List.of(), List.of(), "", "", List.of(), Map.of(), List.of(), Map.of(), false), runtime));
        parties.add(p);
        addEnd(p, Side.SENDERS, BroadcastModel.PUBLISHER);
        addEnd(p, Side.RECEIVERS, BroadcastModel.TOPIC);
      }
      for (int i = 2 + choose.nextInt(3); i > 0; i--) {
        String name = "thread " + i;
        Party p = one(parties);
        int operations = 1 + choose.nextInt(5);
        schedule.add(name, p.interpreter, () -> new Script(name, p).run(operations));
      }
      if (chance(0.4)) {
        Party p = one(parties);
        schedule.add("loop", p.interpreter, new ScheduledLoop(schedule, (name, ts) -> step(name, p, ts))::run);
      }
      controller = schedule.add("controller", parties.getFirst().interpreter, this::control);
      schedule.onStuck(this::onStuck);
      try {
        schedule.run();
        check();
      } catch (AssertionError e) {
        StringBuilder told = new StringBuilder("seed " + seed + ": " + e.getMessage() + "\n" + rules);
        history.stream().sorted((a, b) -> Integer.compare(a.begun(), b.begun())).forEach(o -> told.append("\n  ").append(o));
        throw new AssertionError(told.toString(), e.getCause() == null ? e : e.getCause());
      }
    }

    private void addEnd(Party p, Side side, int kind) {
      End e = new End(PyEnd.of(Handle.open(p.interpreter.newThreadState(), broadcast, side)), number(kind));
      p.ends.add(e);
      atFirst.add(e.number);
    }

    private List<End> ends(Party p, Class<? extends PyEnd> kind) {
      return p.ends.stream().filter(e -> kind.isInstance(e.end)).toList();
    }

    // The one that does to others what they do not do themselves.

    private void control() {
      schedule.disturb(choose, 40, killing, () -> kill(one(parties)));
      Schedule.restUntil(() -> finishing);
      // Receivers last: what they have still got is theirs.
      parties.forEach(p -> p.ends.stream().filter(e -> !(e.end instanceof PyReceiver)).forEach(e -> close("end", e)));
      schedule.until(() -> schedule.actors().stream().allMatch(a -> a == controller || a.isEnded()));
      parties.forEach(p -> ends(p, PyReceiver.class).forEach(this::empty));
    }

    private void empty(End e) {
      for (Outcome told = Outcome.DONE; told == Outcome.DONE;) {
        told = receive("end", e, () -> ((PyReceiver) e.end).recv_nowait(Schedule.current().ts()));
      }
      record("end", ++stamps, Kind.DROPPED, e.number, 0, Outcome.DONE, (int) ((PyReceiver) e.end).missed());
      close("end", e);
    }

    private void kill(Party p) {
      if (p == parties.getFirst() || p.killed) {
        return;
      }
      p.killed = true;
      schedule.kill(p.interpreter);
      schedule.until(() -> schedule.actors().stream().allMatch(a -> a.interpreter != p.interpreter || a.isEnded()));
      int begun = ++stamps;
      Handles.interpreterClosed(p.interpreter);
      int ended = ++stamps;
      p.ends.forEach(e -> history.add(new Operation("end of " + e.number, begun, ended, Kind.CLOSE, e.number, 0, Outcome.DONE, 0)));
    }

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

    /// Why a publisher may wait: a subscriber of those that are waited for has no room.
    private boolean isCrowded(End publisher) {
      return !publisher.end.isClosed() && parties.stream().flatMap(p -> ends(p, PyReceiver.class).stream())
          .anyMatch(e -> !e.end.isClosed() && rules.get(e.number).slow().equals("block") && e.subscription().size() >= rules.get(e.number).maxsize());
    }

    private static boolean isEmpty(End receiver) {
      Subscription s = receiver.subscription();
      return !receiver.end.isClosed() && s.size() == 0 && !s.isOver();
    }

    // What was done.

    private void record(String by, int begun, Kind kind, int handle, int number, Outcome outcome, int got) {
      history.add(new Operation(by, begun, ++stamps, kind, handle, number, outcome, got));
    }

    private void close(String by, End e) {
      int begun = ++stamps;
      e.end.close();
      record(by, begun, Kind.CLOSE, e.number, 0, Outcome.DONE, 0);
    }

    private Outcome receive(String by, End e, Supplier<Object> attempt) {
      int begun = ++stamps;
      Outcome outcome = Outcome.GAVE_UP;
      Object got = null;
      try {
        reasons.put(by, () -> isEmpty(e));
        got = attempt.get();
        outcome = Outcome.DONE;
      } catch (PyException x) {
        // A selection does not tell what it is that is over.
        outcome = PyErr.matches(x, ChannelErrors.CLOSED) && x.value.args.items[0].toString().startsWith("nothing more") ? Outcome.GONE
            : ChannelSchedules.outcome(x, false);
      } finally {
        reasons.remove(by);
        record(by, begun, Kind.RECEIVE, e.number, 0, outcome, got == null ? 0 : ((Long) got).intValue());
      }
      return outcome;
    }

    private void send(String by, End e, int item, Runnable attempt) {
      int begun = ++stamps;
      Outcome outcome = Outcome.GAVE_UP;
      try {
        reasons.put(by, () -> isCrowded(e));
        attempt.run();
        outcome = Outcome.DONE;
      } catch (PyException x) {
        outcome = ChannelSchedules.outcome(x, true);
      } finally {
        reasons.remove(by);
        sent(by, begun, e, item, outcome);
      }
    }

    /// What was sent comes to each of those who may have been there.
    private void sent(String by, int begun, End e, int item, Outcome outcome) {
      record(by, begun, Kind.SEND, e.number, item, outcome, 0);
      if (outcome == Outcome.DONE) {
        int ended = stamps;
        subscribedAt.forEach((receiver, at) ->
            history.add(new Operation(item + " to " + receiver, begun, ended, Kind.ARRIVE, receiver, item, Outcome.DONE, 0)));
      }
    }

    private void check() {
      if (!Linearization.exists(history, new BroadcastModel(rules, atFirst))) {
        throw new AssertionError("what was told has no explanation");
      }
      Broadcast.Figures f = broadcast.figures();
      if (f.subscribers() + f.publishers() + f.topics() + f.waitingToSend() != 0) {
        throw new AssertionError("left behind: " + f);
      }
    }

    // A thread.

    private final class Script {
      private final String name;
      private final Party party;

      Script(String name, Party party) {
        this.name = name;
        this.party = party;
      }

      private ThreadState ts() {
        return Schedule.current().ts();
      }

      private Object timeout() {
        return one(List.of(TIMEOUTS));
      }

      void run(int operations) {
        try {
          for (int i = 0; i < operations && !finishing; i++) {
            try {
              schedule.safepoint();
              operation();
            } catch (Schedule.Interrupted e) {
              // It goes on with the next.
            }
          }
          Schedule.clearInterrupt();
        } catch (Schedule.Killed e) {
          // So it ends here.
        }
      }

      private void operation() {
        End e = one(party.ends);
        if (chance(closing)) {
          close(name, e);
        } else if (e.end instanceof PyTopic topic) {
          subscribe(e, topic);
        } else if (e.end instanceof PyPublisher tx) {
          int item = nextItem++;
          Object timeout = timeout();
          boolean now = chance(0.3);
          send(name, e, item, () -> {
            if (now) {
              tx.send_nowait(ts(), (long) item, false);
            } else {
              tx.send(ts(), (long) item, timeout, false);
            }
          });
        } else {
          receive(e, (PyReceiver) e.end);
        }
      }

      private void receive(End e, PyReceiver rx) {
        Object timeout = timeout();
        switch (choose.nextInt(4)) {
          case 0 -> Run.this.receive(name, e, () -> rx.recv_nowait(ts()));
          case 1 -> Run.this.receive(name, e,
              () -> ((PyTuple) Selections.select(ts(), PyTuple.of(rx), ChannelErrors.nanos(ts(), timeout))).items[1]);
          default -> Run.this.receive(name, e, () -> rx.recv(ts(), timeout));
        }
      }

      private void subscribe(End e, PyTopic topic) {
        if (subscribedAt.size() >= 4) {
          return;
        }
        int number = number(BroadcastModel.RECEIVER);
        Slow slow = chance(0.4) ? Slow.BLOCK : one(List.of(Slow.values()));
        long maxsize = 1 + choose.nextInt(2);
        rules.put(number, new BroadcastModel.Rule(maxsize, slow.name().toLowerCase(Locale.ROOT)));
        int begun = ++stamps;
        subscribedAt.put(number, begun);
        Outcome outcome = Outcome.DONE;
        try {
          party.ends.add(new End((PyReceiver) topic.subscribe(ts(), maxsize, slow.name().toLowerCase(Locale.ROOT)), number));
        } catch (PyException x) {
          outcome = ChannelSchedules.outcome(x, false);
          subscribedAt.remove(number);
        }
        record(name, begun, Kind.OPEN, e.number, number, outcome, 0);
      }
    }

    // A task of an event loop.

    private ScheduledLoop.Work step(String name, Party p, ThreadState ts) {
      List<End> usable = p.ends.stream().filter(e -> !(e.end instanceof PyTopic)).toList();
      return finishing ? null : new Step(name, one(usable), ts);
    }

    private final class Step implements ScheduledLoop.Work {
      private final String name;
      private final End end;
      private final int begun = ++stamps;
      private final int item;
      private final PyOutgoing outgoing;

      Step(String name, End end, ThreadState ts) {
        this.name = name;
        this.end = end;
        item = end.end instanceof PyPublisher ? nextItem++ : 0;
        outgoing = item == 0 ? null : (PyOutgoing) ((PyPublisher) end.end)._pack(ts, (long) item, 0, false);
      }

      @Override
      public Object attempt(ThreadState ts) {
        return outgoing != null ? outgoing.attempt() : ((PyReceiver) end.end)._poll(ts);
      }

      @Override
      public PyLobby lobby(ThreadState ts, ScheduledLoop loop) {
        return (PyLobby) (outgoing != null ? ((PyPublisher) end.end)._lobby(ts, loop) : ((PyReceiver) end.end)._lobby(ts, loop));
      }

      @Override
      public void waits() {
        reasons.put(name, () -> outgoing != null ? isCrowded(end) : isEmpty(end));
      }

      @Override
      public void over(Object got, PyException e) {
        reasons.remove(name);
        Outcome outcome = e != null ? ChannelSchedules.outcome(e, outgoing != null) : got != null ? Outcome.DONE : Outcome.GAVE_UP;
        if (outgoing != null) {
          sent(name, begun, end, item, outcome);
        } else {
          record(name, begun, Kind.RECEIVE, end.number, 0, outcome, got == null ? 0 : ((Long) got).intValue());
        }
      }

      @Override
      public void abandoned() {
        reasons.remove(name);
      }
    }
  }
}
