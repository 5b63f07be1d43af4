package org.atoll.runtime.modules.io;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// A text stream in memory (`Modules/_io/stringio.c`). Guarded by the GIL.
@PyTypeDef(name = "StringIO", module = "_io", base = PyTextIOBase.class, doc = "Text I/O implementation using an in-memory buffer.")
public class PyStringIO extends PyTextIOBase {
  public static final PyType TYPE = PyType.builtin(new PyStringIOBinder());

  private TextBuffer text;
  private long pos;
  private boolean closed;
  private boolean universal;
  private boolean translate;
  private String newline;
  private String writeNewline;
  private Newlines decoder;

  PyStringIO(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyStringIO(cls);
  }

  @PyMethod(sig = "(initial_value='', newline='\\n')")
  void __init__(ThreadState ts, Object initial, Object newline) {
    if (newline != PyNone.NONE && !PyUnicode.check(newline)) {
      throw PyErr.typeError("StringIO() argument 'newline' must be str or None, not %s", PyObject.typeOf(newline).name());
    }
    if (initial != PyNone.NONE && !PyUnicode.check(initial)) {
      throw PyErr.typeError("initial_value must be str or None, not %s", PyObject.typeOf(initial).name());
    }
    setNewline(newline == PyNone.NONE ? null : PyUnicode.toJava(newline));
    text = new TextBuffer();
    pos = 0;
    closed = false;
    if (initial != PyNone.NONE) {
      put(initial);
      pos = 0;
    }
  }

  private void setNewline(String n) {
    if (n != null && !n.isEmpty() && !n.equals("\n") && !n.equals("\r") && !n.equals("\r\n")) {
      throw PyErr.valueError("illegal newline value: %s", "'" + n + "'");
    }
    newline = n;
    universal = n == null || n.isEmpty();
    translate = n == null;
    writeNewline = "\r".equals(n) || "\r\n".equals(n) ? n : null;
    decoder = universal ? new Newlines(translate) : null;
  }

  private void checkOpen() {
    if (text == null) {
      throw IoErrors.uninitialized();
    }
    if (closed) {
      throw IoErrors.closed();
    }
  }

  @Override
  boolean isClosed(ThreadState ts) {
    return type == TYPE ? closed : super.isClosed(ts);
  }

  private void put(Object s) {
    Object t = PyUnicode.value(s);
    if (decoder != null) {
      t = decoder.feed(t, true);
    }
    if (writeNewline != null) {
      t = TextPiece.replaceLineFeeds(t, writeNewline);
    }
    int n = PyUnicode.length(t);
    if (pos + n > Integer.MAX_VALUE - 16) {
      throw PyErr.overflowError("new position too large");
    }
    if (n > 0) {
      text.write((int) pos, t);
      pos += n;
    }
  }

  @PyMethod(sig = "(s, /)")
  long write(ThreadState ts, Object s) {
    if (!PyUnicode.check(s)) {
      throw PyErr.typeError("string argument expected, got '%s'", PyObject.typeOf(s).name());
    }
    checkOpen();
    int n = PyUnicode.length(s);
    if (n > 0) {
      put(s);
    }
    return n;
  }

  @PyMethod(sig = "()")
  Object getvalue() {
    checkOpen();
    return text.slice(0, text.length());
  }

  @PyMethod(sig = "(size=-1, /)")
  Object read(ThreadState ts, Object size) {
    checkOpen();
    long n = IoSupport.optionalSize(ts, size);
    int left = (int) Math.max(text.length() - pos, 0);
    int take = n < 0 || n > left ? left : (int) n;
    if (take == 0) {
      return "";
    }
    pos += take;
    return text.slice((int) pos - take, (int) pos);
  }

  private Object line(long limit) {
    int length = text.length();
    if (pos >= length || limit == 0) {
      return "";
    }
    int from = (int) pos;
    int end = text.lineEnd(from, translate, universal, newline == null || newline.isEmpty() ? "\n" : newline);
    if (limit >= 0 && end - from > limit) {
      end = from + (int) limit;
    }
    pos = end;
    return text.slice(from, end);
  }

