package org.atoll.arena.objects;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/// The cells that some views of one hold stand for. Only the views keep their group, so it lives as long as any of them: what all
/// living groups list is at least what there are views of, at the price of one weak reference for hundreds of views.
final class ViewGroup {
  private static final int SIZE_MAX = 256;

  private final long[] cells;
  private int count;

  private ViewGroup(int size) {
    cells = new long[size];
  }

  private boolean add(long cell) {
    if (count == cells.length) {
      return false;
    }
    cells[count++] = cell;
    return true;
  }

  /// The groups of one hold. Belongs to its thread.
  static final class All {
    private final List<WeakReference<ViewGroup>> groups = new ArrayList<>();
    private WeakReference<ViewGroup> last;
    private int pruneAt = 64;
    /// How many there have been. The first have one view each, and each has one more than the one before: what is looked up first is often
    /// kept longest, and would keep what else its group lists.
    private int made;

    /// The group that keeps a cell for a view that is about to be made.
    ViewGroup with(long cell) {
      ViewGroup g = last == null ? null : last.get();
      if (g == null || !g.add(cell)) {
        g = new ViewGroup(Math.clamp(made++, 1, SIZE_MAX));
        g.add(cell);
        last = new WeakReference<>(g);
        groups.add(last);
        if (groups.size() >= pruneAt) {
          groups.removeIf(r -> r.get() == null);
          pruneAt = Math.max(64, 2 * groups.size());
        }
      }
      return g;
    }

    void forEach(LongConsumer sink) {
      for (Iterator<WeakReference<ViewGroup>> i = groups.iterator(); i.hasNext(); ) {
        ViewGroup g = i.next().get();
        if (g == null) {
          i.remove();
        } else {
          for (int k = 0; k < g.count; k++) {
            sink.accept(g.cells[k]);
          }
        }
      }
    }
  }
}
