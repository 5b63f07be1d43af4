package org.atoll.runtime.modules.io;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.OwnStreams;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyCodecs;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyUnicode;

/// The module `_io` (`Modules/_io/_iomodule.c`).
@PyModuleDef(value = "_io", doc = "The io module provides the Python interfaces to stream handling.")
public final class IoModule {
  @PyConstant(name = "DEFAULT_BUFFER_SIZE")
  static final long DEFAULT_BUFFER_SIZE = IoSupport.DEFAULT_BUFFER_SIZE;
  @PyConstant(name = "UnsupportedOperation")
  static final PyType UNSUPPORTED_OPERATION = IoErrors.UNSUPPORTED_OPERATION;
  @PyConstant(name = "BlockingIOError")
  static final PyType BLOCKING_IO_ERROR = PyExc.BlockingIOError;
  @PyConstant(name = "_IOBase")
  static final PyType IO_BASE = PyIOBase.TYPE;
  @PyConstant(name = "_RawIOBase")
  static final PyType RAW_IO_BASE = PyRawIOBase.TYPE;
  @PyConstant(name = "_BufferedIOBase")
  static final PyType BUFFERED_IO_BASE = PyBufferedIOBase.TYPE;
  @PyConstant(name = "_TextIOBase")
  static final PyType TEXT_IO_BASE = PyTextIOBase.TYPE;
  @PyConstant(name = "FileIO")
  static final PyType FILE_IO = PyFileIO.TYPE;
  @PyConstant(name = "BytesIO")
  static final PyType BYTES_IO = PyBytesIO.TYPE;
  @PyConstant(name = "StringIO")
  static final PyType STRING_IO = PyStringIO.TYPE;
  @PyConstant(name = "BufferedReader")
  static final PyType BUFFERED_READER = PyBufferedReader.TYPE;
  @PyConstant(name = "BufferedWriter")
  static final PyType BUFFERED_WRITER = PyBufferedWriter.TYPE;
  @PyConstant(name = "BufferedRandom")
  static final PyType BUFFERED_RANDOM = PyBufferedRandom.TYPE;
  @PyConstant(name = "BufferedRWPair")
  static final PyType BUFFERED_RW_PAIR = PyBufferedRWPair.TYPE;
  @PyConstant(name = "TextIOWrapper")
  static final PyType TEXT_IO_WRAPPER = PyTextIOWrapper.TYPE;
  @PyConstant(name = "IncrementalNewlineDecoder")
  static final PyType INCREMENTAL_NEWLINE_DECODER = PyIncrementalNewlineDecoder.TYPE;

  private static final int BUFFER_SIZE_MAX = 8192 * 1024;

