package org.atoll.arena.memory;

import java.util.Arrays;
import java.util.BitSet;

/// The cells of a region: allocates them, and frees those that a collection has not marked. A cell begins at a multiple of
/// 16 bytes, is zero but for its header, and never moves.
///
/// Marking sets bits beside the cells ([Block]). When it is over, the set of what is marked becomes the set of what there
/// is: nothing of a dead cell is touched, and allocation finds the gaps as it goes. Compare the allocator of the Go runtime
/// (`mcache.go`, `mbitmap.go`).
///
/// Not thread-safe; see [SharedHeap].
public class CellHeap {
  /// What freed cells are filled with where mistakes are looked for.
  public static final byte POISON = (byte) 0xDB;
  /// The first block, which is not for cells.
  private static final long FIRST = Block.SIZE;
  private static final int SWEPT_AT = 8;
  private static final int NEXT_AT = 16;
  /// How many freed cells of each size are remembered one by one.
  private static final int RECENT = 64;
  /// Free runs as long as this are given back to the system.
  private static final long DISCARD_MIN = 1 << 20;

  private final Region region;
  /// By which cells are marked: what [Journal] need not note.
  private final Region marks;
  private final boolean poisoning;
  private final long blocksMax;

  /// Which set of bits says what there is.
  private int present;
  private boolean marking;
  /// The number of the present collection, so that a block is swept once in each.
  private int cycle;
  /// The next block to be swept, and the end of those that are; equal where nothing is.
  private long sweepAt = FIRST;
  private long sweepEnd = FIRST;

  /// The end of the blocks that have ever been used.
  private long top = FIRST;
  private final BitSet freeBlocks = new BitSet();
  /// Whether these are all that there are.
  private boolean freeBlocksKnown = true;
  /// From here on, blocks above [#top] read as zero.
  private long zeroFrom = FIRST;
  /// Whether there may be marks of a collection that was given up.
  private boolean marksLeft;
  private long blocksUsed;
  private long bytesUsed;
  private long cellsUsed;
  private long bytesAllocated;

  /// For each size: the block that is being filled, where in it the next place is to be looked at, whether it was never used before.
  private final long[] current = new long[SizeClasses.COUNT];
  private final int[] cursor = new int[SizeClasses.COUNT];
  private final boolean[] pristine = new boolean[SizeClasses.COUNT];
  /// The first of the blocks with room; each leads to the next ([#NEXT_AT]), the last to 0.
  private final long[] partial = new long[SizeClasses.COUNT];
  private final LongStack[] recent = new LongStack[SizeClasses.COUNT];

  /// @param limitBytes how much memory all blocks together may take
  /// @param poisoning whether freed cells are overwritten, to find out who still uses them
  public CellHeap(Region region, long limitBytes, boolean poisoning) {
    this(region, region, limitBytes, poisoning);
  }

  /// @param marks the same memory as `region`, where nothing is noted
  public CellHeap(Region region, Region marks, long limitBytes, boolean poisoning) {
    this.region = region;
    this.marks = marks;
    this.poisoning = poisoning;
    this.blocksMax = Math.min(limitBytes, region.byteSize() - FIRST) >> Block.SHIFT;
    for (int i = 0; i < SizeClasses.COUNT; i++) {
      recent[i] = new LongStack();
    }
  }

  /// How many addresses a heap with this limit needs.
  public static long reservation(long limitBytes) {
    return FIRST + Region.roundUp(limitBytes, Block.SIZE);
  }

  /// The end of all cells that there have ever been.
  public long end() {
    return top;
  }

  /// The number of the present collection; one that was carried out by another process counts as well.
  public int cycle() {
    return cycle;
  }

  /// The memory that blocks take, used or not.
  public long blockBytes() {
    return blocksUsed << Block.SHIFT;
  }

  /// What cells take, those included that nobody reaches and no collection has found yet.
  public long bytesUsed() {
    return bytesUsed;
  }

