package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyType;

/// The base of all built-in iterators: the runtime calls [#next] directly where it meets one
/// whose type is not derived in Python. Guarded by the GIL.
public abstract class PyIterator extends PyInstance {
  protected PyIterator(PyType type) {
    super(type);
  }

  /// The next item, or null when there is none. An exhausted iterator stays exhausted. One that neither calls Python code
  /// nor takes its items from another iterator polls ([ThreadState#poll]), so that a built-in function that goes through
  /// it can be interrupted.
  public abstract Object next(ThreadState ts);

  @PyMethod(doc = "Implement iter(self).")
  public Object __iter__() {
    return this;
  }

  @PyMethod(doc = "Implement next(self).")
  public Object __next__(ThreadState ts) {
    Object item = next(ts);
    if (item == null) {
      throw PyErr.create(PyExc.StopIteration);
    }
    return item;
  }
}
