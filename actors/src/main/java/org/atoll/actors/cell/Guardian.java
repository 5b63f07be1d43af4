package org.atoll.actors.cell;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Decides what becomes of actors that have failed, and tells of the end of those that are watched or linked. What it is told it
/// sees to in that order, one thing after another, on a thread of the system; [#tell] may be called by any thread. It runs no
/// Python and waits for nothing; what it decides the actors are told by signals. Its state belongs to whoever has its turn.
final class Guardian {
  /// How many restarts are remembered of what may be restarted any number of times: more would not change the delay.
  private static final int MOST_REMEMBERED = 64;

  private final Actors actors;
  private final ConcurrentLinkedQueue<Lifecycle> inbox = new ConcurrentLinkedQueue<>();
  /// How much of what it was told is not seen to; who makes that more than nothing gives it a thread.
  private final AtomicInteger untreated = new AtomicInteger();
  private final Map<Cell, Set<Cell>> watchers = new HashMap<>();
  /// The same the other way round: whom an actor watches.
  private final Map<Cell, Set<Cell>> watched = new HashMap<>();
  private final Map<Cell, Set<Cell>> links = new HashMap<>();
  /// When an actor, or a group, was restarted.
  private final Map<Object, ArrayDeque<Long>> restarts = new HashMap<>();
  /// The restarts that are put off.
  private final Map<Cell, ScheduledFuture<?>> due = new HashMap<>();

  Guardian(Actors actors) {
    this.actors = actors;
  }

  /// Tells it something. Thread-safe.
  void tell(Lifecycle news) {
    inbox.add(news);
    if (untreated.getAndIncrement() == 0) {
      actors.execute(this::work);
    }
  }

  private void work() {
    do {
      try {
        see(inbox.poll());
      } catch (RuntimeException | Error e) {
        // The others still need their guardian.
        Actors.log("what becomes of an actor could not be decided: " + e);
      }
    } while (untreated.decrementAndGet() > 0);
  }

  private void see(Lifecycle news) {
    switch (news) {
      case Lifecycle.Failed failed -> onFailed(failed);
      case Lifecycle.Ended ended -> onEnded(ended);
      case Lifecycle.Watch watch -> onWatch(watch);
      case Lifecycle.Unwatch u -> {
        remove(watchers, u.cell(), u.watcher());
        remove(watched, u.watcher(), u.cell());
      }
      case Lifecycle.Link link -> onLink(link);
      case Lifecycle.Unlink u -> {
        remove(links, u.one(), u.other());
        remove(links, u.other(), u.one());
      }
      case Lifecycle.Due d -> onDue(d.cell());
    }
  }

  private void onFailed(Lifecycle.Failed failed) {
    Cell cell = failed.cell();
    if (!cell.awaits(failed.what()) || due.containsKey(cell)) {
      // Its group was restarted meanwhile, or it has been told to end: that settles this failure, too.
      report(cell, failed.what(), cell.ended() != null || cell.isStopping() ? "ends" : "is restarted, as has been decided already");
      return;
    }
    try {
      decide(cell, failed.what(), cell.blueprint.strategy());
    } catch (RuntimeException e) {
      // The others still need their guardian.
      Actors.log(cell.path + " has failed and ends, as nothing else could be decided: " + e);
      cell.signal(new Signal.Stop(Terminated.Reason.of(failed.what().failure())));
    }
  }

  private void decide(Cell cell, Cell.Failing what, Strategy strategy) {
    switch (strategy.directive) {
      case RESUME -> {
        if (cell.isFit()) {
          cell.signal(new Signal.Resume());
        } else {
          stop(cell, what, "ends");
        }
      }
      case RESTART -> restart(cell, what, strategy);
      case STOP -> stop(cell, what, "ends");
      case ESCALATE -> escalate(cell, what);
    }
  }

  /// Tells on standard error that an actor has failed.
  static void report(Cell cell, Cell.Failing what, String decision) {
    Actors.log(cell.path + " has failed in " + what.work() + " and " + decision + ":\n"
        + (what.failure().traceback.isEmpty() ? what.failure().brief + "\n" : what.failure().traceback));
  }

  private void stop(Cell cell, Cell.Failing what, String decision) {
    report(cell, what, decision);
    cell.signal(new Signal.Stop(Terminated.Reason.of(what.failure())));
  }