  /// How many cells there are, counted as [#bytesUsed] is.
  public long cellsUsed() {
    return cellsUsed;
  }

  /// All that was ever allocated.
  public long bytesAllocated() {
    return bytesAllocated;
  }

  /// The size of the cell that [#allocate] gives for so many bytes.
  public static long cellSize(long byteSize) {
    return byteSize <= SizeClasses.MAX ? SizeClasses.size(SizeClasses.of(byteSize)) : runLength(byteSize) * Block.SIZE - Block.CELLS;
  }

  /// What a cell takes, which may be more than it was made for.
  public long sizeOf(long cell) {
    long block = Block.of(cell);
    int extent = region.getInt(block + Block.EXTENT_AT);
    return region.getInt(block + Block.KIND_AT) == Block.RUN ? (long) extent * Block.SIZE - Block.CELLS : extent;
  }

  // Allocation.

  /// A new cell, zero but for its header.
  ///
  /// @param byteSize its size, header included
  /// @return its place, or 0 where there is no room
  public long allocate(long header, long byteSize) {
    long cell = byteSize <= SizeClasses.MAX ? small(SizeClasses.of(byteSize)) : run(byteSize);
    if (cell != 0) {
      region.setLong(cell, header);
    }
    return cell;
  }

  private long small(int k) {
    LongStack freed = recent[k];
    if (!freed.isEmpty()) {
      return reuse(freed.pop(), SizeClasses.size(k));
    }
    int size = SizeClasses.size(k);
    while (true) {
      long block = current[k];
      if (block != 0) {
        int at = cursor[k];
        while (at + size <= Block.SIZE) {
          long cell = block + at;
          at += size;
          if (!isPresent(cell)) {
            cursor[k] = at;
            take(cell, size);
            if (!pristine[k]) {
              region.fill(cell, size, (byte) 0);
            }
            return cell;
          }
        }
      }
      if (!nextBlock(k)) {
        return 0;
      }
    }
  }

  private long reuse(long cell, int size) {
    take(cell, size);
    region.fill(cell, size, (byte) 0);
    return cell;
  }

  /// The cell is there from now on, and survives the present collection.
  private void take(long cell, long size) {
    set(cell, present);
    if (marking) {
      mark(cell);
    }
    cellsUsed++;
    bytesUsed += size;
    bytesAllocated += size;
  }

  private boolean nextBlock(int k) {
    current[k] = 0;
    while (partial[k] == 0 && sweepAt < sweepEnd) {
      sweep(16);
    }
    if (partial[k] != 0) {
      use(k, partial[k], false);
      partial[k] = region.getLong(partial[k] + NEXT_AT);
      return true;
    }
    long before = top;
    long block = takeBlocks(1);
    if (block == 0) {
      return false;
    }
    format(block, Block.SMALL, SizeClasses.size(k));
    use(k, block, block >= Math.max(before, zeroFrom));
    return true;
  }

  private void use(int k, long block, boolean isNew) {
    current[k] = block;
    cursor[k] = Block.CELLS;
    pristine[k] = isNew;
  }

  private static long runLength(long byteSize) {
    return Region.roundUp(byteSize + Block.CELLS, Block.SIZE) >> Block.SHIFT;
  }

  private long run(long byteSize) {
    long n = runLength(byteSize);
    long before = top;
    long block = takeBlocks(n);
    if (block == 0) {
      return 0;
    }
    format(block, Block.RUN, (int) n);
    long cell = block + Block.CELLS;
    take(cell, n * Block.SIZE - Block.CELLS);
    if (block < Math.max(before, zeroFrom)) {
      region.fill(cell, n * Block.SIZE - Block.CELLS, (byte) 0);
    }
    return cell;
  }

  private void format(long block, int kind, int extent) {
    region.setInt(block + Block.KIND_AT, kind);
    region.setInt(block + Block.EXTENT_AT, extent);
    region.setInt(block + SWEPT_AT, cycle);
    region.fill(Block.bits(block, 0), 2L * Block.BITS_SIZE, (byte) 0);
  }

