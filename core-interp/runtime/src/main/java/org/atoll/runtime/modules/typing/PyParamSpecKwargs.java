package org.atoll.runtime.modules.typing;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// `P.kwargs` of a ParamSpec. Immutable.
@PyTypeDef(name = "ParamSpecKwargs", module = "typing", basetype = false, hashable = false, doc = "The kwargs for a ParamSpec object.")
final class PyParamSpecKwargs extends PyObject {
  static final PyType TYPE = PyType.builtin(new PyParamSpecKwargsBinder());

  @PyMember(name = "__origin__")
  final Object origin;

  PyParamSpecKwargs(Object origin) {
    super(TYPE);
    this.origin = origin;
  }

  @PyNew(sig = "(origin)")
  static Object create(PyType cls, Object origin) {
    return new PyParamSpecKwargs(origin);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    Object shown = origin instanceof PyParamSpec p ? p.name : PyObjects.repr(ts, origin);
    return PyUnicode.concat(shown, ".kwargs");
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    return other instanceof PyParamSpecKwargs o ? PyObjects.richCompare(ts, origin, o.origin, PyObjects.EQ) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    return other instanceof PyParamSpecKwargs o ? PyObjects.richCompare(ts, origin, o.origin, PyObjects.NE) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod(sig = "(bases, /)")
  Object __mro_entries__(Object bases) {
    throw PyErr.typeError("Cannot subclass an instance of ParamSpecKwargs");
  }
}
