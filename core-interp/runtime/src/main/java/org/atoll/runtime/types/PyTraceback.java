package org.atoll.runtime.types;

import java.lang.ref.WeakReference;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// One level of a traceback (`Python/traceback.c`), the outermost first. Guarded by the GIL.
@PyTypeDef(name = "traceback", basetype = false, doc = "Create a new traceback object.")
public final class PyTraceback extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyTracebackBinder());

  /// The next inner level, or null.
  public PyTraceback next;
  @PyMember(name = "tb_frame")
  public final PyFrame frame;
  @PyMember(name = "tb_lasti")
  public final int lasti;
  @PyMember(name = "tb_lineno")
  public final int lineno;

  /// The variables of a function that goes on running; null where the frame has them.
  private Object[] locals;

  public PyTraceback(PyTraceback next, PyFrame frame, int lasti, int lineno) {
    super(TYPE);
    this.next = next;
    this.frame = frame;
    this.lasti = lasti;
    this.lineno = lineno;
  }

  /// Shows the variables of a frame that has caught the exception, as they are now. The frame itself only knows them for as
  /// long as the traceback is there: otherwise what the function lets go of would live to its end.
  public void keep(Object[] variables) {
    locals = variables;
    frame.locals = new WeakReference<>(variables);
  }

  @PyNew(sig = "(tb_next, tb_frame, tb_lasti, tb_lineno)")
  static Object create(PyType cls, Object next, Object frame, int lasti, int lineno) {
    if (!(frame instanceof PyFrame f)) {
      throw PyErr.typeError("traceback() argument 'tb_frame' must be frame, not %s", PyObject.typeOf(frame).name());
    }
    return new PyTraceback(level(next), f, lasti, lineno);
  }

  private static PyTraceback level(Object tb) {
    if (tb == PyNone.NONE) {
      return null;
    }
    if (tb instanceof PyTraceback t) {
      return t;
    }
    throw PyErr.typeError("expected traceback object, got '%s'", PyObject.typeOf(tb).name());
  }

  @PyGetter(name = "tb_next")
  Object nextAttribute() {
    return next == null ? PyNone.NONE : next;
  }

  @PySetter(name = "tb_next")
  void setNextAttribute(Object value) {
    if (value == null) {
      throw PyErr.typeError("can't delete tb_next attribute");
    }
    PyTraceback to = level(value);
    for (PyTraceback t = to; t != null; t = t.next) {
      if (t == this) {
        throw PyErr.valueError("traceback loop detected");
      }
    }
    next = to;
  }

  @PyMethod(sig = "()")
  Object __dir__() {
    return PyList.of("tb_frame", "tb_next", "tb_lasti", "tb_lineno");
  }
}
