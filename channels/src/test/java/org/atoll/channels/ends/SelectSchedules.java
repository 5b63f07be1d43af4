package org.atoll.channels.ends;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.atoll.channels.queues.ScheduledQueue;
import org.atoll.channels.schedule.ChannelModel;
import org.atoll.channels.schedule.Linearization;
import org.atoll.channels.schedule.Operation;
import org.atoll.channels.schedule.Operation.Kind;
import org.atoll.channels.schedule.Operation.Outcome;
import org.atoll.channels.schedule.QueueModel;
import org.atoll.schedule.Schedule;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterConfig;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// One seed: threads and tasks of up to three interpreters that select from channels, queues of interpreters, timers and the
/// messages of an actor, by lists and by selectors that they share, whose ends change and which are closed; while others
/// receive from the same sources, close them, are interrupted, cancelled and killed. Checks each source by what it is in the
/// simplest words, that timers are given when they are due and once, and that whoever waits has reason to.
///
/// To be loaded by a [org.atoll.schedule.SteppingLoader].
public final class SelectSchedules implements LongConsumer {
  @Override
  public void accept(long seed) {
    new Run(seed).run();
  }

  /// The messages of an actor, which is one thread.
  private static final class Letters extends PyObject implements Selectable, Mail {
    final Deque<Long> letters = new ArrayDeque<>();
    final Watchers watchers = new Watchers();
    boolean ended;
    boolean rests;

    Letters() {
      super(PyPending.TYPE);
    }

    @Override
    public Source source(ThreadState ts) {
      return this;
    }

    @Override
    public void begin(ThreadState ts) {
      rests = false;
    }

    @Override
    public void rest(boolean idle) {
      rests = idle;
    }

    @Override
    public Object loop(ThreadState ts) {
      return null;
    }

    @Override
    public Object take(ThreadState ts) {
      Schedule.step();
      return ended ? END : letters.poll();
    }

    @Override
    public boolean isReady() {
      Schedule.step();
      return ended || !letters.isEmpty();
    }

    @Override
    public void watch(Watcher w) {
      watchers.add(w);
    }

    @Override
    public void unwatch(Watcher w) {
      watchers.remove(w);
    }
  }

  /// A queue, as the object that is given to `select()`.
  private static final class QueueEnd extends PyObject implements Selectable {
    final ScheduledQueue queue;

    QueueEnd(ScheduledQueue queue) {
      super(PyPending.TYPE);
      this.queue = queue;
    }

    @Override
    public Source source(ThreadState ts) {
      return queue.source();
    }
  }

  /// Something to be selected by one interpreter, and what it means.
  private abstract static class End {
    final Object end;
    final List<Operation> history;
    /// Of the one who selects, in the history.
    final int handle;

    End(Object end, List<Operation> history, int handle) {
      this.end = end;
      this.history = history;
      this.handle = handle;
    }

    /// Whether there is something that is to be given.
    abstract boolean hasItem();

    /// Whether there will be nothing any more.
    abstract boolean isOver();
  }

  /// What is selected from by one call or selector, and may change.
  private static final class Selected {
    final List<End> ends = new ArrayList<>();
    PySelector selector;
    boolean closed;

    boolean hasReason() {
      return !closed && ends.stream().noneMatch(End::hasItem) && !ends.stream().allMatch(End::isOver);
    }

    @Override
    public String toString() {
      return (closed ? "closed " : "") + ends.stream().map(e -> e.end + (e.hasItem() ? " has something" : "") + (e.isOver() ? " is over" : "")).toList();
    }
  }

  private static final class Party {
    final Interpreter interpreter;
    final int number;
    final List<End> ends = new ArrayList<>();
    final List<PySender> senders = new ArrayList<>();
    Selected shared;
    boolean killed;

    Party(Interpreter interpreter, int number) {
      this.interpreter = interpreter;
      this.number = number;
    }
  }

  private static final class Run {
    private static final Object[] TIMEOUTS = {PyNone.NONE, PyNone.NONE, 0.0, 1e-6, 1e-5};

