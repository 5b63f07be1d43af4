package org.atoll.runtime.types;

import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.warnings.Warnings;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// Makes Python exceptions (`Python/errors.c`). Every factory returns a [PyException] for the caller to throw, and needs
/// neither a thread state nor the GIL.
///
/// Messages are formats with `%s` (`String.valueOf`), `%d`, `%x`, `%c` and `%%`, or whatever [String#format] knows;
/// without arguments a message is taken as it stands. Surrogate pairs in it become code points.
public final class PyErr {
  private PyErr() {}

  // Exceptions with nothing but a message.

  public static PyException typeError(String message, Object... args) {
    return format(PyExc.TypeError, message, args);
  }

  public static PyException valueError(String message, Object... args) {
    return format(PyExc.ValueError, message, args);
  }

  public static PyException indexError(String message, Object... args) {
    return format(PyExc.IndexError, message, args);
  }

  public static PyException overflowError(String message, Object... args) {
    return format(PyExc.OverflowError, message, args);
  }

  public static PyException zeroDivision(String message, Object... args) {
    return format(PyExc.ZeroDivisionError, message, args);
  }

  public static PyException runtimeError(String message, Object... args) {
    return format(PyExc.RuntimeError, message, args);
  }

  public static PyException systemError(String message, Object... args) {
    return format(PyExc.SystemError, message, args);
  }

  public static PyException notImplementedError(String message, Object... args) {
    return format(PyExc.NotImplementedError, message, args);
  }

  public static PyException recursionError(String message, Object... args) {
    return format(PyExc.RecursionError, message, args);
  }

  public static PyException bufferError(String message, Object... args) {
    return format(PyExc.BufferError, message, args);
  }

  public static PyException eofError(String message, Object... args) {
    return format(PyExc.EOFError, message, args);
  }

  public static PyException referenceError(String message, Object... args) {
    return format(PyExc.ReferenceError, message, args);
  }

  public static PyException lookupError(String message, Object... args) {
    return format(PyExc.LookupError, message, args);
  }

  public static PyException stopAsyncIteration() {
    return create(PyExc.StopAsyncIteration);
  }

  public static PyException generatorExit() {
    return create(PyExc.GeneratorExit);
  }

  public static PyException keyboardInterrupt() {
    return create(PyExc.KeyboardInterrupt);
  }

  public static PyException memoryError() {
    return create(PyExc.MemoryError);
  }

  public static PyException memoryError(String message, Object... args) {
    return format(PyExc.MemoryError, message, args);
  }

  /// AssertionError with the assertion's value, or without any if it is null.
  public static PyException assertion(Object value) {
    return value == null ? create(PyExc.AssertionError) : create(PyExc.AssertionError, value);
  }

  /// KeyError whose argument is the key itself.
  public static PyException keyError(Object key) {
    return create(PyExc.KeyError, key);
  }

  // Exceptions with fields.

  /// AttributeError about attribute `name` of `obj`.
  public static PyException attributeError(Object obj, Object name, String message, Object... args) {
    PyAttributeError e = new PyAttributeError(PyExc.AttributeError, PyTuple.of(text(message, args)));
    e.name = name;
    e.obj = obj;
    return new PyException(e);
  }

  /// AttributeError that says in the usual words that `obj` has no attribute `name`.
  public static PyException noAttribute(Object obj, String name) {
    if (obj instanceof PyType t) {
      return attributeError(obj, name, "type object '%s' has no attribute '%s'", t.name(), name);
    }
    return attributeError(obj, name, "'%s' object has no attribute '%s'", PyObject.typeOf(obj).name(), name);
  }

  /// NameError about the variable `name`.
  public static PyException nameError(Object name, String message, Object... args) {
    return named(PyExc.NameError, name, message, args);
  }

  /// NameError that says in the usual words that the variable does not exist.
  public static PyException undefinedName(String name) {
    return nameError(name, "name '%s' is not defined", name);
  }

