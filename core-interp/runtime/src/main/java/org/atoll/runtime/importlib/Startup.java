package org.atoll.runtime.importlib;

import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;

/// Brings an interpreter up (`Python/pylifecycle.c`): builtins, sys, the import system, then what `site` and the streams
/// need.
public final class Startup {
  private Startup() {}

  /// Everything up to the point where modules can be imported. The GIL is held.
  public static void initializeCore(ThreadState ts) {
    Interpreter interp = ts.interpreter();
    PyDict modules = interp.modules();
    PyModule builtins = new PyModule("builtins");
    PyDict d = interp.builtins();
    d.merge(ts, builtins.dict());
    builtins.setDict(d);
    modules.put("builtins", builtins);
    BuiltinModules.fill(ts, "builtins", builtins);
    PyModule sys = new PyModule("sys");
    interp.setSys(sys);
    modules.put("sys", sys);
    BuiltinModules.fill(ts, "sys", sys);
    PyModule bootstrap = Frozen.run(ts, "_frozen_importlib");
    PyModule imp = BuiltinModules.create(ts, "_imp");
    modules.put("_imp", imp);
    PyObjects.callMethod(ts, bootstrap, "_install", sys, imp);
    PyObjects.callMethod(ts, bootstrap, "_install_external_importers");
    installLibraryFinder(ts, sys);
  }

  private static void installLibraryFinder(ThreadState ts, PyModule sys) {
    PyModule finder = new PyModule("_atoll_importer");
    finder.dict().put("__builtins__", ts.interpreter().modules().get("builtins"));
    ts.interpreter().modules().put("_atoll_importer", finder);
    Evaluation.run(ts, StandardLibrary.code("_atoll_importer", "<frozen _atoll_importer>"), finder.dict(), finder.dict(), null);
    PyObjects.callMethod(ts, finder, "install");
  }
}
