package org.atoll.arena.module;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.types.PyException;

/// The arenas of a runtime. Those with names live until they are closed, all others as long as anybody can reach them. Thread-safe.
final class Arenas implements BetweenInterpreters {
  private final AtomicLong nextNumber = new AtomicLong(1);
  private final ConcurrentHashMap<String, PyArena> named = new ConcurrentHashMap<>();
  /// All that are open, and some that are gone.
  private final ConcurrentLinkedQueue<WeakReference<PyArena>> all = new ConcurrentLinkedQueue<>();
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
    SharedArena made = make.apply(nextNumber.getAndIncrement());
    PyArena arena = new PyArena(made, this, name, warnAfterNanos);
    if (name != null && named.putIfAbsent(name, arena) != null) {
      made.free();
      throw ArenaErrors.nameTaken(name);
    }
    all.add(new WeakReference<>(arena));
    if (warnAfterNanos >= 0) {
      longHolds.watch();
    }
    return arena;
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
    all.removeIf(r -> r.get() == null || r.get() == arena);
  }

  /// Those that are open.
  Iterable<PyArena> open() {
    all.removeIf(r -> r.get() == null);
    Iterator<PyArena> found = all.stream().map(WeakReference::get).filter(a -> a != null && !a.arena.isClosed()).iterator();
    return () -> found;
  }
}
