package org.atoll.actors.interpreters;

import org.atoll.runtime.interp.Capabilities;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PySimpleNamespace;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.SimpleNamespaces;

/// The settings of an interpreter as Python sees them (`PyInterpreterConfig`, `Python/interpconfig.c`). Every interpreter
/// has a GIL and memory of its own here, whatever they say; what code is allowed to do is kept to. Immutable.
public record InterpreterSettings(boolean useMainObmalloc, Capabilities allowed, boolean checkMultiInterpExtensions, String gil) {
  public static final InterpreterSettings ISOLATED = new InterpreterSettings(false, Capabilities.ISOLATED, true, "own");
  static final InterpreterSettings LEGACY = new InterpreterSettings(true, Capabilities.ALL, false, "shared");
  /// The main interpreter's.
  static final InterpreterSettings MAIN = new InterpreterSettings(true, Capabilities.ALL, false, "own");
  private static final InterpreterSettings EMPTY = new InterpreterSettings(false, new Capabilities(false, false, false, false), false, "default");
  private static final String[] FIELDS = {"use_main_obmalloc", "allow_fork", "allow_exec", "allow_threads", "allow_daemon_threads",
      "check_multi_interp_extensions", "gil"};

  /// Settings by their name.
  static InterpreterSettings named(String name) {
    return switch (name) {
      case "isolated", "default", "" -> ISOLATED;
      case "legacy" -> LEGACY;
      case "empty" -> EMPTY;
      default -> throw PyErr.valueError("unsupported config name '%s'", name);
    };
  }

  /// What `create` was given: a name, a namespace, or None.
  static InterpreterSettings of(ThreadState ts, Object config) {
    if (config == PyNone.NONE) {
      return ISOLATED;
    }
    if (PyUnicode.check(config)) {
      // As CPython reads it, as UTF-8.
      PyObjects.callMethod(ts, config, "encode");
      return named(PyUnicode.toJava(config));
    }
    Object dict = PyObjects.getOptionalAttr(ts, config, "__dict__");
    if (!(dict instanceof PyDict d)) {
      throw PyErr.create(PyExc.TypeError, PyUnicode.concat("bad config ", PyObjects.repr(ts, config)));
    }
    PyDict fields = d.copy();
    for (String field : FIELDS) {
      if (fields.get(field) == null) {
        throw PyErr.valueError("missing config key: %s", field);
      }
    }
    return EMPTY.with(ts, fields);
  }

  /// These with other rights.
  public InterpreterSettings withAllowed(Capabilities other) {
    return new InterpreterSettings(useMainObmalloc, other, checkMultiInterpExtensions, gil);
  }

  /// These with some fields replaced.
  InterpreterSettings with(ThreadState ts, PyDict overrides) {
    PyDict extra = overrides.copy();
    boolean[] flags = {useMainObmalloc, allowed.fork(), allowed.exec(), allowed.threads(), allowed.daemonThreads(), checkMultiInterpExtensions};
    for (int i = 0; i < flags.length; i++) {
      Object given = extra.remove(ts, FIELDS[i]);
      if (given != null && !(given instanceof Boolean)) {
        throw PyErr.typeError("invalid config type: %s", FIELDS[i]);
      }
      flags[i] = given == null ? flags[i] : (Boolean) given;
    }
    Object givenGil = extra.remove(ts, "gil");
    String newGil = givenGil == null ? gil : gil(givenGil);
    if (extra.size() > 0) {
      throw PyErr.create(PyExc.ValueError, PyUnicode.concat("config dict has " + extra.size() + " extra item" + (extra.size() == 1 ? "" : "s") + " (",
          PyObjects.repr(ts, extra), ")"));
    }
    return new InterpreterSettings(flags[0], new Capabilities(flags[1], flags[2], flags[3], flags[4]), flags[5], newGil);
  }

  private static String gil(Object given) {
    if (!PyUnicode.check(given)) {
      throw PyErr.typeError("invalid config type: gil");
    }
    String name = PyUnicode.toJava(given);
    if (!name.equals("own") && !name.equals("shared") && !name.equals("default")) {
      throw PyErr.valueError("unsupported interpreter config .gil value '%s'", name);
    }
    return name;
  }

  /// Whether CPython could make such an interpreter: memory of its own wants extension modules that are made for it.
  boolean isPossible() {
    return useMainObmalloc || checkMultiInterpExtensions;
  }

  /// The namespace that `new_config` and `get_config` give.
  PySimpleNamespace toPython() {
    return SimpleNamespaces.of("use_main_obmalloc", useMainObmalloc, "allow_fork", allowed.fork(), "allow_exec", allowed.exec(), "allow_threads", allowed.threads(),
        "allow_daemon_threads", allowed.daemonThreads(), "check_multi_interp_extensions", checkMultiInterpExtensions, "gil", gil);
  }
}
