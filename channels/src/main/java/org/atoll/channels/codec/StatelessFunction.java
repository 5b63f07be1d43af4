package org.atoll.channels.codec;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.types.PyDict;

/// A function that depends on nothing but its code, which all interpreters share (`_PyFunction_GetXIData`). The receiver
/// makes a function of its own from it, whose globals are those of its `__main__`. Immutable; has no form in bytes.
record StatelessFunction(PyCode code) implements Portable {
  /// Why a function is not one, or null if it is.
  static String refusal(ThreadState ts, PyFunction f) {
    if (f.defaults.length > 0) {
      return "defaults not supported";
    }
    if (f.kwdefaults != null && f.kwdefaults.size() > 0) {
      return "keyword defaults not supported";
    }
    if (f.closure.length > 0) {
      return "closures not supported";
    }
    return readsGlobals(ts, f.code, f.globals) ? "globals not supported" : null;
  }

  /// Whether code reads globals other than builtins; those that are `known`, unless null, may hide a builtin.
  static boolean readsGlobals(ThreadState ts, PyCode code, PyDict known) {
    PyDict builtins = known == null ? ts.interpreter().builtins() : ts.interpreter().builtinsOf(known);
    for (String name : code.globalReads()) {
      if (known != null && known.get(name) != null || builtins.get(name) == null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public PyFunction make(ThreadState ts) {
    Object main = ts.interpreter().modules().get("__main__");
    return new PyFunction(code, main instanceof PyModule m ? m.dict() : new PyDict(), null);
  }
}