  /// A run of free blocks, or 0.
  private long takeBlocks(long n) {
    long block = blocksUsed + n > blocksMax ? 0 : findBlocks(n);
    if (block == 0 && sweepAt < sweepEnd) {
      finishSweep();
      block = blocksUsed + n > blocksMax ? 0 : findBlocks(n);
    }
    blocksUsed += block == 0 ? 0 : n;
    return block;
  }

  private long findBlocks(long n) {
    if (!freeBlocksKnown) {
      lookForFreeBlocks();
    }
    for (int i = freeBlocks.nextSetBit(0); i >= 0; i = freeBlocks.nextSetBit(freeBlocks.nextClearBit(i))) {
      if (n == 1 || freeBlocks.nextClearBit(i) - i >= n) {
        freeBlocks.clear(i, i + (int) n);
        stepOver((long) i << Block.SHIFT, n);
        return (long) i << Block.SHIFT;
      }
    }
    long block = top;
    if (block + (n << Block.SHIFT) > region.byteSize() || !region.grow(block + (n << Block.SHIFT))) {
      return 0;
    }
    top += n << Block.SHIFT;
    return block;
  }

  /// Where a run begins in blocks that have been swept and ends in others, sweeping goes on behind it: within it are no blocks.
  private void stepOver(long block, long n) {
    if (block < sweepAt) {
      sweepAt = Math.max(sweepAt, block + (n << Block.SHIFT));
    }
  }

  /// Frees a cell at once, unless a collection is looking at cells: nothing refers to it.
  public void free(long cell) {
    if (marking) {
      return;
    }
    clear(cell, present);
    long block = Block.of(cell);
    if (region.getInt(block + SWEPT_AT) != cycle) {
      // It is counted, and found to be free, when its block is swept.
      return;
    }
    cellsUsed--;
    int extent = region.getInt(block + Block.EXTENT_AT);
    if (region.getInt(block + Block.KIND_AT) == Block.RUN) {
      bytesUsed -= (long) extent * Block.SIZE - Block.CELLS;
      release(block);
    } else {
      freeSmall(cell, extent);
    }
  }

  private void freeSmall(long cell, int size) {
    bytesUsed -= size;
    if (poisoning) {
      region.fill(cell, size, POISON);
    }
    LongStack freed = recent[SizeClasses.of(size)];
    if (freed.size() < RECENT) {
      freed.push(cell);
    }
  }

  // Collection.

  /// Begins to mark: from now on new cells survive. What the collection before has left to do is done first.
  public void beginMarking() {
    finishSweep();
    if (marksLeft) {
      clearMarks();
    }
    marking = true;
  }

  public boolean isMarking() {
    return marking;
  }

  /// Marks a cell and answers whether it was not marked before.
  public boolean mark(long cell) {
    long word = Block.bitsOf(cell, 1 - present);
    long bits = marks.getLong(word);
    long bit = Block.bit(cell);
    if ((bits & bit) != 0) {
      return false;
    }
    marks.setLong(word, bits | bit);
    return true;
  }

  /// Whether the cell is marked, while marking goes on.
  public boolean isMarked(long cell) {
    return (region.getLong(Block.bitsOf(cell, 1 - present)) & Block.bit(cell)) != 0;
  }

  /// Marking is over: what is not marked is not there any more. [#sweep] finds out, block by block, where that has made room.
  public void endMarking() {
    marking = false;
    present = 1 - present;
    cycle++;
    Arrays.fill(current, 0);
    for (int k = 0; k < SizeClasses.COUNT; k++) {
      partial[k] = 0;
      recent[k].clear();
    }
    sweepAt = FIRST;
    sweepEnd = top;
    bytesUsed = 0;
    cellsUsed = 0;
  }

  /// Whether there is something left to sweep.
  public boolean isSweeping() {
    return sweepAt < sweepEnd;
  }

