package org.atoll.arena.objects;

import org.atoll.arena.memory.Cell;
import org.atoll.runtime.interp.ThreadState;

/// Where one value of a container stands, an item for instance: what [Updates] changes.
abstract class Place {
  final View view;

  Place(View view) {
    this.view = view;
  }

  /// What stands there now, as bits that no other value has.
  ///
  /// @throws org.atoll.runtime.types.PyException where there is no such place
  abstract long bits(ThreadState ts);

  /// The value that these bits are; null where nothing stands there.
  abstract Object value(long bits);

  /// Puts a value there; nothing has happened since [#bits].
  abstract void put(ThreadState ts, Object value);

  /// What [#put] will be given: of the type that stands there, and as far as possible in the arena already.
  Object prepared(ThreadState ts, Object value) {
    return view.arena.adopted(ts, view.hold, value);
  }

  /// What is raised where nothing stands there, and something must.
  RuntimeException missing() {
    throw new IllegalStateException();
  }

  /// Keeps the cell that the bits refer to from becoming another one; null for none.
  ViewGroup keep(long bits) {
    return null;
  }

  /// A place that holds a word.
  abstract static class OfWord extends Place {
    OfWord(View view) {
      super(view);
    }

    @Override
    Object value(long word) {
      return view.arena.read(view.hold, word);
    }

    @Override
    ViewGroup keep(long word) {
      return Cell.isReference(word) ? view.arena.keep(view.hold, Cell.offset(word)) : null;
    }
  }
}
