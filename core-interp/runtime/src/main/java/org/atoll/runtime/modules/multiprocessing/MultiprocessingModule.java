package org.atoll.runtime.modules.multiprocessing;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.host.NamedSemaphore;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.FsPath;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;

/// The module `_multiprocessing` (`Modules/_multiprocessing/multiprocessing.c`).
@PyModuleDef("_multiprocessing")
final class MultiprocessingModule {
  @PyConstant(name = "SemLock")
  static final PyType SEM_LOCK = PySemLock.TYPE;

  void exec(ThreadState ts, PyModule module) {
    PyDict flags = new PyDict();
    flags.put("HAVE_SEM_OPEN", 1L);
    flags.put("HAVE_SEM_TIMEDWAIT", 1L);
    module.dict().put("flags", flags);
  }

  @PyFunction(sig = "(name, /)", name = "sem_unlink")
  void semUnlink(ThreadState ts, Object name) {
    int r = NamedSemaphore.unlink(FsPath.encode(ts, name));
    if (r < 0) {
      throw PyErr.osError(-r);
    }
  }
}
