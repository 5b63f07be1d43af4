package org.atoll.arena.objects;

import java.util.function.LongConsumer;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.collect.Collector;
import org.atoll.arena.lock.Access;
import org.atoll.arena.lock.ArenaLock;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.lock.Holdings;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.CellHeap;
import org.atoll.arena.memory.NoRoom;
import org.atoll.arena.memory.Region;
import org.atoll.arena.values.Kinds;
import org.atoll.arena.values.Values;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// One arena: its memory, its lock, its collector and its root, a dict. All interpreters of the process that have the arena have
/// this one object.
///
/// What is not said to be thread-safe requires that the calling thread holds the arena, for writing where anything is changed.
public final class SharedArena {
  /// How many bytes are allocated between two steps of a collection, and how many words a step looks through for each of them.
  private static final long STEP_BYTES = 32 << 10;
  private static final long WORDS_PER_STEP = 16 << 10;
  /// A collection begins when as much has been allocated as was alive after the one before, and this at least.
  private static final long CYCLE_MIN_BYTES = 4 << 20;

  public final String name;
  public final Mode mode;
  public final long limitBytes;
  public final ArenaLock lock;
  final Region region;
  final CellHeap heap;
  final Values values;
  final boolean adopts;
  final StructTable structs;
  /// The weak references to what is in here.
  final WeakReferences weak = new WeakReferences(this);
  private final Collector collector;
  /// The root dict's cell.
  private final long root;
  /// When the next step of the collector is due, in bytes that have been allocated.
  private long stepAt;
  private long cycleAt = CYCLE_MIN_BYTES;
  private ViewGroup.All viewed = new ViewGroup.All();
  private Hold viewedBy;
  /// The memory that memoryviews have.
  final Lendings lendings = new Lendings(this);
  private volatile boolean closed;
  /// Who left the arena without leaving it in order, in words; null for nobody.
  private volatile String poisonedBy;

  /// A new arena with an empty root.
  ///
  /// @param number greater than those of all arenas made before
  /// @throws OutOfMemoryError where the system has no room for the addresses
  public SharedArena(String name, long number, Mode mode, long limitBytes, boolean adopts, boolean poisonsFreed) {
    this.name = name;
    this.mode = mode;
    this.limitBytes = limitBytes;
    this.adopts = adopts;
    lock = mode.newLock(number, name);
    region = Region.reserve(CellHeap.reservation(limitBytes));
    heap = new CellHeap(region, limitBytes, poisonsFreed);
    values = new Values(region, heap);
    collector = new Collector(region, heap, this::forEachRoot, weak::purge);
    root = HashTable.DICT.make(this);
    structs = new StructTable(this);
    lock.guards(this);
    lock.whenAbandoned(hold -> poisonedBy = "a thread of interpreter " + hold.owner().interpreter().id());
  }

  private void forEachRoot(LongConsumer sink) {
    sink.accept(root);
    sink.accept(structs.cell);
    viewed.forEach(sink);
    lendings.forEach(sink);
  }

  /// What a hold is of.
  static SharedArena of(Hold hold) {
    return (SharedArena) hold.lock.guarded();
  }

  // Entering.

  /// Enters for the calling thread; negative `nanos` for no limit.
  ///
  /// @return null where the time was over before
  /// @throws PyException ArenaClosed, ArenaPoisoned, and what [Holdings#enter] does
  public Hold enter(ThreadState ts, Access access, long nanos) {
    requireOpen();
    Hold hold = Holdings.of(ts).enter(ts, lock, access, nanos);
    if (hold == null) {
      return null;
    }
    if (closed || poisonedBy != null) {
      Holdings.of(ts).leave(hold);
      requireOpen();
      throw ArenaErrors.poisoned(name, poisonedBy);
    }
    return hold;
  }

  /// Leaves what [#enter] has entered.
  public void leave(ThreadState ts, Hold hold) {
    if (Holdings.of(ts).leave(hold) && viewedBy == hold) {
      viewedBy = null;
      viewed = new ViewGroup.All();
    }
  }

  /// The calling thread's hold.
  ///
  /// @throws PyException ArenaNotHeld where it has none
  public Hold hold(ThreadState ts) {
    Hold hold = Holdings.of(ts).find(lock);
    if (hold == null) {
      requireOpen();
      throw ArenaErrors.notHolding(name);
    }
    return hold;
  }

  public void requireOpen() {
    if (closed) {
      throw ArenaErrors.closed(name);
    }
  }

  public boolean isClosed() {
    return closed;
  }

  /// The root dict, as the present hold has it.
  public View root(ThreadState ts) {
    return view(hold(ts), root);
  }

  // Views.

  /// A view of a container's cell.
  View view(Hold hold, long reference) {
    long cell = Cell.offset(reference);
    ViewGroup group = hold.mayWrite() ? keep(hold, cell) : null;
    int kind = Cell.kind(region.getLong(cell));
    return switch (kind) {
      case Kinds.DICT -> new ArenaDict(this, hold, group, cell);
      case Kinds.LIST -> new ArenaList(this, hold, group, cell);
      case Kinds.DEQUE -> new ArenaDeque(this, hold, group, cell);
      case Kinds.BYTEARRAY -> new ArenaByteArray(this, hold, group, cell);
      case Kinds.ARRAY -> new ArenaArray(this, hold, group, cell);
      case Kinds.SET -> new ArenaSet(this, hold, group, cell);
      case Kinds.INSTANCE -> StructView.of(this, hold, group, reference);
      case Kinds.POOL -> new ArenaPool(this, hold, group, cell);
      default -> throw new IllegalStateException("a cell of kind " + kind + " at " + cell);
    };
  }

