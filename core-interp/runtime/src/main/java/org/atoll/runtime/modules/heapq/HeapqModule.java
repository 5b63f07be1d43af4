package org.atoll.runtime.modules.heapq;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// Binary heaps in lists, smallest or greatest item first.
@PyModuleDef(value = "_heapq", doc = "Heaps (priority queues) in lists.")
public final class HeapqModule {
  @PyFunction(sig = "(heap, item, /)", doc = "Adds an item.")
  void heappush(ThreadState ts, Object heap, Object item) {
    push(ts, Heap.of(ts, heap, "heappush", "argument 1"), item, false);
  }

  @PyFunction(sig = "(heap, /)", doc = "Removes and returns the smallest item.")
  Object heappop(ThreadState ts, Object heap) {
    return pop(ts, Heap.of(ts, heap, "heappop", "argument"), false);
  }

  @PyFunction(sig = "(heap, item, /)", doc = "Returns the smallest item and puts another in its place.")
  Object heapreplace(ThreadState ts, Object heap, Object item) {
    return replace(ts, Heap.of(ts, heap, "heapreplace", "argument 1"), item, false);
  }

  @PyFunction(sig = "(heap, item, /)", doc = "Adds an item, then removes and returns the smallest.")
  Object heappushpop(ThreadState ts, Object heap, Object item) {
    return pushPop(ts, Heap.of(ts, heap, "heappushpop", "argument 1"), item, false);
  }

  @PyFunction(sig = "(heap, /)", doc = "Turns a list into a heap.")
  void heapify(ThreadState ts, Object heap) {
    makeHeap(ts, Heap.of(ts, heap, "heapify", "argument"), false);
  }

  @PyFunction(sig = "(heap, item, /)", doc = "Adds an item to a heap with the greatest first.")
  void heappush_max(ThreadState ts, Object heap, Object item) {
    push(ts, Heap.of(ts, heap, "heappush_max", "argument 1"), item, true);
  }

  @PyFunction(sig = "(heap, /)", doc = "Removes and returns the greatest item.")
  Object heappop_max(ThreadState ts, Object heap) {
    return pop(ts, Heap.of(ts, heap, "heappop_max", "argument"), true);
  }

  @PyFunction(sig = "(heap, item, /)", doc = "Returns the greatest item and puts another in its place.")
  Object heapreplace_max(ThreadState ts, Object heap, Object item) {
    return replace(ts, Heap.of(ts, heap, "heapreplace_max", "argument 1"), item, true);
  }

  @PyFunction(sig = "(heap, item, /)", doc = "Adds an item, then removes and returns the greatest.")
  Object heappushpop_max(ThreadState ts, Object heap, Object item) {
    return pushPop(ts, Heap.of(ts, heap, "heappushpop_max", "argument 1"), item, true);
  }

  @PyFunction(sig = "(heap, /)", doc = "Turns a list into a heap with the greatest first.")
  void heapify_max(ThreadState ts, Object heap) {
    makeHeap(ts, Heap.of(ts, heap, "heapify_max", "argument"), true);
  }

  private static void push(ThreadState ts, Heap heap, Object item, boolean max) {
    heap.append(item);
    siftDown(ts, heap, 0, heap.size() - 1, max);
  }

  private static Object pop(ThreadState ts, Heap heap, boolean max) {
    int n = heap.size();
    if (n == 0) {
      throw PyErr.indexError("index out of range");
    }
    Object last = heap.removeLast();
    if (n == 1) {
      return last;
    }
    Object first = heap.get(0);
    heap.set(0, last);
    siftUp(ts, heap, 0, max);
    return first;
  }

  private static Object replace(ThreadState ts, Heap heap, Object item, boolean max) {
    if (heap.size() == 0) {
      throw PyErr.indexError("index out of range");
    }
    Object first = heap.get(0);
    heap.set(0, item);
    siftUp(ts, heap, 0, max);
    return first;
  }

  private static Object pushPop(ThreadState ts, Heap heap, Object item, boolean max) {
    if (heap.size() == 0) {
      return item;
    }
    Object first = heap.get(0);
    if (!before(ts, first, item, max)) {
      return item;
    }
    if (heap.size() == 0) {
      throw PyErr.indexError("index out of range");
    }
    first = heap.get(0);
    heap.set(0, item);
    siftUp(ts, heap, 0, max);
    return first;
  }

  private static void makeHeap(ThreadState ts, Heap heap, boolean max) {
    for (int i = heap.size() / 2 - 1; i >= 0; i--) {
      siftUp(ts, heap, i, max);
    }
  }

  /// Whether `a` comes before `b` in the heap's order.
  private static boolean before(ThreadState ts, Object a, Object b, boolean max) {
    Object p = max ? b : a;
    Object q = max ? a : b;
    if (p instanceof Long x && q instanceof Long y) {
      return x < y;
    }
    if (p instanceof PyTuple x && q instanceof PyTuple y && x.type == PyTuple.TYPE && y.type == PyTuple.TYPE) {
      return lessTuple(ts, x.items, y.items);
    }
    return PyObjects.isTrue(ts, PyObjects.richCompare(ts, p, q, PyObjects.LT));
  }

  /// `a < b` of plain tuples: the first items that differ decide.
  private static boolean lessTuple(ThreadState ts, Object[] a, Object[] b) {
    int n = Math.min(a.length, b.length);
    for (int i = 0; i < n; i++) {
      if (a[i] != b[i] && !PyObjects.equal(ts, a[i], b[i])) {
        return a[i] instanceof Long x && b[i] instanceof Long y ? x < y : PyObjects.isTrue(ts, PyObjects.richCompare(ts, a[i], b[i], PyObjects.LT));
      }
    }
    return a.length < b.length;
  }

  private static boolean before(ThreadState ts, Heap heap, int size, Object a, Object b, boolean max) {
    boolean result = before(ts, a, b, max);
    if (heap.size() != size) {
      throw PyErr.runtimeError("list changed size during iteration");
    }
    return result;
  }

  /// Moves the item at `pos` towards the root until its parent comes before it.
  private static void siftDown(ThreadState ts, Heap heap, int start, int pos, boolean max) {
    int size = heap.size();
    while (pos > start) {
      int parent = pos - 1 >> 1;
      if (!before(ts, heap, size, heap.get(pos), heap.get(parent), max)) {
        return;
      }
      swap(heap, pos, parent);
      pos = parent;
    }
  }

  /// Moves the item at `pos` down to a leaf, the earlier child always up, and from there to its place: most items belong
  /// near the leaves, which saves comparisons.
  private static void siftUp(ThreadState ts, Heap heap, int pos, boolean max) {
    int size = heap.size();
    int start = pos;
    int firstLeaf = size >> 1;
    while (pos < firstLeaf) {
      int child = 2 * pos + 1;
      if (child + 1 < size && !before(ts, heap, size, heap.get(child), heap.get(child + 1), max)) {
        child++;
      }
      swap(heap, pos, child);
      pos = child;
    }
    siftDown(ts, heap, start, pos, max);
  }

  private static void swap(Heap heap, int i, int j) {
    Object kept = heap.get(i);
    heap.set(i, heap.get(j));
    heap.set(j, kept);
  }
}
