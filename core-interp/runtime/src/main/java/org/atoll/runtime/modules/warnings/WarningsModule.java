package org.atoll.runtime.modules.warnings;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.importlib.BuiltinModules;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_warnings` (`Python/_warnings.c`): the part of the module `warnings` that issues them.
@PyModuleDef(value = "_warnings", doc = "_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.")
final class WarningsModule {

  void exec(ThreadState ts, PyModule module) {
    WarningState state = WarningState.of(ts);
    PyDict d = module.dict();
    d.put("filters", state.filters());
    d.put("_onceregistry", state.onceRegistry());
    d.put("_defaultaction", state.defaultAction());
    // The import system imports this module before it can import others.
    PyModule contextvars = BuiltinModules.create(ts, "_contextvars");
    if (contextvars != null) {
      state.context = Call.call1(ts, contextvars.dict().get("ContextVar"), "_warnings_context");
      d.put("_warnings_context", state.context);
    }
  }

  @PyFunction(sig = "(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())", doc = """
      Issue a warning, or maybe ignore it or raise an exception.

        message
          Text of the warning message.
        category
          The Warning category subclass. Defaults to UserWarning.
        stacklevel
          How far up the call stack to make this warning appear. A value of 2 for
          example attributes the warning to the caller of the code calling warn().
        source
          If supplied, the destroyed object which emitted a ResourceWarning
        skip_file_prefixes
          An optional tuple of module filename prefixes indicating frames to skip
          during stacklevel computations for stack frame attribution.""")
  void warn(ThreadState ts, Object message, Object category, long stacklevel, Object source, Object skip_file_prefixes) {
    if (!(skip_file_prefixes instanceof PyTuple prefixes)) {
      throw PyErr.typeError("warn() argument 'skip_file_prefixes' must be tuple, not %s", PyObject.typeOf(skip_file_prefixes).name());
    }
    for (Object p : prefixes.items) {
      if (!PyUnicode.check(p)) {
        throw PyErr.typeError("Found non-str '%s' in skip_file_prefixes.", PyObject.typeOf(p).name());
      }
    }
    Warnings.warn(ts, message, category, stacklevel, source, prefixes);
  }

  @PyFunction(sig = "(message, category, filename, lineno, module=<absent>, registry=None, module_globals=None, source=None)", doc = """
      Issue a warning, or maybe ignore it or raise an exception.

        message
          Text of the warning message.
        category
          The Warning category subclass. Defaults to UserWarning.
        filename
          The file name of the location of the warning.
        lineno
          The line number of the location of the warning.
        module
          The module name of the location of the warning.
        registry
          The warning registry to use or None to disable once-only warnings.
        module_globals
          The globals of the module.
        source
          If supplied, the destroyed object which emitted a ResourceWarning""")
  void warn_explicit(ThreadState ts, Object message, Object category, Object filename, long lineno, Object module, Object registry, Object module_globals, Object source) {
    if (!PyUnicode.check(filename)) {
      throw PyErr.typeError("warn_explicit() argument 'filename' must be str, not %s", PyObject.typeOf(filename).name());
    }
    if (module_globals != PyNone.NONE && !(module_globals instanceof PyDict)) {
      throw PyErr.typeError("module_globals must be a dict, not '%s'", PyObject.typeOf(module_globals).name());
    }
    Object name = module == null ? Warnings.moduleOf(filename) : module;
    Warnings.warnExplicit(ts, message, category, filename, lineno, name, registry, source);
  }

  @PyFunction(sig = "()")
  void _filters_mutated_lock_held(ThreadState ts) {
    WarningState state = WarningState.of(ts);
    if (!state.lock.isHeld()) {
      throw PyErr.runtimeError("warnings lock is not held");
    }
    state.version++;
  }

  @PyFunction(sig = "()")
  void _acquire_lock(ThreadState ts) {
    WarningState.of(ts).lock.acquire(ts, -1);
  }

  @PyFunction(sig = "()")
  void _release_lock(ThreadState ts) {
    WarningState state = WarningState.of(ts);
    if (!state.lock.isHeld()) {
      throw PyErr.runtimeError("cannot release un-acquired lock");
    }
    state.lock.release();
  }
}
