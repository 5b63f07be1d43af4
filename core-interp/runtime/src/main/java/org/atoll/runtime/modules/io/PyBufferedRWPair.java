package org.atoll.runtime.modules.io;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// A reader and a writer that look like one stream (sockets, pipes). Guarded by the GIL.
@PyTypeDef(name = "BufferedRWPair", module = "_io", base = PyBufferedIOBase.class, doc = "A buffered reader and writer object together.")
public class PyBufferedRWPair extends PyBufferedIOBase {
  public static final PyType TYPE = PyType.builtin(new PyBufferedRWPairBinder());

  private PyObject reader;
  private PyObject writer;

  PyBufferedRWPair(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyBufferedRWPair(cls);
  }

  @PyMethod(sig = "(reader, writer, buffer_size=131072, /)")
  void __init__(ThreadState ts, Object reader, Object writer, long bufferSize) {
    check(ts, reader, "readable", "File or stream is not readable.");
    check(ts, writer, "writable", "File or stream is not writable.");
    this.reader = PyBufferedReader.over(ts, reader, bufferSize);
    this.writer = PyBufferedWriter.over(ts, writer, bufferSize);
  }

  private Object ask(ThreadState ts, PyObject stream, String method, Object... args) {
    if (stream == null) {
      throw IoErrors.uninitialized();
    }
    return PyObjects.callMethod(ts, stream, method, args);
  }

  @PyMethod(sig = "(size=-1, /)")
  Object read(ThreadState ts, Object size) {
    return ask(ts, reader, "read", size);
  }

  @PyMethod(sig = "(size=-1, /)")
  Object read1(ThreadState ts, Object size) {
    return ask(ts, reader, "read1", size);
  }

  @PyMethod(sig = "(size=0, /)")
  Object peek(ThreadState ts, Object size) {
    return ask(ts, reader, "peek", size);
  }

  @PyMethod(sig = "(buffer, /)")
  Object readinto(ThreadState ts, Object buffer) {
    return ask(ts, reader, "readinto", buffer);
  }

  @PyMethod(sig = "(buffer, /)")
  Object readinto1(ThreadState ts, Object buffer) {
    return ask(ts, reader, "readinto1", buffer);
  }

  @PyMethod(sig = "(buffer, /)")
  Object write(ThreadState ts, Object buffer) {
    return ask(ts, writer, "write", buffer);
  }

  @PyMethod(sig = "()")
  Object flush(ThreadState ts) {
    return ask(ts, writer, "flush");
  }

  @PyMethod(sig = "()")
  Object readable(ThreadState ts) {
    return ask(ts, reader, "readable");
  }

  @PyMethod(sig = "()")
  Object writable(ThreadState ts) {
    return ask(ts, writer, "writable");
  }

  @PyMethod(sig = "()")
  Object close(ThreadState ts) {
    PyException failed = null;
    try {
      ask(ts, writer, "close");
    } catch (PyException e) {
      failed = e;
    }
    try {
      Object r = ask(ts, reader, "close");
      if (failed == null) {
        return r;
      }
    } catch (PyException e) {
      if (failed != null && e.value.context == null) {
        e.value.context = failed.value;
      }
      throw e;
    }
    throw failed;
  }

  @PyMethod(sig = "()")
  Object isatty(ThreadState ts) {
    Object w = ask(ts, writer, "isatty");
    return w != Boolean.FALSE ? w : ask(ts, reader, "isatty");
  }

  @PyGetter(name = "closed")
  Object closedAttribute(ThreadState ts) {
    if (writer == null) {
      throw org.atoll.runtime.types.PyErr.runtimeError("the BufferedRWPair object is being garbage-collected");
    }
    return PyObjects.getAttr(ts, writer, "closed");
  }
}
