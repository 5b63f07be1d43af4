package org.atoll.runtime.types;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;

import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `BaseExceptionGroup`, and the Java side of `ExceptionGroup` (PEP 654). Guarded by the GIL.
@PyTypeDef(name = "BaseExceptionGroup", base = PyBaseException.class, doc = "A combination of multiple unrelated exceptions.", hasDict = true)
public final class PyBaseExceptionGroup extends PyBaseException {
  public static final PyType TYPE = PyType.builtin(new PyBaseExceptionGroupBinder());

  @PyMember(doc = "exception message")
  public final Object message;
  /// The nested exceptions, never empty.
  public final PyTuple exceptions;

  private PyBaseExceptionGroup(PyType type, PyTuple args, Object message, PyTuple exceptions) {
    super(type, args);
    this.message = message;
    this.exceptions = exceptions;
  }

  /// A plain group: an ExceptionGroup if all nested exceptions derive from Exception.
  public static PyBaseExceptionGroup of(String message, PyTuple exceptions) {
    return make(TYPE, PyTuple.of(message, exceptions), message, exceptions);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    if (args.items.length != 2) {
      throw PyErr.typeError("BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", args.items.length);
    }
    Object message = args.items[0];
    Object nested = args.items[1];
    if (!PyUnicode.check(message)) {
      throw PyErr.typeError("BaseExceptionGroup.__new__() argument 1 must be str, not %s", PyObject.typeOf(message).name());
    }
    if (!PyObjects.isSequence(nested)) {
      throw PyErr.typeError("second argument (exceptions) must be a sequence");
    }
    Object[] items = Sequences.toArray(ts, nested);
    if (items.length == 0) {
      throw PyErr.valueError("second argument (exceptions) must be a non-empty sequence");
    }
    for (int i = 0; i < items.length; i++) {
      if (!(items[i] instanceof PyBaseException)) {
        throw PyErr.valueError("Item %d of second argument (exceptions) is not an exception", i);
      }
    }
    return make(cls, args, message, PyTuple.of(items));
  }

  private static PyBaseExceptionGroup make(PyType cls, PyTuple args, Object message, PyTuple nested) {
    boolean allOrdinary = true;
    for (Object e : nested.items) {
      allOrdinary &= ((PyBaseException) e).type.isSubtype(PyExc.Exception);
    }
    PyType type = cls;
    if (cls == TYPE && allOrdinary) {
      type = PyExc.ExceptionGroup;
    } else if (!allOrdinary && cls == PyExc.ExceptionGroup) {
      throw PyErr.typeError("Cannot nest BaseExceptions in an ExceptionGroup");
    } else if (!allOrdinary && cls.isSubtype(PyExc.Exception)) {
      throw PyErr.typeError("Cannot nest BaseExceptions in '%s'", cls.name());
    }
    return new PyBaseExceptionGroup(type, args, message, nested);
  }

  @PyMethod(name = "__str__")
  Object groupStr(ThreadState ts) {
    int n = exceptions.items.length;
    return PyUnicode.concat(PyObjects.str(ts, message), " (" + n + " sub-exception" + (n == 1 ? ")" : "s)"));
  }

  @PyGetter(name = "exceptions", doc = "nested exceptions")
  Object exceptionsAttribute() {
    return exceptions;
  }

  @PyMethod(classMethod = true, sig = "(item, /)")
  static Object __class_getitem__(PyType cls, Object item) {
    return new PyGenericAlias(cls, item);
  }

  @PyMethod(sig = "(excs, /)")
  Object derive(ThreadState ts, Object excs) {
    return create(ts, TYPE, PyTuple.of(message, excs), new PyDict());
  }

  @PyMethod(sig = "(matcher_value, /)")
  Object split(ThreadState ts, Object matcher) {
    PyBaseException[] parts = split(ts, this, matcher(ts, matcher), true);
    return PyTuple.of(orNone(parts[0]), orNone(parts[1]));
  }

  @PyMethod(sig = "(matcher_value, /)")
  Object subgroup(ThreadState ts, Object matcher) {
    return orNone(split(ts, this, matcher(ts, matcher), false)[0]);
  }

  private static Object orNone(Object o) {
    return o == null ? PyNone.NONE : o;
  }

  private static Predicate<PyBaseException> matcher(ThreadState ts, Object value) {
    if (PyErr.isExceptionClass(value)) {
      return e -> e.type.isSubtype((PyType) value);
    }
    if (value instanceof PyTuple t) {
      for (Object item : t.items) {
        if (!PyErr.isExceptionClass(item)) {
          throw badMatcher();
        }
      }
      return e -> PyErr.matches(e, t);
    }
    if (PyObjects.isCallable(value) && !(value instanceof PyType)) {
      return e -> PyObjects.isTrue(ts, Call.call1(ts, value, e));
    }
    throw badMatcher();
  }

  private static PyException badMatcher() {
    return PyErr.typeError("expected an exception type, a tuple of exception types, or a callable (other than a class)");
  }

  /// Divides an exception into what a predicate takes and the rest (if wanted), each null where there is nothing.
  static PyBaseException[] split(ThreadState ts, PyBaseException e, Predicate<PyBaseException> matcher, boolean wantRest) {
    if (matcher.test(e)) {
      return new PyBaseException[] {e, null};
    }
    if (!(e instanceof PyBaseExceptionGroup group)) {
      return new PyBaseException[] {null, e};
    }
    List<Object> taken = new ArrayList<>();
    List<Object> left = new ArrayList<>();
    ts.enterJava(" in exceptiongroup_split_recursive");
    try {
      for (Object nested : group.exceptions.items) {
        PyBaseException[] parts = split(ts, (PyBaseException) nested, matcher, wantRest);
        if (parts[0] != null) {
          taken.add(parts[0]);
        }
        if (wantRest && parts[1] != null) {
          left.add(parts[1]);
        }
      }
    } finally {
      ts.leaveJava();
    }
    return new PyBaseException[] {group.part(ts, taken), wantRest ? group.part(ts, left) : null};
  }

  /// A group like this one with other nested exceptions, made by `derive`; null for none.
  private PyBaseException part(ThreadState ts, List<Object> nested) {
    if (nested.isEmpty()) {
      return null;
    }
    Object made = Call.call1(ts, PyObjects.getAttr(ts, this, "derive"), PyList.of(nested.toArray()));
    if (!(made instanceof PyBaseExceptionGroup group)) {
      throw PyErr.typeError("derive must return an instance of BaseExceptionGroup");
    }
    group.traceback = traceback;
    group.context = context;
    group.cause = cause;
    // CPython sets the cause by its C function, which sets this flag as well.
    group.suppressContext = true;
    Object notes = PyObjects.getOptionalAttr(ts, this, "__notes__");
    if (notes != null && PyObjects.isSequence(notes)) {
      PyObjects.setAttr(ts, group, "__notes__", PyList.of(Sequences.toArray(ts, notes)));
    }
    return group;
  }
}
