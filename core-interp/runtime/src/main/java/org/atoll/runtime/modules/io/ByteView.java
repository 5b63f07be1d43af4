package org.atoll.runtime.modules.io;

import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyMemoryView;

/// Part of a buffer's memory, shown to a stream that is written in Python.
final class ByteView {
  private ByteView() {}

  /// A memoryview of `array[offset ..]`.
  static PyMemoryView memoryview(byte[] array, int offset, int length, boolean readonly) {
    return PyMemoryView.of(PyBuffer.ofBytes(null, array, offset, length, readonly, null));
  }
}
