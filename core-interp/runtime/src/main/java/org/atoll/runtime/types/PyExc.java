package org.atoll.runtime.types;

import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// The built-in exception types (`Objects/exceptions.c`). Those without fields or methods of their own are rows of a
/// table here and share the Java class of their nearest base that has one.
public final class PyExc {
  public static final PyType BaseException = PyBaseException.TYPE;
  public static final PyType BaseExceptionGroup = PyBaseExceptionGroup.TYPE;
  public static final PyType GeneratorExit = define("GeneratorExit", BaseException, "Request that a generator exit.");
  public static final PyType KeyboardInterrupt = define("KeyboardInterrupt", BaseException, "Program interrupted by user.");
  public static final PyType SystemExit = PySystemExit.TYPE;
  public static final PyType Exception = define("Exception", BaseException, "Common base class for all non-exit exceptions.");
  public static final PyType ExceptionGroup = PyType.builtin(new Plain("ExceptionGroup", "A group of exceptions, all of which derive from Exception.",
      BaseExceptionGroup, Exception));

  public static final PyType ArithmeticError = define("ArithmeticError", Exception, "Base class for arithmetic errors.");
  public static final PyType FloatingPointError = define("FloatingPointError", ArithmeticError, "Floating-point operation failed.");
  public static final PyType OverflowError = define("OverflowError", ArithmeticError, "Result too large to be represented.");
  public static final PyType ZeroDivisionError = define("ZeroDivisionError", ArithmeticError, "Second argument to a division or modulo operation was zero.");
  public static final PyType AssertionError = define("AssertionError", Exception, "Assertion failed.");
  public static final PyType AttributeError = PyAttributeError.TYPE;
  public static final PyType BufferError = define("BufferError", Exception, "Buffer error.");
  public static final PyType EOFError = define("EOFError", Exception, "Read beyond end of file.");
  public static final PyType ImportError = PyImportError.TYPE;
  public static final PyType ModuleNotFoundError = define("ModuleNotFoundError", ImportError, "Module not found.");
  public static final PyType LookupError = define("LookupError", Exception, "Base class for lookup errors.");
  public static final PyType IndexError = define("IndexError", LookupError, "Sequence index out of range.");
  public static final PyType KeyError = PyKeyError.TYPE;
  public static final PyType MemoryError = define("MemoryError", Exception, "Out of memory.");
  public static final PyType NameError = PyNameError.TYPE;
  public static final PyType UnboundLocalError = define("UnboundLocalError", NameError, "Local name referenced but not bound to a value.");

  public static final PyType OSError = PyOSError.TYPE;
  public static final PyType BlockingIOError = define("BlockingIOError", OSError, "I/O operation would block.");
  public static final PyType ChildProcessError = define("ChildProcessError", OSError, "Child process error.");
  public static final PyType ConnectionError = define("ConnectionError", OSError, "Connection error.");
  public static final PyType BrokenPipeError = define("BrokenPipeError", ConnectionError, "Broken pipe.");
  public static final PyType ConnectionAbortedError = define("ConnectionAbortedError", ConnectionError, "Connection aborted.");
  public static final PyType ConnectionRefusedError = define("ConnectionRefusedError", ConnectionError, "Connection refused.");
  public static final PyType ConnectionResetError = define("ConnectionResetError", ConnectionError, "Connection reset.");
  public static final PyType FileExistsError = define("FileExistsError", OSError, "File already exists.");
  public static final PyType FileNotFoundError = define("FileNotFoundError", OSError, "File not found.");
  public static final PyType InterruptedError = define("InterruptedError", OSError, "Interrupted by signal.");
  public static final PyType IsADirectoryError = define("IsADirectoryError", OSError, "Operation doesn't work on directories.");
  public static final PyType NotADirectoryError = define("NotADirectoryError", OSError, "Operation only works on directories.");
  public static final PyType PermissionError = define("PermissionError", OSError, "Not enough permissions.");
  public static final PyType ProcessLookupError = define("ProcessLookupError", OSError, "Process not found.");
  public static final PyType TimeoutError = define("TimeoutError", OSError, "Timeout expired.");

