package org.atoll.arena.objects;

import java.util.BitSet;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.Damage;
import org.atoll.arena.memory.LongStack;
import org.atoll.arena.memory.Region;
import org.atoll.arena.values.Kinds;
import org.atoll.arena.values.LibraryValues;
import org.atoll.arena.values.Words;
import org.atoll.runtime.types.PyTuple;

/// Looks through an arena's file when it is opened, from its root on: whatever a file says, code that goes by it afterwards finds each
/// reference lead to a cell of a kind that may be there, and each number within its bounds. That a value is another one than
/// it was cannot be seen.
///
/// For one look, by the process that has the file's lock. Changes nothing but marks.
final class FileCheck {
  private final SharedArena arena;
  private final Region region;
  /// The blocks that begin with a header.
  private final BitSet blocks;
  private final LongStack pending = new LongStack();
  /// Cells of values that consist of others.
  private final LongStack library = new LongStack();

  FileCheck(SharedArena arena) throws Damage {
    this.arena = arena;
    region = arena.region;
    blocks = arena.heap.checkBlocks();
  }

  /// Looks at the descriptions of the classes.
  ///
  /// @throws Damage where they are none
  void classes(long cell) throws Damage {
    require(cell(cell, 8) == Kinds.STORAGE && Cell.words(region.getLong(cell)) == 1, cell, "no table of classes");
    arena.heap.mark(cell);
    long all = region.getLong(Cell.word(cell, 0));
    if (all == Words.NOTHING) {
      return;
    }
    for (long i = 0, n = tuple(all); i < n; i++) {
      description(region.getLong(Cell.word(Cell.offset(all), i)));
    }
    value(all, cell);
    follow();
  }

  private long tuple(long word) throws Damage {
    long cell = Cell.offset(word);
    require(Cell.isReference(word) && cell(cell, 8) == Kinds.TUPLE, cell, "no description of a class");
    return Cell.words(region.getLong(cell));
  }

  private void description(long word) throws Damage {
    long n = tuple(word);
    long cell = Cell.offset(word);
    require(n >= 2 && n % 2 == 0, cell, "no description of a class");
    for (long i = 0; i < n; i++) {
      long text = region.getLong(Cell.word(cell, i));
      value(text, cell);
      require(arena.values.decode(text) instanceof String s && (i < 2 || i % 2 == 0 || FieldType.isName(s)), cell, "no description of a class");
    }
  }

  /// Looks at all that a root leads to.
  ///
  /// @throws Damage where something cannot be
  void root(long cell) throws Damage {
    require(cell(cell, 8) == Kinds.DICT, cell, "no root");
    value(cell, cell);
    follow();
  }

  private void follow() throws Damage {
    while (!pending.isEmpty()) {
      long cell = pending.pop();
      contents(cell, Cell.kind(region.getLong(cell)));
    }
    // What they consist of is looked at by now.
    while (!library.isEmpty()) {
      long cell = library.pop();
      require(arena.values.isLibraryValue(cell), cell, "a value that there is not");
    }
  }

  private void contents(long cell, int kind) throws Damage {
    switch (kind) {
      case Kinds.TUPLE, Kinds.FROZENSET -> values(cell, 0, Cell.words(region.getLong(cell)));
      case Kinds.DICT -> HashTable.DICT.check(this, region, cell);
      case Kinds.SET -> HashTable.SET.check(this, region, cell);
      case Kinds.LIST -> ListTable.check(this, region, cell);
      case Kinds.DEQUE -> DequeTable.check(this, region, cell);
      case Kinds.BYTEARRAY, Kinds.ARRAY -> RawTable.check(this, arena, cell, kind);
      case Kinds.INSTANCE -> instance(cell);
      case Kinds.POOL -> PoolTable.check(this, region, cell, layout(cell));
      case Kinds.TIME, Kinds.DECIMAL, Kinds.RANGE -> {
        words(cell, 1, LibraryValues.CELL_SIZE);
        values(cell, 0, 1);
        library.push(cell);
      }
      case Kinds.FLOAT, Kinds.COMPLEX, Kinds.REF -> words(cell, 0, kind == Kinds.FLOAT ? 16 : 24);
      default -> bytes(cell, kind);
    }
  }

