package org.atoll.arena.objects;

import org.atoll.arena.lock.ArenaLock;
import org.atoll.arena.lock.ExclusiveLock;
import org.atoll.arena.lock.FreeLock;
import org.atoll.arena.lock.ReadWriteLock;
import org.atoll.runtime.types.PyErr;

/// Who may be in an arena together.
public enum Mode {
  /// One thread at a time.
  EXCLUSIVE("exclusive"),
  /// One that writes, or any number that read.
  RW("rw"),
  /// Any number; each operation on an object is atomic by itself ([FreeAccess]).
  FREE("free");

  public final String word;

  Mode(String word) {
    this.word = word;
  }

  /// The mode of this name; ValueError for any other.
  public static Mode named(String word) {
    for (Mode m : values()) {
      if (m.word.equals(word)) {
        return m;
      }
    }
    throw PyErr.valueError("mode must be 'exclusive', 'rw' or 'free', not '%s'", word);
  }

  ArenaLock newLock(long number, String name) {
    return switch (this) {
      case EXCLUSIVE -> new ExclusiveLock(number, name);
      case RW -> new ReadWriteLock(number, name);
      case FREE -> new FreeLock(number, name);
    };
  }
}
