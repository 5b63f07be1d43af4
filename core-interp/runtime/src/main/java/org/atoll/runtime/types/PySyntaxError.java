package org.atoll.runtime.types;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `SyntaxError`, with its place in the source; lines and offsets count from 1. Guarded by the GIL.
@PyTypeDef(name = "SyntaxError", doc = "Invalid syntax.", hasDict = true)
public final class PySyntaxError extends PyBaseException {
  public static final PyType TYPE = PyType.builtin(new PySyntaxErrorBinder() {
    @Override
    public PyType base() {
      return PyExc.Exception;
    }
  });

  @PyMember(readonly = false, doc = "exception msg")
  public Object msg;
  @PyMember(readonly = false, doc = "exception filename")
  public Object filename;
  @PyMember(readonly = false, doc = "exception lineno")
  public Object lineno;
  @PyMember(readonly = false, doc = "exception offset")
  public Object offset;
  @PyMember(readonly = false, doc = "exception text")
  public Object text;
  @PyMember(name = "end_lineno", readonly = false, doc = "exception end lineno")
  public Object endLineno;
  @PyMember(name = "end_offset", readonly = false, doc = "exception end offset")
  public Object endOffset;
  @PyMember(name = "print_file_and_line", readonly = false, doc = "exception print_file_and_line")
  public Object printFileAndLine;
  @PyMember(name = "_metadata", readonly = false, doc = "exception private metadata")
  public Object metadata;

  public PySyntaxError(PyType type, PyTuple args) {
    super(type, args);
  }

  /// A SyntaxError as the parser raises it.
  static PySyntaxError of(PyType type, Object msg, Object filename, int line, int offset, Object text, int endLine, int endOffset) {
    Object file = filename == null ? PyNone.NONE : filename;
    PyTuple details = PyTuple.of(file, (long) line, (long) offset, text, (long) endLine, (long) endOffset);
    PySyntaxError e = new PySyntaxError(type, PyTuple.of(msg, details));
    e.msg = msg;
    e.setDetails(details.items);
    return e;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PySyntaxError(cls, args);
  }

  @PyMethod(name = "__init__", sig = "(*args, **kwargs)")
  void init(ThreadState ts, PyTuple args, PyDict kwargs) {
    noKeywords(kwargs);
    this.args = args;
    if (args.items.length >= 1) {
      msg = args.items[0];
    }
    if (args.items.length == 2) {
      setDetails(Sequences.toArray(ts, args.items[1]));
    }
  }

  private void setDetails(Object[] d) {
    if (d.length < 4 || d.length > 7) {
      throw PyErr.typeError("function takes at %s arguments (%d given)", d.length < 4 ? "least 4" : "most 7", d.length);
    }
    filename = d[0];
    lineno = d[1];
    offset = d[2];
    text = d[3];
    endLineno = d.length > 4 ? d[4] : null;
    endOffset = d.length > 5 ? d[5] : null;
    metadata = d.length > 6 ? d[6] : null;
    if (endLineno != null && endOffset == null) {
      throw PyErr.typeError("end_offset must be provided when end_lineno is provided");
    }
  }

  @PyMethod(name = "__str__")
  Object syntaxErrorStr(ThreadState ts) {
    Object message = PyObjects.str(ts, msg == null ? PyNone.NONE : msg);
    boolean haveFile = filename != null && PyUnicode.check(filename);
    boolean haveLine = lineno != null && PyLong.checkExact(lineno);
    if (!haveFile && !haveLine) {
      return message;
    }
    String file = "";
    if (haveFile) {
      String path = PyUnicode.toJava(filename);
      file = path.substring(path.lastIndexOf('/') + 1);
    }
    String line = haveLine ? "line " + lineno : "";
    return PyUnicode.concat(message, Convert.ofJavaString(" (" + file + (haveFile && haveLine ? ", " : "") + line + ")"));
  }
}
