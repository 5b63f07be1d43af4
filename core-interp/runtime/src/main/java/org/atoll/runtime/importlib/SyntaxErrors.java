package org.atoll.runtime.importlib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.atoll.compiler.CompileError;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.syntax.PythonParser;
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
    if (e.lineno() == 0 || e.lineno() == PythonSyntaxException.NONE) {
      return PyErr.format(type, "%s", e.msg());
    }
    return PyErr.syntaxError(type, e.msg(), PyUnicode.fromUtf16(e.filename()), e.lineno(), e.offset(), e.text(), e.endLineno(), e.endOffset());
  }

  /// The exception for what the compiler refuses; its text comes from the file, its offsets count bytes.
  static PyException of(CompileError e, String filename) {
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
    return PyErr.syntaxError(PyExc.SyntaxError, e.getMessage(), PyUnicode.fromUtf16(filename), p.lineno(), p.colOffset() + 1,
        line(filename, p.lineno()), p.endLineno(), p.endColOffset() + 1);
  }

  private static String line(String filename, int line) {
    try {
      Path file = Path.of(filename);
      if (Access.isLimited()) {
        return null;
      }
      return Files.isRegularFile(file) ? PythonParser.line(Files.readAllBytes(file), line) : null;
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }
}
