package org.atoll.runtime.importlib;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;

/// `import` by way of the interpreter's importlib (`Python/import.c`).
public final class Importer {
  private Importer() {}

  /// `importlib.import_module(name)` with the GIL held.
  public static Object importModule(ThreadState ts, String name) {
    Object bootstrap = ts.interpreter().modules().get("_frozen_importlib");
    return PyObjects.callMethod(ts, bootstrap, "_gcd_import", name);
  }
}
