package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.ModuleOrigin;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;

/// Import statements (`import_name`, `import_from` in `Python/ceval.c`, `Python/import.c`).
public final class Imports {
  private Imports() {}

  /// `__import__(name, globals, locals, fromlist, level)`, as the function's builtins have it.
  public static Object importName(ThreadState ts, PyFunction f, Object namespace, String name, Object fromlist, long level) {
    Object hook = f.builtins(ts).get("__import__");
    if (hook == null) {
      throw PyErr.importError(PyNone.NONE, PyNone.NONE, "__import__ not found");
    }
    Object locals = namespace == null ? PyNone.NONE : namespace;
    return Call.call(ts, hook, new Object[] {name, f.globals, locals, fromlist == null ? PyNone.NONE : fromlist, level}, null);
  }

  /// `from module import name`.
  public static Object importFrom(ThreadState ts, Object module, String name) {
    Object v = PyObjects.getOptionalAttr(ts, module, name);
    if (v != null) {
      return v;
    }
    Object moduleName = PyObjects.getOptionalAttr(ts, module, "__name__");
    if (moduleName != null && PyUnicode.check(moduleName)) {
      Object loaded = ts.interpreter().modules().get(ts, PyUnicode.concat(moduleName, ".", name));
      if (loaded != null) {
        return loaded;
      }
    }
    throw cannotImport(ts, module, moduleName == null || !PyUnicode.check(moduleName) ? null : moduleName, name);
  }

  private static PyException cannotImport(ThreadState ts, Object module, Object moduleName, String name) {
    Object shown = moduleName == null ? "<unknown module name>" : moduleName;
    Object spec = PyObjects.getOptionalAttr(ts, module, "__spec__");
    String origin = ModuleOrigin.file(ts, spec);
    Object file = origin != null ? PyUnicode.fromUtf16(origin) : PyObjects.getOptionalAttr(ts, module, "__file__");
    Object path = file == null || !PyUnicode.check(file) ? PyNone.NONE : file;
    String where = path == PyNone.NONE ? "unknown location" : PyUnicode.toJava(path);
    String hint = "'%s' (%s)";
    if (ModuleOrigin.hidesLibrary(ts, origin, shown)) {
      hint = "'%s' (consider renaming '%s' since it has the same name as the standard library module named '" + shown
          + "' and prevents importing that standard library module)";
    } else if (ModuleOrigin.isInitializing(ts, spec)) {
      hint = ModuleOrigin.isBesideProgram(ts, origin) ? "'%s' (consider renaming '%s' if it has the same name as a library you intended to import)"
          : "partially initialized module '%s' (most likely due to a circular import) (%s)";
    }
    PyException e = PyErr.importError(moduleName == null ? PyNone.NONE : moduleName, path, "cannot import name '%s' from " + hint, name, shown, where);
    PyObjects.setAttr(ts, e.value, "name_from", name);
    return e;
  }

  /// The submodule that `import a.b as c` binds: attribute `name` of `module`.
  public static Object submodule(ThreadState ts, Object module, String name) {
    return importFrom(ts, module, name);
  }

  /// `from module import *` into a namespace.
  public static void importStar(ThreadState ts, PyFunction f, Object module, Object namespace) {
    Object all = PyObjects.getOptionalAttr(ts, module, "__all__");
    boolean skipUnderscores = all == null;
    Object names = all;
    if (all == null) {
      Object dict = PyObjects.getOptionalAttr(ts, module, "__dict__");
      if (dict == null) {
        throw PyErr.importError(PyNone.NONE, PyNone.NONE, "from-import-* object has no __dict__ and no __all__");
      }
      names = PyObjects.callMethod(ts, dict, "keys");
    }
    for (Object name : Sequences.toArray(ts, names)) {
      if (!PyUnicode.check(name)) {
        throw notAString(ts, module, name, skipUnderscores);
      }
      String n = PyUnicode.toJava(name);
      if (!skipUnderscores || !n.startsWith("_")) {
        Names.store(ts, namespace, n, PyObjects.getAttr(ts, module, n));
      }
    }
  }

  private static PyException notAString(ThreadState ts, Object module, Object name, boolean key) {
    Object moduleName = PyObjects.getAttr(ts, module, "__name__");
    return PyErr.typeError("%s in %s.%s must be str, not %s", key ? "Key" : "Item", moduleName, key ? "__dict__" : "__all__", PyObject.typeOf(name).name());
  }
}
