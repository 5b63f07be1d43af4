package org.atoll.runtime.modules.csv;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyUnicode;

/// `_csv.writer`: makes lines of records. Guarded by the GIL.
@PyTypeDef(name = "writer", module = "_csv", instantiable = false, doc = "Writes records as lines of CSV.")
public final class PyWriter extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyWriterBinder());

  private final Object write;
  private final PyDialect dialect;

  PyWriter(Object write, PyDialect dialect) {
    super(TYPE);
    this.write = write;
    this.dialect = dialect;
  }

  @PyGetter(doc = "The dialect that is written.")
  Object dialect() {
    return dialect;
  }

  @PyMethod(sig = "(row, /)", doc = "Writes one record; returns what the file's write() returns.")
  Object writerow(ThreadState ts, Object row) {
    Object fields;
    try {
      fields = PyObjects.iter(ts, row);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.TypeError)) {
        throw CsvModule.error("iterable expected, not %s", PyObject.typeOf(row).name());
      }
      throw e;
    }
    StringBuilder line = new StringBuilder();
    int count = 0;
    boolean lastIsNull = false;
    for (Object f = PyObjects.next(ts, fields); f != null; f = PyObjects.next(ts, fields)) {
      lastIsNull = f == PyNone.NONE;
      String text = lastIsNull ? "" : PyUnicode.toUtf16(PyUnicode.check(f) ? f : PyObjects.str(ts, f));
      if (count++ > 0) {
        line.appendCodePoint(dialect.delimiterChar);
      }
      append(line, text, mustQuote(f), lastIsNull);
    }
    if (count > 0 && line.isEmpty()) {
      if (dialect.quotingMode == PyDialect.QUOTE_NONE || lastIsNull && nullsBare()) {
        throw CsvModule.error("single empty field record must be quoted");
      }
      append(line, "", true, lastIsNull);
    }
    line.append(dialect.terminatorText);
    return Call.call1(ts, write, PyUnicode.fromUtf16(line.toString()));
  }

  private boolean nullsBare() {
    return dialect.quotingMode == PyDialect.QUOTE_STRINGS || dialect.quotingMode == PyDialect.QUOTE_NOTNULL;
  }

  private boolean mustQuote(Object value) {
    return switch (dialect.quotingMode) {
      case PyDialect.QUOTE_ALL -> true;
      case PyDialect.QUOTE_NONNUMERIC -> {
        PyType type = PyObject.typeOf(value);
        yield type.slot(Slot.INDEX) == null && type.slot(Slot.INT) == null && type.slot(Slot.FLOAT) == null;
      }
      case PyDialect.QUOTE_STRINGS -> PyUnicode.check(value);
      case PyDialect.QUOTE_NOTNULL -> value != PyNone.NONE;
      default -> false;
    };
  }

  private void append(StringBuilder line, String text, boolean quoted, boolean isNull) {
    int start = line.length();
    int mode = dialect.quotingMode;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == dialect.delimiterChar || c == dialect.escapeChar || c == dialect.quoteChar || c == '\n' || c == '\r'
          || dialect.terminatorText.indexOf(c) >= 0) {
        boolean escape = mode == PyDialect.QUOTE_NONE || c == dialect.escapeChar
            || c == dialect.quoteChar && !dialect.doublequote;
        if (escape) {
          if (dialect.escapeChar == PyDialect.NOT_SET) {
            throw CsvModule.error("need to escape, but no escapechar set");
          }
          line.appendCodePoint(dialect.escapeChar);
        } else {
          if (c == dialect.quoteChar) {
            line.appendCodePoint(c);
          }
          quoted = true;
        }
      }
      line.appendCodePoint(c);
    }
    if (text.isEmpty() && dialect.delimiterChar == ' ' && dialect.skipinitialspace) {
      if (mode == PyDialect.QUOTE_NONE || isNull && nullsBare()) {
        throw CsvModule.error("empty field must be quoted if delimiter is a space and skipinitialspace is true");
      }
      quoted = true;
    }
    if (quoted) {
      line.insert(start, Character.toString(dialect.quoteChar)).appendCodePoint(dialect.quoteChar);
    }
  }

  @PyMethod(sig = "(rows, /)", doc = "Writes several records.")
  void writerows(ThreadState ts, Object rows) {
    Object it = PyObjects.iter(ts, rows);
    for (Object row = PyObjects.next(ts, it); row != null; row = PyObjects.next(ts, it)) {
      writerow(ts, row);
    }
  }
}