  @PyMethod(sig = "(size=-1, /)")
  Object readline(ThreadState ts, Object size) {
    checkOpen();
    return line(IoSupport.optionalSize(ts, size));
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    Object line;
    if (type == TYPE) {
      checkOpen();
      line = line(-1);
    } else {
      line = PyObjects.callMethod(ts, this, "readline");
      if (!PyUnicode.check(line)) {
        throw PyErr.osError("readline() should have returned a str object, not '%s'", PyObject.typeOf(line).name());
      }
    }
    return PyUnicode.length(line) == 0 ? null : line;
  }

  @PyMethod(sig = "()")
  long tell() {
    checkOpen();
    return pos;
  }

  @PyMethod(sig = "(pos=None, /)")
  long truncate(ThreadState ts, Object size) {
    checkOpen();
    long n = size == PyNone.NONE ? pos : PyNumber.asIndex(ts, size, PyExc.OverflowError);
    if (n < 0) {
      throw PyErr.valueError("Negative size value %d", n);
    }
    if (n < text.length()) {
      text.truncate((int) n);
    }
    return n;
  }

  @PyMethod(sig = "(pos, whence=0, /)")
  long seek(ThreadState ts, Object to, int whence) {
    checkOpen();
    long n = PyNumber.asIndex(ts, to, PyExc.OverflowError);
    if (whence < 0 || whence > 2) {
      throw PyErr.valueError("Invalid whence (%d, should be 0, 1 or 2)", whence);
    }
    if (whence == 0 && n < 0) {
      throw PyErr.valueError("Negative seek position %d", n);
    }
    if (whence != 0 && n != 0) {
      throw PyErr.osError("Can't do nonzero cur-relative seeks");
    }
    pos = whence == 0 ? n : whence == 1 ? pos : text.length();
    return pos;
  }

  @PyMethod(sig = "()")
  void close() {
    closed = true;
    if (text != null) {
      text = new TextBuffer();
    }
  }

  @PyGetter(name = "closed")
  boolean closedAttribute() {
    if (text == null) {
      throw IoErrors.uninitialized();
    }
    return closed;
  }

  @PyGetter(name = "line_buffering")
  boolean lineBuffering() {
    checkOpen();
    return false;
  }

  @PyGetter(name = "newlines")
  Object newlinesAttribute() {
    checkOpen();
    return decoder == null ? PyNone.NONE : decoder.seen();
  }

  @PyMethod(sig = "()")
  boolean readable() {
    checkOpen();
    return true;
  }

  @PyMethod(sig = "()")
  boolean writable() {
    checkOpen();
    return true;
  }

  @PyMethod(sig = "()")
  boolean seekable() {
    checkOpen();
    return true;
  }

  @PyMethod(sig = "()")
  Object __getstate__(ThreadState ts) {
    checkOpen();
    Object attributes = hasOwnAttributes() ? dict().copy() : PyNone.NONE;
    return PyTuple.of(getvalue(), newline == null ? PyNone.NONE : newline, pos, attributes);
  }

  @PyMethod(sig = "(state, /)")
  void __setstate__(ThreadState ts, Object state) {
    if (closed) {
      throw IoErrors.closed();
    }
    if (!(state instanceof PyTuple t) || t.items.length < 4) {
      throw PyErr.typeError("%s.__setstate__ argument should be 4-tuple, got %s", type.name(), PyObject.typeOf(state).name());
    }
    __init__(ts, "", t.items[1]);
    if (t.items[0] != PyNone.NONE) {
      if (!PyUnicode.check(t.items[0])) {
        throw PyErr.typeError("initial_value must be str or None, not %s", PyObject.typeOf(t.items[0]).name());
      }
      text.write(0, PyUnicode.value(t.items[0]));
    }
    if (!PyLong.check(t.items[2])) {
      throw PyErr.typeError("third item of state must be an integer, got %s", PyObject.typeOf(t.items[2]).name());
    }
    long at = PyNumber.asIndex(ts, t.items[2], PyExc.OverflowError);
    if (at < 0) {
      throw PyErr.valueError("position value cannot be negative");
    }
    pos = at;
    if (t.items[3] instanceof PyDict d) {
      dict().update(ts, d);
    } else if (t.items[3] != PyNone.NONE) {
      throw PyErr.typeError("fourth item of state should be a dict, got a %s", PyObject.typeOf(t.items[3]).name());
    }
  }
}