  /// Sweeps some blocks more.
  public void sweep(int blocks) {
    for (int i = 0; i < blocks && sweepAt < sweepEnd; i++) {
      long block = sweepAt;
      int kind = region.getInt(block + Block.KIND_AT);
      sweepAt += (kind == Block.RUN ? (long) region.getInt(block + Block.EXTENT_AT) : 1) << Block.SHIFT;
      if (region.getInt(block + SWEPT_AT) != cycle) {
        sweepBlock(block, kind);
      }
    }
  }

  private void finishSweep() {
    sweep(Integer.MAX_VALUE);
  }

  private void sweepBlock(long block, int kind) {
    if (kind == Block.FREE) {
      return;
    }
    region.setInt(block + SWEPT_AT, cycle);
    int cells = countPresent(block);
    cellsUsed += cells;
    region.fill(Block.bits(block, 1 - present), Block.BITS_SIZE, (byte) 0);
    if (cells == 0) {
      release(block);
      return;
    }
    if (kind == Block.RUN) {
      bytesUsed += (long) region.getInt(block + Block.EXTENT_AT) * Block.SIZE - Block.CELLS;
      return;
    }
    int size = region.getInt(block + Block.EXTENT_AT);
    bytesUsed += (long) cells * size;
    if (poisoning) {
      poison(block, size);
    }
    if (cells < Block.ROOM / size) {
      int k = SizeClasses.of(size);
      region.setLong(block + NEXT_AT, partial[k]);
      partial[k] = block;
    }
  }

  private int countPresent(long block) {
    int n = 0;
    long bits = Block.bits(block, present);
    for (int i = 0; i < Block.BITS_SIZE; i += 8) {
      n += Long.bitCount(region.getLong(bits + i));
    }
    return n;
  }

  private void poison(long block, int size) {
    for (int at = Block.CELLS; at + size <= Block.SIZE; at += size) {
      if (!isPresent(block + at)) {
        region.fill(block + at, size, POISON);
      }
    }
  }

  private void release(long block) {
    int kind = region.getInt(block + Block.KIND_AT);
    long n = kind == Block.RUN ? region.getInt(block + Block.EXTENT_AT) : 1;
    if (poisoning) {
      region.fill(block + Block.CELLS, n * Block.SIZE - Block.CELLS, POISON);
    }
    for (long i = 0; i < n; i++) {
      region.setInt(block + i * Block.SIZE + Block.KIND_AT, Block.FREE);
    }
    if (!poisoning && n * Block.SIZE >= DISCARD_MIN) {
      region.discard(block, n * Block.SIZE);
    }
    int first = (int) (block >> Block.SHIFT);
    freeBlocks.set(first, first + (int) n);
    blocksUsed -= n;
  }

  private void clearMarks() {
    for (long block = FIRST; block < top; block += extent(block)) {
      if (region.getInt(block + Block.KIND_AT) != Block.FREE) {
        marks.fill(Block.bits(block, 1 - present), Block.BITS_SIZE, (byte) 0);
      }
    }
    marksLeft = false;
  }

  // What stands in a file.

  /// Writes down, where it has changed, what has to be known of the heap besides its blocks.
  public void save(long at) {
    long[] state = {present, cycle, sweepAt, sweepEnd, top, blocksUsed, bytesUsed, bytesAllocated, cellsUsed};
    long next = at;
    for (long word : state) {
      next = put(next, word);
    }
    for (int k = 0; k < SizeClasses.COUNT; k++) {
      next = put(next, current[k]);
      next = put(next, cursor[k]);
      next = put(next, partial[k]);
    }
  }

  private long put(long at, long word) {
    if (region.getLong(at) != word) {
      region.setLong(at, word);
    }
    return at + 8;
  }

