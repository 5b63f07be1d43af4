package org.atoll.channels.ends;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.atoll.channels.schedule.ChannelModel;
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
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// One seed: a few threads and tasks of up to three interpreters that use one or two channels in every way there is, time
/// out, are interrupted, cancelled and killed. Checks that what all were told can be explained by channels of the simplest
/// kind ([ChannelModel]), that whoever waits has reason to, and that nothing is left of it all.
///
/// To be loaded by a [org.atoll.schedule.SteppingLoader].
public final class ChannelSchedules implements LongConsumer {
  @Override
  public void accept(long seed) {
    new Run(seed).run();
  }

  /// How an attempt ended that has raised an exception.
  static Outcome outcome(PyException e, boolean sends) {
    if (PyErr.matches(e, ChannelErrors.CLOSED)) {
      return e.value.args.items[0].toString().endsWith("is closed") ? Outcome.END_CLOSED : Outcome.NOBODY;
    }
    if (PyErr.matches(e, ChannelErrors.FULL) || sends && PyErr.matches(e, PyExc.TimeoutError)) {
      return Outcome.FULL;
    }
    if (PyErr.matches(e, ChannelErrors.EMPTY) || PyErr.matches(e, PyExc.TimeoutError)) {
      return Outcome.EMPTY;
    }
    throw e;
  }

  /// A channel, and what was done with it.
  private static final class Line {
    final Channel channel;
    final Map<Integer, Integer> priorities = new HashMap<>();
    final List<Operation> history = new ArrayList<>();
    final int[] nextHandle = {0, 1};

    Line(Channel channel) {
      this.channel = channel;
    }

    int handle(Side side) {
      int i = side == Side.SENDERS ? 0 : 1;
      int number = nextHandle[i];
      nextHandle[i] += 2;
      return number;
    }
  }

  /// An end as the model knows it.
  private record End(Line line, PyEnd end, int number, Party owner) {
    Side side() {
      return end.handle.side;
    }
  }

  /// An end on its way.
  private record Sent(End from, int transit, Runnable hold) {}

  /// An interpreter, and what its threads share.
  private static final class Party {
    final Interpreter interpreter;
    final List<End> ends = new ArrayList<>();
    final Deque<Sent> inbox = new ArrayDeque<>();
    PySelector selector;
    List<End> selected = List.of();
    boolean killed;

    Party(Interpreter interpreter) {
      this.interpreter = interpreter;
    }
  }

  /// What somebody waits for: room, or an item of one of several.
  private record Waiting(List<End> ends) {
    boolean hasReason() {
      return ends.stream().allMatch(e -> !e.end.handle.isClosed()
          && (e.side() == Side.SENDERS ? !e.line.channel.hasRoom() : !e.line.channel.hasNews()));
    }

    /// Of a selection: closed ones are passed over.
    boolean hasReasonAmongOthers() {
      return ends.stream().allMatch(e -> e.end.handle.isClosed() || e.line.channel.size() == 0)
          && ends.stream().anyMatch(e -> !e.end.handle.isClosed() && !e.line.channel.hasNews());
    }
  }

  private static final class Run {
    private static final int KINDS = 20;
    private static final Object[] TIMEOUTS = {PyNone.NONE, PyNone.NONE, 0.0, 1e-6, 1e-5};

    private final long seed;
    private final Schedule schedule;
    private final Random choose;
    private final List<Line> lines = new ArrayList<>();
    private final List<Party> parties = new ArrayList<>();
    private final Map<String, Waiting> waits = new TreeMap<>();
    private final Map<String, Waiting> selects = new TreeMap<>();
    private final Map<PyEnd, End> known = new IdentityHashMap<>();
    private Schedule.Actor controller;
    private int stamps;
    private int nextItem = 1;
    private boolean finishing;
    /// What this seed does at all, and how much of it: what is rare among everything is frequent among little.
    private final List<Integer> kinds = new ArrayList<>();
    private final double density;
    private final boolean closesInTheEnd;
    private final double killing;

    Run(long seed) {
      this.seed = seed;
      this.schedule = new Schedule(seed);
      this.choose = schedule.choose();
      this.density = new double[] {0, 0.3, 0.8}[choose.nextInt(3)];
      this.closesInTheEnd = choose.nextBoolean();
      this.killing = choose.nextBoolean() ? 0.3 : 0;
      double odds = new double[] {0.3, 0.6, 1}[choose.nextInt(3)];
      for (int kind = 0; kind < KINDS; kind++) {
        if (choose.nextDouble() < odds) {
          kinds.add(kind);
        }
      }
      if (kinds.isEmpty()) {
        kinds.add(KINDS - 1);
      }
    }

