package org.atoll.runtime.types;

import org.atoll.runtime.interp.ThreadState;

/// An object whose Java class lends out its memory (`bf_getbuffer`). Requires the GIL.
public interface BufferExporter {
  /// A view on the object's memory, to be given back with [PyBuffer#release].
  ///
  /// @param flags a combination of the constants of [Buffers]
  /// @throws PyException BufferError where the object cannot give what the flags ask for
  PyBuffer buffer(ThreadState ts, int flags);
}