  /// Becomes what [#save] has written down, in this process or another one: a collection that was going on is given up.
  ///
  /// @throws Damage where that cannot be
  public void load(long at) throws Damage {
    present = (int) loaded(at, 0, 1);
    cycle = (int) loaded(at + 8, Integer.MIN_VALUE, Integer.MAX_VALUE);
    top = place(at + 32, Math.min(region.byteSize(), region.fileSize()));
    sweepAt = place(at + 16, top);
    sweepEnd = place(at + 24, top);
    blocksUsed = loaded(at + 40, 0, top - FIRST >> Block.SHIFT);
    bytesUsed = loaded(at + 48, 0, top);
    bytesAllocated = loaded(at + 56, 0, Long.MAX_VALUE);
    cellsUsed = loaded(at + 64, 0, top);
    for (int k = 0; k < SizeClasses.COUNT; k++) {
      long of = at + 72 + 24L * k;
      current[k] = block(of, k);
      cursor[k] = (int) loaded(of + 8, 0, Block.SIZE);
      if (current[k] != 0 && (cursor[k] < Block.CELLS || (cursor[k] - Block.CELLS) % SizeClasses.size(k) != 0)) {
        throw new Damage("at %d there is %d, where no cell of %d bytes begins", of + 8, cursor[k], SizeClasses.size(k));
      }
      partial[k] = block(of + 16, k);
      pristine[k] = false;
      recent[k].clear();
    }
    marking = false;
    marksLeft = true;
    zeroFrom = region.fileSize();
    freeBlocks.clear();
    freeBlocksKnown = blocksUsed == top - FIRST >> Block.SHIFT;
  }

  private long loaded(long at, long least, long most) throws Damage {
    long n = region.getLong(at);
    if (n < least || n > most) {
      throw new Damage("at %d there is %d, and not a number from %d to %d", at, n, least, most);
    }
    return n;
  }

  /// The beginning or the end of a block.
  private long place(long at, long most) throws Damage {
    long n = loaded(at, FIRST, most);
    if ((n & Block.SIZE - 1) != 0) {
      throw new Damage("at %d there is %d, where no block is", at, n);
    }
    return n;
  }

  /// A block with cells of a size, or 0.
  private long block(long at, int k) throws Damage {
    if (region.getLong(at) == 0) {
      return 0;
    }
    long block = place(at, top - Block.SIZE);
    if (region.getInt(block + Block.KIND_AT) != Block.SMALL || region.getInt(block + Block.EXTENT_AT) != SizeClasses.size(k)) {
      throw new Damage("the block at %d has no cells of %d bytes", block, SizeClasses.size(k));
    }
    return block;
  }

  /// Looks whether blocks are what a file says of them, and clears all marks, for who is going to mark what it comes by.
  ///
  /// @return the blocks that begin with a header and have cells
  /// @throws Damage where something cannot be
  public BitSet checkBlocks() throws Damage {
    BitSet found = new BitSet();
    long used = 0;
    for (long block = FIRST; block < top; block += extent(block)) {
      int kind = region.getInt(block + Block.KIND_AT);
      int extent = region.getInt(block + Block.EXTENT_AT);
      boolean right = switch (kind) {
        case Block.FREE -> true;
        case Block.SMALL -> extent > 0 && extent <= SizeClasses.MAX && SizeClasses.size(SizeClasses.of(extent)) == extent;
        case Block.RUN -> extent > 0 && extent <= top - block >> Block.SHIFT;
        default -> false;
      };
      if (!right) {
        throw new Damage("the block at %d is of kind %d and of %d", block, kind, extent);
      }
      if (kind != Block.FREE) {
        found.set((int) (block >> Block.SHIFT));
        used += extent(block) >> Block.SHIFT;
      }
    }
    if (used != blocksUsed) {
      throw new Damage("%d blocks are in use, and not %d", used, blocksUsed);
    }
    checkBlocks(found);
    clearMarks();
    marksLeft = true;
    return found;
  }