    private <T> T one(List<T> of) {
      return of.get(choose.nextInt(of.size()));
    }

    private boolean chance(double odds) {
      return choose.nextDouble() < odds;
    }

    void run() {
      PyRuntime runtime = new PyRuntime();
      for (int i = 1 + choose.nextInt(3); i >= 0; i--) {
        parties.add(new Party(new Interpreter(new InterpreterConfig(List.of(), List.of(), "", "", List.of(), Map.of(), List.of(), Map.of(), false),
            runtime)));
      }
      for (int i = chance(0.3) ? 2 : 1; i > 0; i--) {
        lines.add(line(i));
      }
      int threads = 2 + choose.nextInt(3);
      for (int i = 0; i < threads; i++) {
        Party p = one(parties);
        String name = "thread " + i;
        int operations = 1 + choose.nextInt(4);
        schedule.add(name, p.interpreter, () -> new Script(name, p).run(operations));
      }
      if (chance(0.4)) {
        Party p = one(parties);
        schedule.add("loop", p.interpreter, new ScheduledLoop(schedule, (name, ts) -> finishing || p.ends.isEmpty() ? null : new Step(name, p, ts))::run);
      }
      controller = schedule.add("controller", parties.getFirst().interpreter, this::control);
      schedule.onStuck(this::onStuck);
      try {
        schedule.run();
        lines.forEach(this::check);
      } catch (AssertionError e) {
        StringBuilder told = new StringBuilder("seed " + seed + ": " + e.getMessage());
        for (Line l : lines) {
          told.append("\nchannel of ").append(l.channel.maxsize).append(' ').append(l.channel.overflow).append(l.priorities.isEmpty() ? "" : " " + l.priorities);
          l.history.stream().sorted((a, b) -> Integer.compare(a.begun(), b.begun())).forEach(o -> told.append("\n  ").append(o));
        }
        throw new AssertionError(told.toString(), e.getCause() == null ? e : e.getCause());
      }
    }

    private Line line(int id) {
      long maxsize = new long[] {1, 1, 2, 3, Long.MAX_VALUE}[choose.nextInt(5)];
      Overflow overflow = chance(0.5) ? Overflow.BLOCK : one(List.of(Overflow.values()));
      Line made = new Line(new Channel(id, maxsize, overflow, chance(0.3)));
      for (Side side : Side.values()) {
        Party one = one(parties);
        for (Party p : parties) {
          if (p == one || chance(density)) {
            add(made, p, side, "setup");
          }
        }
      }
      return made;
    }

    /// A new end for an interpreter.
    private void add(Line line, Party p, Side side, String by) {
      int begun = ++stamps;
      PyEnd end = PyEnd.of(Handle.open(p.interpreter.newThreadState(), line.channel, side));
      int number = line.handle(side);
      line.history.add(new Operation(by, begun, ++stamps, Kind.OPEN, -1, number, Outcome.DONE, 0));
      own(new End(line, end, number, p));
    }

    private void own(End e) {
      known.put(e.end, e);
      e.owner.ends.add(e);
    }

    // The one that does to others what they do not do themselves.

    private void control() {
      try {
        schedule.disturb(choose, 30, killing, () -> kill(one(parties)));
        Schedule.restUntil(() -> finishing);
        closeAll();
        schedule.until(() -> schedule.actors().stream().allMatch(a -> a == controller || a.isEnded()));
        // What was being made meanwhile.
        closeAll();
      } catch (Schedule.Killed e) {
        throw new AssertionError("the controller is in no interpreter that is killed");
      }
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
      p.ends.forEach(e -> e.line.history.add(new Operation("end of " + e.number, begun, ended, Kind.CLOSE, e.number, 0, Outcome.DONE, 0)));
    }

    private void closeAll() {
      for (Party p : parties) {
        for (Sent s = p.inbox.poll(); s != null; s = p.inbox.poll()) {
          release("closing", s);
        }
        for (End e : List.copyOf(p.ends)) {
          close("closing", e);
        }
      }
    }

    private void close(String by, End e) {
      int begun = ++stamps;
      e.end.close();
      record(e, by, begun, Kind.CLOSE, 0, Outcome.DONE, 0);
    }

