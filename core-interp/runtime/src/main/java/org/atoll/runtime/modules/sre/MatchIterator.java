package org.atoll.runtime.modules.sre;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;

/// What `finditer` returns. Guarded by the GIL.
@PyTypeDef(name = "callable_iterator", basetype = false, instantiable = false)
public final class MatchIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new MatchIteratorBinder());

  private SreState state;

  MatchIterator(SreState state) {
    super(TYPE);
    this.state = state;
  }

  @Override
  public Object next(ThreadState ts) {
    SreState s = state;
    if (s == null) {
      return null;
    }
    if (!s.step(ts, true)) {
      state = null;
      s.close();
      return null;
    }
    PyMatch match = s.match();
    s.matcher.advance();
    return match;
  }
}