    private final long seed;
    private final Schedule schedule;
    private final Random choose;
    private final List<Party> parties = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();
    private final List<ScheduledQueue> queues = new ArrayList<>();
    private final Letters mail = new Letters();
    private final Map<Object, List<Operation>> histories = new HashMap<>();
    private final Map<Integer, QueueModel.Origin> origins = new HashMap<>();
    private final List<PyTimer> once = new ArrayList<>();
    private final Map<PyTimer, Integer> given = new HashMap<>();
    private final Map<String, BooleanSupplier> reasons = new TreeMap<>();
    private final Map<String, Selected> selecting = new TreeMap<>();
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
      closing = new double[] {0, 0.1, 0.3}[choose.nextInt(3)];
      killing = choose.nextBoolean() ? 0.3 : 0;
    }

    private <T> T one(List<T> of) {
      return of.get(choose.nextInt(of.size()));
    }

    private boolean chance(double odds) {
      return choose.nextDouble() < odds;
    }

    private List<Operation> history(Object of) {
      return histories.computeIfAbsent(of, o -> new ArrayList<>());
    }

    void run() {
      PyRuntime runtime = new PyRuntime();
      for (int i = 0, n = 1 + choose.nextInt(3); i < n; i++) {
        parties.add(new Party(
            new Interpreter(new InterpreterConfig(List.of(), List.of(), "", "", List.of(), Map.of(), List.of(), Map.of(), false), runtime), i));
      }
      for (int i = choose.nextInt(3); i > 0; i--) {
        addChannel(new Channel(i, new long[] {1, 1, 2, Long.MAX_VALUE}[choose.nextInt(4)], Overflow.BLOCK, false));
      }
      for (int i = choose.nextInt(3); i > 0; i--) {
        addQueue(new ScheduledQueue(new long[] {0, 1, 2}[choose.nextInt(3)]));
      }
      addThreads();
      schedule.onStuck(this::onStuck);
      try {
        schedule.run();
        check();
      } catch (AssertionError e) {
        StringBuilder told = new StringBuilder("seed " + seed + ": " + e.getMessage());
        histories.forEach((of, history) -> {
          told.append('\n').append(of);
          history.stream().sorted((a, b) -> Integer.compare(a.begun(), b.begun())).forEach(o -> told.append("\n  ").append(o));
        });
        throw new AssertionError(told.toString(), e.getCause() == null ? e : e.getCause());
      }
    }

    private void addThreads() {
      // The first one is the actor, if there is one.
      boolean acts = chance(0.5);
      for (int i = 0, n = 2 + choose.nextInt(3); i < n; i++) {
        boolean isActor = acts && i == 0;
        Party p = isActor ? parties.getFirst() : one(parties);
        String name = isActor ? "actor" : "thread " + i;
        int operations = 1 + choose.nextInt(5);
        schedule.add(name, p.interpreter, () -> new Script(name, p, isActor).run(operations));
      }
      if (chance(0.5)) {
        Party p = one(parties);
        schedule.add("loop", p.interpreter,
            new ScheduledLoop(schedule, (name, ts) -> finishing || p.ends.isEmpty() ? null : new Step(name, p, ts))::run);
      }
      controller = schedule.add("controller", parties.getFirst().interpreter, this::control);
    }

    private void addChannel(Channel c) {
      channels.add(c);
      for (Party p : parties) {
        for (Side side : Side.values()) {
          PyEnd end = PyEnd.of(Handle.open(p.interpreter.newThreadState(), c, side));
          int handle = 2 * p.number + (side == Side.SENDERS ? 0 : 1);
          history(c).add(new Operation("setup", ++stamps, ++stamps, Kind.OPEN, -1, handle, Outcome.DONE, 0));
          if (end instanceof PySender tx) {
            p.senders.add(tx);
          } else {
            p.ends.add(receiver(c, end, handle));
          }
        }
      }
    }

    private End receiver(Channel c, PyEnd rx, int handle) {
      return new End(rx, history(c), handle) {
        @Override
        boolean hasItem() {
          return !rx.handle.isClosed() && c.size() > 0;
        }

        @Override
        boolean isOver() {
          return rx.handle.isClosed() || c.isOver();
        }
      };
    }

