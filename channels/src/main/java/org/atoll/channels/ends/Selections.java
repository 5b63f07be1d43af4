package org.atoll.channels.ends;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// The selections that `select()` made for the last few lists it was given, so that a loop that selects from the same ends
/// again finds them being watched. Each is used by one call at a time. Guarded by the GIL of the interpreter.
final class Selections implements BetweenInterpreters {
  private static final int KEPT_MAX = 4;

  /// Those that are not in use, the last one first.
  private final List<Selection> idle = new ArrayList<>();

  private Selections() {}

  private static Selections of(ThreadState ts) {
    return ts.interpreter().state(Selections.class, Selections::new);
  }

  /// `select(ends, timeout)`: the pair of an end and its item.
  static Object select(ThreadState ts, Object ends, long nanos) {
    requireSeveral(ends);
    // A copy: the list may change while other threads run.
    Object[] given = ends instanceof PyList l ? Arrays.copyOf(l.items, l.size) : ends instanceof PyTuple t ? t.items : Sequences.toArray(ts, ends);
    Selection s = take(ts, given);
    Selection.Choice got;
    try {
      got = s.await(ts, nanos);
    } finally {
      of(ts).giveBack(s);
      Reference.reachabilityFence(given);
    }
    return result(got, got == null || got == Selection.NO_MORE ? null : given[(Integer) got.key()]);
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
  static Object result(Selection.Choice got, Object end) {
    if (got == null) {
      throw ChannelErrors.timeout("nothing has come");
    }
    if (got == Selection.NO_MORE) {
      throw ChannelErrors.nothingMore();
    }
    return PyTuple.of(end, got.item());
  }

  private static Selection take(ThreadState ts, Object[] ends) {
    List<Selection> idle = of(ts).idle;
    // To find out what an end is may let other threads run, which may take one of these.
    for (Selection s : idle.toArray(new Selection[0])) {
      if (s.isOf(ts, ends) && idle.remove(s)) {
        return s;
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
    return made;
  }

  private void giveBack(Selection s) {
    idle.add(0, s);
    if (idle.size() > KEPT_MAX) {
      idle.removeLast().end();
    }
  }
}
