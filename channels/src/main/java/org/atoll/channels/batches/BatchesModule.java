package org.atoll.channels.batches;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyList;

/// `_atoll_batches`: what `atoll.pipelines` sends its items in.
@PyModuleDef(value = "_atoll_batches", doc = "Batches of items for pipelines; see atoll.pipelines.")
final class BatchesModule {
  @PyConstant(name = "Batch")
  static final PyType BATCH = PyBatch.TYPE;

  @PyFunction(sig = "(items, /)", doc = """
      Make a batch of a list's items as they are now.

      Raises NotShareableError where one of them cannot be sent to other interpreters, TypeError for anything but a list.""")
  Object batch(ThreadState ts, PyList items) {
    return PyBatch.of(ts, items);
  }
}
