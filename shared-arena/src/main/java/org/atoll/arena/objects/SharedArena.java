package org.atoll.arena.objects;

import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.collect.Collector;
import org.atoll.arena.lock.Access;
import org.atoll.arena.lock.ArenaLock;
import org.atoll.arena.lock.FreeLock;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.lock.Holdings;
import org.atoll.arena.lock.Passage;
import org.atoll.arena.memory.ArenaFile;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.CellHeap;
import org.atoll.arena.memory.Damage;
import org.atoll.arena.memory.Journal;
import org.atoll.arena.memory.NoRoom;
import org.atoll.arena.memory.Region;
import org.atoll.arena.memory.SharedHeap;
import org.atoll.arena.values.Kinds;
import org.atoll.arena.values.Values;
import org.atoll.arena.values.Words;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.host.Cleanup;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// One arena: its memory, its lock, its collector and its root, a dict. All interpreters of the process that have the arena have
/// this one object.
///
/// What is not said to be thread-safe requires that the calling thread holds the arena, for writing where anything is changed.
public final class SharedArena implements BetweenInterpreters {
  /// How many bytes are allocated between two steps of a collection, and how many words a step looks through for each of them.
  private static final long STEP_BYTES = 32 << 10;
  private static final long WORDS_PER_STEP = 16 << 10;
  /// A collection begins when as much has been allocated as was alive after the one before, and this at least.
  private static final long CYCLE_MIN_BYTES = 4 << 20;
  /// As much memory is given back while others wait for it.
  private static final long FREED_AT_ONCE_BYTES = 4 << 20;

  /// In the settings of files.
  private static final int ADOPTS = 1;
  private static final int UNDOES = 2;

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
  final Collector collector;
  /// How operations of several threads are atomic; null where one thread at a time changes the arena.
  final FreeAccess free;
  /// The root dict's cell.
  private final long root;
  /// When the next step of the collector is due, in bytes that have been allocated.
  private long stepAt;
  private long cycleAt = CYCLE_MIN_BYTES;
  /// What had been allocated when the present hold began.
  private long allocatedBefore;
  /// Whether what it has done is yet to be made known to other processes.
  private boolean recording;
  /// Whether other processes have come in the way of a collection: from then on they are done at once.
  private boolean interrupted;
  private ViewGroup.All viewed = new ViewGroup.All();
  private Hold viewedBy;
  /// What was found by the last whole collection to be kept by views only. Those that the program has no more count until the JVM's
  /// collector has found them, which is asked to do so before an operation is refused for want of room.
  private long viewedBytes;
  private boolean hasAskedForViews;
  /// The memory that memoryviews have.
  final Lendings lendings = new Lendings(this);
  /// What the present hold has overwritten; null where nothing is undone.
  private final Journal journal;
  private final boolean undoes;
  /// Where the arena is, and what its processes have to pass; null for an arena of this process.
  private final ArenaFile file;
  private final FileGate gate;
  /// Whether it is neither closed nor poisoned, nor about to be closed.
  private volatile boolean usable = true;
  private volatile boolean closing;
  private volatile boolean closed;
  /// Who left the arena without leaving it in order, in words; null for nobody.
  private volatile String poisonedBy;

  /// A new arena with an empty root.
  ///
  /// @param number greater than those of all arenas made before
  /// @param undoes whether the changes of a holder that ends within its hold are undone
  /// @throws OutOfMemoryError where the system has no room for the addresses
  public SharedArena(String name, long number, Mode mode, long limitBytes, boolean adopts, boolean undoes, boolean poisonsFreed) {
    this.name = name;
    this.mode = mode;
    this.limitBytes = limitBytes;
    this.adopts = adopts;
    this.undoes = undoes;
    file = null;
    gate = null;
    lock = mode.newLock(number, name);
    Region memory = Region.reserve(CellHeap.reservation(limitBytes));
    heap = mode == Mode.FREE ? new SharedHeap(memory, limitBytes, poisonsFreed) : new CellHeap(memory, limitBytes, poisonsFreed);
    journal = undoes ? new Journal() : null;
    // What the heap itself writes is not undone: cells of a hold that was undone are garbage.
    region = undoes ? memory.noting(journal) : memory;
    values = new Values(region, heap);
    collector = new Collector(memory, heap, this::forEachRoot, weak::purge);
    free = lock instanceof FreeLock all ? new FreeAccess(this, all) : null;
    stepAt = free == null ? 0 : Long.MAX_VALUE;
    root = HashTable.DICT.make(this);
    structs = new StructTable(this);
    guard();
    Cleanup.register(this, memory::close);
  }

