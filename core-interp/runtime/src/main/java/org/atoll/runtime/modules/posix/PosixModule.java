package org.atoll.runtime.modules.posix;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;

/// The module `posix` (`Modules/posixmodule.c`). There is no `fork`: a JVM has threads that would not survive it.
@PyModuleDef(value = "posix", doc = "This module provides access to operating system functionality that is standardized by the C Standard and the POSIX standard.")
public final class PosixModule extends PosixLinux {
  @PyConstant(name = "error")
  static final PyType ERROR = PyExc.OSError;
  @PyConstant(name = "stat_result")
  static final PyType STAT_RESULT = Results.STAT;
  @PyConstant(name = "statvfs_result")
  static final PyType STATVFS_RESULT = Results.STATVFS;
  @PyConstant(name = "uname_result")
  static final PyType UNAME_RESULT = Results.UNAME;
  @PyConstant(name = "times_result")
  static final PyType TIMES_RESULT = Results.TIMES;
  @PyConstant(name = "terminal_size")
  static final PyType TERMINAL_SIZE = Results.TERMINAL_SIZE;
  @PyConstant(name = "waitid_result")
  static final PyType WAITID_RESULT = Results.WAITID;
  @PyConstant(name = "sched_param")
  static final PyType SCHED_PARAM = Results.SCHED_PARAM;
  @PyConstant(name = "DirEntry")
  static final PyType DIR_ENTRY = PyDirEntry.TYPE;

  void exec(ThreadState ts, PyModule module) {
    ConstantTable.add(module, PosixConstants.TABLE);
    PyList have = new PyList();
    for (String name : PosixConstants.HAVE_FUNCTIONS) {
      have.append(name);
    }
    module.dict().put("_have_functions", have);
    module.dict().put("environ", createEnviron(ts));
    module.dict().put("sysconf_names", SystemConfiguration.dict(SystemConfiguration.SYSCONF));
    module.dict().put("pathconf_names", SystemConfiguration.dict(SystemConfiguration.PATHCONF));
    module.dict().put("confstr_names", SystemConfiguration.dict(SystemConfiguration.CONFSTR));
  }
}