  private void restart(Cell cell, Cell.Failing what, Strategy strategy) {
    List<Cell> concerned = cell.group == null ? List.of(cell) : cell.group.concerned(cell);
    long now = System.nanoTime();
    ArrayDeque<Long> before = restarts.computeIfAbsent(cell.group == null ? cell : cell.group, c -> new ArrayDeque<>());
    while (!before.isEmpty() && strategy.withinNanos != Strategy.FOREVER && now - before.peekFirst() > strategy.withinNanos) {
      before.pollFirst();
    }
    if (before.size() >= strategy.times) {
      report(cell, what, "ends, after " + before.size() + " restarts");
      Terminated.Reason reason = Terminated.Reason.of(what.failure());
      for (Cell c : cell.group == null ? concerned : cell.group.members()) {
        c.signal(new Signal.Stop(c == cell ? reason : Terminated.Reason.of("its group ended: " + what.failure().brief)));
      }
      return;
    }
    long delay = strategy.delayNanos(before.size());
    before.addLast(now);
    if (strategy.times == Strategy.FOREVER && before.size() > MOST_REMEMBERED) {
      before.pollFirst();
    }
    report(cell, what, delay == 0 ? "is restarted" : "is restarted in " + delay / 1e9 + " s");
    for (Cell c : concerned) {
      if (c != cell) {
        forgetDue(c);
        c.signal(new Signal.Restart());
      }
    }
    if (delay == 0) {
      cell.signal(new Signal.Restart());
    } else {
      due.put(cell, actors.timer().schedule(() -> tell(new Lifecycle.Due(cell)), delay, TimeUnit.NANOSECONDS));
    }
  }

  private void onDue(Cell cell) {
    if (due.remove(cell) != null) {
      cell.signal(new Signal.Restart());
    }
  }

  private void forgetDue(Cell cell) {
    ScheduledFuture<?> putOff = due.remove(cell);
    if (putOff != null) {
      putOff.cancel(false);
    }
  }

  /// The failure is that of the actor that has spawned it; one that the program itself has spawned ends the system.
  private void escalate(Cell cell, Cell.Failing what) {
    Cell parent = cell.parent;
    if (parent == null) {
      String why = "the failure of " + cell.path + " was escalated: " + what.failure().brief;
      actors.noteFailure(why);
      stop(cell, what, "ends, and all actors with it");
      actors.stopAll(why);
      return;
    }
    stop(cell, what, "ends, and " + parent.path + " has failed by that");
    if (parent.ended() == null) {
      Cell.Failing inherited = new Cell.Failing(what.failure(), "its child " + cell.name);
      Strategy strategy = parent.blueprint.strategy();
      if (strategy.directive != Strategy.Directive.RESUME) {
        decide(parent, inherited, strategy);
      }
    }
  }

  private void onEnded(Lifecycle.Ended ended) {
    Cell cell = ended.cell();
    cell.bury();
    forgetDue(cell);
    restarts.remove(cell);
    if (cell.group != null && cell.group.members().isEmpty()) {
      restarts.remove(cell.group);
    }
    Set<Cell> told = watchers.remove(cell);
    if (told != null) {
      for (Cell w : told) {
        remove(watched, w, cell);
        w.force(Envelope.notice(new Terminated(cell.ref, ended.reason()), cell));
      }
    }
    Set<Cell> others = watched.remove(cell);
    if (others != null) {
      others.forEach(other -> remove(watchers, other, cell));
    }
    Set<Cell> linked = links.remove(cell);
    if (linked != null) {
      for (Cell other : linked) {
        remove(links, other, cell);
        stopLinked(other, cell, ended.reason());
      }
    }
  }

  private void onWatch(Lifecycle.Watch watch) {
    if (watch.watcher().known() != null) {
      return;
    }
    // One that has ended just now may still be told of, or the watch be taken back, by messages on their way here.
    Terminated.Reason reason = watch.cell().known();
    if (reason != null) {
      watch.watcher().force(Envelope.notice(new Terminated(watch.cell().ref, reason), watch.cell()));
    } else {
      watchers.computeIfAbsent(watch.cell(), c -> new HashSet<>()).add(watch.watcher());
      watched.computeIfAbsent(watch.watcher(), c -> new HashSet<>()).add(watch.cell());
    }
  }

  private void onLink(Lifecycle.Link link) {
    endTogether(link.one(), link.other());
    endTogether(link.other(), link.one());
  }

  private void endTogether(Cell one, Cell other) {
    // As in onWatch.
    Terminated.Reason reason = one.known();
    if (reason != null) {
      stopLinked(other, one, reason);
    } else {
      links.computeIfAbsent(one, c -> new HashSet<>()).add(other);
    }
  }

  private static void stopLinked(Cell other, Cell ended, Terminated.Reason reason) {
    other.signal(new Signal.Stop(Terminated.Reason.of("linked to " + ended.path + ", which has ended: " + reason.text())));
  }

  private static void remove(Map<Cell, Set<Cell>> from, Cell key, Cell value) {
    Set<Cell> all = from.get(key);
    if (all != null) {
      all.remove(value);
      if (all.isEmpty()) {
        from.remove(key);
      }
    }
  }
}