  /// The arena of a file, for the process that has the file's lock.
  ///
  /// @param isNew whether it has yet to be given a root
  /// @throws Damage where the file says what cannot be
  public SharedArena(String name, ArenaFile file, boolean isNew) throws Damage {
    ArenaFile.Settings s = file.settings;
    this.name = name;
    this.file = file;
    mode = Mode.values()[s.mode()];
    limitBytes = s.limitBytes();
    adopts = (s.flags() & ADOPTS) != 0;
    undoes = (s.flags() & UNDOES) != 0;
    lock = mode.newLock(s.number(), name);
    gate = new FileGate(this, file);
    lock.behind(gate);
    journal = file.journal();
    file.journal().whenFull(this::logIsFull);
    // All that is in the file is undone, as it is all that the next process has.
    region = file.memory().noting(journal);
    heap = new CellHeap(region, file.memory(), limitBytes, false);
    values = new Values(region, heap);
    collector = new Collector(file.memory(), heap, this::forEachRoot, weak::purge);
    free = null;
    if (isNew) {
      root = HashTable.DICT.make(this);
      structs = new StructTable(this);
      file.commit(region, heap, cycleAt);
      file.finish(root, structs.cell);
    } else {
      root = file.root();
      structs = new StructTable(this, file.classes());
      if (file.journal().isInUse()) {
        file.repair(!undoes);
      }
      reload();
    }
    guard();
    Cleanup.register(this, file.closer());
  }

  /// Looks through all that is in the file, for the process that has just opened it and has its lock. Requires the GIL, which others get
  /// meanwhile.
  ///
  /// @throws Damage where the file says what cannot be
  public void check(ThreadState ts) throws Damage {
    FileCheck check = new FileCheck(this);
    check.classes(structs.cell);
    structs.readAll(ts);
    ts.beginBlocking();
    try {
      check.root(root);
    } finally {
      ts.endBlocking();
    }
  }

  /// How a file's settings say what is to become of an arena.
  public static int flags(boolean adopts, boolean undoes) {
    return (adopts ? ADOPTS : 0) | (undoes ? UNDOES : 0);
  }

  private void guard() {
    lock.guards(this);
    lock.whenAbandoned(this::abandoned);
  }

  private void forEachRoot(LongConsumer sink) {
    forEachLastingRoot(sink);
    forEachViewed(sink);
  }

  /// What there are views of, in all holds.
  void forEachViewed(LongConsumer sink) {
    viewed.forEach(sink);
    if (lock instanceof FreeLock all) {
      for (Hold hold : all.present()) {
        if (hold.passage.views instanceof ViewGroup.All views) {
          views.forEach(sink);
        }
      }
    }
  }

  void forEachLastingRoot(LongConsumer sink) {
    sink.accept(root);
    sink.accept(structs.cell);
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
    Holdings holdings = Holdings.of(ts);
    Hold hold = holdings.enter(ts, lock, access, nanos);
    if (hold == null) {
      return null;
    }
    if (!usable && hold.isOutermost()) {
      refuse(holdings, hold);
    }
    if (journal != null) {
      beginJournal(hold);
    }
    return hold;
  }

  private void refuse(Holdings holdings, Hold hold) {
    holdings.leave(hold);
    if (closing && !closed) {
      throw ArenaErrors.closing(name);
    }
    requireOpen();
    if (gate != null && gate.damage() != null) {
      throw ArenaErrors.corrupt(name, gate.damage());
    }
    String by = poisonedBy;
    if (by != null) {
      throw ArenaErrors.poisoned(name, by);
    }
    // It has become usable since.
    throw ArenaErrors.again(name);
  }

