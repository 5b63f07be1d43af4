package org.atoll.channels.ends;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// The selections that `select()` made for the last few lists it was given, so that a loop that selects from the same ends
/// again finds them being watched. Guarded by the GIL of the interpreter.
///
/// A list may have other ends than it had at the last call. To look at each of a thousand would take ten times as long as to
/// take an item, so a call that finds something looks only whether the very end that it takes from is in the list, and at
/// some others, in turn. A call that would have to wait looks at all of them first. So nothing is taken from an end that is
/// not in the list; an end that has taken the place of another is passed over for a while at most, as long as others
/// have something, which is less than a round of all ends.
final class Selections implements BetweenInterpreters {
  private static final int KEPT_MAX = 4;
  /// How many ends of a list are looked at in each call.
  private static final int LOOKED_AT = 16;

  /// A selection, and the list that it was last used for.
  private static final class Known {
    final Selection selection;
    /// Weak: ends that nobody else has are to be closed.
    WeakReference<Object> list;
    /// The one that was looked at last.
    private int looked;

    Known(Selection selection) {
      this.selection = selection;
    }

    /// What one of the ends has; null where none has anything now, or it may be that they are others.
    Object poll(ThreadState ts, Object list) {
      int n = selection.size();
      for (int i = 0; i < Math.min(n, LOOKED_AT); i++) {
        looked = looked + 1 < n ? looked + 1 : 0;
        if (!isSame(ts, list, looked)) {
          return null;
        }
      }
      if (size(list) != n || selection.mail() != null && !isSame(ts, list, (Integer) selection.mailKey())) {
        return null;
      }
      selection.begin(ts);
      Object[] end = new Object[1];
      Selection.Choice got = selection.poll(ts, (t, key, source) -> {
        end[0] = at(list, (Integer) key);
        return end[0] != null && SelectableTypes.source(t, end[0]) == source;
      });
      return got == null || got == Selection.NO_MORE || got == Selection.REFUSED ? null : PyTuple.of(end[0], got.item());
    }

    private boolean isSame(ThreadState ts, Object list, int i) {
      Object end = at(list, i);
      return end != null && selection.isAt(ts, i, end);
    }
  }

  /// The last one first. Those that a thread waits by are not among them.
  private final List<Known> idle = new ArrayList<>();

  private Selections() {}

  private static Selections of(ThreadState ts) {
    return ts.interpreter().state(Selections.class, Selections::new);
  }

  /// `select(ends, timeout)`: the pair of an end and its item.
  static Object select(ThreadState ts, Object ends, long nanos) {
    requireSeveral(ends);
    Selections all = of(ts);
    Known last = all.lastFor(ends);
    Object pair = last == null ? null : last.poll(ts, ends);
    return pair != null ? pair : all.await(ts, ends, nanos);
  }

  private Known lastFor(Object ends) {
    for (int i = 0; i < idle.size(); i++) {
      if (idle.get(i).list.refersTo(ends)) {
        return idle.get(i);
      }
    }
    return null;
  }

  private Object await(ThreadState ts, Object ends, long nanos) {
    // A copy: the list may change while other threads run.
    Object[] given = Sequences.toArray(ts, ends);
    Known known = take(ts, given);
    known.list = new WeakReference<>(ends);
    Selection.Choice got;
    try {
      got = known.selection.await(ts, nanos);
    } finally {
      giveBack(known);
      Reference.reachabilityFence(given);
    }
    return result(got, got == null || got == Selection.NO_MORE ? null : given[(Integer) got.key()], given.length);
  }

  /// How many ends there are; -1 where only iterating over them tells.
  private static int size(Object list) {
    if (list instanceof PyList l && l.type == PyList.TYPE) {
      return l.size;
    }
    return list instanceof PyTuple t && t.type == PyTuple.TYPE ? t.items.length : -1;
  }

  /// The end at a place of what [#size] knows; null where there is none.
  private static Object at(Object list, int i) {
    return i >= size(list) ? null : list instanceof PyList l ? l.items[i] : ((PyTuple) list).items[i];
  }

  /// Refuses one end in the place of a list of them: to iterate over a receiver would be to receive.
  ///
  /// @throws org.atoll.runtime.types.PyException TypeError
  static void requireSeveral(Object ends) {
    if (ends instanceof PyEnd || ends instanceof PySelector || ends instanceof PyTimer || ends instanceof Selectable) {
      throw PyErr.typeError("select() takes a list of ends, not one %s", PyObject.typeOf(ends).name());
    }
  }

  /// What a script gets for a choice.
  ///
  /// @param ends how many ends there were to select from
  static Object result(Selection.Choice got, Object end, int ends) {
    if (got == null) {
      throw ChannelErrors.timeout("nothing has come");
    }
    if (got == Selection.NO_MORE) {
      throw ends == 0 ? ChannelErrors.nothingToSelectFrom() : ChannelErrors.nothingMore();
    }
    return PyTuple.of(end, got.item());
  }

  private Known take(ThreadState ts, Object[] ends) {
    // To find out what an end is may let other threads run, which may take one of these.
    for (Known k : idle.toArray(new Known[0])) {
      if (k.selection.isOf(ts, ends) && idle.remove(k)) {
        return k;
      }
    }
    Source[] sources = new Source[ends.length];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = SelectableTypes.source(ts, ends[i]);
    }
    Selection made = new Selection(ts);
    for (int i = 0; i < sources.length; i++) {
      made.add(sources[i], i);
    }
    made.lineUp();
    return new Known(made);
  }

  private void giveBack(Known k) {
    idle.add(0, k);
    if (idle.size() > KEPT_MAX) {
      idle.removeLast().selection.end();
    }
  }
}
