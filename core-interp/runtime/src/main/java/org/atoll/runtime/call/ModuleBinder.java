package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;

/// The generated binder of a `@PyModuleDef` class.
public abstract class ModuleBinder extends Binder {
  protected ModuleBinder(Member... members) {
    super(members);
  }

  /// Makes the module's state: a new instance of the annotated class, one per interpreter.
  public abstract Object newState();

  /// Runs the module's own `exec` where it has one (`Py_mod_exec`).
  public void exec(ThreadState ts, Object state, PyModule module) {}
}