  private void beginJournal(Hold hold) {
    if (hold.isOutermost() && hold.mayWrite()) {
      journal.begin(heap.end());
      allocatedBefore = heap.bytesAllocated();
      recording = true;
    }
  }

  /// A thread has ended within its hold, which is still there.
  private void abandoned(Hold hold) {
    if (hold.access != Access.WRITE) {
      return;
    }
    if (file != null) {
      abandonedFile(hold);
    } else if (journal != null) {
      journal.undo(region);
    } else {
      poison("a thread of interpreter " + hold.owner().interpreter().id());
    }
  }

  private void poison(String by) {
    poisonedBy = by;
    usable = false;
  }

  /// Enters an arena that is poisoned, so that it can be mended; null where it is not poisoned.
  ///
  /// @throws PyException ArenaClosed, and what [Holdings#enter] does
  public Hold enterPoisoned(ThreadState ts) {
    requireOpen();
    Holdings holdings = Holdings.of(ts);
    if (holdings.find(lock) != null) {
      throw ArenaErrors.withinItself(name, "recover()");
    }
    Hold hold = holdings.enter(ts, lock, Access.WRITE, -1);
    if (gate != null && gate.damage() != null) {
      refuse(holdings, hold);
    }
    if (!closed && poisonedBy != null) {
      if (journal != null) {
        beginJournal(hold);
      }
      return hold;
    }
    holdings.leave(hold);
    requireOpen();
    return null;
  }

  /// It is mended; for the holder that [#enterPoisoned] has made.
  public void mended() {
    if (file != null) {
      file.setPoisoned(region, false);
    }
    poisonedBy = null;
    usable = true;
  }

  /// Leaves what [#enter] has entered, because of an exception if there is one. One that comes from outside, as those by which interpreters are
  /// ended do, can come at any line: what was being done is as good as abandoned.
  public void leave(ThreadState ts, Hold hold, Object exceptionType) {
    if (exceptionType != PyNone.NONE && hold.isOutermost() && exceptionType instanceof PyType t && t.isSubtype(PyExc.KeyboardInterrupt)) {
      abandoned(hold);
    }
    leave(ts, hold);
  }

  /// Leaves what [#enter] has entered.
  public void leave(ThreadState ts, Hold hold) {
    try {
      if (journal != null && hold.isOutermost() && hold.mayWrite()) {
        endJournal();
      }
    } finally {
      if (Holdings.of(ts).leave(hold) && viewedBy == hold) {
        viewedBy = null;
        viewed = new ViewGroup.All();
      }
    }
  }

  private void endJournal() {
    if (file == null) {
      journal.end();
    } else {
      commit();
    }
  }

  // Files.

  /// What was done in a hold is done for all processes.
  private void commit() {
    if (recording && gate.damage() == null && (!journal.isEmpty() || heap.bytesAllocated() != allocatedBefore || heap.isMarking())) {
      if (!file.isWhole()) {
        gate.damaged("it was cut short");
        throw ArenaErrors.corrupt(name, gate.damage());
      }
      file.commit(region, heap, cycleAt);
      gate.changed();
    }
    recording = false;
    if (gate.damage() == null) {
      journal.end();
    }
  }

  /// As [#abandoned]: other processes are to be told, too.
  private void abandonedFile(Hold hold) {
    if (hold.isOver() || gate.damage() != null) {
      return;
    }
    if (undoes) {
      undo();
    } else {
      poison("a thread of interpreter " + hold.owner().interpreter().id());
      file.setPoisoned(region, true);
      commit();
    }
  }

