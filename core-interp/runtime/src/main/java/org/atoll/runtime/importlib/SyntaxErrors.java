package org.atoll.runtime.importlib;

import java.nio.charset.StandardCharsets;
import org.atoll.compiler.CompileError;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.syntax.PythonSyntaxException;
import org.atoll.syntax.ast.Position;

/// SyntaxError and its kin, made of what the parser and the compiler throw.
public final class SyntaxErrors {
  private SyntaxErrors() {}

  /// The exception for what the parser refuses.
  public static PyException of(PythonSyntaxException e) {
    PyType type = switch (e.kind()) {
      case SyntaxError -> PyExc.SyntaxError;
      case IndentationError -> PyExc.IndentationError;
      case TabError -> PyExc.TabError;
      case MemoryError -> PyExc.MemoryError;
      case UnicodeEncodeError -> PyExc.UnicodeEncodeError;
    };
    if (type == PyExc.MemoryError) {
      return PyErr.memoryError("%s", e.msg());
    }
    if (type == PyExc.UnicodeEncodeError) {
      return PyErr.valueError("%s", e.msg());
    }
    if (e.lineno() == 0) {
      return PyErr.format(type, "%s", e.msg());
    }
    return PyErr.syntaxError(type, e.msg(), PyUnicode.fromUtf16(e.filename()), e.lineno(), e.offset(), e.text(), e.endLineno(), e.endOffset());
  }

  static PyException of(CompileError e, Object source, String filename) {
    switch (e.kind()) {
      case SYSTEM_ERROR:
        return PyErr.systemError("%s", e.getMessage());
      case RECURSION_ERROR:
        return PyErr.recursionError("%s", e.getMessage());
      default:
    }
    Position p = e.position();
    if (p == null) {
      return PyErr.format(PyExc.SyntaxError, "%s", e.getMessage());
    }
    String text = line(source, p.lineno());
    String endText = p.endLineno() == p.lineno() ? text : line(source, p.endLineno());
    return PyErr.syntaxError(PyExc.SyntaxError, e.getMessage(), PyUnicode.fromUtf16(filename), p.lineno(), characters(text, p.colOffset()) + 1, text,
        p.endLineno(), characters(endText, p.endColOffset()) + 1);
  }

  private static String line(Object source, int line) {
    String text = PyUnicode.check(source) ? PyUnicode.toJava(source) : source instanceof PyBytes b ? new String(b.bytes, StandardCharsets.UTF_8) : null;
    if (text == null) {
      return null;
    }
    int at = 0;
    for (int n = 1; n < line; n++) {
      at = text.indexOf(10, at) + 1;
      if (at == 0) {
        return null;
      }
    }
    int end = text.indexOf(10, at);
    return end < 0 ? text.substring(at) : text.substring(at, end + 1);
  }

  private static int characters(String text, int utf8Bytes) {
    if (text == null) {
      return utf8Bytes;
    }
    int bytes = 0;
    int count = 0;
    for (int i = 0; i < text.length() && bytes < utf8Bytes; count++) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return count;
  }
}
