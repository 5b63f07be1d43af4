package org.atoll.runtime.object;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyUnicode;

/// Where a module came from, as the hints of import errors ask (`_PyModuleSpec_GetFileOrigin` and
/// `_PyModule_IsPossiblyShadowing` in `Objects/moduleobject.c`). Stateless; the GIL is held.
public final class ModuleOrigin {
  private ModuleOrigin() {}

  /// The folder of the program, which stands first on `sys.path`. One per interpreter, guarded by its GIL.
  public static final class ProgramFolder {
    private String path;

    /// `path` is as it stands on `sys.path`: an empty one is the working directory.
    public void set(String path) {
      this.path = path.isEmpty() ? System.getProperty("user.dir") : path;
    }
  }

  /// The file that a module spec was loaded from; null where it is not known to be a file.
  public static String file(ThreadState ts, Object spec) {
    if (spec == null || spec == PyNone.NONE) {
      return null;
    }
    Object located = PyObjects.getOptionalAttr(ts, spec, "has_location");
    if (located == null || !PyObjects.isTrue(ts, located)) {
      return null;
    }
    Object origin = PyObjects.getOptionalAttr(ts, spec, "origin");
    return origin != null && PyUnicode.check(origin) ? PyUnicode.toJava(origin) : null;
  }

  /// Whether the module of a spec is still being executed.
  public static boolean isInitializing(ThreadState ts, Object spec) {
    if (spec == null || spec == PyNone.NONE) {
      return false;
    }
    Object initializing = PyObjects.getOptionalAttr(ts, spec, "_initializing");
    return initializing != null && PyObjects.isTrue(ts, initializing);
  }

  /// Whether a module's file lies beside the program, so that it may hide a library of the same name.
  public static boolean isBesideProgram(ThreadState ts, String file) {
    String folder = ts.interpreter().state(ProgramFolder.class, ProgramFolder::new).path;
    if (file == null || folder == null) {
      return false;
    }
    String root = parent(file);
    if (file.endsWith("/__init__.py")) {
      root = parent(root);
    }
    return root.equals(folder);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }

  /// Whether the module hides one of the standard library.
  public static boolean hidesLibrary(ThreadState ts, String file, Object moduleName) {
    if (!isBesideProgram(ts, file)) {
      return false;
    }
    Object names = ts.interpreter().sysAttribute(ts, "stdlib_module_names");
    return names != null && PyUnicode.check(moduleName) && PyObjects.contains(ts, names, moduleName);
  }
}
