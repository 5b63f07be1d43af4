package org.atoll.runtime.modules.io;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// The base of text streams (`Modules/_io/textio.c`). Guarded by the GIL.
@PyTypeDef(name = "_TextIOBase", module = "_io", base = PyIOBase.class, doc = "Base class for text I/O.")
public class PyTextIOBase extends PyIOBase {
  public static final PyType TYPE = PyType.builtin(new PyTextIOBaseBinder());

  protected PyTextIOBase(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyTextIOBase(cls);
  }

  @PyMethod(sig = "()", name = "detach", doc = "Separate the underlying buffer from the TextIOBase and return it.")
  Object baseDetach(ThreadState ts) {
    throw IoErrors.unsupported("detach");
  }

  @PyMethod(sig = "(size=-1, /)", name = "read", doc = "Read at most size characters from stream.")
  Object baseRead(ThreadState ts, Object size) {
    throw IoErrors.unsupported("read");
  }

  @PyMethod(sig = "(size=-1, /)", name = "readline", doc = "Read until newline or EOF.")
  Object baseReadline(ThreadState ts, Object size) {
    throw IoErrors.unsupported("readline");
  }

  @PyMethod(sig = "(s, /)", name = "write", doc = "Write string s to stream.")
  Object baseWrite(ThreadState ts, Object s) {
    throw IoErrors.unsupported("write");
  }

  @PyGetter(name = "encoding", doc = "Encoding of the text stream.")
  Object baseEncoding() {
    return PyNone.NONE;
  }

  @PyGetter(name = "newlines", doc = "Line endings translated so far.")
  Object baseNewlines(ThreadState ts) {
    return PyNone.NONE;
  }

  @PyGetter(name = "errors", doc = "The error setting of the decoder or encoder.")
  Object baseErrors() {
    return PyNone.NONE;
  }
}
