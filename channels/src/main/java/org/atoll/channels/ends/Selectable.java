package org.atoll.channels.ends;

import org.atoll.runtime.interp.ThreadState;

/// A built-in object that can be given to `select()`; for classes written in Python see [SelectableTypes].
public interface Selectable {
  /// What a [Selection] takes items from; the same each time. Requires the GIL.
  ///
  /// @throws org.atoll.runtime.types.PyException where it cannot be selected from as it is, or here
  Source source(ThreadState ts);
}
