package org.atoll.arena.module;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.lock.ArenaLock;
import org.atoll.arena.memory.ArenaFile;
import org.atoll.arena.memory.Damage;
import org.atoll.arena.memory.NoRoom;
import org.atoll.arena.objects.Mode;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.host.Clock;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.FileStatus;
import org.atoll.runtime.host.MappedFile;
import org.atoll.runtime.host.MappedFile.Lock;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Randomness;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.FsPath;
import org.atoll.runtime.modules.posix.WorkingDirectory;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// Makes and opens the files of arenas: with the rights of the interpreter that asks, and under the lock by which the processes take turns.
/// Requires the GIL, which is given up while another process has the lock.
final class FileArenas {
  /// The numbers of arenas of files begin here: threads enter these after all others, in all processes in the order in which
  /// they were made.
  static final long FIRST_NUMBER = ArenaLock.FILES;
  /// What the log beside a file is called after it.
  private static final byte[] LOG_SUFFIX = "-undo".getBytes(StandardCharsets.US_ASCII);
  private static final long PAUSE_NANOS = 1_000_000;
  /// How long the maker of a file is waited for.
  private static final long UNFINISHED_NANOS = 5_000_000_000L;
  /// Stands for this process in the files.
  private final long process = random();

  private static long random() {
    return ByteBuffer.wrap(Randomness.bytes(8)).getLong() | 1;
  }

  /// A file that an interpreter has named, and what names it in messages.
  record Name(String shown, byte[] path) {
    static Name of(ThreadState ts, Object path) {
      byte[] bytes = FsPath.encode(ts, path);
      return new Name(String.valueOf(FsPath.decode(bytes)), WorkingDirectory.of(ts).resolve(bytes));
    }

    byte[] log() {
      byte[] log = Arrays.copyOf(path, path.length + LOG_SUFFIX.length);
      System.arraycopy(LOG_SUFFIX, 0, log, path.length, LOG_SUFFIX.length);
      return log;
    }

    String shownLog() {
      return shown + new String(LOG_SUFFIX, StandardCharsets.US_ASCII);
    }

    void remove() {
      Posix.callAt("unlinkat", Posix.AT_FDCWD, path, 0, 0, 0);
    }
  }

  /// Which file it is, whatever leads to it.
  record Identity(long dev, long ino) {}

  /// An arena, and of which file.
  record Opened(SharedArena arena, Identity identity) {}

  // Making.

  /// @param label what messages call it
  /// @throws PyException OSError
  /// @throws OutOfMemoryError where the system has no room for the addresses
  Opened create(ThreadState ts, Name name, String label, Mode mode, long limit, int flags) {
    MappedFile file = opened(MappedFile.open(name.path, true), name.shown);
    MappedFile log = null;
    ArenaFile made = null;
    boolean done = false;
    try {
      waitFor(ts, () -> file.lock(Lock.EXCLUSIVE) == 0);
      log = openLog(name, true);
      long number = FIRST_NUMBER + Clock.wallNanos();
      made = ArenaFile.make(file, log, new ArenaFile.Settings(random(), number, limit, mode.ordinal(), flags), process);
      Opened opened = new Opened(arena(label, made, true, name), identity(file));
      file.lock(Lock.NONE);
      done = true;
      return opened;
    } catch (Damage e) {
      throw new IllegalStateException(e);
    } finally {
      if (!done) {
        name.remove();
        closeAll(made, file, log);
      }
    }
  }

  private static SharedArena arena(String label, ArenaFile file, boolean isNew, Name name) throws Damage {
    try {
      if (file.growthError() == 0) {
        return new SharedArena(label, file, isNew);
      }
    } catch (NoRoom e) {
      // As below.
    }
    throw PyErr.osError(file.growthError() == 0 ? Errno.ENOSPC : file.growthError(), name.shown);
  }

  private static void closeAll(ArenaFile arena, MappedFile file, MappedFile log) {
    if (arena != null) {
      arena.close();
    }
    file.close();
    if (log != null) {
      log.close();
    }
  }

  /// The log beside a file.
  ///
  /// @param isNew whether what there may be belongs to an arena that is gone
  private static MappedFile openLog(Name name, boolean isNew) {
    MappedFile.Opened there = MappedFile.open(name.log(), false);
    if (there.error() == -Errno.ENOENT) {
      there = MappedFile.open(name.log(), true);
    }
    MappedFile log = opened(there, name.shownLog());
    if (isNew) {
      log.truncate(0);
    }
    return log;
  }

  private static MappedFile opened(MappedFile.Opened opened, String shown) {
    return switch (-opened.error()) {
      case 0 -> opened.file();
      case Errno.EEXIST -> throw PyErr.osErrorWithMessage(Errno.EEXIST, "there is a file already: open it with arena.open(path=...), or choose another name", shown);
      case Errno.ENOENT -> throw PyErr.osErrorWithMessage(Errno.ENOENT, "there is no such file: make it with arena.create(path=...)", shown);
      default -> throw PyErr.osError(-opened.error(), shown);
    };
  }

  static Identity identity(MappedFile file) {
    FileStatus status = file.status().status();
    return new Identity(status.dev(), status.ino());
  }

  private static void waitFor(ThreadState ts, BooleanSupplier attempt) {
    WaitQueue alone = new WaitQueue();
    while (!alone.await(ts, PAUSE_NANOS, attempt)) {
      // The next pause.
    }
  }

  // Opening.

  /// Looks at a file, for [#open].
  ///
  /// @throws PyException OSError, ArenaCorrupt for what is no file
  MappedFile find(Name name) {
    MappedFile file = opened(MappedFile.open(name.path, false), name.shown);
    if (!file.status().status().isRegular()) {
      file.close();
      throw ArenaErrors.noArena(name.shown, "it is not a regular file");
    }
    return file;
  }

  /// The arena of a file, which is closed where that fails.
  ///
  /// @throws PyException ArenaCorrupt, OSError
  SharedArena open(ThreadState ts, MappedFile file, Name name, String label) {
    MappedFile log = null;
    ArenaFile opened = null;
    boolean done = false;
    try {
      lockFinished(ts, file);
      ArenaFile.Settings settings = ArenaFile.settings(file);
      if (settings.mode() < 0 || settings.mode() >= Mode.values().length || settings.number() < FIRST_NUMBER) {
        throw new Damage("its header is damaged");
      }
      log = openLog(name, false);
      opened = ArenaFile.open(file, log, settings, process);
      SharedArena arena = arena(label, opened, false, name);
      arena.check(ts);
      file.lock(Lock.NONE);
      done = true;
      return arena;
    } catch (Damage e) {
      throw ArenaErrors.noArena(name.shown, e.getMessage());
    } finally {
      if (!done) {
        closeAll(opened, file, log);
      }
    }
  }

  /// Takes the lock; not before the file is finished, unless its maker seems to have ended before.
  private static void lockFinished(ThreadState ts, MappedFile file) {
    long begun = System.nanoTime();
    waitFor(ts, () -> {
      if (file.lock(Lock.EXCLUSIVE) != 0) {
        return false;
      }
      if (!ArenaFile.isUnfinished(file) || System.nanoTime() - begun > UNFINISHED_NANOS) {
        return true;
      }
      file.lock(Lock.NONE);
      return false;
    });
  }
}
