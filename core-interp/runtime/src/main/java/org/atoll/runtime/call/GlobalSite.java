package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.types.PyDict;

/// A global name in compiled code. Remembers at which dense index of the module's dict, or of the builtins, the name was
/// found; the index is validated at each use, so that a race between threads costs a look-up and nothing else. Modules
/// that run the same code fill their dicts in the same order, so the index fits all interpreters.
public final class GlobalSite {
  private final String name;
  private int index;
  private int builtinIndex = -1;
  /// The key set of a module that is known not to have the name.
  private long missingIn;

  public GlobalSite(String name) {
    this.name = name;
  }

  /// The value; NameError if there is none.
  public Object load(ThreadState ts, PyFunction f) {
    PyDict g = f.globals;
    int i = index;
    if (i < g.used() && g.keyAt(i) == name) {
      return g.valueAt(i);
    }
    int k = builtinIndex;
    if (k >= 0 && g.keySet() == missingIn && g.type == PyDict.TYPE) {
      PyDict b = f.builtins(ts);
      if (k < b.used() && b.keyAt(k) == name) {
        return b.valueAt(k);
      }
    }
    return find(ts, f, g);
  }

  private Object find(ThreadState ts, PyFunction f, PyDict g) {
    if (g.type != PyDict.TYPE) {
      return Names.global(ts, f, name);
    }
    int i = g.denseIndexOf(name);
    if (i >= 0) {
      index = i;
      return g.valueAt(i);
    }
    PyDict b = f.builtins(ts);
    missingIn = g.keySet();
    int k = b.denseIndexOf(name);
    if (k < 0) {
      return Names.global(ts, f, name);
    }
    builtinIndex = k;
    return b.valueAt(k);
  }
}
