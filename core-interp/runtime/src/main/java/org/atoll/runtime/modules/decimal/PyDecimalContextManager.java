package org.atoll.runtime.modules.decimal;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyTuple;

/// What `decimal.localcontext` returns. Guarded by the GIL.
@PyTypeDef(name = "ContextManager", module = "decimal", basetype = false, instantiable = false)
public final class PyDecimalContextManager extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyDecimalContextManagerBinder());

  private final PyDecimalContext local;
  private final PyDecimalContext before;

  PyDecimalContextManager(PyDecimalContext local, PyDecimalContext before) {
    super(TYPE);
    this.local = local;
    this.before = before;
  }

  @PyMethod(sig = "()")
  Object __enter__(ThreadState ts) {
    DecimalState.of(ts).setContext(ts, local);
    return local;
  }

  @PyMethod(sig = "(*args)")
  boolean __exit__(ThreadState ts, PyTuple args) {
    DecimalState.of(ts).setContext(ts, before);
    return false;
  }
}
