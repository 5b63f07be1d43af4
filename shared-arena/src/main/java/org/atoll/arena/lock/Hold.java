package org.atoll.arena.lock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atoll.runtime.interp.ThreadState;

/// One thread's stay in an arena, from the outermost `with` to its end. Whatever was made under it asks [#isOf] before each use.
///
/// Made and ended by its thread; others may look at what is volatile.
public final class Hold {
  /// What is held; named in messages.
  public final ArenaLock lock;
  public final Access access;
  /// The thread state that it belongs to; null once it is over. Only that thread writes it while it runs: so another one may
  /// read it late, but never as its own.
  ThreadState owner;
  /// The number of the thread that it began on.
  final long threadId;
  /// The task of the event loop that ran when it began; null for none.
  final Object task;
  /// When it began, in `System.nanoTime()`.
  final long since;
  /// How many `with` blocks there are, one within the other.
  int depth = 1;
  /// What is to be done when it ends; null for nothing.
  private List<Runnable> endings;
  private Map<Long, Object> marks;
  /// What its operations do, in an arena that is free for all; null in others.
  public final Passage passage;
  /// Whether it has been told that it lasts long. Belongs to who tells.
  public boolean reported;

  /// A hold of the calling thread, which has yet to acquire the lock.
  public Hold(ArenaLock lock, Access access, ThreadState owner) {
    this.lock = lock;
    this.access = access;
    this.owner = owner;
    this.threadId = owner.ident;
    this.task = owner.runningTask;
    this.since = System.nanoTime();
    this.passage = access == Access.FREE ? new Passage() : null;
  }

  /// An object that stands for a number as long as the hold lasts. For its thread.
  public Object mark(long number) {
    if (marks == null) {
      marks = new HashMap<>();
    }
    return marks.computeIfAbsent(number, n -> new Object());
  }

  /// Whether it is this thread's, and not over.
  public boolean isOf(ThreadState ts) {
    return owner == ts;
  }

  /// Whether it is over.
  public boolean isOver() {
    return owner == null;
  }

  /// Whether it is in its outermost `with` block.
  public boolean isOutermost() {
    return depth == 1;
  }

  /// Whether what it is of may be changed.
  public boolean mayWrite() {
    return access != Access.READ;
  }

  /// Has something done at the end of the hold, before anybody else gets the arena: by its own thread, or where that ends within it, by
  /// whichever thread finds that out.
  public void whenOver(Runnable ending) {
    if (endings == null) {
      endings = new ArrayList<>(2);
    }
    endings.add(ending);
  }

  /// Takes back what [#whenOver] was told.
  public void forget(Runnable ending) {
    if (endings != null) {
      endings.remove(ending);
    }
  }

  /// Does what is to be done at its end.
  void end() {
    if (endings != null) {
      endings.forEach(Runnable::run);
      endings = null;
    }
  }

  /// Ends what can be done under it, though it is yet to be left. For its thread.
  public void invalidate() {
    owner = null;
  }

  /// Who holds; null once it is over. For those who look from outside.
  public ThreadState owner() {
    return owner;
  }

  /// How long it has lasted, in nanoseconds.
  public long nanos() {
    return System.nanoTime() - since;
  }
}
