package org.atoll.arena.objects;

import org.atoll.arena.memory.Damage;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.Region;
import org.atoll.arena.values.Kinds;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;

/// The slots of a pool. Each is a cell of its own, made when it is first needed and kept from then on.
///
/// A pool's cell has one word, the storage of references to the slots, and then how many slots there may be, how many there are, how many are
/// in use, and the number of the first free one; each free slot has the number of the next. Numbers of slots begin at 1 there, so
/// that 0 is none.
///
/// A slot counts its turns: it begins the next when it is released, and references to it carry the turn that they are of. One
/// that has had all turns is replaced by a new cell.
final class PoolTable {
  private static final long SLOTS = 8;
  private static final long CAPACITY = 16;
  private static final long COUNT = 20;
  private static final long IN_USE = 24;
  private static final long FREE = 28;
  private static final long CELL_SIZE = 32;
  private static final int FIRST_SLOTS = 16;
  /// The next free slot, of one that is in use.
  private static final int NOT_FREE = -1;

  private PoolTable() {}

  static long make(SharedArena a, int number, int capacity) {
    long pool = a.allocate(Cell.header(Kinds.POOL, 0, number, 1), CELL_SIZE);
    a.region.setInt(pool + CAPACITY, capacity);
    return pool;
  }

  static int capacity(SharedArena a, long pool) {
    return a.region.getInt(pool + CAPACITY);
  }

  static int count(SharedArena a, long pool) {
    return a.region.getInt(pool + COUNT);
  }

  static int inUse(SharedArena a, long pool) {
    return a.region.getInt(pool + IN_USE);
  }

  private static long storage(SharedArena a, long pool) {
    return Cell.offset(a.region.getLong(pool + SLOTS));
  }

  private static long slot(SharedArena a, long pool, int i) {
    return Cell.offset(a.region.getLong(Cell.word(storage(a, pool), i)));
  }

  /// A reference to the slot of a number, from 0 on, if it is in use; [Words#NOTHING] otherwise.
  static long used(SharedArena a, long pool, StructLayout layout, int i) {
    long data = slot(a, pool, i) + layout.slotAt;
    boolean free = a.region.getInt(data + StructLayout.NEXT) != NOT_FREE;
    return free ? Words.NOTHING : Cell.reference(data - layout.slotAt, a.region.getInt(data + StructLayout.TURN));
  }

  /// Whether a slot is in use, in the turn that a reference to it is of.
  static boolean isInUse(SharedArena a, StructLayout layout, long reference) {
    long data = Cell.offset(reference) + layout.slotAt;
    return a.region.getInt(data + StructLayout.NEXT) == NOT_FREE && a.region.getInt(data + StructLayout.TURN) == Cell.turn(reference);
  }

  /// Whether a cell is a slot of this pool.
  static boolean has(SharedArena a, long pool, StructLayout layout, long cell) {
    int i = a.region.getInt(cell + layout.slotAt + StructLayout.INDEX);
    return i < count(a, pool) && slot(a, pool, i) == cell;
  }

  /// Takes a slot into use, whose fields are empty.
  ///
  /// @return a reference to it, or [Words#NOTHING] where all are in use
  /// @throws org.atoll.arena.memory.NoRoom where a new one is needed, and has none
  static long acquire(ThreadState ts, SharedArena a, long pool, StructClass struct) {
    int first = a.region.getInt(pool + FREE);
    if (first == 0 && count(a, pool) == capacity(a, pool)) {
      return Words.NOTHING;
    }
    long cell = first != 0 ? reuse(ts, a, pool, struct, first - 1) : extend(ts, a, pool, struct);
    long data = cell + struct.layout.slotAt;
    a.region.setInt(data + StructLayout.NEXT, NOT_FREE);
    a.region.setInt(pool + IN_USE, inUse(a, pool) + 1);
    return Cell.reference(cell, a.region.getInt(data + StructLayout.TURN));
  }

  private static long reuse(ThreadState ts, SharedArena a, long pool, StructClass struct, int i) {
    long cell = slot(a, pool, i);
    int next = a.region.getInt(cell + struct.layout.slotAt + StructLayout.NEXT);
    if (a.region.getInt(cell + struct.layout.slotAt + StructLayout.TURN) == Cell.TURNS) {
      cell = make(ts, a, pool, struct, i);
    }
    a.region.setInt(pool + FREE, next);
    return cell;
  }

