package org.atoll.channels.batches;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.Shared;

/// A snapshot of items. Immutable, and the same object for all interpreters; any thread may open it. Ends of channels that are
/// among the items count until nobody has the batch any more.
@PyTypeDef(name = "Batch", module = "_atoll_batches", basetype = false, instantiable = false, doc = """
    Items on their way from one interpreter to another, made by batch(). It stands for itself wherever it is sent.""")
final class PyBatch extends PyObject implements Shared {
  static final PyType TYPE = PyType.builtin(new PyBatchBinder());

  private final Message items;
  private final int length;

  private PyBatch(Message items, int length) {
    super(TYPE);
    this.items = items;
    this.length = length;
  }

  static PyBatch of(ThreadState ts, PyList items) {
    int length = items.size;
    return new PyBatch(Sending.snapshot(ts, items), length);
  }

  @PyMethod(sig = "()", doc = """
      The items, as a list of the calling interpreter; each call gives others.

      Raises NotShareableError, with the reason as its cause, where they cannot be rebuilt.""")
  Object open(ThreadState ts) {
    try {
      return items.openCopy(ts);
    } catch (PyException e) {
      throw Sending.refused(e, "object could not be unpickled");
    }
  }

  @PyMethod
  long __len__() {
    return length;
  }

  @PyMethod
  String __repr__() {
    return "<batch of " + length + (length == 1 ? " item>" : " items>");
  }
}
