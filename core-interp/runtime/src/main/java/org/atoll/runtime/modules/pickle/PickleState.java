package org.atoll.runtime.modules.pickle;

import java.util.HashMap;
import java.util.Map;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// What picklers and unpicklers of one interpreter take from other modules. Guarded by the GIL.
final class PickleState {
  /// `copyreg.dispatch_table`, and the tables of the extension registry.
  PyDict dispatchTable;
  PyDict extensionRegistry;
  PyDict invertedRegistry;
  PyDict extensionCache;
  /// The names that modules and their members had in Python 2, in both directions.
  PyDict nameMapping;
  PyDict importMapping;
  PyDict reverseNameMapping;
  PyDict reverseImportMapping;
  Object codecsEncode;
  Object getattr;

  private boolean filled;
  /// The names of modules as built-in functions have them: other objects than those that types have.
  private final Map<Object, Object> functionModules = new HashMap<>();

  private PickleState() {}

  private void fill(ThreadState ts) {
    Object copyreg = ts.interpreter().importModule(ts, "copyreg");
    dispatchTable = table(ts, copyreg, "dispatch_table");
    extensionRegistry = table(ts, copyreg, "_extension_registry");
    invertedRegistry = table(ts, copyreg, "_inverted_registry");
    extensionCache = table(ts, copyreg, "_extension_cache");
    Object compat = ts.interpreter().importModule(ts, "_compat_pickle");
    nameMapping = table(ts, compat, "NAME_MAPPING");
    importMapping = table(ts, compat, "IMPORT_MAPPING");
    reverseNameMapping = table(ts, compat, "REVERSE_NAME_MAPPING");
    reverseImportMapping = table(ts, compat, "REVERSE_IMPORT_MAPPING");
    codecsEncode = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "codecs"), "encode");
    getattr = ts.interpreter().builtins().get("getattr");
    filled = true;
  }

  Object functionModule(Object name) {
    return name instanceof String s ? functionModules.computeIfAbsent(s, n -> new String(s)) : name;
  }

  private static PyDict table(ThreadState ts, Object module, String name) {
    if (PyObjects.getAttr(ts, module, name) instanceof PyDict d) {
      return d;
    }
    throw PyErr.runtimeError("%s should be a dict", name);
  }

  static PickleState of(ThreadState ts) {
    PickleState state = ts.interpreter().state(PickleState.class, PickleState::new);
    if (!state.filled) {
      state.fill(ts);
    }
    return state;
  }

  /// `functools.partial(cls.__new__, cls, *args, **kwargs)`.
  static Object partialNew(ThreadState ts, Object cls, PyTuple args, PyDict kwargs) {
    Object partial = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "functools"), "partial");
    Object[] all = new Object[args.items.length + 2];
    all[0] = PyObjects.getAttr(ts, cls, "__new__");
    all[1] = cls;
    System.arraycopy(args.items, 0, all, 2, args.items.length);
    return Call.withDict(ts, partial, all, kwargs);
  }
}
