package org.atoll.runtime.modules.sys;

import java.util.List;
import org.atoll.runtime.importlib.BuildStamp;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterConfig;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Version;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.SimpleNamespaces;

/// The plain attributes of `sys`.
final class SysConstants {
  static final PyType ASYNCGEN_HOOKS = PyStructSequence.define("sys.asyncgen_hooks", "", 2, "firstiter", "finalizer");
  private static final PyType VERSION_INFO = PyStructSequence.defineSealed("sys.version_info", "", 5, "major", "minor", "micro", "releaselevel", "serial");
  private static final String[] FLAG_NAMES = {"debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site",
      "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding", "safe_path",
      "int_max_str_digits", "gil", "thread_inherit_context", "context_aware_warnings"};
  private static final PyType FLAGS = PyStructSequence.defineSealed("sys.flags", "", 18, FLAG_NAMES);
  private static final PyType FLOAT_INFO = PyStructSequence.define("sys.float_info", "", 11, "max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig",
      "mant_dig", "epsilon", "radix", "rounds");
  private static final PyType INT_INFO = PyStructSequence.define("sys.int_info", "", 4, "bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold");
  private static final PyType HASH_INFO = PyStructSequence.define("sys.hash_info", "", 9, "width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff");
  private static final PyType THREAD_INFO = PyStructSequence.define("sys.thread_info", "", 3, "name", "lock", "version");

  private SysConstants() {}

  static void addTo(ThreadState ts, PyDict d) {
    Interpreter interp = ts.interpreter();
    InterpreterConfig c = interp.config();
    d.put("modules", interp.modules());
    addVersion(d);
    addConfig(d, c);
    addNumbers(d);
    d.put("builtin_module_names", LibraryNames.builtin());
    d.put("stdlib_module_names", LibraryNames.standardLibrary());
    d.put("meta_path", new PyList());
    d.put("path_hooks", new PyList());
    d.put("path_importer_cache", new PyDict());
    d.put("_xoptions", xOptions(c));
    d.put("warnoptions", PyList.of(c.warnOptions().toArray()));
    d.put("dont_write_bytecode", c.flag("dont_write_bytecode") != 0 || !BuildStamp.isLasting());
    d.put("pycache_prefix", c.pycachePrefix() == null ? PyNone.NONE : PyUnicode.fromUtf16(c.pycachePrefix()));
    d.put("platform", "linux");
    d.put("byteorder", "little");
    d.put("abiflags", "");
    d.put("float_repr_style", "short");
    d.put("copyright", "Copyright (c) The Atoll authors. The standard library is Copyright (c) 2001 Python Software Foundation.");
    d.put("UnraisableHookArgs", Hooks.UNRAISABLE_ARGS);
  }

  private static void addVersion(PyDict d) {
    PyStructSequence info = PyStructSequence.of(VERSION_INFO, 3L, 14L, 3L, "final", 0L);
    d.put("version", Version.FULL);
    d.put("version_info", info);
    d.put("hexversion", 0x030e03f0L);
    d.put("api_version", 1013L);
    d.put("_git", PyTuple.of("Atoll", "", ""));
    d.put("_framework", "");
    d.put("_home", PyNone.NONE);
    SimpleNamespaces.put(d, "implementation", "name", "atoll", "cache_tag", "atoll-314", "version", info, "hexversion", 0x030e03f0L, "_multiarch", "x86_64-linux-gnu",
        "supports_isolated_interpreters", Boolean.TRUE);
  }

  private static void addConfig(PyDict d, InterpreterConfig c) {
    d.put("argv", PyList.of(strings(c.argv())));
    d.put("orig_argv", PyList.of(strings(c.origArgv())));
    d.put("executable", PyUnicode.fromUtf16(c.executable()));
    d.put("_base_executable", PyUnicode.fromUtf16(c.executable()));
    for (String name : new String[] {"prefix", "base_prefix", "exec_prefix", "base_exec_prefix"}) {
      d.put(name, PyUnicode.fromUtf16(c.prefix()));
    }
    d.put("platlibdir", "lib");
    d.put("_stdlib_dir", PyUnicode.fromUtf16(c.libraryFolder()));
    PyList path = PyList.of(strings(c.path()));
    if (c.hasSources()) {
      path.append(PyUnicode.fromUtf16(c.prefix() + "/lib/python314.zip"));
    }
    path.append(PyUnicode.fromUtf16(c.libraryFolder()));
    d.put("path", path);
    Object[] flags = new Object[FLAG_NAMES.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = switch (FLAG_NAMES[i]) {
        case "int_max_str_digits" -> (long) c.flags().getOrDefault("int_max_str_digits", 4300);
        case "gil" -> 1L;
        case "dev_mode" -> c.flag("dev_mode") != 0;
        case "safe_path" -> c.flag("safe_path") != 0;
        case "hash_randomization" -> (long) c.flags().getOrDefault("hash_randomization", 1);
        default -> (long) c.flag(FLAG_NAMES[i]);
      };
    }
    d.put("flags", PyStructSequence.of(FLAGS, flags));
  }

  private static Object[] strings(List<String> all) {
    Object[] out = new Object[all.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = PyUnicode.fromUtf16(all.get(i));
    }
    return out;
  }

  private static PyDict xOptions(InterpreterConfig c) {
    PyDict d = new PyDict();
    c.xOptions().forEach((k, v) -> d.put(k, v == null ? Boolean.TRUE : v));
    return d;
  }

  private static void addNumbers(PyDict d) {
    d.put("maxsize", Long.MAX_VALUE);
    d.put("maxunicode", 0x10ffffL);
    d.put("float_info", PyStructSequence.of(FLOAT_INFO, Double.MAX_VALUE, 1024L, 308L, Double.MIN_NORMAL, -1021L, -307L, 15L, 53L, Math.ulp(1.0), 2L, 1L));
    d.put("int_info", PyStructSequence.of(INT_INFO, 30L, 4L, 4300L, 640L));
    d.put("hash_info", PyStructSequence.of(HASH_INFO, 64L, (1L << 61) - 1, 314159L, 0L, 1000003L, "siphash13", 64L, 128L, 0L));
    d.put("thread_info", PyStructSequence.of(THREAD_INFO, "pthread", "semaphore", "JVM"));
  }
}