    private void release(String by, Sent s) {
      int begun = ++stamps;
      s.hold.run();
      s.from.line.history.add(new Operation(by, begun, ++stamps, Kind.CLOSE, s.transit, 0, Outcome.DONE, 0));
    }

    /// All sleep. Whoever waits must have reason to; then all is closed, and nobody may wait any longer.
    private boolean onStuck() {
      if (finishing) {
        return false;
      }
      waits.forEach((who, w) -> {
        if (!w.hasReason()) {
          throw new AssertionError(who + " waits for what is there");
        }
      });
      selects.forEach((who, w) -> {
        if (!w.hasReasonAmongOthers()) {
          throw new AssertionError(who + " selects from what is there");
        }
      });
      finishing = true;
      schedule.wake(controller);
      return true;
    }

    // What was done.

    private void record(End e, String by, int begun, Kind kind, int number, Outcome outcome, int got) {
      e.line.history.add(new Operation(by, begun, ++stamps, kind, e.number, number, outcome, got));
    }

    private void use(End e, String by, int begun) {
      record(e, by, begun, Kind.USE, 0, Outcome.DONE, 0);
    }

    private int item(Line line) {
      int item = nextItem++;
      if (line.channel.priorities) {
        line.priorities.put(item, choose.nextInt(3));
      }
      return item;
    }

    private static int priority(Line line, int item) {
      return line.priorities.getOrDefault(item, 0);
    }

    /// In the end: the history has an explanation, and nothing is left behind.
    private void check(Line line) {
      int begun = ++stamps;
      while (true) {
        Object item = line.channel.reclaim();
        line.history.add(new Operation("end", begun, ++stamps, Kind.RECLAIM, 0, 0, item == null ? Outcome.EMPTY : Outcome.DONE, number(item)));
        begun = ++stamps;
        if (item == null) {
          break;
        }
      }
      Channel.Figures figures = line.channel.figures();
      line.history.add(new Operation("end", begun, ++stamps, Kind.DROPPED, 0, 0, Outcome.DONE, (int) figures.dropped()));
      var rules = new ChannelModel.Rules(line.channel.maxsize, line.channel.overflow.label(), line.channel.priorities ? line.priorities : null);
      if (!Linearization.exists(line.history, new ChannelModel(rules))) {
        throw new AssertionError("what was told has no explanation");
      }
      if (figures.depth() != 0 || figures.bytes() != 0 || figures.waitingToReceive() != 0 || figures.waitingToSend() != 0 || figures.senders() != 0
          || figures.receivers() != 0) {
        throw new AssertionError("left behind: " + figures);
      }
    }

    private static int number(Object item) {
      return item == null ? 0 : ((Long) item).intValue();
    }

    // A thread.

    private final class Script {
      private final String name;
      private final Party party;
      /// What it selects from again, and what is in it.
      private final PyList list = new PyList();
      private List<End> listed = List.of();

      Script(String name, Party party) {
        this.name = name;
        this.party = party;
      }

      private ThreadState ts() {
        return Schedule.current().ts();
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
          if (closesInTheEnd) {
            List.copyOf(party.ends).forEach(e -> close(name, e));
          }
          Schedule.clearInterrupt();
        } catch (Schedule.Killed e) {
          // So it ends here.
        }
      }

      private void operation() {
        if (!party.inbox.isEmpty()) {
          arrive(party.inbox.poll());
        }
        if (party.ends.isEmpty()) {
          return;
        }
        End e = one(party.ends);
        int kind = one(kinds);
        if (kind < 2) {
          close(name, e);
        } else if (kind < 3) {
          makeClone(e);
        } else if (kind < 4 && parties.size() > 1) {
          sendOn(e);
        } else if (e.side() == Side.SENDERS) {
          send(e, kind);
        } else if (kind < 8) {
          select(kind < 6);
        } else {
          receive(e, kind);
        }
      }

      private void makeClone(End e) {
        int begun = ++stamps;
        PyEnd made = null;
        Outcome outcome = Outcome.DONE;
        try {
          made = e.end.makeClone(ts());
        } catch (PyException x) {
          outcome = outcome(x, false);
        }
        int number = e.line.handle(e.side());
        record(e, name, begun, Kind.OPEN, number, outcome, 0);
        if (made != null) {
          own(new End(e.line, made, number, party));
        }
      }

