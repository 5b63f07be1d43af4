package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFunction;

/// A name in a module or class body: the namespace, then globals, then builtins.
public final class NameSite {
  private final String name;
  private final GlobalSite global;

  public NameSite(String name) {
    this.name = name;
    this.global = new GlobalSite(name);
  }

  /// The value; NameError if there is none.
  public Object load(ThreadState ts, PyFunction f, Object namespace) {
    if (namespace != f.globals) {
      Object v = Names.find(ts, namespace, name);
      if (v != null) {
        return v;
      }
    }
    return global.load(ts, f);
  }

  public void store(Object value, ThreadState ts, PyFunction f, Object namespace) {
    Names.store(ts, namespace, name, value);
  }
}