  private static long extend(ThreadState ts, SharedArena a, long pool, StructClass struct) {
    int i = count(a, pool);
    long storage = storage(a, pool);
    int room = storage == 0 ? 0 : Cell.words(a.region.getLong(storage));
    if (i == room) {
      grow(a, pool, storage, room);
    }
    long cell = make(ts, a, pool, struct, i);
    a.region.setInt(pool + COUNT, i + 1);
    return cell;
  }

  private static void grow(SharedArena a, long pool, long old, int room) {
    int more = (int) Math.min(capacity(a, pool), Math.max(FIRST_SLOTS, 2L * room));
    long storage = a.allocate(Cell.header(Kinds.STORAGE, 0, 0, more), Cell.word(0, more));
    if (room > 0) {
      a.region.copy(Cell.word(old, 0), Cell.word(storage, 0), 8L * room);
    }
    a.store(pool + SLOTS, storage);
    a.discard(old);
  }

  /// The cell of a slot, in the place of the one that it had.
  private static long make(ThreadState ts, SharedArena a, long pool, StructClass struct, int i) {
    long cell = Structs.cell(ts, a, struct, true);
    a.region.setInt(cell + struct.layout.slotAt + StructLayout.INDEX, i);
    a.store(Cell.word(storage(a, pool), i), cell);
    return cell;
  }

  /// Gives a slot back, and lets go of all that it refers to.
  static void release(SharedArena a, long pool, StructLayout layout, long cell) {
    Region r = a.region;
    Structs.clear(a, layout, cell);
    long data = cell + layout.slotAt;
    r.setInt(data + StructLayout.TURN, r.getInt(data + StructLayout.TURN) + 1);
    r.setInt(data + StructLayout.NEXT, r.getInt(pool + FREE));
    r.setInt(pool + FREE, r.getInt(data + StructLayout.INDEX) + 1);
    r.setInt(pool + IN_USE, inUse(a, pool) - 1);
  }

  // Of a file.

  /// Looks whether a pool is one, of which each slot is in use or free.
  static void check(FileCheck c, Region r, long pool, StructLayout layout) throws Damage {
    c.words(pool, 1, CELL_SIZE);
    long slots = c.storage(r.getLong(pool + SLOTS), Kinds.STORAGE, pool);
    int count = r.getInt(pool + COUNT);
    int room = slots == 0 ? 0 : Cell.words(r.getLong(slots));
    c.require(count >= 0 && count <= r.getInt(pool + CAPACITY) && count <= room, pool, "a pool of %d objects with room for %d", count, room);
    int free = 0;
    for (int i = 0; i < count; i++) {
      free += checkSlot(c, r, pool, layout, r.getLong(Cell.word(slots, i)), i) ? 1 : 0;
    }
    c.require(r.getInt(pool + IN_USE) == count - free, pool, "a pool with %d of %d objects in use, of which %d are free", r.getInt(pool + IN_USE), count, free);
    int next = r.getInt(pool + FREE);
    for (int i = 0; i < free; i++) {
      c.require(next > 0 && next <= count, pool, "a pool whose list of free objects leads to %d", next);
      next = r.getInt(r.getLong(Cell.word(slots, next - 1)) + layout.slotAt + StructLayout.NEXT);
    }
    c.require(next == 0, pool, "a pool whose list of free objects has no end");
  }

  /// Whether it is free.
  private static boolean checkSlot(FileCheck c, Region r, long pool, StructLayout layout, long cell, int i) throws Damage {
    c.value(cell, pool);
    boolean isSlot = Cell.isReference(cell) && Cell.offset(cell) == cell && Cell.kind(r.getLong(cell)) == Kinds.INSTANCE && c.isSlot(cell)
        && Cell.extra(r.getLong(cell)) == Cell.extra(r.getLong(pool));
    c.require(isSlot, pool, "a pool whose object %d is none of its own", i);
    c.words(cell, layout.words, layout.slotSize());
    c.require(r.getInt(cell + layout.slotAt + StructLayout.INDEX) == i, pool, "a pool whose object %d has another number", i);
    int next = r.getInt(cell + layout.slotAt + StructLayout.NEXT);
    c.require(next >= NOT_FREE, pool, "a pool whose object %d is followed by %d", i, next);
    return next != NOT_FREE;
  }
}
