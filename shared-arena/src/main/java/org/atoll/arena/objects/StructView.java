package org.atoll.arena.objects;

import org.atoll.arena.ArenaErrors;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.Cell;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// An instance of an `@arena.struct` class in an arena. Its type is the interpreter's own class.
sealed class StructView extends View permits FreeStruct {
  /// The flag of cells that are slots of pools.
  static final int SLOT = 1;

  final StructClass struct;
  final StructLayout layout;
  /// The turn in which the view's slot was, and where the present one stands; 0 for what is in no pool.
  private final int turn;
  private final long turnAt;

  StructView(StructClass struct, SharedArena arena, Hold hold, ViewGroup group, long cell, int turn, long turnAt) {
    super(struct.cls, arena, hold, group, cell);
    this.struct = struct;
    this.layout = struct.layout;
    this.turn = turn;
    this.turnAt = turnAt;
  }

  /// A view of an instance's cell, as the calling interpreter's class has it.
  ///
  /// @throws UnknownClass in an arena that is free for all, where the interpreter has yet to find the class
  static StructView of(SharedArena arena, Hold hold, ViewGroup group, long reference) {
    ThreadState ts = hold.owner();
    StructLayout layout = arena.structs.layout(ts, Cell.extra(arena.region.getLong(Cell.offset(reference))));
    StructClasses classes = StructClasses.of(ts);
    return of(arena, hold, group, reference, arena.free == null ? classes.find(ts, layout) : classes.known(layout));
  }

  /// A view that is an instance of this class.
  static StructView of(SharedArena arena, Hold hold, ViewGroup group, long reference, StructClass struct) {
    long cell = Cell.offset(reference);
    long header = arena.region.getLong(cell);
    long turnAt = (Cell.flags(header) & SLOT) == 0 ? 0 : cell + struct.layout.slotAt + StructLayout.TURN;
    int turn = Cell.turn(reference);
    return arena.free == null ? new StructView(struct, arena, hold, group, cell, turn, turnAt)
        : new FreeStruct(struct, arena, hold, group, cell, turn, turnAt);
  }

  @Override
  PyType plainType() {
    return struct.cls;
  }

  /// The calling thread is about to read a field.
  void use(ThreadState ts) {
    reading(ts);
    requireInUse();
  }

  /// The calling thread is about to change a field.
  void change(ThreadState ts) {
    writing(ts);
    requireInUse();
  }

  private void requireInUse() {
    if (turnAt != 0 && arena.region.getInt(turnAt) != turn) {
      throw ArenaErrors.released(layout.name(), arena.name);
    }
  }

  /// Whether it stands for a slot of a pool.
  boolean isSlot() {
    return turnAt != 0;
  }

  /// Whether the slot that it stands for has been released since.
  boolean isReleased() {
    return turnAt != 0 && arena.region.getInt(turnAt) != turn;
  }

  @Override
  long reference() {
    requireInUse();
    return Cell.reference(cell, turn);
  }

  @Override
  public boolean isSame(Object other) {
    return super.isSame(other) && ((StructView) other).turn == turn;
  }

  /// A number that depends on the place alone, as `is` does.
  long placeHash() {
    return Long.rotateRight(Cell.reference(cell, turn), 4);
  }

  // Fields.

  /// The value of a field, for any thread.
  Object field(ThreadState ts, int i) {
    use(ts);
    return get(i);
  }

  final Object get(int i) {
    FieldType type = layout.types[i];
    long at = cell + layout.offsets[i];
    return type.isWord() ? arena.read(hold, arena.region.getLong(at)) : type.read(arena.region, at);
  }

  /// Writes a value that its type has converted.
  void set(ThreadState ts, int i, Object value) {
    FieldType type = layout.types[i];
    long at = cell + layout.offsets[i];
    if (type.isWord()) {
      long word = arena.newWord(ts, value);
      // Copying a value may have run Python code.
      use(ts);
      arena.store(at, word);
    } else {
      type.write(arena.region, at, value);
    }
  }

  /// The place of a field.
  Place place(int i) {
    FieldType type = layout.types[i];
    return type.isWord() ? new WordField(i) : new RawField(i);
  }

  private final class WordField extends Place.OfWord {
    private final int i;

    WordField(int i) {
      super(StructView.this);
      this.i = i;
    }

    @Override
    long bits(ThreadState ts) {
      use(ts);
      return arena.region.getLong(cell + layout.offsets[i]);
    }

    @Override
    Object prepared(ThreadState ts, Object value) {
      return super.prepared(ts, layout.types[i].convert(layout.fieldName(i), value));
    }

    @Override
    void put(ThreadState ts, Object value) {
      set(ts, i, layout.types[i].convert(layout.fieldName(i), value));
    }
  }

  private final class RawField extends Place {
    private final int i;

    RawField(int i) {
      super(StructView.this);
      this.i = i;
    }

    @Override
    long bits(ThreadState ts) {
      use(ts);
      long at = cell + layout.offsets[i];
      return switch (layout.types[i].size) {
        case 8 -> arena.region.getLong(at);
        case 4 -> arena.region.getInt(at);
        case 2 -> arena.region.getShort(at);
        default -> arena.region.getByte(at);
      };
    }

    @Override
    Object value(long bits) {
      return get(i);
    }

    @Override
    Object prepared(ThreadState ts, Object value) {
      return layout.types[i].convert(layout.fieldName(i), value);
    }

    @Override
    void put(ThreadState ts, Object value) {
      set(ts, i, layout.types[i].convert(layout.fieldName(i), value));
    }
  }
}
