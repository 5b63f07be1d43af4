package org.atoll.arena.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.atoll.arena.ArenaErrors;
import org.atoll.runtime.interp.Holding;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;

/// The arenas that one thread holds, in the order in which it took them, which is that of their numbers but for those that are free for
/// all. Belongs to the thread.
public final class Holdings extends Holding {
  /// How long after its beginning a hold keeps the thread's permit to run: long enough for the usual `with` block, short enough
  /// not to be noticed by those who wait for the permit.
  private static final long KEEP_NANOS = 2_000_000;

  private Hold[] holds = new Hold[4];
  private int count;

  private Holdings() {}

  /// Those of a thread; they exist from the first time on.
  public static Holdings of(ThreadState ts) {
    return ts.holding instanceof Holdings first ? first : toFirst(ts);
  }

  private static Holdings toFirst(ThreadState ts) {
    Holdings found = ts.holding(Holdings.class);
    if (found == null) {
      found = new Holdings();
    }
    ts.holdFirst(found);
    return found;
  }

  /// Enters an arena, or once more the same; null where the time was over before. Negative `nanos` for no limit.
  ///
  /// @throws org.atoll.runtime.types.PyException ArenaOrderError where threads could come to wait for each other; ArenaError where
  ///     a reader wants to write, or another task holds it; what a signal handler raised
  public Hold enter(ThreadState ts, ArenaLock lock, Access access, long nanos) {
    Hold held = find(lock);
    if (held != null) {
      return again(ts, held, access);
    }
    requireOrder(lock);
    if (count == holds.length) {
      holds = Arrays.copyOf(holds, 2 * count);
    }
    Hold hold = new Hold(lock, access, ts);
    if (!lock.acquire(ts, hold, nanos)) {
      return null;
    }
    holds[count++] = hold;
    return hold;
  }

  private static Hold again(ThreadState ts, Hold held, Access access) {
    if (held.task != ts.runningTask) {
      throw ArenaErrors.otherTask(held.lock.name);
    }
    if (access == Access.WRITE && held.access == Access.READ) {
      throw ArenaErrors.upgrade(held.lock.name);
    }
    held.depth++;
    return held;
  }

  private void requireOrder(ArenaLock lock) {
    if (lock instanceof FreeLock) {
      return;
    }
    for (int i = count - 1; i >= 0; i--) {
      ArenaLock other = holds[i].lock;
      if (!(other instanceof FreeLock) && other.number > lock.number) {
        throw other.number >= ArenaLock.FILES && lock.number < ArenaLock.FILES ? ArenaErrors.orderOfFiles(lock.name, other.name)
            : ArenaErrors.order(lock.name, other.name);
      }
    }
  }

  /// The hold of an arena; null where the thread does not hold it.
  public Hold find(ArenaLock lock) {
    // Other threads may look on, at what is about to change.
    Hold[] now = holds;
    for (int i = Math.min(count, now.length) - 1; i >= 0; i--) {
      Hold hold = now[i];
      if (hold != null && hold.lock == lock) {
        return hold;
      }
    }
    return null;
  }

  /// All holds of all threads of a runtime, as far as can be told from outside.
  public static List<Hold> everywhere(PyRuntime runtime) {
    List<Hold> found = new ArrayList<>();
    Consumer<Interpreter> look = i -> i.threads().forEach(ts -> addAll(ts, found));
    look.accept(runtime.main());
    runtime.others().forEach(look);
    return found;
  }

  private static void addAll(ThreadState ts, List<Hold> found) {
    Holdings holdings = ts.holding(Holdings.class);
    if (holdings == null) {
      return;
    }
    // They may change meanwhile.
    for (Hold hold : holdings.holds) {
      if (hold != null) {
        found.add(hold);
      }
    }
  }

  /// Whether there is none.
  public boolean isEmpty() {
    return count == 0;
  }

  /// The hold that began last; null for none.
  public Hold innermost() {
    return count == 0 ? null : holds[count - 1];
  }

  /// Leaves an arena, or one of several `with` blocks of it; answers whether that was the last.
  public boolean leave(Hold hold) {
    if (--hold.depth > 0) {
      return false;
    }
    remove(hold);
    hold.end();
    hold.owner = null;
    hold.lock.giveBack(hold);
    hold.lock.released();
    return true;
  }

  private void remove(Hold hold) {
    int i = count - 1;
    while (holds[i] != hold) {
      i--;
    }
    System.arraycopy(holds, i + 1, holds, i, count - i - 1);
    holds[--count] = null;
  }

  @Override
  public void abandoned(ThreadState ts) {
    while (count > 0) {
      Hold hold = holds[count - 1];
      holds[--count] = null;
      hold.end();
      hold.lock.abandoned(hold);
      hold.owner = null;
      hold.lock.giveBack(hold);
      hold.lock.released();
    }
  }

  @Override
  public RuntimeException explain(InternalError fault) {
    for (int i = count - 1; i >= 0; i--) {
      RuntimeException found = holds[i].lock.explain();
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  public boolean keepsPermit(long now) {
    return count > 0 && now - holds[0].since < KEEP_NANOS;
  }
}