      /// An end goes to another interpreter: what a message with it does.
      private void sendOn(End e) {
        int begun = ++stamps;
        Runnable hold = null;
        Outcome outcome = Outcome.DONE;
        try {
          hold = PyEnd.hold(ts(), e.end);
        } catch (PyException x) {
          outcome = outcome(x, false);
        }
        int transit = e.line.handle(e.side());
        record(e, name, begun, Kind.OPEN, transit, outcome, 0);
        if (hold != null) {
          one(parties).inbox.add(new Sent(e, transit, hold));
        }
      }

      private void arrive(Sent s) {
        Line line = s.from.line;
        add(line, party, s.from.side(), name);
        if (s.from.owner != party) {
          int begun = ++stamps;
          s.from.end.handle.givenAway();
          record(s.from, name, begun, Kind.GIVE, 0, Outcome.DONE, 0);
        }
        release(name, s);
      }

      private void send(End e, int kind) {
        PySender tx = (PySender) e.end;
        if (kind == 4) {
          unreceived(e);
          return;
        }
        int item = item(e.line);
        int begun = ++stamps;
        Outcome outcome = Outcome.GAVE_UP;
        boolean waiting = kind < 14;
        try {
          if (waiting) {
            waits.put(name, new Waiting(List.of(e)));
            tx.send(ts(), (long) item, TIMEOUTS[choose.nextInt(TIMEOUTS.length)], priority(e.line, item), false);
          } else {
            tx.send_nowait(ts(), (long) item, priority(e.line, item), false);
          }
          outcome = Outcome.DONE;
        } catch (PyException x) {
          outcome = outcome(x, true);
        } finally {
          waits.remove(name);
          if (waiting) {
            use(e, name, begun);
          }
          record(e, name, begun, Kind.SEND, item, outcome, 0);
        }
      }

      private void unreceived(End e) {
        int begun = ++stamps;
        PyList got = (PyList) ((PySender) e.end).unreceived(ts());
        for (int i = 0; i < got.size; i++) {
          record(e, name, begun, Kind.RECLAIM, 0, Outcome.DONE, number(got.items[i]));
        }
        record(e, name, begun, Kind.RECLAIM, 0, Outcome.EMPTY, 0);
      }

      private void receive(End e, int kind) {
        PyReceiver rx = (PyReceiver) e.end;
        if (kind == 8) {
          drain(e, rx);
          return;
        }
        int begun = ++stamps;
        Outcome outcome = Outcome.GAVE_UP;
        Object got = null;
        boolean waiting = kind < 15;
        try {
          if (waiting) {
            waits.put(name, new Waiting(List.of(e)));
            got = rx.recv(ts(), TIMEOUTS[choose.nextInt(TIMEOUTS.length)]);
          } else {
            got = kind < 18 ? rx.recv_nowait(ts()) : rx.peek(ts());
          }
          outcome = Outcome.DONE;
        } catch (PyException x) {
          outcome = outcome(x, false);
        } finally {
          waits.remove(name);
          if (waiting) {
            use(e, name, begun);
          }
          record(e, name, begun, kind < 18 ? Kind.RECEIVE : Kind.PEEK, 0, outcome, number(got));
        }
      }

      private void drain(End e, PyReceiver rx) {
        int begun = ++stamps;
        try {
          PyList got = (PyList) rx.drain(ts());
          use(e, name, begun);
          for (int i = 0; i < got.size; i++) {
            record(e, name, begun, Kind.RECEIVE, 0, Outcome.DONE, number(got.items[i]));
          }
        } catch (PyException x) {
          record(e, name, begun, Kind.RECEIVE, 0, outcome(x, false), 0);
        }
      }

      private void select(boolean once) {
        List<End> from = !once ? selection() : chance(0.5) ? listed : some();
        if (from.isEmpty()) {
          return;
        }
        Object timeout = TIMEOUTS[choose.nextInt(TIMEOUTS.length)];
        chosen(name, from, () -> once
            ? Selections.select(ts(), listOrTuple(from), ChannelErrors.nanos(ts(), timeout))
            : party.selector.select(ts(), timeout));
      }

      /// The same list at each call, with these ends in it now, or a tuple.
      private Object listOrTuple(List<End> from) {
        Object[] ends = from.stream().map(End::end).toArray();
        if (chance(0.3)) {
          return PyTuple.of(ends);
        }
        listed = from;
        list.items = ends;
        list.size = ends.length;
        return list;
      }