    private void addQueue(ScheduledQueue q) {
      queues.add(q);
      for (Party p : parties) {
        p.ends.add(new End(new QueueEnd(q), history(q), 0) {
          @Override
          boolean hasItem() {
            return q.size() > 0;
          }

          @Override
          boolean isOver() {
            return q.isDestroyed();
          }
        });
      }
    }

    /// By a thread of the schedule, whose time it is.
    private void addTimers(Party p) {
      for (int i = choose.nextInt(3); i > 0; i--) {
        long nanos = 1 + choose.nextInt(2000);
        boolean again = chance(0.3);
        PyTimer timer = new PyTimer(nanos, again ? nanos : 0);
        addTimer(p, timer);
        if (!again) {
          once.add(timer);
        }
      }
    }

    private void addTimer(Party p, PyTimer t) {
      p.ends.add(new End(t, new ArrayList<>(), 0) {
        @Override
        boolean hasItem() {
          return t.left() != PyNone.NONE;
        }

        @Override
        boolean isOver() {
          return t.left() == PyNone.NONE;
        }
      });
    }

    private End letters() {
      return new End(mail, history(mail), 0) {
        @Override
        boolean hasItem() {
          return mail.ended || !mail.letters.isEmpty();
        }

        @Override
        boolean isOver() {
          return false;
        }
      };
    }

    // The one that does to others what they do not do themselves.