  private void bytes(long cell, int kind) throws Damage {
    words(cell, 0, 16);
    long n = region.getLong(cell + 8);
    int unit = switch (kind) {
      case Kinds.UCS_4 -> 4;
      case Kinds.UTF_16 -> 2;
      default -> 1;
    };
    require(n >= (kind == Kinds.INT ? 1 : 0) && n <= size(cell) - 16 && n <= Integer.MAX_VALUE - 16 && n % unit == 0, cell, "a value of %d bytes", n);
    for (long i = 0; kind == Kinds.UCS_4 && i < n; i += 4) {
      require(Character.isValidCodePoint(region.getInt(cell + 16 + i)), cell, "a str with a character that there is not");
    }
  }

  private StructLayout layout(long cell) throws Damage {
    StructLayout layout = arena.structs.known(Cell.extra(region.getLong(cell)));
    require(layout != null, cell, "an object of a class that is not described");
    return layout;
  }

  private void instance(long cell) throws Damage {
    StructLayout layout = layout(cell);
    words(cell, layout.words, isSlot(cell) ? layout.slotSize() : layout.slotAt);
    values(cell, 0, layout.words);
  }

  boolean isSlot(long cell) {
    return (Cell.flags(region.getLong(cell)) & StructView.SLOT) != 0;
  }

  // What the tables ask.

  /// Requires that something is as it has to be.
  ///
  /// @param what there is at the place otherwise
  void require(boolean right, long cell, String what, Object... args) throws Damage {
    if (!right) {
      throw new Damage("at %d there is " + what, with(cell, args));
    }
  }

  private static Object[] with(long cell, Object[] args) {
    Object[] all = new Object[args.length + 1];
    all[0] = cell;
    System.arraycopy(args, 0, all, 1, args.length);
    return all;
  }

  long size(long cell) {
    return arena.heap.sizeOf(cell);
  }

  /// Requires that a cell has so many words and is so large.
  void words(long cell, long words, long byteSize) throws Damage {
    long header = region.getLong(cell);
    require(Cell.words(header) == words && byteSize <= size(cell), cell, "an object of kind %d with %d words in %d bytes", Cell.kind(header), Cell.words(header),
        size(cell));
  }

  /// The kind of a cell whose header is one.
  private int cell(long cell, long byteSize) throws Damage {
    require(cell > 0 && cell < Cell.REACH && blocks.get((int) (cell >> 16)) && arena.heap.isCell(cell) && arena.heap.isPresent(cell), cell, "no object");
    long header = region.getLong(cell);
    long words = Cell.words(header);
    require(words >= 0 && Cell.word(0, words) <= size(cell) && byteSize <= size(cell), cell, "an object of %d words in %d bytes", words, size(cell));
    return Cell.kind(header);
  }

  /// The cell of storage that a word of a container leads to, of this kind, and not of any other container; 0 for none.
  long storage(long word, int kind, long of) throws Damage {
    if (word == Words.NOTHING) {
      return 0;
    }
    require(Cell.isReference(word) && Cell.offset(word) == word, of, "an object without storage");
    require(cell(word, 8) == kind, of, "an object whose storage is none");
    require(arena.heap.mark(word), of, "an object whose storage is another one's, too");
    return word;
  }

  /// Looks at the words of a cell that stand for values.
  void values(long cell, long from, long to) throws Damage {
    for (long i = from; i < to; i++) {
      value(region.getLong(Cell.word(cell, i)), cell);
    }
  }

  /// Looks at a word that stands for a value.
  ///
  /// @param of the cell that it is in
  void value(long word, long of) throws Damage {
    if (!Cell.isReference(word)) {
      require(Words.isValue(word), of, "an object with a word that means nothing");
      return;
    }
    long cell = Cell.offset(word);
    int kind = cell(cell, 8);
    require(kind >= Kinds.INT && kind <= Kinds.RANGE || kind >= Kinds.DICT && kind <= Kinds.POOL, cell, "an object of kind %d", kind);
    require(word == cell || kind == Kinds.INSTANCE && isSlot(cell) && (word & 0xf) == 0, of, "an object with a reference that means nothing");
    if (arena.heap.mark(cell)) {
      pending.push(cell);
    }
  }
}