  @PyFunction(sig = "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", doc = "Open file and return a stream.")
  Object open(ThreadState ts, Object file, String mode, int buffering, Object encoding, Object errors, Object newline, boolean closefd, Object opener) {
    Object path = PyLong.check(file) || file instanceof Boolean ? file : PyObjects.fspath(ts, file);
    OpenMode m = OpenMode.parse(mode);
    m.check(ts, encoding, errors, newline);
    if (m.binary() && buffering == 1) {
      Warnings.warn(ts, PyExc.RuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used");
    }
    PyFileIO raw = PyFileIO.open(ts, path, m.rawMode(), closefd, opener == PyNone.NONE ? null : opener);
    PyObject result = raw;
    try {
      boolean isatty = buffering < 0 && raw.isattyOpenOnly(ts);
      boolean lines = buffering == 1 && !m.binary() || isatty;
      if (buffering == 0) {
        if (!m.binary()) {
          throw PyErr.valueError("can't have unbuffered text I/O");
        }
        return raw;
      }
      long size = buffering > 1 ? buffering : Math.max(Math.min(raw.blksize, BUFFER_SIZE_MAX), IoSupport.DEFAULT_BUFFER_SIZE);
      result = m.updating() ? PyBufferedRandom.over(ts, raw, size) : m.writing() ? PyBufferedWriter.over(ts, raw, size) : PyBufferedReader.over(ts, raw, size);
      if (m.binary()) {
        return result;
      }
      PyTextIOWrapper text = PyTextIOWrapper.over(ts, result, encoding, errors, newline, lines, false);
      result = text;
      text.setOwn("mode", mode);
      return text;
    } catch (PyException e) {
      closeAfter(ts, result, e);
      throw e;
    }
  }

  private static void closeAfter(ThreadState ts, PyObject stream, PyException e) {
    try {
      PyObjects.callMethod(ts, stream, "close");
    } catch (PyException second) {
      if (second.value.context == null) {
        second.value.context = e.value;
      }
      throw second;
    }
  }

  @PyFunction(sig = "(path)", name = "open_code", doc = "Opens the provided file with the intent to import the contents.")
  Object openCode(ThreadState ts, Object path) {
    if (!PyUnicode.check(path)) {
      throw PyErr.typeError("open_code() argument 'path' must be str, not %s", PyObject.typeOf(path).name());
    }
    return open(ts, path, "rb", -1, PyNone.NONE, PyNone.NONE, PyNone.NONE, true, PyNone.NONE);
  }

  @PyFunction(sig = "(encoding, stacklevel=2, /)", name = "text_encoding", doc = "A helper function to choose the text encoding.")
  Object textEncoding(ThreadState ts, Object encoding, long stackLevel) {
    if (encoding != PyNone.NONE) {
      return encoding;
    }
    if (ts.interpreter().config().flag("warn_default_encoding") != 0) {
      Warnings.warn(ts, PyExc.EncodingWarning, "'encoding' argument not specified", stackLevel);
    }
    return LocaleEncoding.utf8Mode(ts) ? "utf-8" : "locale";
  }

  /// `sys.stdin`, `sys.stdout` or `sys.stderr` for descriptor 0, 1 or 2; None where it is closed (`create_stdio`).
  ///
  /// @param unbuffered whether the option `-u` was given
  public static Object standardStream(ThreadState ts, int fd, boolean unbuffered) {
    OwnStreams own = ts.interpreter().ownStreams();
    if (own.has(fd)) {
      return ownStream(ts, fd, own);
    }
    if (!org.atoll.runtime.host.StandardStreams.isOpen(fd)) {
      return PyNone.NONE;
    }
    String wanted = ts.interpreter().config().flag("ignore_environment") != 0 ? null : System.getenv("PYTHONIOENCODING");
    int colon = wanted == null ? -1 : wanted.indexOf(':');
    String encoding = wanted == null || colon == 0 || wanted.isEmpty() ? "utf-8" : colon < 0 ? wanted : wanted.substring(0, colon);
    String errors = colon >= 0 && colon + 1 < wanted.length() ? wanted.substring(colon + 1)
        : wanted == null || wanted.isEmpty() ? LocaleEncoding.streamErrors(ts) : "strict";
    if (!encoding.equals("utf-8")) {
      encoding = PyUnicode.toJava(PyObjects.getAttr(ts, PyCodecs.lookup(ts, encoding), "name"));
    }
    return standardStream(ts, fd, unbuffered, encoding, fd == 2 ? "backslashreplace" : errors);
  }

  /// One of the embedding program's; what is printed reaches it at once, since nobody knows when a program is through with an
  /// interpreter.
  private static Object ownStream(ThreadState ts, int fd, OwnStreams own) {
    PyOwnStream raw = fd == 0 ? new PyOwnStream(own.in(), null) : new PyOwnStream(null, fd == 1 ? own.out() : own.err());
    raw.setOwn("name", streamName(fd));
    PyObject buffer = fd == 0 ? PyBufferedReader.over(ts, raw, IoSupport.DEFAULT_BUFFER_SIZE) : raw;
    PyTextIOWrapper text = PyTextIOWrapper.over(ts, buffer, "utf-8", fd == 2 ? "backslashreplace" : "strict", "\n", fd != 0, fd != 0);
    text.setOwn("mode", fd == 0 ? "r" : "w");
    return text;
  }

  private static String streamName(int fd) {
    return fd == 0 ? "<stdin>" : fd == 1 ? "<stdout>" : "<stderr>";
  }

  private static Object standardStream(ThreadState ts, int fd, boolean unbuffered, String encoding, String errors) {
    boolean writing = fd != 0;
    PyFileIO raw = PyFileIO.open(ts, (long) fd, writing ? "wb" : "rb", false, null);
    raw.setOwn("name", streamName(fd));
    // Who may not write to it is to hear so at once, rather than when a buffer is full.
    boolean through = writing && (unbuffered || !ts.access().permissions().streams().contains(fd));
    PyObject buffer = through ? raw
        : writing ? PyBufferedWriter.over(ts, raw, IoSupport.DEFAULT_BUFFER_SIZE) : PyBufferedReader.over(ts, raw, IoSupport.DEFAULT_BUFFER_SIZE);
    boolean lines = !through && (fd == 2 || Posix.isatty(fd));
    PyTextIOWrapper text = PyTextIOWrapper.over(ts, buffer, encoding, errors, "\n", lines, through);
    text.setOwn("mode", writing ? "w" : "r");
    return text;
  }
}
