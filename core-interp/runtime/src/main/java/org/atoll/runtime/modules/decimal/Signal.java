package org.atoll.runtime.modules.decimal;

import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;

/// The signals and conditions as Python's exceptions. The types are immutable and shared by all interpreters.
enum Signal {
  INVALID_OPERATION("InvalidOperation", Arith.ANY_INVALID),
  FLOAT_OPERATION("FloatOperation", Arith.FLOAT),
  DIVISION_BY_ZERO("DivisionByZero", Arith.DIVISION_BY_ZERO),
  OVERFLOW("Overflow", Arith.OVERFLOW),
  UNDERFLOW("Underflow", Arith.UNDERFLOW),
  SUBNORMAL("Subnormal", Arith.SUBNORMAL),
  INEXACT("Inexact", Arith.INEXACT),
  ROUNDED("Rounded", Arith.ROUNDED),
  CLAMPED("Clamped", Arith.CLAMPED);

  /// The order in which a context shows them.
  static final List<Signal> SHOWN = List.of(CLAMPED, INVALID_OPERATION, DIVISION_BY_ZERO, INEXACT,
      FLOAT_OPERATION, OVERFLOW, ROUNDED, SUBNORMAL, UNDERFLOW);

  static final PyType DECIMAL_EXCEPTION = define("DecimalException", PyExc.ArithmeticError);
  private static final PyType CLAMPED_TYPE = define("Clamped", DECIMAL_EXCEPTION);
  private static final PyType INVALID_TYPE = define("InvalidOperation", DECIMAL_EXCEPTION);
  private static final PyType ZERO_TYPE = define("DivisionByZero", DECIMAL_EXCEPTION, PyExc.ZeroDivisionError);
  private static final PyType INEXACT_TYPE = define("Inexact", DECIMAL_EXCEPTION);
  private static final PyType ROUNDED_TYPE = define("Rounded", DECIMAL_EXCEPTION);
  private static final PyType SUBNORMAL_TYPE = define("Subnormal", DECIMAL_EXCEPTION);
  private static final PyType OVERFLOW_TYPE = define("Overflow", INEXACT_TYPE, ROUNDED_TYPE);
  private static final PyType UNDERFLOW_TYPE = define("Underflow", INEXACT_TYPE, ROUNDED_TYPE, SUBNORMAL_TYPE);
  private static final PyType FLOAT_TYPE = define("FloatOperation", DECIMAL_EXCEPTION, PyExc.TypeError);
  static final PyType SYNTAX_TYPE = define("ConversionSyntax", INVALID_TYPE);
  static final PyType IMPOSSIBLE_TYPE = define("DivisionImpossible", INVALID_TYPE);
  static final PyType UNDEFINED_TYPE = define("DivisionUndefined", INVALID_TYPE, PyExc.ZeroDivisionError);
  static final PyType CONTEXT_TYPE = define("InvalidContext", INVALID_TYPE);

  final String pythonName;
  final int mask;

  Signal(String pythonName, int mask) {
    this.pythonName = pythonName;
    this.mask = mask;
  }

  private static PyType define(String name, PyType... bases) {
    return ExceptionType.define("decimal", name, bases);
  }

  PyType type() {
    return switch (this) {
      case INVALID_OPERATION -> INVALID_TYPE;
      case FLOAT_OPERATION -> FLOAT_TYPE;
      case DIVISION_BY_ZERO -> ZERO_TYPE;
      case OVERFLOW -> OVERFLOW_TYPE;
      case UNDERFLOW -> UNDERFLOW_TYPE;
      case SUBNORMAL -> SUBNORMAL_TYPE;
      case INEXACT -> INEXACT_TYPE;
      case ROUNDED -> ROUNDED_TYPE;
      case CLAMPED -> CLAMPED_TYPE;
    };
  }

  /// The signal whose exception type this is, or null.
  static Signal find(Object type) {
    for (Signal one : values()) {
      if (one.type() == type) {
        return one;
      }
    }
    return null;
  }

  /// The signals that are set in a status.
  static PyList list(int status) {
    PyList out = new PyList();
    for (Signal one : values()) {
      if ((status & one.mask) != 0) {
        out.append(one.type());
      }
    }
    return out;
  }

  /// The exception for what has happened and is trapped; its argument names everything.
  static PyException raised(ThreadState ts, int status) {
    List<Object> all = new ArrayList<>();
    if ((status & Arith.INVALID) != 0) {
      all.add(INVALID_TYPE);
    }
    if ((status & Arith.SYNTAX) != 0) {
      all.add(SYNTAX_TYPE);
    }
    if ((status & Arith.IMPOSSIBLE) != 0) {
      all.add(IMPOSSIBLE_TYPE);
    }
    if ((status & Arith.UNDEFINED) != 0) {
      all.add(UNDEFINED_TYPE);
    }
    if ((status & Arith.BAD_CONTEXT) != 0) {
      all.add(CONTEXT_TYPE);
    }
    PyType first = null;
    for (Signal one : values()) {
      if ((status & one.mask) != 0) {
        first = first == null ? one.type() : first;
        if (one != INVALID_OPERATION) {
          all.add(one.type());
        }
      }
    }
    return PyErr.create(first, new PyList(all.toArray()));
  }
}
