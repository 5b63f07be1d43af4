package org.atoll.actors.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;

/// What a thread waits for that only one actor can do: answer it, take a message out of its full mailbox, or end. A thread
/// names it ([ThreadState#awaits]) for as long as it waits, so that a dump can tell, and so that actors that wait for each
/// other are told instead of waiting for ever. Each wait has an object of its own.
final class Waiting implements Awaited {
  private final Cell target;
  private final String what;
  private final boolean forever;
  private final BooleanSupplier over;

  /// @param what the end of a sentence: `the answer of /a.work()`
  /// @param forever whether only the actor, or somebody by force, can end the wait
  /// @param over whether there is nothing to wait for any more
  private Waiting(Cell target, String what, boolean forever, BooleanSupplier over) {
    this.target = target;
    this.what = what;
    this.forever = forever;
    this.over = over;
  }

  /// Shows that a thread begins to wait; always with [#end].
  ///
  /// @return what is to be given to [#end]
  /// @throws org.atoll.runtime.types.PyException ActorError where it would never end
  static Awaited begin(ThreadState ts, Cell target, String what, boolean forever, BooleanSupplier over) {
    Waiting own = new Waiting(target, what, forever, over);
    Awaited before = ts.awaits(own);
    Cell waiter = Cell.atTurn(ts);
    if (forever && waiter != null) {
      try {
        own.refuseCircle(waiter);
      } catch (RuntimeException e) {
        ts.awaits(before);
        throw e;
      }
    }
    return before;
  }

  static void end(ThreadState ts, Awaited before) {
    ts.awaits(before);
  }

  /// Follows the waits from actor to actor. Each shows its wait before it looks, so that of those that close a circle at least
  /// one sees it. A wait that is found the same at the second look has gone on since the first: so all of them did at the
  /// moment between, each for one that could not go on, and none can.
  private void refuseCircle(Cell waiter) {
    List<Cell> cells = new ArrayList<>();
    List<Waiting> waits = new ArrayList<>();
    for (Cell at = target; at != waiter;) {
      Waiting next = of(at);
      if (next == null || cells.contains(at)) {
        return;
      }
      cells.add(at);
      waits.add(next);
      at = next.target;
    }
    StringBuilder text = new StringBuilder("deadlock: ").append(waiter.path).append(" would wait for ").append(what);
    for (int i = 0; i < cells.size(); i++) {
      if (of(cells.get(i)) != waits.get(i)) {
        return;
      }
      text.append(i == 0 ? ", but " : ", and ").append(cells.get(i).path).append(" waits for ").append(waits.get(i).what);
    }
    if (!over.getAsBoolean()) {
      throw ActorErrors.error("%s", cells.isEmpty() ? "an actor cannot wait for " + what + ": it would never come" : text.toString());
    }
  }

  /// What keeps an actor from going on; null where it may go on by itself, or there is a limit to its patience.
  private static Waiting of(Cell cell) {
    ThreadState turn = cell.turn();
    if (turn == null || cell.blueprint.isFunction() && turn.interpreter().threads().size() > 1) {
      // Other threads of a function may answer in its stead.
      return null;
    }
    return turn.awaited() instanceof Waiting w && w.forever && !w.over.getAsBoolean() ? w : null;
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public String relation() {
    return "from";
  }

  @Override
  public Holder holder(ThreadState waiter) {
    ThreadState worker = target.worker();
    return worker == null ? null : new Holder(worker.interpreter(), worker.thread);
  }
}
