package org.atoll.runtime.modules.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.atoll.runtime.types.Sequences;

/// The module `pwd` (`Modules/pwdmodule.c`), from the file /etc/passwd.
@PyModuleDef(value = "pwd", doc = "This module provides access to the Unix password database.")
final class PwdModule {
  @PyConstant(name = "struct_passwd")
  static final PyType STRUCT_PASSWD = PyStructSequence.define("pwd.struct_passwd", "pwd.struct_passwd: Results from getpw*() routines.", 7, "pw_name",
      "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell");

  private static final long ID_END = 1L << 32;

  /// The fields of each line of a database.
  static List<String[]> read(String file, int fields) {
    List<String[]> out = new ArrayList<>();
    try {
      for (String line : Files.readString(Path.of(file), StandardCharsets.UTF_8).split("\n")) {
        String[] parts = line.split(":", -1);
        if (parts.length >= fields && !line.startsWith("#")) {
          out.add(parts);
        }
      }
    } catch (IOException e) {
      // Without a database there are no entries.
    }
    return out;
  }

  private static Object entry(String[] f) {
    return PyStructSequence.of(STRUCT_PASSWD, f[0], f[1], Long.valueOf(f[2]), Long.valueOf(f[3]), f[4], f[5], f[6]);
  }

  /// A user or group id given to a lookup; null where no id is like that.
  /// @param kind `uid` or `gid`, for messages
  static Long id(ThreadState ts, Object o, String kind) {
    if (!Sequences.isIndex(o)) {
      throw PyErr.typeError("%s should be integer, not %s", kind, PyObject.typeOf(o).messageName());
    }
    Object n = PyNumber.index(ts, o);
    return n instanceof Long l && l >= -1 && l < ID_END ? l : null;
  }

  @PyFunction(sig = "(uidobj, /)", doc = "Return the password database entry for the given numeric user ID.")
  Object getpwuid(ThreadState ts, Object uid) {
    Long id = id(ts, uid, "uid");
    if (id == null) {
      throw PyErr.keyError("getpwuid(): uid not found");
    }
    String wanted = Long.toString(id);
    for (String[] f : read("/etc/passwd", 7)) {
      if (f[2].equals(wanted)) {
        return entry(f);
      }
    }
    throw PyErr.keyError("getpwuid(): uid not found: " + wanted);
  }

  @PyFunction(sig = "(name, /)", doc = "Return the password database entry for the given user name.")
  Object getpwnam(ThreadState ts, Object name) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("getpwnam() argument must be str, not %s", PyObject.typeOf(name).name());
    }
    String wanted = new String(FsPath.encode(ts, name), StandardCharsets.UTF_8);
    for (String[] f : read("/etc/passwd", 7)) {
      if (f[0].equals(wanted)) {
        return entry(f);
      }
    }
    throw PyErr.create(PyExc.KeyError, PyUnicode.concat("getpwnam(): name not found: ", PyObjects.repr(ts, name)));
  }

  @PyFunction(sig = "()", doc = "Return a list of all available password database entries, in arbitrary order.")
  Object getpwall() {
    PyList all = new PyList();
    for (String[] f : read("/etc/passwd", 7)) {
      all.append(entry(f));
    }
    return all;
  }
}
