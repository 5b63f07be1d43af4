package org.atoll.runtime.modules.sre;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// `_sre.SRE_Scanner`: matches a pattern again and again along a text. Guarded by the GIL.
@PyTypeDef(name = "SRE_Scanner", module = "_sre", basetype = false, instantiable = false)
public final class PyScanner extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyScannerBinder());

  private final PyPattern pattern;
  private SreState state;

  PyScanner(PyPattern pattern, SreState state) {
    super(TYPE);
    this.pattern = pattern;
    this.state = state;
  }

  @PyGetter
  Object pattern() {
    return pattern;
  }

  @PyMethod(sig = "()")
  Object match(ThreadState ts) {
    return step(ts, false);
  }

  @PyMethod(sig = "()")
  Object search(ThreadState ts) {
    return step(ts, true);
  }

  private Object step(ThreadState ts, boolean search) {
    SreState s = state;
    if (s == null) {
      return PyNone.NONE;
    }
    if (!s.step(ts, search)) {
      state = null;
      s.close();
      return PyNone.NONE;
    }
    PyMatch match = s.match();
    s.matcher.advance();
    return match;
  }
}
