package org.atoll.runtime.modules.ast;

import java.util.List;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.importlib.SyntaxErrors;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.syntax.PythonSyntaxException;
import org.atoll.syntax.SourceTokens;

/// Gives the tokens of what a `readline` function delivers. The source is read to its end before the first token. Guarded
/// by the GIL.
@PyTypeDef(name = "TokenizerIter", module = "_tokenize")
public final class PyTokenizerIter extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyTokenizerIterBinder());

  private final Object readline;
  private final String encoding;
  private final boolean extra;
  private List<SourceTokens.Token> tokens;
  private PythonSyntaxException error;
  private int next;

  private PyTokenizerIter(Object readline, String encoding, boolean extra) {
    super(TYPE);
    this.readline = readline;
    this.encoding = encoding;
    this.extra = extra;
  }

  @PyNew(sig = "(readline, /, *, encoding=None, extra_tokens=False)")
  static Object create(PyType cls, Object readline, String encoding, boolean extra_tokens) {
    return new PyTokenizerIter(readline, encoding, extra_tokens);
  }

  @PyMethod
  Object __iter__() {
    return this;
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    if (tokens == null) {
      SourceTokens.Result result = SourceTokens.of(readAll(ts), "<string>", extra);
      tokens = result.tokens();
      error = result.error();
    }
    if (error != null && next >= tokens.size() - 1) {
      PythonSyntaxException e = error;
      error = null;
      next = tokens.size();
      throw SyntaxErrors.of(e);
    }
    if (next >= tokens.size()) {
      return null;
    }
    SourceTokens.Token t = tokens.get(next++);
    return PyTuple.of((long) t.type(), PyUnicode.fromUtf16(t.string()), PyTuple.of((long) t.line(), (long) t.column()),
        PyTuple.of((long) t.endLine(), (long) t.endColumn()), PyUnicode.fromUtf16(t.text()));
  }

  private String readAll(ThreadState ts) {
    StringBuilder b = new StringBuilder();
    while (true) {
      Object line;
      try {
        line = Call.call0(ts, readline);
      } catch (PyException e) {
        if (PyErr.matches(e, PyExc.StopIteration)) {
          return b.toString();
        }
        throw e;
      }
      if (encoding != null) {
        if (!(line instanceof PyBytes)) {
          throw PyErr.typeError("readline() returned a non-bytes object");
        }
        line = PyObjects.callMethod(ts, line, "decode", encoding, "replace");
      } else if (!PyUnicode.check(line)) {
        throw PyErr.typeError("readline() returned a non-string object");
      }
      if (PyUnicode.length(line) == 0) {
        return b.toString();
      }
      b.append(PyUnicode.toUtf16(line));
    }
  }
}
