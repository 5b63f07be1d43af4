package org.atoll.runtime.types;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;

/// A container whose storage can be given to another interpreter without a copy. What is left behind has a type of its own
/// ([Moved]), none of whose operations works: so code that never gives anything away has nothing more to look at. Requires
/// the GIL of the interpreter that owns the object.
public interface Movable {
  /// Whether this is an instance of the built-in type itself, not of a class derived from it.
  boolean isMovable();

  /// A new object that has the storage; this one has none from now on.
  ///
  /// @throws PyException BufferError where somebody holds a view on the memory
  PyObject moveOut(ThreadState ts);

  /// Takes back what [#moveOut] gave, unless somebody else has used it.
  void moveBack(PyObject taken);
}
