package org.atoll.arena.objects;

import java.util.ServiceLoader;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// How a class of a program's `__main__` comes into interpreters that do not run the program: as it comes with functions that are sent there.
/// A module that knows messages provides it, by `META-INF/services`. Thread-safe.
public interface MainClasses {
  /// What tells other interpreters of a class that belongs to the calling thread's interpreter; null where nothing can. It must be
  /// immutable. Requires the GIL.
  Object reference(ThreadState ts, PyType cls);

  /// What a reference leads to in the calling thread's interpreter. May run Python code. Requires the GIL.
  ///
  /// @throws org.atoll.runtime.types.PyException where it leads nowhere
  Object find(ThreadState ts, Object reference);

  /// The one there is.
  static MainClasses provided() {
    return Provided.ONE;
  }

  /// Looked up when it is first needed.
  final class Provided {
    private static final MainClasses ONE = ServiceLoader.load(MainClasses.class, MainClasses.class.getClassLoader()).findFirst().orElse(null);

    private Provided() {}
  }
}