  /// UnboundLocalError about the variable `name`.
  public static PyException unboundLocal(Object name, String message, Object... args) {
    return named(PyExc.UnboundLocalError, name, message, args);
  }

  private static PyException named(PyType type, Object name, String message, Object... args) {
    PyNameError e = new PyNameError(type, PyTuple.of(text(message, args)));
    e.name = name;
    return new PyException(e);
  }

  /// StopIteration with the value that a generator returns; null for none.
  public static PyException stopIteration(Object value) {
    boolean none = value == null || value == PyNone.NONE;
    PyStopIteration e = new PyStopIteration(PyExc.StopIteration, none ? PyTuple.EMPTY : PyTuple.of(value));
    e.value = none ? PyNone.NONE : value;
    return new PyException(e);
  }

  /// SystemExit with an exit code or message.
  public static PyException systemExit(Object code) {
    PyTuple args = code instanceof PyTuple t ? t : code == PyNone.NONE ? PyTuple.of() : PyTuple.of(code);
    PySystemExit e = new PySystemExit(PyExc.SystemExit, args);
    e.code = args.items.length == 0 ? PyNone.NONE : args.items.length == 1 ? args.items[0] : code;
    return new PyException(e);
  }

  /// OSError, or the subclass that stands for `errno`, with the system's message for it, about up to two files, given
  /// as Python objects.
  public static PyException osError(int errno, Object... filenames) {
    return osErrorWithMessage(errno, Errno.message(errno), filenames);
  }

  /// As [#osError] with a message of its own.
  public static PyException osErrorWithMessage(int errno, String message, Object... filenames) {
    PyType type = PyOSError.typeFor(errno);
    PyOSError e = new PyOSError(type == null ? PyExc.OSError : type, PyTuple.of((long) errno, str(message)));
    e.errno = (long) errno;
    e.strerror = str(message);
    e.filename = filenames.length > 0 ? filenames[0] : null;
    e.filename2 = filenames.length > 1 ? filenames[1] : null;
    return new PyException(e);
  }

  /// An OSError (or subclass) without errno, with a message only.
  public static PyException osError(String message, Object... args) {
    return format(PyExc.OSError, message, args);
  }

  /// ImportError about module `name`; `path` may be null.
  public static PyException importError(Object name, Object path, String message, Object... args) {
    return importing(PyExc.ImportError, name, path, message, args);
  }

  /// ModuleNotFoundError about module `name`.
  public static PyException moduleNotFound(String name) {
    return importing(PyExc.ModuleNotFoundError, name, null, "No module named '%s'", name);
  }

  private static PyException importing(PyType type, Object name, Object path, String message, Object... args) {
    Object msg = text(message, args);
    PyImportError e = new PyImportError(type, PyTuple.of(msg));
    e.msg = msg;
    e.name = name;
    e.path = path;
    return new PyException(e);
  }

  /// UnicodeDecodeError for `object[start:end]`, a bytes object.
  public static PyException unicodeDecode(String encoding, Object object, long start, long end, String reason) {
    return new PyException(PyUnicodeDecodeError.of(encoding, object, start, end, reason));
  }

  /// UnicodeEncodeError for `object[start:end]`, a str.
  public static PyException unicodeEncode(String encoding, Object object, long start, long end, String reason) {
    return new PyException(PyUnicodeEncodeError.of(encoding, object, start, end, reason));
  }

  /// SyntaxError or a subclass with a place in the source; `text` and `filename` may be null, lines and offsets count
  /// from 1, and -1 means unknown.
  public static PyException syntaxError(PyType type, String message, Object filename, int line, int offset, String text, int endLine, int endOffset) {
    return new PyException(PySyntaxError.of(type, str(message), filename, line, offset, text == null ? PyNone.NONE : str(text), endLine, endOffset));
  }

  // The general forms.

  /// An exception of any built-in type, or of a class derived from one in Python (which is then called).
  public static PyException format(PyType type, String message, Object... args) {
    return create(type, text(message, args));
  }

