package org.atoll.runtime.modules.multiprocessing;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.FileCalls;
import org.atoll.runtime.modules.posix.FsPath;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// The module `_posixshmem` (`Modules/_multiprocessing/posixshmem.c`).
@PyModuleDef(value = "_posixshmem", doc = "POSIX shared memory module")
final class PosixshmemModule {
  private static byte[] path(ThreadState ts, Object path, String function, String argument) {
    if (!PyUnicode.check(path)) {
      throw PyErr.typeError("%s() argument %s must be str, not %s", function, argument, PyObject.typeOf(path).name());
    }
    return FsPath.encode(ts, path);
  }

  private static int check(long r, Object path) {
    if (r < 0) {
      throw PyErr.osError((int) -r, path);
    }
    return (int) r;
  }

  @PyFunction(sig = "(path, flags, mode=511)", name = "shm_open", doc = "Open a shared memory object.  Returns a file descriptor (integer).")
  long shmOpen(ThreadState ts, Object path, int flags, int mode) {
    byte[] p = path(ts, path, "shm_open", "1");
    return check(FileCalls.retry(ts, () -> Posix.openSharedMemory(p, flags, mode)), path);
  }

  @PyFunction(sig = "(path, /)", name = "shm_unlink", doc = "Remove a shared memory object (similar to unlink()).")
  void shmUnlink(ThreadState ts, Object path) {
    byte[] p = path(ts, path, "shm_unlink", "1");
    check(FileCalls.retry(ts, () -> Posix.unlinkSharedMemory(p)), path);
  }
}
