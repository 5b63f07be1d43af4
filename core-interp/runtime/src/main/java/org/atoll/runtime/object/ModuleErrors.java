package org.atoll.runtime.object;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PySet;

/// The words modules are described with: their repr and the AttributeError of a missing name.
final class ModuleErrors {
  private ModuleErrors() {}

  static PyException noAttribute(ThreadState ts, PyModule module, String name) {
    if (!(module.name() instanceof String moduleName)) {
      return PyErr.attributeError(module, name, "module has no attribute '%s'", name);
    }
    Object spec = module.dict().get("__spec__");
    String file = ModuleOrigin.file(ts, spec);
    if (ModuleOrigin.hidesLibrary(ts, file, moduleName)) {
      return PyErr.attributeError(module, name, "module '%s' has no attribute '%s' (consider renaming '%s' since it has the same name"
          + " as the standard library module named '%s' and prevents importing that standard library module)", moduleName, name, file, moduleName);
    }
    if (ModuleOrigin.isInitializing(ts, spec)) {
      if (ModuleOrigin.isBesideProgram(ts, file)) {
        return PyErr.attributeError(module, name,
            "module '%s' has no attribute '%s' (consider renaming '%s' if it has the same name as a library you intended to import)", moduleName, name, file);
      }
      String from = file == null ? "" : " from '" + file + "'";
      return PyErr.attributeError(module, name,
          "partially initialized module '%s'%s has no attribute '%s' (most likely due to a circular import)", moduleName, from, name);
    }
    if (spec != null && spec != PyNone.NONE) {
      Object pending = PyObjects.getOptionalAttr(ts, spec, "_uninitialized_submodules");
      if (pending instanceof PySet s && s.contains(ts, name)) {
        return PyErr.attributeError(module, name,
            "cannot access submodule '%s' of module '%s' (most likely due to a circular import)", name, moduleName);
      }
    }
    return PyErr.attributeError(module, name, "module '%s' has no attribute '%s'%s", moduleName, name, whyNot(moduleName, name));
  }

  /// Why a module goes without a name that it has on CPython, and what to use instead; nothing for all other names. The name
  /// itself is left out, as programs look whether it is there.
  private static String whyNot(String module, String name) {
    boolean system = module.equals("os") || module.equals("posix");
    return system && (name.equals("fork") || name.equals("fork1") || name.equals("forkpty"))
        ? ": a Java virtual machine cannot fork; use subprocess, os.posix_spawn, or multiprocessing with the start method 'spawn'" : "";
  }

  static Object repr(ThreadState ts, PyModule module) {
    Object importlib = ts.interpreter().modules().get("_frozen_importlib");
    if (importlib instanceof PyModule m) {
      return Call.call1(ts, PyObjects.getAttr(ts, m, "_module_repr"), module);
    }
    return "<module '" + module.name() + "'>";
  }
}