  /// Those with room lead to each other, and to nothing twice.
  private void checkBlocks(BitSet found) throws Damage {
    BitSet seen = new BitSet();
    for (int k = 0; k < SizeClasses.COUNT; k++) {
      checkBlock(found, seen, current[k], k);
      for (long block = partial[k]; block != 0; block = region.getLong(block + NEXT_AT)) {
        checkBlock(found, seen, block, k);
      }
    }
    if (sweepAt < sweepEnd && !found.get((int) (sweepAt >> Block.SHIFT)) && region.getInt(sweepAt + Block.KIND_AT) != Block.FREE) {
      throw new Damage("there is no block at %d", sweepAt);
    }
  }

  private void checkBlock(BitSet found, BitSet seen, long block, int k) throws Damage {
    if (block == 0) {
      return;
    }
    int number = (int) (block >> Block.SHIFT);
    boolean right = block > 0 && (block & Block.SIZE - 1) == 0 && block < top && found.get(number) && !seen.get(number)
        && region.getInt(block + Block.KIND_AT) == Block.SMALL && region.getInt(block + Block.EXTENT_AT) == SizeClasses.size(k);
    if (!right) {
      throw new Damage("the block at %d has no room for cells of %d bytes", block, SizeClasses.size(k));
    }
    seen.set(number);
  }

  private void lookForFreeBlocks() {
    for (long block = FIRST; block < top; block += extent(block)) {
      if (region.getInt(block + Block.KIND_AT) == Block.FREE) {
        freeBlocks.set((int) (block >> Block.SHIFT));
      }
    }
    freeBlocksKnown = true;
  }

  /// How far it is to the next block that is no part of this one's run.
  private long extent(long block) {
    return region.getInt(block + Block.KIND_AT) == Block.RUN ? (long) region.getInt(block + Block.EXTENT_AT) << Block.SHIFT : Block.SIZE;
  }

  // What there is.

  /// Whether a cell begins here.
  public boolean isPresent(long cell) {
    return (region.getLong(Block.bitsOf(cell, present)) & Block.bit(cell)) != 0;
  }

  /// Whether a cell can begin here.
  public boolean isCell(long at) {
    if (at < FIRST || at >= top || (at & SizeClasses.GRANULE - 1) != 0) {
      return false;
    }
    long block = Block.of(at);
    long distance = at - block - Block.CELLS;
    return switch (region.getInt(block + Block.KIND_AT)) {
      case Block.SMALL -> {
        int size = region.getInt(block + Block.EXTENT_AT);
        yield distance >= 0 && distance % size == 0 && distance + size <= Block.ROOM;
      }
      case Block.RUN -> distance == 0;
      default -> false;
    };
  }

  /// Whether freed cells are overwritten.
  public boolean isPoisoning() {
    return poisoning;
  }

  /// A place for a cell: a cell that there is, or free memory.
  interface Place {
    void accept(long at, long size, boolean present);
  }

  /// Goes through all memory that has ever been used.
  void forEachPlace(Place action) {
    for (long block = FIRST; block < top; ) {
      int kind = region.getInt(block + Block.KIND_AT);
      int extent = region.getInt(block + Block.EXTENT_AT);
      long size = (kind == Block.RUN ? (long) extent : 1) * Block.SIZE;
      switch (kind) {
        case Block.SMALL -> {
          for (long at = block + Block.CELLS; at + extent <= block + Block.SIZE; at += extent) {
            action.accept(at, extent, isPresent(at));
          }
        }
        case Block.RUN -> action.accept(block + Block.CELLS, size - Block.CELLS, isPresent(block + Block.CELLS));
        default -> action.accept(block + Block.CELLS, size - Block.CELLS, false);
      }
      block += size;
    }
  }

  private void set(long cell, int which) {
    long word = Block.bitsOf(cell, which);
    region.setLong(word, region.getLong(word) | Block.bit(cell));
  }

  private void clear(long cell, int which) {
    long word = Block.bitsOf(cell, which);
    region.setLong(word, region.getLong(word) & ~Block.bit(cell));
  }
}
