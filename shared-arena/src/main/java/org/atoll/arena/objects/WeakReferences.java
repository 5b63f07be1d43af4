package org.atoll.arena.objects;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.atoll.arena.collect.Collector;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.values.Words;
import org.atoll.runtime.host.Randomness;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;

/// The weak references to what is in one arena: a table of numbers and cells, outside the arena's memory. What a collection does not find
/// loses its number. Thread-safe, as those who only read an arena may make references.
///
/// Arenas are known by an id that no two of them have, in whichever process they were made: a reference that was kept in a file
/// leads nowhere, rather than to what has its number now.
final class WeakReferences {
  private final SharedArena arena;
  private final Map<Long, Long> numbers = new HashMap<>();
  private final Map<Long, Long> targets = new HashMap<>();
  private long next = 1;
  private long id;

  WeakReferences(SharedArena arena) {
    this.arena = arena;
  }

  /// The arenas of a runtime that are referred to weakly.
  private static final class Arenas {
    final Map<Long, WeakReference<SharedArena>> all = new ConcurrentHashMap<>();
  }

  private static Arenas arenas(ThreadState ts) {
    PyRuntime runtime = ts.interpreter().runtime();
    return runtime.state(Arenas.class, Arenas::new);
  }

  /// A reference to what a view stands for; the same for all views of it.
  synchronized PyWeakReference to(ThreadState ts, View view) {
    long reference = view.reference(ts, arena);
    if (id == 0) {
      id = ByteBuffer.wrap(Randomness.bytes(8)).getLong() | 1;
      arenas(ts).all.values().removeIf(a -> a.get() == null);
      arenas(ts).all.put(id, new WeakReference<>(arena));
    }
    long number = numbers.computeIfAbsent(reference, r -> next++);
    targets.put(number, reference);
    return new PyWeakReference(arena, id, number);
  }

  /// What has a number; nothing for what is gone.
  private synchronized long target(long number) {
    return targets.getOrDefault(number, Words.NOTHING);
  }

  /// The object of a number; null where it is gone.
  View get(ThreadState ts, Hold hold, long number) {
    return arena.free == null ? get(hold, number) : arena.free.run(ts, hold, 0, 0, () -> get(hold, number));
  }

  private View get(Hold hold, long number) {
    long reference = target(number);
    if (reference == Words.NOTHING) {
      return null;
    }
    if (hold.mayWrite()) {
      arena.revived(reference);
    }
    View view = arena.view(hold, reference);
    return view instanceof StructView s && s.isReleased() ? null : view;
  }

  /// Forgets what a collection has not found.
  synchronized void purge(Collector collector) {
    for (Iterator<Map.Entry<Long, Long>> i = numbers.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<Long, Long> e = i.next();
      if (!collector.survives(Cell.offset(e.getKey()))) {
        targets.remove(e.getValue());
        i.remove();
      }
    }
  }

  /// Forgets all: of nothing it is known any more whether it is there.
  synchronized void forgetAll() {
    numbers.clear();
    targets.clear();
  }

  /// The reference that a cell of an arena is.
  static PyWeakReference read(SharedArena in, Hold hold, long cell) {
    long id = in.region.getLong(cell + PyWeakReference.ID_AT);
    WeakReference<SharedArena> to = arenas(hold.owner()).all.get(id);
    return new PyWeakReference(to == null ? null : to.get(), id, in.region.getLong(cell + PyWeakReference.NUMBER_AT));
  }
}
