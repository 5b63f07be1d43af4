package org.atoll.arena.memory;

import java.util.BitSet;

/// Looks for mistakes that the arena's own code has made, at the end of a collection, where freed cells are poisoned. It follows all
/// words from the roots on without asking the collector's marks, and compares what it finds with what the heap says:
///
/// - every reference leads to the beginning of a cell that there is and that the collection has found, and no two cells overlap;
/// - a cell's words lie within it, and its header is one;
/// - nothing has been written to free memory;
/// - the heap has counted right; and after a collection with no program beside it there is nothing but what the roots lead to.
///
/// For one collection. Not thread-safe; nobody may change the heap meanwhile.
public final class HeapCheck {
  private static final int POISONED_KIND = CellHeap.POISON & 0xff;
  private static final long POISONED = POISONED_KIND * 0x0101_0101_0101_0101L;

  private final Region region;
  private final CellHeap heap;
  /// The cells that were found, by their numbers of 16 bytes.
  private final BitSet found = new BitSet();
  private final LongStack pending = new LongStack();
  private final LongStack roots = new LongStack();

  public HeapCheck(Region region, CellHeap heap) {
    this.region = region;
    this.heap = heap;
  }

  /// Says what a root is.
  public void root(long word) {
    roots.push(word);
  }

  /// All is marked: follows the words from the roots.
  ///
  /// @throws IllegalStateException where something is wrong
  public void marked() {
    while (!roots.isEmpty()) {
      visit(roots.pop(), 0);
    }
    while (!pending.isEmpty()) {
      long cell = pending.pop();
      for (long i = 0, n = Cell.words(region.getLong(cell)); i < n; i++) {
        visit(region.getLong(Cell.word(cell, i)), cell);
      }
    }
    requireApart();
  }

  private void visit(long word, long from) {
    if (!Cell.isReference(word)) {
      return;
    }
    long cell = Cell.offset(word);
    String place = "the cell at " + cell + (from == 0 ? ", a root," : ", which the one at " + from + " refers to,");
    if (!heap.isCell(cell)) {
      throw new IllegalStateException(place + " is none");
    }
    if (!heap.isPresent(cell)) {
      throw new IllegalStateException(place + " is free");
    }
    if (!heap.isMarked(cell)) {
      throw new IllegalStateException(place + " has not been found by the collection");
    }
    if (!found.get(number(cell))) {
      found.set(number(cell));
      requireHeader(place, cell);
      pending.push(cell);
    }
  }

  private void requireHeader(String place, long cell) {
    long header = region.getLong(cell);
    int kind = Cell.kind(header);
    if (kind == 0 || kind == POISONED_KIND) {
      throw new IllegalStateException(place + " has no header, but " + Long.toHexString(header));
    }
    if (Cell.words(header) < 0 || Cell.word(0, Cell.words(header)) > heap.sizeOf(cell)) {
      throw new IllegalStateException(place + " has " + Cell.words(header) + " words in " + heap.sizeOf(cell) + " bytes");
    }
  }

  private static int number(long cell) {
    return Math.toIntExact(cell >> 4);
  }

  private void requireApart() {
    long end = 0;
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      long cell = (long) i << 4;
      if (cell < end) {
        throw new IllegalStateException("the cell at " + cell + " begins within another one, which ends at " + end);
      }
      end = cell + heap.sizeOf(cell);
    }
  }

  /// All is swept: compares what the heap has with what was found.
  ///
  /// @param exactly whether nothing was made or dropped since the collection began, so that there is nothing else
  /// @throws IllegalStateException where something is wrong
  public void swept(boolean exactly) {
    long[] bytes = {0};
    heap.forEachPlace((cell, size, present) -> {
      if (present) {
        bytes[0] += size;
        if (exactly && !found.get(number(cell))) {
          throw new IllegalStateException("nothing leads to the cell at " + cell + ", of " + size + " bytes and kind " + Cell.kind(region.getLong(cell))
              + ", which was not freed");
        }
      } else {
        requireUntouched(cell, size);
      }
    });
    if (bytes[0] != heap.bytesUsed()) {
      throw new IllegalStateException("there are cells of " + bytes[0] + " bytes, and " + heap.bytesUsed() + " have been counted");
    }
  }

  /// Free memory is all zero, where it was never used, or all poison.
  private void requireUntouched(long at, long size) {
    long first = region.getLong(at);
    boolean right = first == 0 || first == POISONED;
    for (long i = 8; right && i + 8 <= size; i += 8) {
      right = region.getLong(at + i) == first;
    }
    if (!right) {
      throw new IllegalStateException("something has been written to the free memory at " + at + ", of " + size + " bytes");
    }
  }
}
