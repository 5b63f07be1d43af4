package org.atoll.runtime.modules.functools;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.types.PyErr;

/// What `functools.cmp_to_key` answers: first the maker of keys, then the keys themselves, which compare by the old-style
/// function (`Modules/_functoolsmodule.c`). Immutable but for `obj`.
@PyTypeDef(name = "KeyWrapper", module = "functools", basetype = false, instantiable = false, hashable = false)
public final class KeyWrapper extends PyObject implements RichComparison {
  public static final PyType TYPE = PyType.builtin(new KeyWrapperBinder());

  private final Object compare;
  @PyMember(name = "obj", readonly = false, doc = "Value wrapped by a key function.")
  Object object;

  KeyWrapper(Object compare, Object object) {
    super(TYPE);
    this.compare = compare;
    this.object = object;
  }

  @Override
  public Object call1(ThreadState ts, Object a) {
    return new KeyWrapper(compare, a);
  }

  @PyMethod(sig = "(obj)", doc = "Call self as a function.")
  Object __call__(Object obj) {
    return new KeyWrapper(compare, obj);
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    if (!(other instanceof KeyWrapper k)) {
      throw PyErr.typeError("other argument must be K instance");
    }
    if (object == null || k.object == null) {
      throw PyErr.attributeError(this, "object", "object");
    }
    Object r = Call.call2(ts, compare, object, k.object);
    if (r instanceof Long l) {
      return switch (op) {
        case PyObjects.LT -> l < 0;
        case PyObjects.LE -> l <= 0;
        case PyObjects.EQ -> l == 0;
        case PyObjects.NE -> l != 0;
        case PyObjects.GT -> l > 0;
        default -> l >= 0;
      };
    }
    return PyObjects.richCompare(ts, r, 0L, op);
  }
}
