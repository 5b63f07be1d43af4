package org.atoll.runtime.modules.posix;

import java.nio.charset.StandardCharsets;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyUnicode;

/// The module `grp` (`Modules/grpmodule.c`), from the file /etc/group.
@PyModuleDef(value = "grp", doc = "Access to the Unix group database.")
final class GrpModule {
  @PyConstant(name = "struct_group")
  static final PyType STRUCT_GROUP = PyStructSequence.define("grp.struct_group", "grp.struct_group: Results from getgr*() routines.", 4, "gr_name", "gr_passwd",
      "gr_gid", "gr_mem");

  private static Object entry(String[] f) {
    PyList members = new PyList();
    for (String m : f[3].split(",")) {
      if (!m.isEmpty()) {
        members.append(m);
      }
    }
    return PyStructSequence.of(STRUCT_GROUP, f[0], f[1], Long.valueOf(f[2]), members);
  }

  @PyFunction(sig = "(id)", doc = "Return the group database entry for the given numeric group ID.")
  Object getgrgid(ThreadState ts, Object id) {
    Long number = PwdModule.id(ts, id, "gid");
    if (number == null) {
      boolean negative = PyObjects.isTrue(ts, PyObjects.richCompare(ts, PyNumber.index(ts, id), 0L, PyObjects.LT));
      throw PyErr.overflowError(negative ? "gid is less than minimum" : "gid is greater than maximum");
    }
    String wanted = Long.toString(number);
    for (String[] f : PwdModule.read("/etc/group", 4)) {
      if (f[2].equals(wanted)) {
        return entry(f);
      }
    }
    throw PyErr.keyError("getgrgid(): gid not found: " + wanted);
  }

  @PyFunction(sig = "(name)", doc = "Return the group database entry for the given group name.")
  Object getgrnam(ThreadState ts, Object name) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("getgrnam() argument 'name' must be str, not %s", PyObject.typeOf(name).name());
    }
    String wanted = new String(FsPath.encode(ts, name), StandardCharsets.UTF_8);
    for (String[] f : PwdModule.read("/etc/group", 4)) {
      if (f[0].equals(wanted)) {
        return entry(f);
      }
    }
    throw PyErr.create(PyExc.KeyError, PyUnicode.concat("getgrnam(): name not found: ", PyObjects.repr(ts, name)));
  }

  @PyFunction(sig = "()", doc = "Return a list of all available group entries, in arbitrary order.")
  Object getgrall() {
    PyList all = new PyList();
    for (String[] f : PwdModule.read("/etc/group", 4)) {
      all.append(entry(f));
    }
    return all;
  }
}
