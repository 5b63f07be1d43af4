package org.atoll.arena.collect;

import java.util.function.LongConsumer;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.CellHeap;
import org.atoll.arena.memory.HeapCheck;
import org.atoll.arena.memory.LongStack;
import org.atoll.arena.memory.Region;

/// Finds the cells that the roots of an arena lead to, step by step, while the program goes on changing them; what is not
/// found is free.
///
/// What was reachable when marking began and what is made while it goes on is found. For that, whoever overwrites or drops
/// a word while [#isMarking] hands over what stood there ([#dropped]).
///
/// Not thread-safe; belongs to whoever holds the arena for writing.
public final class Collector {
  /// Hands over all words that an arena reaches from outside its cells.
  public interface Roots {
    void forEach(LongConsumer sink);
  }

  /// Called when all is marked, and before what is not marked is freed: may ask [#survives], and must forget what does not.
  public interface Afterwards {
    void marked(Collector collector);
  }

  private final Region region;
  private final CellHeap heap;
  private final Roots roots;
  private final Afterwards afterwards;
  /// Cells that are marked and not yet looked through from a word on: pairs of a cell and the number of that word.
  private final LongStack pending = new LongStack();
  private long collections;
  private long bytesMarked;
  private long bytesAlive;
  private long stepNanos;
  private long stepNanosMax;
  /// Looks for mistakes at the end of a collection that nothing happens beside; null where nobody does, or there is none.
  private HeapCheck check;

  public Collector(Region region, CellHeap heap, Roots roots, Afterwards afterwards) {
    this.region = region;
    this.heap = heap;
    this.roots = roots;
    this.afterwards = afterwards;
  }

  public boolean isMarking() {
    return heap.isMarking();
  }

  /// How many collections have come to their end.
  public long collections() {
    return collections;
  }

  /// What the cells take that were alive at the end of the last collection, without those made meanwhile.
  public long bytesAlive() {
    return bytesAlive;
  }

  /// How long all steps together, and the longest, have taken.
  public long stepNanos() {
    return stepNanos;
  }

  public long stepNanosMax() {
    return stepNanosMax;
  }

  /// Takes the snapshot. To be called where no code has a reference in its hands that the roots do not lead to.
  public void begin() {
    beginMarking();
    roots.forEach(this::mark);
  }

  /// As [#begin], where all other roots are to be handed over by [#dropped] before the end.
  public void begin(Roots some) {
    beginMarking();
    some.forEach(this::mark);
  }

  /// What all cells take that are marked so far.
  public long bytesMarked() {
    return bytesMarked;
  }

  private void beginMarking() {
    heap.beginMarking();
    bytesMarked = 0;
    if (heap.isPoisoning()) {
      new HeapCheck(region, heap).swept(false);
    }
  }

  /// A word that stood somewhere is there no more; to be called while marking goes on, before anybody can miss it.
  public void dropped(long word) {
    mark(word);
  }

  private void mark(long word) {
    if (Cell.isReference(word)) {
      long cell = Cell.offset(word);
      if (heap.mark(cell)) {
        bytesMarked += heap.sizeOf(cell);
        if (Cell.words(region.getLong(cell)) > 0) {
          pending.push(cell);
          pending.push(0);
        }
      }
    }
  }

  /// Looks through so many words, and answers whether all is marked. [#end] is to follow then, where nobody has an offset in
  /// their hands.
  public boolean step(long words) {
    long begun = System.nanoTime();
    long left = words;
    while (left > 0 && !pending.isEmpty()) {
      left -= scan(left);
    }
    timed(begun);
    return pending.isEmpty();
  }

  private void timed(long begun) {
    long took = System.nanoTime() - begun;
    stepNanos += took;
    stepNanosMax = Math.max(stepNanosMax, took);
  }

  /// Looks through the cell begun last, up to the first reference that leads to another that is to be looked through: so the
  /// list of what is left is as long as the structure is deep, not as wide.
  private long scan(long most) {
    long from = pending.pop();
    long cell = pending.pop();
    long words = Cell.words(region.getLong(cell));
    long end = Math.min(words, from + most);
    int before = pending.size();
    long i = from;
    while (i < end && pending.size() == before) {
      mark(region.getLong(Cell.word(cell, i++)));
    }
    if (i < words) {
      resumeBelow(cell, i, before);
    }
    return i - from + 1;
  }

  /// The rest of a cell comes after what was just found in it.
  private void resumeBelow(long cell, long next, int before) {
    boolean found = pending.size() > before;
    long at = found ? pending.pop() : 0;
    long inner = found ? pending.pop() : 0;
    pending.push(cell);
    pending.push(next);
    if (found) {
      pending.push(inner);
      pending.push(at);
    }
  }

  /// Whether a cell will be there after this collection.
  public boolean survives(long cell) {
    return heap.isMarked(cell);
  }

  /// All is marked: what is not is free from now on.
  public void end() {
    long begun = System.nanoTime();
    afterwards.marked(this);
    if (check != null) {
      endChecked();
    } else {
      endBesideOthers();
    }
    bytesAlive = bytesMarked;
    collections++;
    timed(begun);
  }

  /// The heap is another one now: what was found so far is not to be followed.
  public void forget() {
    pending.clear();
  }

  /// What is not alive, and was when marking began, is not free yet; and memory is swept later.
  private void endBesideOthers() {
    if (heap.isPoisoning()) {
      HeapCheck reached = new HeapCheck(region, heap);
      roots.forEach(reached::root);
      reached.marked();
    }
    heap.endMarking();
  }

  private void endChecked() {
    HeapCheck whole = check;
    check = null;
    whole.marked();
    heap.endMarking();
    heap.sweep(Integer.MAX_VALUE);
    whole.swept(true);
  }

  /// A whole collection at once.
  public void collect() {
    if (!isMarking()) {
      begin();
    }
    step(Long.MAX_VALUE);
    end();
  }

  /// A whole collection at once that tells two kinds of roots apart.
  ///
  /// @return what the cells take that only those of the second kind lead to
  public long collect(Roots first, Roots second) {
    beginMarking();
    check = heap.isPoisoning() ? new HeapCheck(region, heap) : null;
    long found = markAll(first);
    long both = markAll(second);
    end();
    return both - found;
  }

  /// Marks what roots lead to, and answers what all takes that is marked.
  private long markAll(Roots some) {
    some.forEach(word -> {
      if (check != null) {
        check.root(word);
      }
      mark(word);
    });
    step(Long.MAX_VALUE);
    return bytesMarked;
  }
}
