package org.atoll.arena.objects;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.values.Kinds;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyTuple;

/// The `@arena.struct` classes whose instances are in an arena, by the numbers that these have in their headers. The descriptions are a
/// tuple in the arena, the only word of a cell of its own; what they say is kept here.
final class StructTable {
  private static final int MOST = 0xffff;

  private final SharedArena arena;
  final long cell;
  private volatile StructLayout[] layouts = {};
  private final Map<StructLayout, Integer> numbers = new ConcurrentHashMap<>();

  /// The table of a new arena.
  StructTable(SharedArena arena) {
    this(arena, arena.allocate(Cell.header(Kinds.STORAGE, 0, 0, 1), Cell.word(0, 1)));
  }

  /// The table that a cell holds.
  StructTable(SharedArena arena, long cell) {
    this.arena = arena;
    this.cell = cell;
  }

  /// The arena is as others have left it: what it says is to be read again.
  synchronized void forget() {
    layouts = new StructLayout[0];
    numbers.clear();
  }

  /// The class of a number.
  StructLayout layout(ThreadState ts, int number) {
    StructLayout[] known = layouts;
    return number <= known.length ? known[number - 1] : readAll(ts)[number - 1];
  }

  synchronized StructLayout[] readAll(ThreadState ts) {
    StructLayout[] known = layouts;
    Object[] all = descriptions();
    StructLayout[] more = Arrays.copyOf(known, Math.max(known.length, all.length));
    for (int i = known.length; i < all.length; i++) {
      more[i] = StructLayout.of(ts, (PyTuple) all[i]);
      numbers.put(more[i], i + 1);
    }
    layouts = more;
    return more;
  }

  private Object[] descriptions() {
    long word = arena.region.getLong(Cell.word(cell, 0));
    return word == Words.NOTHING ? new Object[0] : ((PyTuple) arena.read(null, word)).items;
  }

  /// The number of a class, which is added if it is not there.
  ///
  /// @throws org.atoll.arena.memory.NoRoom where there is no room for its description
  int number(ThreadState ts, StructLayout layout) {
    Integer number = numbers.get(layout);
    return number != null ? number : add(ts, layout);
  }

  private synchronized int add(ThreadState ts, StructLayout layout) {
    readAll(ts);
    Integer number = numbers.get(layout);
    if (number != null) {
      return number;
    }
    StructLayout[] more = Arrays.copyOf(layouts, layouts.length + 1);
    if (more.length > MOST) {
      throw ArenaErrors.tooManyClasses(arena.name, MOST);
    }
    more[more.length - 1] = layout;
    Object[] descriptions = Arrays.stream(more).map(StructLayout::description).toArray();
    arena.store(Cell.word(cell, 0), arena.word(ts, PyTuple.of(descriptions)));
    layouts = more;
    numbers.put(layout, more.length);
    return more.length;
  }

  /// The class of a number that [#layout] has been asked for, or of any after [#readAll]; null for none.
  StructLayout known(int number) {
    StructLayout[] known = layouts;
    return number >= 1 && number <= known.length ? known[number - 1] : null;
  }
}
