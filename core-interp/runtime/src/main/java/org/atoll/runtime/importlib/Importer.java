package org.atoll.runtime.importlib;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// `import` (`Python/import.c`): a look into `sys.modules`, and CPython's own importlib for the rest.
public final class Importer {
  private Importer() {}

  /// `builtins.__import__`.
  public static Object importName(ThreadState ts, Object name, Object globals, Object fromlist, Object level) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("module name must be a string");
    }
    long up = PyNumber.asIndex(ts, level, PyExc.OverflowError);
    if (up < 0) {
      throw PyErr.valueError("level must be >= 0");
    }
    Object bootstrap = bootstrap(ts);
    Object full = up == 0 ? name : absolute(ts, bootstrap, name, globals, up);
    if (up == 0 && PyUnicode.length(name) == 0) {
      throw PyErr.valueError("Empty module name");
    }
    Object module = findAndLoad(ts, bootstrap, full);
    if (fromlist != PyNone.NONE && PyObjects.isTrue(ts, fromlist)) {
      if (PyObjects.getOptionalAttr(ts, module, "__path__") == null) {
        return module;
      }
      return Call.call3(ts, PyObjects.getAttr(ts, bootstrap, "_handle_fromlist"), module, fromlist, PyObjects.getAttr(ts, bootstrap, "_gcd_import"));
    }
    return topPackage(ts, bootstrap, PyUnicode.toJava(name), PyUnicode.toJava(full), up, module);
  }

  private static Object topPackage(ThreadState ts, Object bootstrap, String name, String full, long level, Object module) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return module;
    }
    if (level == 0) {
      return findAndLoad(ts, bootstrap, name.substring(0, dot));
    }
    String front = full.substring(0, full.length() - (name.length() - dot));
    Object top = ts.interpreter().modules().get(front);
    if (top == null) {
      throw PyErr.keyError(front);
    }
    return top;
  }

  private static Object absolute(ThreadState ts, Object bootstrap, Object name, Object globals, long level) {
    if (!(globals instanceof PyDict)) {
      throw PyErr.keyError("'__name__' not in globals");
    }
    try {
      Object pkg = Call.call1(ts, PyObjects.getAttr(ts, bootstrap, "_calc___package__"), globals);
      Call.call3(ts, PyObjects.getAttr(ts, bootstrap, "_sanity_check"), name, pkg, level);
      return Call.call3(ts, PyObjects.getAttr(ts, bootstrap, "_resolve_name"), name, pkg, level);
    } catch (PyException e) {
      ImportTracebacks.trim(e);
      throw e;
    }
  }

  private static Object bootstrap(ThreadState ts) {
    Object m = ts.interpreter().modules().get("_frozen_importlib");
    if (m == null) {
      Startup.initializeImports(ts);
      m = ts.interpreter().modules().get("_frozen_importlib");
    }
    return m;
  }

  private static Object findAndLoad(ThreadState ts, Object bootstrap, Object name) {
    Object known = ts.interpreter().modules().get(ts, name);
    if (known == null || known == PyNone.NONE) {
      return ts.interpreter().config().flag("import_time") == 0 ? load(ts, bootstrap, name)
          : ImportTimes.of(ts).timed(PyUnicode.toJava(name), () -> load(ts, bootstrap, name));
    }
    if (ts.interpreter().config().flag("import_time") > 1) {
      ImportTimes.of(ts).cached(PyUnicode.toJava(name));
    }
    Object spec = known instanceof PyModule m ? m.dict().get("__spec__") : PyObjects.getOptionalAttr(ts, known, "__spec__");
    if (isInitializing(spec)) {
      Call.call1(ts, PyObjects.getAttr(ts, bootstrap, "_lock_unlock_module"), name);
    }
    return known;
  }

  private static boolean isInitializing(Object spec) {
    return spec instanceof PyInstance i && i.getOwn("_initializing") == Boolean.TRUE;
  }

  /// Whether what `sys.modules` has can be taken as it is: it is not being imported by another thread.
  public static boolean isReady(Object known) {
    return known != null && known != PyNone.NONE && !(known instanceof PyModule m && isInitializing(m.dict().get("__spec__")));
  }

  private static Object load(ThreadState ts, Object bootstrap, Object name) {
    try {
      Object module = Call.call2(ts, PyObjects.getAttr(ts, bootstrap, "_find_and_load"), name, PyObjects.getAttr(ts, bootstrap, "_gcd_import"));
      return module;
    } catch (PyException e) {
      ImportTracebacks.trim(e);
      throw e;
    }
  }

  /// `importlib.import_module(name)`: the module itself.
  public static Object importModule(ThreadState ts, String name) {
    return findAndLoad(ts, bootstrap(ts), name);
  }
}
