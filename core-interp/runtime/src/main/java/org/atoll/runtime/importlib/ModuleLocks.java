package org.atoll.runtime.importlib;

import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.modules.weakref.PyWeakRef;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.types.PyDict;

/// The locks of modules that are being imported, as those see them who look at an interpreter from outside: a thread that
/// waits for one waits, in `importlib._bootstrap`, at a lock that does not tell whose turn it is (`_ModuleLock.wakeup`).
/// Stateless; takes no GIL.
public final class ModuleLocks {
  private ModuleLocks() {}

  /// A lock of a module.
  ///
  /// @param ident the thread that imports the module
  public record Taken(String module, long ident) {}

  /// The module whose lock a thread waits for that waits at `wakeup`; null where it is that of none, or its import is over by
  /// now.
  public static Taken at(Interpreter interpreter, Object wakeup) {
    try {
      if (interpreter.modules().get("_frozen_importlib") instanceof PyModule bootstrap && bootstrap.dict().get("_module_locks") instanceof PyDict locks) {
        for (Object reference : locks.valueArray()) {
          if (reference instanceof PyWeakRef r && r.referent() instanceof PyInstance lock && lock.getOwn("wakeup") == wakeup
              && lock.getOwn("owner") instanceof Long ident) {
            return new Taken(String.valueOf(lock.getOwn("name")), ident);
          }
        }
      }
    } catch (RuntimeException e) {
      // The dict has changed meanwhile: without the GIL nothing keeps it from that.
      return null;
    }
    return null;
  }
}