    private void control() {
      schedule.disturb(choose, 40, killing, () -> kill(one(parties)));
      Schedule.restUntil(() -> finishing);
      endAll();
      schedule.until(() -> schedule.actors().stream().allMatch(a -> a == controller || a.isEnded()));
      for (Party p : parties) {
        p.ends.forEach(e -> close("end", e));
        Handles.interpreterClosed(p.interpreter);
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
      queues.forEach(q -> q.interpreterClosed(p.interpreter.id()));
      int ended = ++stamps;
      for (Channel c : channels) {
        for (int side = 0; side < 2; side++) {
          history(c).add(new Operation("end of " + p.number + " " + side, begun, ended, Kind.CLOSE, 2 * p.number + side, 0, Outcome.DONE, 0));
        }
      }
      queues.forEach(q -> history(q).add(new Operation("end of " + p.number, begun, ended, Kind.UNBIND, 0, (int) p.interpreter.id(), Outcome.DONE, 0)));
    }

    /// Nothing more comes: what is in the queues is taken out first, so that it is known.
    private void endAll() {
      for (Party p : parties) {
        p.senders.forEach(tx -> closeSender("end", p, tx));
      }
      for (ScheduledQueue q : queues) {
        for (boolean empty = false; !empty;) {
          int begun = ++stamps;
          Object got = q.get(Schedule.current().ts(), 0);
          empty = got == null;
          record(history(q), "end", begun, Kind.RECEIVE, 0, 0, !empty ? Outcome.DONE : q.isDestroyed() ? Outcome.NOBODY : Outcome.EMPTY, number(got));
        }
        destroy("end", q);
      }
      mail.ended = true;
      mail.watchers.tell();
    }

    private boolean onStuck() {
      if (finishing) {
        return false;
      }
      reasons.forEach((who, reason) -> {
        if (!reason.getAsBoolean()) {
          throw new AssertionError(who + " waits for what is there: " + selecting.get(who));
        }
      });
      finishing = true;
      schedule.wake(controller);
      return true;
    }

    // What was done.

    private void record(List<Operation> history, String by, int begun, Kind kind, int handle, int item, Outcome outcome, int got) {
      history.add(new Operation(by, begun, ++stamps, kind, handle, item, outcome, got));
    }

    private static int number(Object item) {
      return item == null ? 0 : ((Long) item).intValue();
    }

    private void destroy(String by, ScheduledQueue q) {
      int begun = ++stamps;
      q.destroy();
      record(history(q), by, begun, Kind.DESTROY, 0, 0, Outcome.DONE, 0);
    }

    private void closeSender(String by, Party p, PySender tx) {
      int begun = ++stamps;
      tx.close();
      record(history(tx.handle.exchange), by, begun, Kind.CLOSE, 2 * p.number, 0, Outcome.DONE, 0);
    }

    private void close(String by, End e) {
      if (e.end instanceof PyReceiver rx) {
        int begun = ++stamps;
        rx.close();
        record(e.history, by, begun, Kind.CLOSE, e.handle, 0, Outcome.DONE, 0);
      }
    }

    /// A selection, and what it means for the sources.
    ///
    /// @param got the pair, or null
    /// @param gone whether it was told that there will be nothing more
    private void told(String by, int begun, Selected from, Object got, boolean gone) {
      if (got != null) {
        Object end = ((PyTuple) got).items[0];
        Object item = ((PyTuple) got).items[1];
        if (end instanceof PyTimer t) {
          given.merge(t, 1, Integer::sum);
        } else {
          End e = from.ends.stream().filter(x -> x.end == end).findFirst().orElse(null);
          if (e == null) {
            throw new AssertionError(by + " got what it did not select");
          }
          record(e.history, by, begun, Kind.RECEIVE, e.handle, 0, Outcome.DONE, number(item));
        }
      } else if (gone && from.selector == null && from.ends.stream().noneMatch(e -> e.end == mail)) {
        for (End e : from.ends) {
          if (e.end instanceof PyReceiver) {
            record(e.history, by, begun, Kind.RECEIVE, e.handle, 0, Outcome.GONE, 0);
          } else if (e.end instanceof QueueEnd) {
            record(e.history, by, begun, Kind.RECEIVE, 0, 0, Outcome.NOBODY, 0);
          }
        }
      }
    }

    private void check() {
      for (Channel c : channels) {
        for (boolean empty = false; !empty;) {
          int begun = ++stamps;
          Object item = c.reclaim();
          empty = item == null;
          record(history(c), "end", begun, Kind.RECLAIM, 0, 0, empty ? Outcome.EMPTY : Outcome.DONE, number(item));
        }
        check(c, new ChannelModel(new ChannelModel.Rules(c.maxsize, c.overflow.label(), null)));
        Channel.Figures f = c.figures();
        if (f.depth() + f.waitingToReceive() + f.waitingToSend() + f.senders() + f.receivers() != 0) {
          throw new AssertionError("left behind: " + f);
        }
      }
      for (ScheduledQueue q : queues) {
        check(q, new QueueModel(q.maxsize(), origins, List.of(), false));
      }
      given.forEach((timer, times) -> {
        if (times > 1 && once.contains(timer)) {
          throw new AssertionError("a timer that is due once was given " + times + " times");
        }
      });
      for (Long letter : mail.letters) {
        record(history(mail), "end", ++stamps, Kind.RECEIVE, 0, 0, Outcome.DONE, number(letter));
      }
      record(history(mail), "end", ++stamps, Kind.RECEIVE, 0, 0, Outcome.EMPTY, 0);
      check(mail, new QueueModel(0, origins, List.of(), false));
      if (mail.watchers.now().length != 0) {
        throw new AssertionError("the messages are still watched");
      }
    }

    private void check(Object of, Linearization.Model model) {
      if (!Linearization.exists(history(of), model)) {
        throw new AssertionError("what was told of " + of + " has no explanation");
      }
    }

    // What threads and tasks have in common.

    private List<End> some(List<End> of) {
      return of.stream().filter(e -> chance(0.6)).toList();
    }

    private static Object[] objects(List<End> ends) {
      return ends.stream().map(e -> e.end).toArray();
    }

    private static PySelector selector(ThreadState ts, Selected from) {
      return (PySelector) PySelector.create(ts, PySelector.TYPE, PyTuple.of(objects(from.ends)));
    }

    /// The selector that all of an interpreter share.
    private Selected shared(ThreadState ts, Party p) {
      if (p.shared == null || p.shared.closed) {
        p.shared = new Selected();
        p.shared.ends.addAll(some(p.ends));
        p.shared.selector = selector(ts, p.shared);
      }
      return p.shared;
    }

    private int item(Party p) {
      origins.put(nextItem, new QueueModel.Origin(p.interpreter.id(), true, 0));
      return nextItem++;
    }

    // A thread.

    private final class Script {
      private final String name;
      private final Party party;
      private final List<End> ends;
      /// What it selects from again, and what is in it.
      private final PyList list = new PyList();
      private List<End> listed = List.of();
      private Selected own;

      Script(String name, Party party, boolean isActor) {
        this.name = name;
        this.party = party;
        ends = isActor ? new ArrayList<>(List.of(letters())) : party.ends;
        own = isActor ? new Selected() : null;
      }

      private ThreadState ts() {
        return Schedule.current().ts();
      }

      void run(int operations) {
        addTimers(party);
        if (own != null) {
          ends.addAll(party.ends);
        }
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
        if (chance(closing)) {
          change();
          return;
        }
        switch (choose.nextInt(8)) {
          case 0, 1 -> send();
          case 2 -> receive();
          case 3, 4, 5 -> {
            Selected from = new Selected();
            from.ends.addAll(listed.isEmpty() || chance(0.5) ? some(ends) : listed);
            Object given = listOrTuple(from.ends);
            Object timeout = one(List.of(TIMEOUTS));
            select(from, () -> Selections.select(ts(), given, ChannelErrors.nanos(ts(), timeout)));
          }
          default -> {
            Selected from = selected();
            Object timeout = one(List.of(TIMEOUTS));
            select(from, () -> from.selector.select(ts(), timeout));
          }
        }
      }

      /// The same list at each call, with these ends in it now, or a tuple.
      private Object listOrTuple(List<End> from) {
        if (chance(0.3)) {
          return PyTuple.of(objects(from));
        }
        listed = from;
        list.items = objects(from);
        list.size = from.size();
        return list;
      }

      private Selected selected() {
        if (own == null) {
          return shared(ts(), party);
        }
        if (own.selector == null || own.closed) {
          own = new Selected();
          own.ends.addAll(some(ends));
          own.selector = selector(ts(), own);
        }
        return own;
      }

      private void select(Selected from, Supplier<Object> select) {
        int begun = ++stamps;
        Object got = null;
        boolean gone = false;
        selecting.put(name, from);
        boolean waitsForMail = from.ends.stream().anyMatch(e -> e.end == mail);
        try {
          reasons.put(name, () -> from.hasReason() && (!waitsForMail || mail.rests));
          got = select.get();
        } catch (PyException e) {
          gone = ChannelSchedules.outcome(e, false) != Outcome.EMPTY;
        } finally {
          reasons.remove(name);
          told(name, begun, from, got, gone);
          if (waitsForMail && mail.rests) {
            throw new AssertionError("the actor is at work and counts as idle");
          }
        }
      }

      /// Closes something, or selects from something more or less.
      private void change() {
        End e = ends.isEmpty() ? null : one(ends);
        switch (choose.nextInt(5)) {
          case 0 -> {
            if (e != null && e.end instanceof QueueEnd q) {
              destroy(name, q.queue);
            } else if (e != null) {
              close(name, e);
            }
          }
          case 1 -> {
            if (!party.senders.isEmpty()) {
              closeSender(name, party, one(party.senders));
            }
          }
          case 2 -> {
            Selected from = selected();
            from.closed = true;
            from.selector.close();
          }
          case 3 -> add(selected(), e);
          default -> remove(selected());
        }
      }

      private void add(Selected to, End e) {
        if (e != null && !to.ends.contains(e)) {
          to.ends.add(e);
          to.selector.add(ts(), e.end);
        }
      }

      private void remove(Selected from) {
        if (!from.ends.isEmpty()) {
          End e = one(from.ends);
          from.ends.remove(e);
          from.selector.remove(e.end);
        }
      }

      private void send() {
        int item = item(party);
        int to = choose.nextInt(party.senders.size() + queues.size() + 1);
        Object timeout = one(List.of(TIMEOUTS));
        if (to < party.senders.size()) {
          send(party.senders.get(to), item, timeout);
        } else if (to < party.senders.size() + queues.size()) {
          put(queues.get(to - party.senders.size()), item, ChannelErrors.nanos(ts(), timeout));
        } else {
          write(item);
        }
      }

      private void send(PySender tx, int item, Object timeout) {
        Channel c = (Channel) tx.handle.exchange;
        int begun = ++stamps;
        Outcome outcome = Outcome.GAVE_UP;
        try {
          reasons.put(name, () -> !tx.handle.isClosed() && !c.hasRoom());
          tx.send(ts(), (long) item, timeout, 0, false);
          outcome = Outcome.DONE;
        } catch (PyException e) {
          outcome = ChannelSchedules.outcome(e, true);
        } finally {
          reasons.remove(name);
          record(history(c), name, begun, Kind.SEND, 2 * party.number, item, outcome, 0);
        }
      }

      private void put(ScheduledQueue q, int item, long nanos) {
        int begun = ++stamps;
        Outcome outcome = Outcome.GAVE_UP;
        try {
          reasons.put(name, () -> q.isFull() && !q.isDestroyed());
          outcome = q.put(ts(), item, nanos) ? Outcome.DONE : q.isDestroyed() ? Outcome.NOBODY : Outcome.FULL;
        } finally {
          reasons.remove(name);
          record(history(q), name, begun, Kind.SEND, 0, item, outcome, 0);
        }
      }

      private void write(int item) {
        int begun = ++stamps;
        mail.letters.add((long) item);
        record(history(mail), name, begun, Kind.SEND, 0, item, Outcome.DONE, 0);
        Schedule.step();
        mail.watchers.tell();
      }

      private void receive() {
        End e = party.ends.isEmpty() ? null : one(party.ends);
        if (e == null || e.end instanceof PyTimer) {
          return;
        }
        Object timeout = one(List.of(TIMEOUTS));
        int begun = ++stamps;
        Outcome outcome = Outcome.GAVE_UP;
        Object got = null;
        try {
          reasons.put(name, () -> !e.hasItem() && !e.isOver());
          if (e.end instanceof QueueEnd q) {
            got = q.queue.get(ts(), ChannelErrors.nanos(ts(), timeout));
            outcome = got != null ? Outcome.DONE : q.queue.isDestroyed() ? Outcome.NOBODY : Outcome.EMPTY;
          } else {
            got = ((PyReceiver) e.end).recv(ts(), timeout);
            outcome = Outcome.DONE;
          }
        } catch (PyException x) {
          outcome = ChannelSchedules.outcome(x, false);
        } finally {
          reasons.remove(name);
          record(e.history, name, begun, Kind.RECEIVE, e.handle, 0, outcome, number(got));
        }
      }
    }

    // A task of an event loop.

    private final class Step implements ScheduledLoop.Work {
      private final String name;
      private final Selected from;
      private final PySelector selector;
      private final int begun = ++stamps;

      Step(String name, Party party, ThreadState ts) {
        this.name = name;
        if (chance(0.5)) {
          from = shared(ts, party);
          selector = from.selector;
        } else {
          from = new Selected();
          from.ends.addAll(some(party.ends));
          selector = selector(ts, from);
        }
      }

      @Override
      public Object attempt(ThreadState ts) {
        return selector._poll(ts);
      }

      @Override
      public PyLobby lobby(ThreadState ts, ScheduledLoop loop) {
        return (PyLobby) selector._lobby(ts, loop);
      }

      @Override
      public void waits() {
        selecting.put(name, from);
        reasons.put(name, from::hasReason);
      }

      @Override
      public long nanosToDue() {
        Object due = selector._due();
        return due == PyNone.NONE ? Long.MAX_VALUE : Math.round((double) due * 1e9);
      }

      @Override
      public void over(Object got, PyException e) {
        reasons.remove(name);
        told(name, begun, from, got, e != null);
        if (from.selector == null) {
          selector.close();
        }
      }

      @Override
      public void abandoned() {
        reasons.remove(name);
      }
    }
  }
}
