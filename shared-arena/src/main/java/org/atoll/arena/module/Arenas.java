package org.atoll.arena.module;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.objects.Mode;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.host.MappedFile;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyException;

/// The arenas of a runtime. Those with names live until they are closed, all others as long as anybody can reach them. Thread-safe.
final class Arenas implements BetweenInterpreters {
  private final AtomicLong nextNumber = new AtomicLong(1);
  private final ConcurrentHashMap<String, PyArena> named = new ConcurrentHashMap<>();
  /// All that are open, and some that are gone.
  private final ConcurrentLinkedQueue<WeakReference<PyArena>> all = new ConcurrentLinkedQueue<>();
  private final FileArenas files = new FileArenas();
  private final ConcurrentHashMap<FileArenas.Identity, WeakReference<PyArena>> byFile = new ConcurrentHashMap<>();
  private final LongHolds longHolds;

  private Arenas(PyRuntime runtime) {
    longHolds = new LongHolds(runtime, this);
  }

  static Arenas of(PyRuntime runtime) {
    return runtime.state(Arenas.class, () -> new Arenas(runtime));
  }

  /// Makes an arena; null for no name.
  ///
  /// @throws PyException ArenaError where the name is taken
  PyArena create(String name, LongFunction<SharedArena> make, long warnAfterNanos) {
    if (name != null && named.containsKey(name)) {
      throw ArenaErrors.nameTaken(name);
    }
    return added(new PyArena(make.apply(nextNumber.getAndIncrement()), this, name, null, warnAfterNanos));
  }

  private PyArena added(PyArena arena) {
    if (arena.name != null && named.putIfAbsent(arena.name, arena) != null) {
      arena.arena.free();
      throw ArenaErrors.nameTaken(arena.name);
    }
    all.add(new WeakReference<>(arena));
    if (arena.warnAfterNanos >= 0) {
      longHolds.watch();
    }
    return arena;
  }

  // Files.

  /// How an arena of a file is to be made; null for no name.
  record Wanted(String name, FileArenas.Name path, Mode mode, long limitBytes, int flags, long warnAfterNanos) {
    String label() {
      return name != null ? name : path.shown().substring(path.shown().lastIndexOf('/') + 1);
    }
  }

  /// Makes an arena in a new file. Requires the GIL.
  ///
  /// @throws PyException ArenaError where the name is taken, OSError
  PyArena create(ThreadState ts, Wanted wanted) {
    if (wanted.name != null && named.containsKey(wanted.name)) {
      throw ArenaErrors.nameTaken(wanted.name);
    }
    FileArenas.Opened made = files.create(ts, wanted.path, wanted.label(), wanted.mode, wanted.limitBytes, wanted.flags);
    return opened(made.identity(), new PyArena(made.arena(), this, wanted.name, wanted.path.shown(), wanted.warnAfterNanos), wanted);
  }

  /// The arena of a file, which is opened unless it is open. Requires the GIL.
  ///
  /// @throws PyException ArenaError where it is open by another name, ArenaCorrupt, OSError
  PyArena open(ThreadState ts, Wanted wanted) {
    MappedFile file = files.find(wanted.path);
    FileArenas.Identity identity = FileArenas.identity(file);
    PyArena known = openFile(identity);
    if (known != null) {
      file.close();
      return asNamed(known, wanted);
    }
    if (wanted.name != null && named.containsKey(wanted.name)) {
      file.close();
      throw ArenaErrors.nameTaken(wanted.name);
    }
    SharedArena arena = files.open(ts, file, wanted.path, wanted.label());
    return opened(identity, new PyArena(arena, this, wanted.name, wanted.path.shown(), wanted.warnAfterNanos), wanted);
  }

  /// Of several threads that open one file at the same time, all get what the first has made.
  private PyArena opened(FileArenas.Identity identity, PyArena made, Wanted wanted) {
    synchronized (byFile) {
      PyArena known = openFile(identity);
      if (known != null) {
        made.arena.free();
        return asNamed(known, wanted);
      }
      requireNoCopy(made);
      added(made);
      byFile.put(identity, new WeakReference<>(made));
      return made;
    }
  }

  private PyArena openFile(FileArenas.Identity identity) {
    WeakReference<PyArena> known = byFile.get(identity);
    PyArena arena = known == null ? null : known.get();
    return arena == null || arena.arena.isClosed() ? null : arena;
  }

  private static PyArena asNamed(PyArena known, Wanted wanted) {
    if (wanted.name != null && !wanted.name.equals(known.name)) {
      throw ArenaErrors.openAs(known.path, known.name);
    }
    return known;
  }

  /// Two arenas with one number would have no order.
  private void requireNoCopy(PyArena made) {
    for (PyArena a : open()) {
      if (a.arena.lock.number == made.arena.lock.number) {
        made.arena.free();
        throw ArenaErrors.copyOpen(made.path, a.path);
      }
    }
  }

  /// The arena of this name.
  ///
  /// @throws PyException ArenaError where there is none
  PyArena open(String name) {
    PyArena found = named.get(name);
    if (found == null) {
      List<String> known = names();
      throw ArenaErrors.unknown(name, known.isEmpty() ? "there are none with a name" : "those with a name are " + String.join(", ", known));
    }
    return found;
  }

  /// The names of all arenas that have one, in alphabetical order.
  List<String> names() {
    return named.keySet().stream().sorted().toList();
  }

  void closed(PyArena arena) {
    if (arena.name != null) {
      named.remove(arena.name, arena);
    }
    byFile.values().removeIf(r -> r.get() == null || r.get() == arena);
    all.removeIf(r -> r.get() == null || r.get() == arena);
  }

  /// Those that are open.
  Iterable<PyArena> open() {
    all.removeIf(r -> r.get() == null);
    Iterator<PyArena> found = all.stream().map(WeakReference::get).filter(a -> a != null && !a.arena.isClosed()).iterator();
    return () -> found;
  }
}