  /// An exception with any arguments.
  public static PyException create(PyType type, Object... args) {
    if (type.isHeapType()) {
      Object made = type.call(ThreadState.current(), args, null);
      if (made instanceof PyBaseException e) {
        return new PyException(e);
      }
      return typeError("calling %s should have returned an instance of BaseException, not %s", type, PyObject.typeOf(made));
    }
    return new PyException(PyExceptions.instantiate(type, PyTuple.of(args)));
  }

  /// Whether an exception is an instance of a type, by its MRO (`PyErr_GivenExceptionMatches`).
  public static boolean matches(PyException e, PyType type) {
    return e.value.type.isSubtype(type);
  }

  /// Whether the clause `except target:` takes the exception; `target` is a class or a tuple of such.
  /// @throws PyException TypeError where it is neither
  public static boolean matches(PyBaseException e, Object target) {
    if (target instanceof PyType t && t.isSubtype(PyExc.BaseException)) {
      return e.type.isSubtype(t);
    }
    if (target instanceof PyTuple tuple) {
      for (Object item : tuple.items) {
        if (!isExceptionClass(item)) {
          throw notCatchable();
        }
      }
      for (Object item : tuple.items) {
        if (e.type.isSubtype((PyType) item)) {
          return true;
        }
      }
      return false;
    }
    throw notCatchable();
  }

  private static PyException notCatchable() {
    return typeError("catching classes that do not inherit from BaseException is not allowed");
  }

  public static boolean isExceptionClass(Object o) {
    return o instanceof PyType t && t.isSubtype(PyExc.BaseException);
  }

  /// What `raise exc from cause` throws; `cause` is null where there is no `from`. The context is for the caller to set.
  public static PyException toRaise(ThreadState ts, Object exc, Object cause) {
    PyBaseException e = instance(ts, exc);
    if (e == null) {
      return typeError("exceptions must derive from BaseException");
    }
    if (cause != null) {
      PyBaseException c = cause == PyNone.NONE ? null : instance(ts, cause);
      if (c == null && cause != PyNone.NONE) {
        return typeError("exception causes must derive from BaseException");
      }
      e.cause = c;
      e.suppressContext = true;
    }
    return new PyException(e);
  }

  private static PyBaseException instance(ThreadState ts, Object exc) {
    if (exc instanceof PyBaseException e) {
      return e;
    }
    if (!isExceptionClass(exc)) {
      return null;
    }
    PyType type = (PyType) exc;
    Object made = type.call0(ts);
    if (made instanceof PyBaseException e) {
      return e;
    }
    throw typeError("calling %s should have returned an instance of BaseException, not %s", type, PyObject.typeOf(made));
  }

  // Text.

  /// A message as Python str.
  static Object text(String message, Object... args) {
    return str(args.length == 0 ? message : formatted(message, args));
  }

  private static Object str(String javaText) {
    return Convert.ofJavaString(javaText);
  }

  /// The common conversions by hand, since String.format costs more than the rest of making an exception.
  private static String formatted(String format, Object[] args) {
    StringBuilder b = new StringBuilder(format.length() + 32);
    int next = 0;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        b.append(c);
        continue;
      }
      char conversion = ++i < format.length() ? format.charAt(i) : 0;
      switch (conversion) {
        case '%' -> b.append('%');
        case 's', 'd', 'c' -> b.append(args[next++]);
        case 'x' -> b.append(Long.toHexString(((Number) args[next++]).longValue()));
        default -> {
          return String.format(java.util.Locale.ROOT, format, args);
        }
      }
    }
    return b.toString();
  }

  /// Issues a warning (`PyErr_WarnFormat`); throws it where the filters make it an error.
  public static void warn(ThreadState ts, PyType category, int stacklevel, String message, Object... args) {
    Warnings.warn(ts, category, text(message, args), stacklevel);
  }
}