  public static final PyType ReferenceError = define("ReferenceError", Exception, "Weak ref proxy used after referent went away.");
  public static final PyType RuntimeError = define("RuntimeError", Exception, "Unspecified run-time error.");
  public static final PyType NotImplementedError = define("NotImplementedError", RuntimeError, "Method or function hasn't been implemented yet.");
  public static final PyType PythonFinalizationError = define("PythonFinalizationError", RuntimeError, "Operation blocked during Python finalization.");
  public static final PyType RecursionError = define("RecursionError", RuntimeError, "Recursion limit exceeded.");
  public static final PyType StopAsyncIteration = define("StopAsyncIteration", Exception, "Signal the end from iterator.__anext__().");
  public static final PyType StopIteration = PyStopIteration.TYPE;
  public static final PyType SyntaxError = PySyntaxError.TYPE;
  public static final PyType IncompleteInputError = define("_IncompleteInputError", SyntaxError, "incomplete input.");
  public static final PyType IndentationError = define("IndentationError", SyntaxError, "Improper indentation.");
  public static final PyType TabError = define("TabError", IndentationError, "Improper mixture of spaces and tabs.");
  public static final PyType SystemError = define("SystemError", Exception, "Internal error in the Python interpreter.");
  public static final PyType TypeError = define("TypeError", Exception, "Inappropriate argument type.");
  public static final PyType ValueError = define("ValueError", Exception, "Inappropriate argument value (of correct type).");
  public static final PyType UnicodeError = define("UnicodeError", ValueError, "Unicode related error.");
  public static final PyType UnicodeDecodeError = PyUnicodeDecodeError.TYPE;
  public static final PyType UnicodeEncodeError = PyUnicodeEncodeError.TYPE;
  public static final PyType UnicodeTranslateError = PyUnicodeTranslateError.TYPE;

  public static final PyType Warning = define("Warning", Exception, "Base class for warning categories.");
  public static final PyType BytesWarning = define("BytesWarning", Warning, "Warnings about bytes and buffer related problems.");
  public static final PyType DeprecationWarning = define("DeprecationWarning", Warning, "Warnings about deprecated features.");
  public static final PyType EncodingWarning = define("EncodingWarning", Warning, "Warnings about encodings.");
  public static final PyType FutureWarning = define("FutureWarning", Warning, "Warnings about constructs that will change semantically.");
  public static final PyType ImportWarning = define("ImportWarning", Warning, "Warnings about probable mistakes in module imports.");
  public static final PyType PendingDeprecationWarning = define("PendingDeprecationWarning", Warning, "Warnings about features which will be deprecated.");
  public static final PyType ResourceWarning = define("ResourceWarning", Warning, "Warnings about resource usage.");
  public static final PyType RuntimeWarning = define("RuntimeWarning", Warning, "Warnings about dubious runtime behavior.");
  public static final PyType SyntaxWarning = define("SyntaxWarning", Warning, "Warnings about dubious syntax.");
  public static final PyType UnicodeWarning = define("UnicodeWarning", Warning, "Warnings about Unicode conversions.");
  public static final PyType UserWarning = define("UserWarning", Warning, "Warnings generated by user code.");

  private static final PyType[] ALL = {BaseException, BaseExceptionGroup, GeneratorExit, KeyboardInterrupt, SystemExit, Exception, ArithmeticError, AssertionError,
      AttributeError, BufferError, EOFError, ImportError, LookupError, MemoryError, NameError, OSError, ReferenceError, RuntimeError, StopAsyncIteration,
      StopIteration, SyntaxError, SystemError, TypeError, ValueError, Warning, FloatingPointError, OverflowError, ZeroDivisionError, BytesWarning,
      DeprecationWarning, EncodingWarning, FutureWarning, ImportWarning, PendingDeprecationWarning, ResourceWarning, RuntimeWarning, SyntaxWarning,
      UnicodeWarning, UserWarning, BlockingIOError, ChildProcessError, ConnectionError, FileExistsError, FileNotFoundError, InterruptedError,
      IsADirectoryError, NotADirectoryError, PermissionError, ProcessLookupError, TimeoutError, IndentationError, IncompleteInputError, IndexError, KeyError,
      ModuleNotFoundError, NotImplementedError, PythonFinalizationError, RecursionError, UnboundLocalError, UnicodeError, BrokenPipeError,
      ConnectionAbortedError, ConnectionRefusedError, ConnectionResetError, TabError, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError,
      ExceptionGroup};

  private PyExc() {}

  /// All built-in exception types, in the order in which `builtins` lists them (without the aliases `IOError` and
  /// `EnvironmentError` of OSError).
  public static PyType[] all() {
    return ALL.clone();
  }

  private static PyType define(String name, PyType base, String doc) {
    return PyType.builtin(new Plain(name, doc, base));
  }

  /// An exception type without members of its own.
  private static final class Plain extends TypeBinder {
    private final String name;
    private final String doc;
    private final PyType[] bases;

    Plain(String name, String doc, PyType... bases) {
      this.name = name;
      this.doc = doc;
      this.bases = bases;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String doc() {
      return doc;
    }

    @Override
    public PyType base() {
      return bases[0];
    }

    @Override
    public PyType[] bases() {
      return bases;
    }

    @Override
    public boolean solid() {
      return false;
    }

    @Override
    public boolean hasDict() {
      return true;
    }

    @Override
    public boolean accepts(Object o) {
      return o instanceof PyBaseException;
    }

    @Override
    public Object callBound(int id, ThreadState ts, Object self, Object[] bound) {
      throw new IllegalStateException(name + " has no methods of its own");
    }
  }
}
