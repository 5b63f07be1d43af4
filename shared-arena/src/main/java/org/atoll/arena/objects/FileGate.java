package org.atoll.arena.objects;

import org.atoll.arena.ArenaErrors;
import org.atoll.arena.lock.Access;
import org.atoll.arena.lock.Gate;
import org.atoll.arena.memory.ArenaFile;
import org.atoll.arena.memory.Damage;

/// The turns that processes take in an arena of a file. Whoever goes through finds the file as the last holder left it: what a process has
/// done that ended within its hold is undone, what others have done since this process was here is known to the heap.
///
/// Of a file that turns out to be damaged nothing is touched any more: everybody goes through, to be told.
final class FileGate implements Gate {
  private final SharedArena arena;
  private final ArenaFile file;
  private int readers;
  /// Whether this process has the lock on the file.
  private boolean locked;
  /// How often the arena had been changed when this process left it last.
  private long seen = -1;
  /// What is wrong with the file; null for nothing.
  private volatile String damage;

  FileGate(SharedArena arena, ArenaFile file) {
    this.arena = arena;
    this.file = file;
  }

  @Override
  public synchronized boolean tryEnter(Access access) {
    boolean reads = access == Access.READ;
    if (damage == null) {
      if (readers > 0 ? file.isWriteWanted() : !enter(reads)) {
        return false;
      }
    }
    if (reads) {
      readers++;
    }
    return true;
  }

  private boolean enter(boolean reads) {
    try {
      if (!file.isWhole()) {
        damaged("it was cut short");
        return true;
      }
      locked = file.tryLock(reads);
      if (locked && file.journal().isInUse() && !repair(reads)) {
        unlock();
      }
      if (locked && file.changes() != seen) {
        arena.reload();
        seen = file.changes();
      }
    } catch (Damage e) {
      damaged(e.getMessage());
    } catch (InternalError e) {
      damaged("it was cut short, or the disk cannot be read");
    }
    return locked || damage != null;
  }

  /// For which no other process may read meanwhile.
  private boolean repair(boolean reads) throws Damage {
    if (reads && !file.convert(false)) {
      return false;
    }
    file.repair(!arena.undoes());
    return !reads || file.convert(true);
  }

  @Override
  public RuntimeException explain() {
    if (damage == null && !file.isWhole()) {
      damaged("it was cut short");
    }
    return damage == null ? null : ArenaErrors.corrupt(arena.name, damage);
  }

  private void unlock() {
    locked = false;
    file.unlock();
  }

  @Override
  public synchronized void leave(Access access) {
    if (access == Access.READ && --readers > 0) {
      return;
    }
    if (locked) {
      unlock();
    }
  }

  /// A hold is over that has changed the arena, of which this process knows everything.
  void changed() {
    seen = file.changes();
  }

  /// From now on nobody can use the arena.
  void damaged(String what) {
    damage = what;
    arena.unusable();
  }

  /// What is wrong; null for nothing.
  String damage() {
    return damage;
  }
}
