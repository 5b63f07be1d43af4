package org.atoll.arena.objects;

import org.atoll.arena.memory.Damage;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.CellHeap;
import org.atoll.arena.memory.Region;
import org.atoll.arena.values.Kinds;
import org.atoll.arena.values.Words;
import org.atoll.runtime.modules.array.ItemKind;
import org.atoll.runtime.types.PyErr;

/// The bytes of a bytearray or array in an arena, with spare room behind them. Those of many bytes begin at a multiple of 64, where a line of the
/// processor's cache does, others at one of 8.
///
/// The cell has one word, the storage; then how many bytes there are. What its header has for its own use is the type code of an array.
final class RawTable {
  private static final long DATA = 8;
  private static final long SIZE = 16;
  private static final long CELL_SIZE = 24;
  private static final int LINE = 64;
  /// Storage from this size on begins at a multiple of [#LINE].
  private static final int LARGE = 1024;
  private static final int SMALL = 64;
  private static final int MAX = Integer.MAX_VALUE - 1024;

  private RawTable() {}

  static long make(SharedArena a, int kind, int code, byte[] content) {
    long cell = a.allocate(Cell.header(kind, 0, code, 1), CELL_SIZE);
    if (content.length > 0) {
      long storage = storage(a, content.length);
      a.region.setLong(cell + DATA, storage);
      a.region.copyIn(content, 0, begin(a, storage), content.length);
    }
    a.region.setLong(cell + SIZE, content.length);
    return cell;
  }

  private static long storage(SharedArena a, int capacity) {
    return a.allocate(Cell.header(Kinds.RAW, 0, 0, 0), byteSize(capacity));
  }

  /// How large storage has to be.
  private static long byteSize(int capacity) {
    long least = Cell.HEADER_SIZE + capacity;
    return CellHeap.cellSize(least) >= LARGE ? least + LINE : least;
  }

  /// Where the bytes begin in storage.
  private static long begin(SharedArena a, long storage) {
    long at = storage + Cell.HEADER_SIZE;
    return a.heap.sizeOf(storage) >= LARGE ? Region.roundUp(at, LINE) : at;
  }

  private static int capacity(SharedArena a, long cell) {
    long storage = a.region.getLong(cell + DATA);
    return storage == Words.NOTHING ? 0 : (int) Math.min(MAX, storage + a.heap.sizeOf(storage) - begin(a, storage));
  }

  static int size(SharedArena a, long cell) {
    return (int) a.region.getLong(cell + SIZE);
  }

  /// The type code of an array.
  static char code(SharedArena a, long cell) {
    return (char) Cell.extra(a.region.getLong(cell));
  }

  /// Where the bytes begin; what has none has no such place, and 0 is returned.
  static long begin(SharedArena a, long cell, int offset) {
    long storage = a.region.getLong(cell + DATA);
    return storage == Words.NOTHING ? 0 : begin(a, storage) + offset;
  }

  /// A copy of `[from, to)`.
  static byte[] copy(SharedArena a, long cell, int from, int to) {
    byte[] out = new byte[to - from];
    if (out.length > 0) {
      a.region.copyOut(begin(a, cell, from), out, 0, out.length);
    }
    return out;
  }

  static byte[] copy(SharedArena a, long cell) {
    return copy(a, cell, 0, size(a, cell));
  }

  /// Replaces `[from, to)` by other bytes. Nobody may have been lent the bytes where that changes how many there are.
  static void splice(SharedArena a, long cell, int from, int to, byte[] with) {
    int size = size(a, cell);
    int change = with.length - (to - from);
    if ((long) size + change > capacity(a, cell)) {
      grow(a, cell, from, to, with.length);
    } else if (change != 0 && to < size) {
      a.region.copy(begin(a, cell, to), begin(a, cell, to + change), size - to);
    }
    if (with.length > 0) {
      a.region.copyIn(with, 0, begin(a, cell, from), with.length);
    }
    a.region.setLong(cell + SIZE, size + change);
    if (change < 0) {
      shrink(a, cell, size + change);
    }
  }

  private static void grow(SharedArena a, long cell, int from, int to, int gap) {
    int size = size(a, cell);
    long needed = (long) size - (to - from) + gap;
    if (needed > MAX) {
      throw PyErr.memoryError();
    }
    long larger = storage(a, (int) Math.min(MAX, needed + (needed >> 3) + 8));
    if (size > 0) {
      a.region.copy(begin(a, cell, 0), begin(a, larger), from);
      a.region.copy(begin(a, cell, to), begin(a, larger) + from + gap, size - to);
    }
    replace(a, cell, larger);
  }

  private static void replace(SharedArena a, long cell, long storage) {
    long old = a.region.getLong(cell + DATA);
    a.store(cell + DATA, storage);
    a.discard(old);
  }

  /// Gives room back, if there is room to do so.
  private static void shrink(SharedArena a, long cell, int size) {
    int capacity = capacity(a, cell);
    if (size == 0) {
      replace(a, cell, Words.NOTHING);
    } else if (size < capacity / 4 && capacity > SMALL) {
      int less = size + (size >> 1) + 8;
      long smaller = a.heap.allocate(Cell.header(Kinds.RAW, 0, 0, 0), byteSize(less));
      if (smaller != 0) {
        a.region.copy(begin(a, cell, 0), begin(a, smaller), size);
        replace(a, cell, smaller);
      }
    }
  }

  // Of a file.

  /// Looks whether a bytearray or array is one.
  static void check(FileCheck c, SharedArena a, long cell, int kind) throws Damage {
    c.words(cell, 1, CELL_SIZE);
    c.storage(a.region.getLong(cell + DATA), Kinds.RAW, cell);
    long size = a.region.getLong(cell + SIZE);
    boolean isArray = kind == Kinds.ARRAY;
    c.require(!isArray || "bBuwhHiIlLqQfd".indexOf(code(a, cell)) >= 0, cell, "an array of no type");
    int unit = isArray ? ItemKind.of(code(a, cell)).size : 1;
    c.require(size >= 0 && size <= capacity(a, cell) && size % unit == 0, cell, "an array of %d bytes", size);
  }
}