  /// Writes the file to the disk while nobody changes it: 0 or the negated errno.
  ///
  /// @throws PyException ArenaError where the calling thread holds the arena, and what [#enter] does
  public int sync(ThreadState ts) {
    if (Holdings.of(ts).find(lock) != null) {
      throw ArenaErrors.withinItself(name, "sync()");
    }
    Hold hold = enter(ts, mode == Mode.RW ? Access.READ : Access.WRITE, -1);
    try {
      ts.beginBlocking();
      try {
        return file.flush();
      } finally {
        ts.endBlocking();
      }
    } finally {
      leave(ts, hold);
    }
  }

  private void undo() {
    recording = false;
    file.undo();
    gate.changed();
    weak.forgetAll();
    try {
      reload();
    } catch (Damage e) {
      gate.damaged(e.getMessage());
    }
  }

  /// There is no room for the undo log, in the middle of an operation: all that can be done is to undo the hold, which is over with this.
  private RuntimeException logIsFull() {
    Hold hold = lock.holder();
    if (hold != null && !hold.isOver()) {
      undo();
      hold.invalidate();
    }
    return ArenaErrors.noRoomForLog(name, Errno.message(file.growthError()));
  }

  /// The file has been changed by others, or put back: all that is known of it is looked up again.
  ///
  /// @throws Damage where it says what cannot be
  void reload() throws Damage {
    int cycle = heap.cycle();
    interrupted |= heap.isMarking();
    file.load(heap);
    collector.forget();
    structs.forget();
    if (heap.cycle() != cycle) {
      weak.forgetAll();
    }
    stepAt = 0;
    cycleAt = file.cycleAt();
    if (file.isPoisoned()) {
      poison("a process");
    } else {
      poisonedBy = null;
      usable = !closing && !closed;
    }
  }

  /// Nobody can use the arena any more, until it is opened again.
  void unusable() {
    usable = false;
  }

