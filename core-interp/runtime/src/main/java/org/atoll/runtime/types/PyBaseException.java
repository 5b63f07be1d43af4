package org.atoll.runtime.types;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// An exception object (`PyBaseExceptionObject` in `Objects/exceptions.c`). Guarded by the GIL.
@PyTypeDef(name = "BaseException", doc = "Common base class for all exceptions.", hasDict = true)
public class PyBaseException extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyBaseExceptionBinder());

  public PyTuple args;
  /// `__traceback__`, or null.
  public PyTraceback traceback;
  /// `__cause__`, or null.
  public PyBaseException cause;
  /// `__context__`, or null.
  public PyBaseException context;
  /// `__suppress_context__`.
  public boolean suppressContext;
  /// The Java exception that this one tells Python code of, where the embedding program has thrown one; else null.
  public Throwable host;

  public PyBaseException(PyType type, PyTuple args) {
    super(type);
    this.args = args;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyBaseException(cls, args);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  void __init__(ThreadState ts, PyTuple args, PyDict kwargs) {
    noKeywords(kwargs);
    this.args = args;
  }

  final void noKeywords(PyDict kwargs) {
    if (kwargs.size() != 0) {
      throw PyErr.typeError("%s() takes no keyword arguments", type.name());
    }
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    PyTuple a = args;
    if (a.items.length == 1) {
      return PyUnicode.concat(PyUnicode.concat(type.name() + "(", PyObjects.repr(ts, a.items[0])), ")");
    }
    return PyUnicode.concat(type.name(), PyObjects.repr(ts, a));
  }

  @PyMethod
  Object __str__(ThreadState ts) {
    PyTuple a = args;
    return switch (a.items.length) {
      case 0 -> "";
      case 1 -> PyObjects.str(ts, a.items[0]);
      default -> PyObjects.str(ts, a);
    };
  }

  @PyMethod(sig = "()")
  Object __reduce__(ThreadState ts) {
    return hasOwnAttributes() ? PyTuple.of(type, args, dict()) : PyTuple.of(type, args);
  }

  @PyMethod(sig = "(state, /)")
  void __setstate__(ThreadState ts, Object state) {
    if (state == PyNone.NONE) {
      return;
    }
    if (!(state instanceof PyDict d)) {
      throw PyErr.typeError("state is not a dictionary");
    }
    Object[] keys = Sequences.toArray(ts, d);
    for (Object key : keys) {
      PyObjects.setAttr(ts, this, PyObjects.attributeName(key), d.get(ts, key));
    }
  }

  @PyMethod(sig = "(object, /)", doc = "Set self.__traceback__ to tb and return self.")
  Object with_traceback(Object tb) {
    setTracebackAttribute(tb);
    return this;
  }

  @PyMethod(sig = "(object, /)", doc = "Add a note to the exception")
  void add_note(ThreadState ts, Object note) {
    if (!PyUnicode.check(note)) {
      throw PyErr.typeError("add_note() argument must be str, not %s", PyObject.typeOf(note).name());
    }
    Object notes = PyObjects.getOptionalAttr(ts, this, "__notes__");
    if (notes == null) {
      notes = new PyList();
      PyObjects.setAttr(ts, this, "__notes__", notes);
    }
    if (!(notes instanceof PyList list)) {
      throw PyErr.typeError("Cannot add note: __notes__ is not a list");
    }
    list.append(note);
  }

  @PyGetter(name = "args")
  Object argsAttribute() {
    return args;
  }

  @PySetter(name = "args")
  void setArgsAttribute(ThreadState ts, Object value) {
    if (value == null) {
      throw PyErr.typeError("args may not be deleted");
    }
    args = PyTuple.of(Sequences.toArray(ts, value));
  }

  @PyGetter(name = "__traceback__")
  Object tracebackAttribute() {
    return traceback == null ? PyNone.NONE : traceback;
  }

  @PySetter(name = "__traceback__")
  void setTracebackAttribute(Object value) {
    if (value == null) {
      throw PyErr.typeError("__traceback__ may not be deleted");
    }
    if (value != PyNone.NONE && !(value instanceof PyTraceback)) {
      throw PyErr.typeError("__traceback__ must be a traceback or None");
    }
    traceback = value instanceof PyTraceback t ? t : null;
  }

  @PyGetter(name = "__context__")
  Object contextAttribute() {
    return context == null ? PyNone.NONE : context;
  }

  @PySetter(name = "__context__")
  void setContextAttribute(Object value) {
    context = linked(value, "__context__", "exception context");
  }

  @PyGetter(name = "__cause__")
  Object causeAttribute() {
    return cause == null ? PyNone.NONE : cause;
  }

  @PySetter(name = "__cause__")
  void setCauseAttribute(Object value) {
    cause = linked(value, "__cause__", "exception cause");
    suppressContext = true;
  }

  private static PyBaseException linked(Object value, String attribute, String what) {
    if (value == null) {
      throw PyErr.typeError("%s may not be deleted", attribute);
    }
    if (value == PyNone.NONE) {
      return null;
    }
    if (value instanceof PyBaseException e) {
      return e;
    }
    throw PyErr.typeError("%s must be None or derive from BaseException", what);
  }

  @PyGetter(name = "__suppress_context__")
  boolean suppressContextAttribute() {
    return suppressContext;
  }

  @PySetter(name = "__suppress_context__")
  void setSuppressContextAttribute(Object value) {
    if (value == null) {
      throw PyErr.typeError("can't delete numeric/char attribute");
    }
    if (!(value instanceof Boolean b)) {
      throw PyErr.typeError("attribute value type must be bool");
    }
    suppressContext = b;
  }

  /// Makes `handled`, the exception being handled where this one is raised, its context (`_PyErr_SetObject`); a cycle
  /// that this would close is cut open.
  public final void setContext(PyBaseException handled) {
    if (handled == null || handled == this) {
      return;
    }
    PyBaseException slow = handled;
    boolean advance = false;
    for (PyBaseException e = handled; e.context != null; e = e.context) {
      if (e.context == this) {
        e.context = null;
        break;
      }
      // Floyd's tortoise: a cycle that does not contain this exception must not hold us for ever.
      if (advance) {
        slow = slow.context;
        if (slow == e.context) {
          break;
        }
      }
      advance = !advance;
    }
    context = handled;
  }

  /// Type and message for Java's eyes, without running Python code.
  final String describe() {
    StringBuilder b = new StringBuilder(type.name());
    for (int i = 0; i < args.items.length; i++) {
      b.append(i == 0 ? ": " : ", ").append(args.items[i]);
    }
    return b.toString();
  }
}
