package org.atoll.runtime.modules;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.importlib.BuildStamp;
import org.atoll.runtime.importlib.BuiltinModules;
import org.atoll.runtime.importlib.Frozen;
import org.atoll.runtime.importlib.StandardLibrary;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.PyRLock;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// What importlib needs of the runtime (`Python/import.c`, module `_imp`).
@PyModuleDef(value = "_imp", doc = "(Extremely) low-level import machinery bits as used by importlib.")
final class ImpModule {
  private final PyRLock lock = new PyRLock();

  void exec(ThreadState ts, PyModule module) {
    module.dict().put("check_hash_based_pycs", switch (ts.interpreter().config().flag("check_hash_pycs")) {
      case 1 -> "always";
      case 2 -> "never";
      default -> "default";
    });
    module.dict().put("pyc_magic_number_token", BuildStamp.magic());
  }

  @PyFunction(sig = "()")
  void acquire_lock(ThreadState ts) {
    lock.acquireUninterruptibly(ts);
  }

  @PyFunction(sig = "()")
  void release_lock() {
    if (!lock.isHeld()) {
      throw PyErr.runtimeError("not holding the import lock");
    }
    lock.release();
  }

  @PyFunction(sig = "()")
  boolean lock_held() {
    return lock.locked();
  }

  @PyFunction(sig = "()")
  Object extension_suffixes() {
    return new PyList();
  }

  @PyFunction(sig = "(name, /)")
  long is_builtin(String name) {
    return BuiltinModules.has(name) ? 1 : 0;
  }

  @PyFunction(sig = "(name, /)")
  boolean is_frozen(String name) {
    return Frozen.source(name) != null;
  }

  @PyFunction(sig = "(name, /)")
  boolean is_frozen_package(String name) {
    return false;
  }

  @PyFunction(sig = "(name, /, *, withdata=False)")
  Object find_frozen(ThreadState ts, String name, boolean withdata) {
    return Frozen.source(name) == null ? PyNone.NONE : PyTuple.of(PyNone.NONE, false, Frozen.source(name));
  }

  @PyFunction(sig = "(name, data=None, /)")
  Object get_frozen_object(ThreadState ts, String name, Object data) {
    if (Frozen.source(name) == null) {
      throw PyErr.importError(name, PyNone.NONE, "No such frozen object named %s", name);
    }
    return Frozen.code(name);
  }

  @PyFunction(sig = "(name, /)")
  Object init_frozen(ThreadState ts, String name) {
    return Frozen.source(name) == null ? PyNone.NONE : Frozen.run(ts, name);
  }

  @PyFunction(sig = "()")
  Object _frozen_module_names() {
    return PyList.of("_frozen_importlib", "_frozen_importlib_external", "zipimport");
  }

  @PyFunction(sig = "(override, /)")
  long _override_frozen_modules_for_tests(long override) {
    return 0;
  }

  @PyFunction(sig = "(override, /)")
  long _override_multi_interp_extensions_check(long override) {
    return 0;
  }

  @PyFunction(sig = "(spec, /)")
  Object create_builtin(ThreadState ts, Object spec) {
    String name = PyUnicode.toJava(PyObjects.getAttr(ts, spec, "name"));
    Object known = ts.interpreter().modules().get(name);
    if (known instanceof PyModule) {
      return known;
    }
    PyModule m = BuiltinModules.create(ts, name);
    return m == null ? PyNone.NONE : m;
  }

  @PyFunction(sig = "(mod, /)")
  long exec_builtin(Object mod) {
    return 0;
  }

  @PyFunction(sig = "(spec, file=None, /)")
  Object create_dynamic(ThreadState ts, Object spec, Object file) {
    Object name = PyObjects.getAttr(ts, spec, "name");
    throw PyErr.importError(name, PyNone.NONE, "C extension modules cannot be loaded: %s", name);
  }

  @PyFunction(sig = "(mod, /)")
  long exec_dynamic(Object mod) {
    return 0;
  }

  @PyFunction(sig = "(code, path, /)")
  void _fix_co_filename(PyCode code, Object path) {
    String filename = PyUnicode.toJava(path);
    if (!filename.equals(code.filename())) {
      code.relocate(filename);
    }
  }

  @PyFunction(sig = "(key, source)")
  Object source_hash(long key, Object source) {
    byte[] bytes = PyBytes.fromBuffer(ThreadState.current(), source).bytes;
    long h = key;
    for (byte b : bytes) {
      h = (h ^ b) * 0x100000001b3L;
    }
    byte[] out = new byte[8];
    for (int i = 0; i < 8; i++) {
      out[i] = (byte) (h >>> 8 * i);
    }
    return new PyBytes(out);
  }

  @PyFunction(sig = "(module_name, /)", doc = "What the library compiled at build time has under a name: (path, is_package), or None.")
  Object _find_stdlib(String module_name) {
    StandardLibrary.Entry e = StandardLibrary.find(module_name);
    return e == null ? PyNone.NONE : PyTuple.of(e.path(), e.isPackage());
  }

  @PyFunction(sig = "(module_name, filename, source, /)", doc = "The code object of a module of the library compiled at build time.")
  Object _stdlib_code(String module_name, String filename, String source) {
    return StandardLibrary.code(module_name, filename, source);
  }
}
