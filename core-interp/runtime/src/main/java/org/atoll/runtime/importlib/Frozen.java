package org.atoll.runtime.importlib;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyModule;

/// The modules that make up the import system itself and so cannot be imported by it: as in CPython they are frozen.
public final class Frozen {
  private Frozen() {}

  /// The module of the library that a frozen module is made of; null if it is not frozen.
  public static String source(String name) {
    return switch (name) {
      case "_frozen_importlib" -> "importlib._bootstrap";
      case "_frozen_importlib_external" -> "importlib._bootstrap_external";
      case "zipimport" -> "zipimport";
      default -> null;
    };
  }

  /// The code object, shared by all interpreters.
  public static PyCode code(String name) {
    return StandardLibrary.code(source(name), "<frozen " + source(name) + ">");
  }

  /// Makes the module, enters it into `sys.modules` and runs it.
  public static PyModule run(ThreadState ts, String name) {
    PyModule m = new PyModule(name);
    m.dict().put("__builtins__", ts.interpreter().modules().get("builtins"));
    m.dict().put("__origname__", source(name));
    ts.interpreter().modules().put(name, m);
    Evaluation.run(ts, code(name), m.dict(), m.dict(), null);
    return m;
  }
}
