package org.atoll.runtime.types;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;

/// `OSError` and the Java side of its subclasses. Calling `OSError` itself makes the subclass that stands for the given
/// errno (PEP 3151). Guarded by the GIL.
@PyTypeDef(name = "OSError", doc = "Base class for I/O related errors.", hasDict = true)
public final class PyOSError extends PyBaseException {
  public static final PyType TYPE = PyType.builtin(new PyOSErrorBinder() {
    @Override
    public PyType base() {
      return PyExc.Exception;
    }
  });

  @PyMember(readonly = false, doc = "POSIX exception code")
  public Object errno;
  @PyMember(readonly = false, doc = "exception strerror")
  public Object strerror;
  @PyMember(readonly = false, doc = "exception filename")
  public Object filename;
  @PyMember(readonly = false, doc = "second exception filename")
  public Object filename2;
  private long written = -1;

  public PyOSError(PyType type, PyTuple args) {
    super(type, args);
  }

  /// The subclass of OSError that stands for an error number, or null.
  public static PyType typeFor(int errno) {
    return switch (errno) {
      case Errno.EAGAIN, Errno.EALREADY, Errno.EINPROGRESS -> PyExc.BlockingIOError;
      case Errno.EPIPE, Errno.ESHUTDOWN -> PyExc.BrokenPipeError;
      case Errno.ECHILD -> PyExc.ChildProcessError;
      case Errno.ECONNABORTED -> PyExc.ConnectionAbortedError;
      case Errno.ECONNREFUSED -> PyExc.ConnectionRefusedError;
      case Errno.ECONNRESET -> PyExc.ConnectionResetError;
      case Errno.EEXIST -> PyExc.FileExistsError;
      case Errno.ENOENT -> PyExc.FileNotFoundError;
      case Errno.EISDIR -> PyExc.IsADirectoryError;
      case Errno.ENOTDIR -> PyExc.NotADirectoryError;
      case Errno.EINTR -> PyExc.InterruptedError;
      case Errno.EACCES, Errno.EPERM -> PyExc.PermissionError;
      case Errno.ESRCH -> PyExc.ProcessLookupError;
      case Errno.ETIMEDOUT -> PyExc.TimeoutError;
      default -> null;
    };
  }

  /// The instance that `cls(*args)` makes, for Java callers.
  static PyOSError make(PyType cls, PyTuple args) {
    Object[] a = args.items;
    PyType type = cls;
    if (cls == TYPE && a.length >= 2 && a.length <= 5 && a[0] instanceof Long code) {
      PyType sub = typeFor((int) (long) code);
      type = sub == null ? cls : sub;
    }
    PyOSError e = new PyOSError(type, args);
    e.fill(args);
    return e;
  }

  /// With an `__init__` of its own but no `__new__`, a class gets its fields from `OSError.__init__` rather than from
  /// `__new__`, which may have been given quite other arguments.
  private static boolean filledByInit(PyType cls) {
    return cls.slot(Slot.INIT) != TYPE.slot(Slot.INIT) && cls.slot(Slot.NEW) == TYPE.slot(Slot.NEW);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    if (filledByInit(cls)) {
      return new PyOSError(cls, PyTuple.EMPTY);
    }
    if (kwargs.size() != 0) {
      throw PyErr.typeError("%s() takes no keyword arguments", cls.name());
    }
    return make(cls, args);
  }

  @PyMethod(name = "__init__", sig = "(*args, **kwargs)")
  void init(PyTuple args, PyDict kwargs) {
    if (filledByInit(type)) {
      noKeywords(kwargs);
      fill(args);
    }
  }

  private void fill(PyTuple given) {
    Object[] a = given.items;
    args = given;
    if (a.length < 2 || a.length > 5) {
      return;
    }
    errno = a[0];
    strerror = a[1];
    if (a.length > 2 && a[2] != PyNone.NONE) {
      if (type == PyExc.BlockingIOError && a[2] instanceof Long n) {
        written = n;
        return;
      }
      filename = a[2];
      if (a.length > 4 && a[4] != PyNone.NONE) {
        filename2 = a[4];
      }
      args = PyTuple.of(a[0], a[1]);
    }
  }

  @PyMethod(name = "__str__")
  Object osErrorStr(ThreadState ts) {
    if (filename != null) {
      Object head = PyUnicode.concat(PyUnicode.concat("[Errno ", shown(ts, errno)), PyUnicode.concat("] ", shown(ts, strerror)));
      Object one = PyUnicode.concat(PyUnicode.concat(head, ": "), PyObjects.repr(ts, filename));
      return filename2 == null ? one : PyUnicode.concat(PyUnicode.concat(one, " -> "), PyObjects.repr(ts, filename2));
    }
    if (errno != null && strerror != null) {
      return PyUnicode.concat(PyUnicode.concat("[Errno ", shown(ts, errno)), PyUnicode.concat("] ", shown(ts, strerror)));
    }
    return __str__(ts);
  }

  private static Object shown(ThreadState ts, Object o) {
    return o == null ? "None" : PyObjects.str(ts, o);
  }

  @PyMethod(name = "__reduce__", sig = "()")
  Object reduceWithFiles(ThreadState ts) {
    PyTuple all = args;
    if (filename != null && args.items.length == 2) {
      Object[] a = args.items;
      all = filename2 == null ? PyTuple.of(a[0], a[1], filename) : PyTuple.of(a[0], a[1], filename, PyNone.NONE, filename2);
    }
    return hasOwnAttributes() ? PyTuple.of(type, all, dict()) : PyTuple.of(type, all);
  }

  @PyGetter(name = "characters_written")
  long charactersWritten() {
    if (written == -1) {
      throw PyErr.attributeError(this, "characters_written", "characters_written");
    }
    return written;
  }

  @PySetter(name = "characters_written")
  void setCharactersWritten(ThreadState ts, Object value) {
    if (value == null) {
      charactersWritten();
      written = -1;
      return;
    }
    written = PyNumber.asIndex(ts, value, PyExc.ValueError);
  }
}
