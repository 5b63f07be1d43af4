package org.atoll.runtime.modules.csv;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyUnicode;

/// `_csv.reader`: makes records of lines. Guarded by the GIL.
@PyTypeDef(name = "reader", module = "_csv", instantiable = false, doc = "An iterator over the records of CSV lines.")
public final class PyReader extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyReaderBinder());

  /// What a line ends with, as a character that does not exist.
  private static final int END = -2;

  private enum State {
    START_RECORD, START_FIELD, ESCAPED, IN_FIELD, IN_QUOTED, ESCAPED_IN_QUOTED, QUOTE_IN_QUOTED, EAT_NEWLINE, AFTER_ESCAPED_NEWLINE
  }

  private final CsvModule module;
  private final Object lines;
  private final PyDialect dialect;
  private final StringBuilder field = new StringBuilder();
  private PyList record;
  private State state;
  private boolean quoted;
  private long lineNumber;

  PyReader(CsvModule module, Object lines, PyDialect dialect) {
    super(TYPE);
    this.module = module;
    this.lines = lines;
    this.dialect = dialect;
  }

  @PyGetter(doc = "The dialect that is read.")
  Object dialect() {
    return dialect;
  }

  @PyGetter(doc = "The number of lines read.")
  Object line_num() {
    return lineNumber;
  }

  @Override
  public Object next(ThreadState ts) {
    record = new PyList();
    field.setLength(0);
    quoted = false;
    state = State.START_RECORD;
    do {
      Object line = PyObjects.next(ts, lines);
      if (line == null) {
        if (field.isEmpty() && state != State.IN_QUOTED) {
          return null;
        }
        if (dialect.strict) {
          throw CsvModule.error("unexpected end of data");
        }
        save(ts);
        break;
      }
      if (!PyUnicode.check(line)) {
        throw CsvModule.error("iterator should return strings, not %s (the file should be opened in text mode)",
            PyObject.typeOf(line).name());
      }
      lineNumber++;
      readLine(ts, PyUnicode.toUtf16(line));
    } while (state != State.START_RECORD);
    PyList done = record;
    record = null;
    return done;
  }

  private void readLine(ThreadState ts, String line) {
    int length = line.length();
    int i = 0;
    while (i < length) {
      if (state == State.IN_FIELD || state == State.IN_QUOTED) {
        int end = plainEnd(line, i, state == State.IN_QUOTED);
        if (end > i) {
          checkRoom(end - i);
          field.append(line, i, end);
          i = end;
          continue;
        }
      }
      int c = line.codePointAt(i);
      i += Character.charCount(c);
      accept(ts, c);
    }
    accept(ts, END);
  }

  /// The first index from `i` on of a character that may mean something.
  private int plainEnd(String line, int i, boolean inQuotes) {
    int delimiter = inQuotes ? dialect.quoteChar : dialect.delimiterChar;
    int escape = dialect.escapeChar;
    int length = line.length();
    while (i < length) {
      char c = line.charAt(i);
      if (c == delimiter || c == escape || !inQuotes && (c == '\n' || c == '\r') || Character.isSurrogate(c)) {
        break;
      }
      i++;
    }
    return i;
  }

  private void checkRoom(int count) {
    if (field.length() + count > module.fieldLimit()) {
      throw CsvModule.error("field larger than field limit (%s)", module.fieldLimit());
    }
  }

  private void add(int c) {
    checkRoom(1);
    field.appendCodePoint(c);
  }

  private static boolean isNewline(int c) {
    return c == '\n' || c == '\r';
  }

  private boolean isQuote(int c) {
    return c == dialect.quoteChar && dialect.quotingMode != PyDialect.QUOTE_NONE;
  }

  private void endField(ThreadState ts, int c) {
    save(ts);
    state = c == END ? State.START_RECORD : State.EAT_NEWLINE;
  }

  private void accept(ThreadState ts, int c) {
    switch (state) {
      case START_RECORD -> {
        if (isNewline(c)) {
          state = State.EAT_NEWLINE;
        } else if (c != END) {
          startField(ts, c);
        }
      }
      case START_FIELD -> startField(ts, c);
      case ESCAPED -> {
        add(c == END ? '\n' : c);
        state = isNewline(c) ? State.AFTER_ESCAPED_NEWLINE : State.IN_FIELD;
      }
      case AFTER_ESCAPED_NEWLINE -> {
        if (c != END) {
          inField(ts, c);
        }
      }
      case IN_FIELD -> inField(ts, c);
      case IN_QUOTED -> {
        if (c == dialect.escapeChar) {
          state = State.ESCAPED_IN_QUOTED;
        } else if (isQuote(c)) {
          state = dialect.doublequote ? State.QUOTE_IN_QUOTED : State.IN_FIELD;
        } else if (c != END) {
          add(c);
        }
      }
      case ESCAPED_IN_QUOTED -> {
        add(c == END ? '\n' : c);
        state = State.IN_QUOTED;
      }
      case QUOTE_IN_QUOTED -> afterQuote(ts, c);
      case EAT_NEWLINE -> {
        if (c == END) {
          state = State.START_RECORD;
        } else if (!isNewline(c)) {
          throw CsvModule.error("new-line character seen in unquoted field - do you need to open the file with newline=''?");
        }
      }
    }
  }

  private void startField(ThreadState ts, int c) {
    quoted = false;
    if (isNewline(c) || c == END) {
      endField(ts, c);
    } else if (isQuote(c)) {
      quoted = true;
      state = State.IN_QUOTED;
    } else if (c == dialect.escapeChar) {
      state = State.ESCAPED;
    } else if (c == ' ' && dialect.skipinitialspace) {
      state = State.START_FIELD;
    } else if (c == dialect.delimiterChar) {
      save(ts);
      state = State.START_FIELD;
    } else {
      add(c);
      state = State.IN_FIELD;
    }
  }

  private void inField(ThreadState ts, int c) {
    if (isNewline(c) || c == END) {
      endField(ts, c);
    } else if (c == dialect.escapeChar) {
      state = State.ESCAPED;
    } else if (c == dialect.delimiterChar) {
      save(ts);
      state = State.START_FIELD;
    } else {
      add(c);
      state = State.IN_FIELD;
    }
  }

  private void afterQuote(ThreadState ts, int c) {
    if (isQuote(c)) {
      add(c);
      state = State.IN_QUOTED;
    } else if (c == dialect.delimiterChar) {
      save(ts);
      state = State.START_FIELD;
    } else if (isNewline(c) || c == END) {
      endField(ts, c);
    } else if (!dialect.strict) {
      add(c);
      state = State.IN_FIELD;
    } else {
      throw CsvModule.error("'%s' expected after '%s'", Character.toString(dialect.delimiterChar),
          Character.toString(dialect.quoteChar));
    }
  }

  private void save(ThreadState ts) {
    int mode = dialect.quotingMode;
    Object value = field.isEmpty() ? "" : PyUnicode.fromUtf16(field.toString());
    if (!quoted && field.isEmpty() && (mode == PyDialect.QUOTE_NOTNULL || mode == PyDialect.QUOTE_STRINGS)) {
      value = PyNone.NONE;
    } else if (!quoted && !field.isEmpty() && (mode == PyDialect.QUOTE_NONNUMERIC || mode == PyDialect.QUOTE_STRINGS)) {
      value = Call.call1(ts, PyFloat.TYPE, value);
    }
    record.append(value);
    field.setLength(0);
    quoted = false;
  }
}