      private List<End> some() {
        List<End> found = new ArrayList<>();
        for (End e : party.ends) {
          if (e.side() == Side.RECEIVERS && chance(0.7)) {
            found.add(e);
          }
        }
        return found;
      }

      private List<End> selection() {
        return selectionOf(party);
      }
    }

    /// The ends of a selector that all threads of an interpreter share.
    private List<End> selectionOf(Party p) {
      if (p.selector == null) {
        p.selected = p.ends.stream().filter(e -> e.side() == Side.RECEIVERS).toList();
        if (!p.selected.isEmpty()) {
          int begun = ++stamps;
          List<End> all = p.selected;
          p.selector = (PySelector) PySelector.create(Schedule.current().ts(), PySelector.TYPE, PyTuple.of(all.stream().map(End::end).toArray()));
          all.forEach(e -> use(e, "selector " + e.number, begun));
        }
      }
      return p.selected;
    }

    /// A selection, and what it means for each of the channels.
    private void chosen(String by, List<End> from, Supplier<Object> select) {
      int begun = ++stamps;
      Outcome others = Outcome.GAVE_UP;
      End end = null;
      Object item = null;
      try {
        selects.put(by, new Waiting(from));
        PyTuple got = (PyTuple) select.get();
        end = known.get(got.items[0]);
        item = got.items[1];
      } catch (PyException x) {
        others = outcome(x, false) == Outcome.EMPTY ? Outcome.EMPTY : Outcome.GONE;
      } finally {
        selects.remove(by);
        told(by, from, begun, end, item, others);
      }
    }

    private void told(String by, List<End> from, int begun, End end, Object item, Outcome others) {
      from.forEach(e -> use(e, by, begun));
      if (end != null) {
        record(end, by, begun, Kind.RECEIVE, 0, Outcome.DONE, number(item));
        return;
      }
      for (End e : from) {
        if (others == Outcome.GONE) {
          record(e, by, begun, Kind.RECEIVE, 0, Outcome.GONE, 0);
        }
      }
    }

    // A task of an event loop.

    private final class Step implements ScheduledLoop.Work {
      private final String name;
      private final int begun = ++stamps;
      private final End end;
      private final List<End> selected;
      private final PyOutgoing outgoing;
      private final int item;
      private final PySelector selector;

      Step(String name, Party party, ThreadState ts) {
        this.name = name;
        end = one(party.ends);
        boolean selects = end.side() == Side.RECEIVERS && chance(0.3);
        selected = selects ? selectionOf(party) : null;
        selector = party.selector;
        item = end.side() == Side.SENDERS ? item(end.line) : 0;
        outgoing = item == 0 ? null : (PyOutgoing) ((PySender) end.end)._pack(ts, (long) item, priority(end.line, item), false);
      }

      @Override
      public Object attempt(ThreadState ts) {
        return outgoing != null ? outgoing.attempt() : selected != null ? selector._poll(ts) : ((PyReceiver) end.end)._poll(ts);
      }

      @Override
      public PyLobby lobby(ThreadState ts, ScheduledLoop loop) {
        return (PyLobby) (outgoing != null ? ((PySender) end.end)._lobby(ts, loop) : selected != null ? selector._lobby(ts, loop)
            : ((PyReceiver) end.end)._lobby(ts, loop));
      }

      @Override
      public void waits() {
        (selected == null ? waits : selects).put(name, new Waiting(selected == null ? List.of(end) : selected));
      }

      @Override
      public void over(Object got, PyException e) {
        waits.remove(name);
        selects.remove(name);
        Outcome outcome = e != null ? outcome(e, end.side() == Side.SENDERS) : got != null ? Outcome.DONE : Outcome.GAVE_UP;
        if (selected != null) {
          End from = got == null ? null : known.get(((PyTuple) got).items[0]);
          told(name, selected, begun, from, from == null ? null : ((PyTuple) got).items[1], e != null ? Outcome.GONE : outcome);
        } else {
          use(end, name, begun);
          boolean sends = end.side() == Side.SENDERS;
          record(end, name, begun, sends ? Kind.SEND : Kind.RECEIVE, item, outcome, sends ? 0 : number(got));
        }
      }

      @Override
      public void abandoned() {
        for (End e : selected == null ? List.of(end) : selected) {
          e.line.history.add(new Operation(name, begun, Integer.MAX_VALUE, Kind.USE, e.number, 0, Outcome.UNKNOWN, 0));
        }
        waits.remove(name);
        selects.remove(name);
      }
    }
  }
}