  /// A view of an instance of this class, for who has just made it.
  StructView instance(Hold hold, long reference, StructClass struct) {
    return StructView.of(this, hold, keep(hold, Cell.offset(reference)), reference, struct);
  }

  /// Nobody collects while others read: only who may write needs to keep what it looks at.
  private ViewGroup keep(Hold hold, long cell) {
    if (viewedBy != hold) {
      viewedBy = hold;
      viewed = new ViewGroup.All();
    }
    return viewed.with(cell);
  }

  /// The Python value of a word: a value of its own, or a view.
  Object read(Hold hold, long word) {
    Object value = values.decode(word);
    if (value != null) {
      return value;
    }
    return switch (Cell.kind(region.getLong(Cell.offset(word)))) {
      case Kinds.TUPLE -> Tuples.read(this, hold, Cell.offset(word));
      case Kinds.FROZENSET -> Tuples.readSet(this, hold, Cell.offset(word));
      case Kinds.REF -> WeakReferences.read(this, hold, Cell.offset(word));
      default -> view(hold, word);
    };
  }

  /// What stands for a container as a key of a local dict, such as the memo of `copy.deepcopy`.
  Object place(long reference) {
    return PyTuple.of(lock.number, reference);
  }

  // Memory.

  /// A new cell.
  ///
  /// @throws NoRoom where there is no room for it: nothing has been changed, and [#makeRoom] may help
  long allocate(long header, long byteSize) {
    long cell = heap.allocate(header, byteSize);
    if (cell == 0) {
      throw new NoRoom(byteSize);
    }
    return cell;
  }

  /// Writes a word over another one.
  void store(long at, long word) {
    if (collector.isMarking()) {
      collector.dropped(region.getLong(at));
    }
    region.setLong(at, word);
  }

  /// A cell that only a weak reference leads to is about to be used again: the present collection must find it.
  void revived(long reference) {
    if (collector.isMarking()) {
      collector.dropped(reference);
    }
  }

  /// Words are about to be overwritten or to go in other ways than by [#store].
  void dropping(long at, long words) {
    if (collector.isMarking()) {
      for (long i = 0; i < words; i++) {
        collector.dropped(region.getLong(at + 8 * i));
      }
    }
  }

  /// A cell that an operation has just replaced by another is not needed any more; 0 for none.
  void discard(long cell) {
    if (cell != 0) {
      heap.free(cell);
    }
  }

  /// To be called where an operation that allocates begins: no code has an offset in its hands that the roots do not lead to.
  void collectSome() {
    if (heap.bytesAllocated() >= stepAt) {
      collectStep();
    }
  }

  private void collectStep() {
    stepAt = heap.bytesAllocated() + STEP_BYTES;
    if (collector.isMarking()) {
      if (collector.step(WORDS_PER_STEP)) {
        endCollection();
      }
    } else if (heap.isSweeping()) {
      heap.sweep(16);
    } else if (heap.bytesAllocated() >= cycleAt) {
      collector.begin();
    }
  }

  private void endCollection() {
    collector.end();
    cycleAt = heap.bytesAllocated() + Math.max(CYCLE_MIN_BYTES, collector.bytesAlive());
  }

  /// An operation found no room, and changed nothing: collects, so that it can be tried again.
  ///
  /// @param again whether it has been tried again already
  /// @throws PyException ArenaFull where that is all that can be done
  void makeRoom(NoRoom e, boolean again) {
    if (again) {
      throw ArenaErrors.full(name, e.byteSize, limitBytes);
    }
    collect();
  }

  /// A whole collection at once.
  public void collect() {
    if (collector.isMarking()) {
      collector.step(Long.MAX_VALUE);
      collector.end();
    }
    collector.collect();
    heap.sweep(Integer.MAX_VALUE);
    cycleAt = heap.bytesAllocated() + Math.max(CYCLE_MIN_BYTES, heap.bytesUsed());
  }

  // Storing.

  /// The word of any value that may be in the arena, in a copy where it is a local object that can change.
  ///
  /// @throws PyException ArenaReferenceError for what may not
  /// @throws NoRoom where there is no room for it; nothing refers to what was copied so far
  long word(ThreadState ts, Object value) {
    long word = values.encode(value);
    return word != Words.NOTHING ? word : new Adoption(ts, this).word(value);
  }

  /// As [#word], making room for it where there is none.
  ///
  /// @throws PyException ArenaFull, too
  long newWord(ThreadState ts, Object value) {
    for (boolean again = false; ; again = true) {
      try {
        return word(ts, value);
      } catch (NoRoom e) {
        makeRoom(e, again);
      }
    }
  }

  /// A new container in the arena with the contents of a local one, whether the arena takes copies of local objects or not: it is
  /// born here.
  ///
  /// @throws PyException ArenaNotHeld, ArenaError where the arena is only read
  public View born(ThreadState ts, PyObject plain) {
    Hold hold = hold(ts);
    if (!hold.mayWrite()) {
      throw ArenaErrors.readOnly(name);
    }
    collectSome();
    for (boolean again = false; ; again = true) {
      try {
        return view(hold, new Adoption(ts, this).born(plain));
      } catch (NoRoom e) {
        makeRoom(e, again);
      }
    }
  }

  /// Frees everything at once. The calling thread must hold the arena, and no other one may.
  public void close() {
    closed = true;
  }

  /// Gives the memory back, after [#close] and when nobody holds the arena.
  public void free() {
    region.close();
  }
}
