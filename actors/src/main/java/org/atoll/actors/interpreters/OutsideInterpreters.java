package org.atoll.actors.interpreters;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;

/// Interpreters that are made and used past the module `_interpreters`, as programs do that embed Python. Stateless.
public final class OutsideInterpreters {
  private OutsideInterpreters() {}

  /// Makes one; its number.
  ///
  /// @param config a name, a namespace, or None
  /// @param whence the number of an [Origin]
  public static long create(ThreadState ts, Object config, long whence) {
    if (whence < 0 || whence >= Origin.values().length) {
      throw PyErr.valueError("unsupported whence %d", whence);
    }
    ManagedInterpreter made = InterpretersModule.make(ts, config, false);
    made.comesFrom(Origin.values()[(int) whence]);
    return made.id();
  }

  /// Runs a script in the `__main__` of one: 0, or -1 if it raised, which standard error tells.
  ///
  /// @param main whether it counts as running meanwhile
  public static long exec(ThreadState ts, Object id, Object script, boolean main) {
    ManagedInterpreter target = InterpretersModule.worker(ts, id, false, "");
    Object failure = Execution.exec(ts, target, Scripts.of(ts, script), main);
    if (failure == PyNone.NONE) {
      return 0;
    }
    Object stderr = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "sys"), "stderr");
    PyObjects.callMethod(ts, stderr, "write", PyObjects.getAttr(ts, failure, "errdisplay"));
    PyObjects.callMethod(ts, stderr, "write", "\n");
    return -1;
  }

  /// Ends one.
  public static void destroy(ThreadState ts, Object id) {
    InterpretersModule.destroyAny(ts, id);
  }
}