  /// Whether the changes of a holder that ends within its hold are undone.
  boolean undoes() {
    return undoes;
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

  /// The calling thread's hold, by which it may change the arena.
  ///
  /// @throws PyException ArenaNotHeld where it has none, ArenaError where it only reads
  public Hold requireWriting(ThreadState ts) {
    Hold hold = hold(ts);
    if (!hold.mayWrite()) {
      throw ArenaErrors.readOnly(name);
    }
    return hold;
  }

  /// @throws PyException ArenaNotHeld where a hold is not this thread's, or over
  void requireHeld(ThreadState ts, Hold hold) {
    if (!hold.isOf(ts)) {
      requireOpen();
      throw hold.isOver() ? ArenaErrors.left(name) : ArenaErrors.otherThread(name);
    }
  }

  public void requireOpen() {
    if (closed) {
      throw ArenaErrors.closed(name);
    }
  }

  /// Whether somebody has ended within a hold, and it has not been mended since.
  public boolean isPoisoned() {
    return poisonedBy != null;
  }

  public boolean isClosed() {
    return closed;
  }

  /// The root dict, as the present hold has it.
  public View root(ThreadState ts) {
    Hold hold = hold(ts);
    return free == null ? view(hold, root) : free.run(ts, hold, 0, 0, () -> view(hold, root));
  }

  // Views.

  /// A view of a container's cell.
  View view(Hold hold, long reference) {
    long cell = Cell.offset(reference);
    ViewGroup group = hold.mayWrite() && cell != root ? keep(hold, cell) : null;
    int kind = Cell.kind(region.getLong(cell));
    if (free != null) {
      return freeView(hold, group, reference, kind);
    }
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

  /// As [#view], in an arena that is free for all.
  private View freeView(Hold hold, ViewGroup group, long reference, int kind) {
    long cell = Cell.offset(reference);
    return switch (kind) {
      case Kinds.DICT -> new FreeDict(this, hold, group, cell);
      case Kinds.LIST -> new FreeList(this, hold, group, cell);
      case Kinds.DEQUE -> new FreeDeque(this, hold, group, cell);
      case Kinds.BYTEARRAY -> new FreeByteArray(this, hold, group, cell);
      case Kinds.ARRAY -> new FreeArray(this, hold, group, cell);
      case Kinds.SET -> new FreeSet(this, hold, group, cell);
      case Kinds.INSTANCE -> StructView.of(this, hold, group, reference);
      case Kinds.POOL -> new FreePool(this, hold, group, cell);
      default -> throw new IllegalStateException("a cell of kind " + kind + " at " + cell);
    };
  }

  /// A view of an instance of this class, for who has just made it.
  StructView instance(Hold hold, long reference, StructClass struct) {
    return StructView.of(this, hold, keep(hold, Cell.offset(reference)), reference, struct);
  }

  /// Keeps a cell from being collected as long as the group is there. Nobody collects while others read: only who may write needs to keep
  /// what it looks at.
  ViewGroup keep(Hold hold, long cell) {
    if (free != null) {
      return keepFree(hold.passage, cell);
    }
    if (viewedBy != hold) {
      viewedBy = hold;
      viewed = new ViewGroup.All();
    }
    return viewed.with(cell);
  }

  private ViewGroup keepFree(Passage p, long cell) {
    if (!p.isWithin()) {
      throw new IllegalStateException("the object at " + cell + " was looked at outside an operation");
    }
    if (!(p.views instanceof ViewGroup.All)) {
      p.views = new ViewGroup.All();
    }
    return ((ViewGroup.All) p.views).with(cell);
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
      dropped(region.getLong(at));
    }
    region.setLong(at, word);
  }

  private void dropped(long word) {
    if (free == null) {
      collector.dropped(word);
    } else if (Cell.isReference(word)) {
      synchronized (heap) {
        collector.dropped(word);
      }
    }
  }

  /// A cell that only a weak reference leads to is about to be used again: the present collection must find it.
  void revived(long reference) {
    if (collector.isMarking()) {
      dropped(reference);
    }
  }

  /// Words are about to be overwritten or to go in other ways than by [#store].
  void dropping(long at, long words) {
    if (collector.isMarking()) {
      for (long i = 0; i < words; i++) {
        dropped(region.getLong(at + 8 * i));
      }
    }
  }

  /// A cell that an operation has just replaced by another is not needed any more; 0 for none.
  void discard(long cell) {
    if (cell != 0 && !keepsFreed()) {
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
      beginCollection();
    }
  }

  private void beginCollection() {
    if (!mayBegin()) {
      // At the beginning of the next hold, then.
      stepAt = 0;
    } else if (interrupted) {
      collect();
    } else {
      collector.begin();
    }
  }

  /// What the roots do not lead to any more may be needed again where changes are undone.
  private boolean mayBegin() {
    return !keepsFreed() || journal.isEmpty();
  }

  /// Whether what becomes free in a hold must be left as it is until that is over: the heap does not go back with what is undone, but for that of
  /// a file.
  private boolean keepsFreed() {
    return journal != null && file == null;
  }

  private void endCollection() {
    collector.end();
    cycleAt = heap.bytesAllocated() + Math.max(CYCLE_MIN_BYTES, collector.bytesAlive());
  }

  /// An operation found no room, and changed nothing: collects, so that it can be tried again.
  ///
  /// @param again whether it has been tried again already
  /// @throws PyException ArenaFull where that is all that can be done
  /// @throws NoRoom in an arena that is free for all
  void makeRoom(NoRoom e, boolean again) {
    if (free != null) {
      // Whoever has begun the operation sees to that, when it has let go of what it has locked.
      throw e;
    }
    boolean mayHelp = !again || !hasAskedForViews && viewedBytes > 0;
    if (!mayHelp) {
      int error = region.growthError();
      throw error == 0 ? ArenaErrors.full(name, e.byteSize, limitBytes) : ArenaErrors.noRoomOnDisk(name, Errno.message(error));
    }
    hasAskedForViews = again;
    if (again) {
      System.gc();
    }
    collect();
  }

  /// A whole collection at once.
  public void collect() {
    if (free != null) {
      free.collection().collect();
      return;
    }
    if (collector.isMarking()) {
      collector.step(Long.MAX_VALUE);
      collector.end();
    }
    if (mayBegin()) {
      viewedBytes = collector.collect(this::forEachLastingRoot, viewed::forEach);
    }
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
    if (word != Words.NOTHING) {
      return word;
    }
    return value instanceof View v ? v.reference(ts, this) : new Adoption(ts, this).word(value);
  }

  /// A value that an operation is going to store: where others would wait for it while a local object is copied, a copy in the arena
  /// instead of that.
  Object adopted(ThreadState ts, Hold hold, Object value) {
    if (free != null && adopts && value instanceof PyObject o && Adoption.isContainer(o.type)) {
      return free.run(ts, hold, 0, 0, () -> view(hold, new Adoption(ts, this).born(o)));
    }
    return value;
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
    return making(ts, hold, () -> view(hold, new Adoption(ts, this).born(plain)));
  }

  /// Carries out what makes something new and changes nothing that is there.
  ///
  /// @throws PyException ArenaError where the arena is only read, ArenaFull
  <T> T making(ThreadState ts, Hold hold, Supplier<T> make) {
    if (!hold.mayWrite()) {
      throw ArenaErrors.readOnly(name);
    }
    if (free != null) {
      return free.run(ts, hold, 0, 0, make);
    }
    collectSome();
    for (boolean again = false; ; again = true) {
      try {
        return make.get();
      } catch (NoRoom e) {
        makeRoom(e, again);
      }
    }
  }

  // Closing.

  /// Frees everything at once, as soon as nobody holds the arena any more; negative `nanos` for no limit. To be called again is
  /// harmless. Any thread may call this that does not hold the arena.
  ///
  /// @return false where the time was over before
  public boolean close(ThreadState ts, long nanos) {
    Holdings holdings = Holdings.of(ts);
    if (holdings.find(lock) != null) {
      throw ArenaErrors.withinItself(name, "close()");
    }
    if (mode == Mode.FREE) {
      return closeFree(ts, holdings, nanos);
    }
    Hold hold = closed ? null : holdings.enter(ts, lock, Access.WRITE, nanos);
    if (hold == null) {
      return closed;
    }
    end(holdings, hold);
    return true;
  }

  /// Nobody can keep others out of an arena that is free for all: they are told so.
  private boolean closeFree(ThreadState ts, Holdings holdings, long nanos) {
    if (!holdings.isEmpty()) {
      throw ArenaErrors.order(name, holdings.innermost().lock.name);
    }
    closing = true;
    usable = false;
    Hold hold = null;
    try {
      hold = closed ? null : holdings.enter(ts, lock, Access.WRITE, nanos);
    } finally {
      if (hold == null && !closed) {
        closing = false;
        usable = poisonedBy == null;
      }
    }
    if (hold != null) {
      end(holdings, hold);
    }
    return closed;
  }

  private void end(Holdings holdings, Hold hold) {
    usable = false;
    boolean first = !closed;
    closed = true;
    holdings.leave(hold);
    if (first) {
      free();
    }
  }

  /// Gives the memory back, which takes the system its time where it is much: of an arena that is closed, or that nobody has seen yet.
  public void free() {
    Runnable closer = file == null ? region::close : file.closer();
    if (heap.blockBytes() < FREED_AT_ONCE_BYTES) {
      closer.run();
    } else {
      Thread.ofPlatform().daemon().name("atoll-arena-memory").start(closer);
    }
  }

  // Figures.

  /// What the arena's memory, its collections and its lock have come to. Any thread may ask; figures of an arena that others use are
  /// those of about now.
  public Figures figures() {
    return new Figures(heap.bytesUsed(), heap.cellsUsed(), heap.blockBytes(), limitBytes, collector.collections(), collector.stepNanosMax(), collector.stepNanos(),
        lock.holds(), lock.waits(), lock.waitNanos());
  }

  /// @param bytes what cells take, those included that nothing leads to any more and no collection has found yet
  /// @param blockBytes the memory that is divided into cells
  /// @param holds how often it was entered
  public record Figures(long bytes, long cells, long blockBytes, long limitBytes, long collections, long stepNanosMax, long stepNanos, long holds, long waits, long waitNanos) {}
}
