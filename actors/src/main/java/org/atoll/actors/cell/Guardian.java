package org.atoll.actors.cell;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides what becomes of actors that have failed, and tells of the end of those that are watched or linked: one Akka
/// actor for all, so that these decisions come one after another. It runs no Python and waits for nothing; what it decides
/// the actors are told by signals. State is confined to the actor.
final class Guardian extends AbstractBehavior<Lifecycle> {
  private final Actors actors;
  private final TimerScheduler<Lifecycle> timers;
  private final Map<Cell, Set<Cell>> watchers = new HashMap<>();
  private final Map<Cell, Set<Cell>> links = new HashMap<>();
  /// When an actor, or a group, was restarted.
  private final Map<Object, ArrayDeque<Long>> restarts = new HashMap<>();

  private Guardian(ActorContext<Lifecycle> context, Actors actors, TimerScheduler<Lifecycle> timers) {
    super(context);
    this.actors = actors;
    this.timers = timers;
  }

  static Behavior<Lifecycle> create(Actors actors) {
    return Behaviors.setup(context -> Behaviors.withTimers(timers -> new Guardian(context, actors, timers)));
  }

  @Override
  public Receive<Lifecycle> createReceive() {
    return newReceiveBuilder()
        .onMessage(Lifecycle.Failed.class, this::onFailed)
        .onMessage(Lifecycle.Ended.class, this::onEnded)
        .onMessage(Lifecycle.Watch.class, this::onWatch)
        .onMessage(Lifecycle.Unwatch.class, u -> remove(watchers, u.cell(), u.watcher()))
        .onMessage(Lifecycle.Link.class, this::onLink)
        .onMessage(Lifecycle.Unlink.class, this::onUnlink)
        .onMessage(Lifecycle.Due.class, this::onDue)
        .build();
  }

  private Behavior<Lifecycle> onFailed(Lifecycle.Failed failed) {
    Cell cell = failed.cell();
    try {
      decide(cell, failed.what(), cell.blueprint.strategy());
    } catch (RuntimeException e) {
      // The others still need their guardian.
      Actors.log(cell.path + " has failed and ends, as nothing else could be decided: " + e);
      cell.signal(new Signal.Stop(Terminated.Reason.of(failed.what().failure())));
    }
    return this;
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

  private static void report(Cell cell, Cell.Failing what, String decision) {
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
    report(cell, what, delay == 0 ? "is restarted" : "is restarted in " + delay / 1e9 + " s");
    for (Cell c : concerned) {
      if (c != cell) {
        c.signal(new Signal.Restart());
      }
    }
    if (delay == 0) {
      cell.signal(new Signal.Restart());
    } else {
      timers.startSingleTimer(cell, new Lifecycle.Due(cell), Duration.ofNanos(delay));
    }
  }

  private Behavior<Lifecycle> onDue(Lifecycle.Due due) {
    due.cell().signal(new Signal.Restart());
    return this;
  }

  /// The failure is that of the actor that has spawned it; one that the program itself has spawned ends the system.
  private void escalate(Cell cell, Cell.Failing what) {
    Cell parent = cell.parent;
    if (parent == null) {
      stop(cell, what, "ends, and all actors with it");
      actors.failedAll("the failure of " + cell.path + " was escalated: " + what.failure().brief);
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

  private Behavior<Lifecycle> onEnded(Lifecycle.Ended ended) {
    Cell cell = ended.cell();
    cell.bury();
    timers.cancel(cell);
    restarts.remove(cell);
    Set<Cell> told = watchers.remove(cell);
    if (told != null) {
      told.forEach(w -> w.force(Envelope.notice(new Terminated(cell.ref, ended.reason()), cell)));
    }
    Set<Cell> linked = links.remove(cell);
    if (linked != null) {
      for (Cell other : linked) {
        remove(links, other, cell);
        stopLinked(other, cell, ended.reason());
      }
    }
    return this;
  }

  private Behavior<Lifecycle> onWatch(Lifecycle.Watch watch) {
    // One that has ended just now may still be told of, or the watch be taken back, by messages on their way here.
    Terminated.Reason reason = watch.cell().known();
    if (reason != null) {
      watch.watcher().force(Envelope.notice(new Terminated(watch.cell().ref, reason), watch.cell()));
    } else {
      watchers.computeIfAbsent(watch.cell(), c -> new HashSet<>()).add(watch.watcher());
    }
    return this;
  }

  private Behavior<Lifecycle> onLink(Lifecycle.Link link) {
    endTogether(link.one(), link.other());
    endTogether(link.other(), link.one());
    return this;
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

  private Behavior<Lifecycle> onUnlink(Lifecycle.Unlink unlink) {
    remove(links, unlink.one(), unlink.other());
    return remove(links, unlink.other(), unlink.one());
  }

  private Behavior<Lifecycle> remove(Map<Cell, Set<Cell>> from, Cell key, Cell value) {
    Set<Cell> all = from.get(key);
    if (all != null) {
      all.remove(value);
      if (all.isEmpty()) {
        from.remove(key);
      }
    }
    return this;
  }
}
