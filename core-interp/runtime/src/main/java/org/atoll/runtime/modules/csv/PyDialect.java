package org.atoll.runtime.modules.csv;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// `_csv.Dialect`: how a kind of CSV is written. Immutable.
@PyTypeDef(name = "Dialect", module = "_csv", doc = "How records are written as text.")
public final class PyDialect extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyDialectBinder());

  static final int QUOTE_MINIMAL = 0;
  static final int QUOTE_ALL = 1;
  static final int QUOTE_NONNUMERIC = 2;
  static final int QUOTE_NONE = 3;
  static final int QUOTE_STRINGS = 4;
  static final int QUOTE_NOTNULL = 5;
  /// No character.
  static final int NOT_SET = -1;

  private static final String[] NAMES = {
      "delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"};

  final int delimiterChar;
  final int escapeChar;
  final int quoteChar;
  final int quotingMode;
  private final Object terminator;
  final String terminatorText;
  @PyMember
  final boolean doublequote;
  @PyMember
  final boolean skipinitialspace;
  @PyMember
  final boolean strict;

  private PyDialect(ThreadState ts, PyType cls, Object[] v) {
    super(cls);
    delimiterChar = character("delimiter", v[0], ',', false);
    doublequote = v[1] == null || PyObjects.isTrue(ts, v[1]);
    escapeChar = character("escapechar", v[2], NOT_SET, true);
    quoteChar = character("quotechar", v[4], '"', true);
    terminator = v[3] == null ? "\r\n" : v[3];
    if (!PyUnicode.check(terminator)) {
      throw PyErr.typeError("\"lineterminator\" must be a string, not %s", PyObject.typeOf(terminator).name());
    }
    terminatorText = PyUnicode.toUtf16(terminator);
    quotingMode = v[5] == null && v[4] == PyNone.NONE ? QUOTE_NONE : quotingOf(v[5]);
    skipinitialspace = v[6] != null && PyObjects.isTrue(ts, v[6]);
    strict = v[7] != null && PyObjects.isTrue(ts, v[7]);
    check();
  }

  private static int character(String name, Object value, int otherwise, boolean optional) {
    if (value == null) {
      return otherwise;
    }
    if (optional && value == PyNone.NONE) {
      return NOT_SET;
    }
    String wanted = optional ? "a unicode character or None" : "a unicode character";
    if (!PyUnicode.check(value)) {
      throw PyErr.typeError("\"%s\" must be %s, not %s", name, wanted, PyObject.typeOf(value).name());
    }
    int length = PyUnicode.length(value);
    if (length != 1) {
      throw PyErr.typeError("\"%s\" must be %s, not a string of length %s", name, wanted, length);
    }
    return PyUnicode.codePointAt(value, 0);
  }

  private static int quotingOf(Object value) {
    if (value == null) {
      return QUOTE_MINIMAL;
    }
    if (!(value instanceof Long mode)) {
      throw PyErr.typeError("\"quoting\" must be an integer, not %s", PyObject.typeOf(value).name());
    }
    if (mode < QUOTE_MINIMAL || mode > QUOTE_NOTNULL) {
      throw PyErr.typeError("bad \"quoting\" value");
    }
    return mode.intValue();
  }

  private void check() {
    if (quotingMode != QUOTE_NONE && quoteChar == NOT_SET) {
      throw PyErr.typeError("quotechar must be set if quoting enabled");
    }
    checkOne("delimiter", delimiterChar, true);
    checkOne("escapechar", escapeChar, !skipinitialspace);
    checkOne("quotechar", quoteChar, !skipinitialspace);
    checkTwo("delimiter", delimiterChar, "escapechar", escapeChar);
    checkTwo("delimiter", delimiterChar, "quotechar", quoteChar);
    checkTwo("escapechar", escapeChar, "quotechar", quoteChar);
  }

  private void checkOne(String name, int c, boolean blankAllowed) {
    if (c == '\r' || c == '\n' || c == ' ' && !blankAllowed) {
      throw PyErr.valueError("bad %s value", name);
    }
    if (c != NOT_SET && terminatorText.indexOf(c) >= 0) {
      throw PyErr.valueError("bad %s or lineterminator value", name);
    }
  }

  private static void checkTwo(String name1, int c1, String name2, int c2) {
    if (c1 == c2 && c1 != NOT_SET) {
      throw PyErr.valueError("bad %s or %s value", name1, name2);
    }
  }

  @PyNew(sig = "(dialect=None, delimiter=<absent>, doublequote=<absent>, escapechar=<absent>, lineterminator=<absent>, "
      + "quotechar=<absent>, quoting=<absent>, skipinitialspace=<absent>, strict=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object dialect, Object delimiter, Object doublequote, Object escapechar,
      Object lineterminator, Object quotechar, Object quoting, Object skipinitialspace, Object strict) {
    return make(ts, cls, dialect,
        new Object[] {delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace, strict});
  }

  /// A dialect after another (an object with its attributes, the name of a registered one, or None), with the given
  /// values in place of its own.
  static PyDialect of(ThreadState ts, Object dialect, PyDict parameters) {
    Object[] values = new Object[NAMES.length];
    int known = 0;
    for (int i = 0; i < NAMES.length; i++) {
      values[i] = parameters.get(NAMES[i]);
      known += values[i] == null ? 0 : 1;
    }
    if (known < parameters.size()) {
      for (Object name : parameters.keyArray()) {
        if (!java.util.List.of(NAMES).contains(name)) {
          throw PyErr.typeError("this function got an unexpected keyword argument '%s'", name);
        }
      }
    }
    return make(ts, TYPE, dialect, values);
  }

  private static PyDialect make(ThreadState ts, PyType cls, Object dialect, Object[] values) {
    Object model = PyUnicode.check(dialect) ? CsvModule.registered(ts, dialect) : dialect;
    boolean plain = true;
    for (Object value : values) {
      plain &= value == null;
    }
    if (plain && cls == TYPE && model instanceof PyDialect d && d.type == TYPE) {
      return d;
    }
    if (model != PyNone.NONE) {
      for (int i = 0; i < NAMES.length; i++) {
        if (values[i] == null) {
          values[i] = PyObjects.getOptionalAttr(ts, model, NAMES[i]);
        }
      }
    }
    return new PyDialect(ts, cls, values);
  }

  private static Object shown(int c) {
    return c == NOT_SET ? PyNone.NONE : PyUnicode.fromUtf16(Character.toString(c));
  }

  @PyGetter
  Object delimiter() {
    return shown(delimiterChar);
  }

  @PyGetter
  Object escapechar() {
    return shown(escapeChar);
  }

  @PyGetter
  Object quotechar() {
    return shown(quoteChar);
  }

  @PyGetter
  Object lineterminator() {
    return terminator;
  }

  @PyGetter
  Object quoting() {
    return (long) quotingMode;
  }

  private PyException cannotPickle() {
    return PyErr.typeError("cannot pickle '%s' instances", type.name());
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    throw cannotPickle();
  }

  @PyMethod(sig = "(protocol, /)")
  Object __reduce_ex__(Object protocol) {
    throw cannotPickle();
  }
}
