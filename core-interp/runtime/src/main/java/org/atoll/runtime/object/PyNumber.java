package org.atoll.runtime.object;

import java.math.BigInteger;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.IntMath;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyUnicode;

/// The abstract number protocol (`Objects/abstract.c`): operators on any Python values, with reflected methods, the
/// priority of subclasses, and sequences' concatenation and repetition after all number methods. Everything here
/// requires the GIL and may run Python code. Conversions of numbers are in [NumberConversions].
public final class PyNumber {
  private static final Object NI = PyNotImplemented.NOT_IMPLEMENTED;

  private PyNumber() {}

  // Dispatch.

  /// `a.__op__(b)` or `b.__rop__(a)`; NotImplemented if neither knows the other (`binary_op1`).
  private static Object dispatch(ThreadState ts, Object a, Object b, Slot op, Slot reflected) {
    PyType ta = PyObject.typeOf(a);
    PyType tb = PyObject.typeOf(b);
    Object ma = numberMethod(ta, op);
    if (ta == tb) {
      return ma == null ? NI : Call.withSelf(ts, ma, a, b);
    }
    Object mb = numberMethod(tb, reflected);
    if (mb != null && tb.isSubtype(ta) && mb != ta.slot(reflected)) {
      Object r = Call.withSelf(ts, mb, b, a);
      if (r != NI) {
        return r;
      }
      mb = null;
    }
    if (ma != null) {
      Object r = Call.withSelf(ts, ma, a, b);
      if (r != NI) {
        return r;
      }
    }
    return mb == null ? NI : Call.withSelf(ts, mb, b, a);
  }

  /// The method behind an operator, null if there is none or if it is a sequence's concatenation or repetition.
  private static Object numberMethod(PyType t, Slot s) {
    Object m = t.slot(s);
    return m instanceof PyMethodDescr d && isSequenceMethod(d, s) ? null : m;
  }

  /// Built-in `+` and `*` of a type that cannot subtract are those of a sequence.
  private static boolean isSequenceMethod(PyMethodDescr d, Slot s) {
    return switch (s) {
      case ADD, RADD, IADD, MUL, RMUL, IMUL -> d.owner.slot(Slot.SUB) == null;
      default -> false;
    };
  }

  private static Object sequenceMethod(PyType t, Slot s) {
    return t.slot(s) instanceof PyMethodDescr d && isSequenceMethod(d, s) ? d : null;
  }

  private static Object binary(ThreadState ts, Object a, Object b, Slot op, Slot reflected, String symbol) {
    Object r = dispatch(ts, a, b, op, reflected);
    if (r == NI) {
      throw unsupported(symbol, a, b);
    }
    return r;
  }

  /// `a op= b` for an operator that sequences do not have.
  private static Object inPlace(ThreadState ts, Object a, Object b, Slot inPlace, Slot op, Slot reflected, String symbol) {
    Object m = a instanceof PyObject p ? numberMethod(p.type, inPlace) : null;
    if (m != null) {
      Object r = Call.withSelf(ts, m, a, b);
      if (r != NI) {
        return r;
      }
    }
    return binary(ts, a, b, op, reflected, symbol);
  }

  private static RuntimeException unsupported(String symbol, Object a, Object b) {
    return PyErr.typeError("unsupported operand type(s) for %s: '%s' and '%s'", symbol, PyObject.typeOf(a).messageName(), PyObject.typeOf(b).messageName());
  }

  private static boolean isInt(Object o) {
    return o instanceof Long || o instanceof BigInteger;
  }

  // Operators.

  public static Object add(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x) {
      if (b instanceof Long y) {
        long r = x + y;
        return ((x ^ r) & (y ^ r)) < 0 ? IntMath.add(a, b) : (Object) r;
      }
      if (b instanceof Double y) {
        return x + y;
      }
    } else if (a instanceof Double x) {
      if (b instanceof Double y) {
        return x + y;
      }
      if (b instanceof Long y) {
        return x + y;
      }
    } else if (a instanceof String x && b instanceof String y) {
      return PyUnicode.concat(x, y);
    }
    if (isInt(a) && isInt(b)) {
      return IntMath.add(a, b);
    }
    Object r = dispatch(ts, a, b, Slot.ADD, Slot.RADD);
    return r != NI ? r : concat(ts, a, b, "+");
  }

  private static Object concat(ThreadState ts, Object a, Object b, String symbol) {
    Object m = sequenceMethod(PyObject.typeOf(a), Slot.ADD);
    Object r = m == null ? NI : Call.withSelf(ts, m, a, b);
    if (r == NI) {
      throw unsupported(symbol, a, b);
    }
    return r;
  }

  public static Object subtract(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x) {
      if (b instanceof Long y) {
        long r = x - y;
        return ((x ^ y) & (x ^ r)) < 0 ? IntMath.subtract(a, b) : (Object) r;
      }
      if (b instanceof Double y) {
        return x - y;
      }
    } else if (a instanceof Double x) {
      if (b instanceof Double y) {
        return x - y;
      }
      if (b instanceof Long y) {
        return x - y;
      }
    }
    return isInt(a) && isInt(b) ? IntMath.subtract(a, b) : binary(ts, a, b, Slot.SUB, Slot.RSUB, "-");
  }

  public static Object multiply(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x) {
      if (b instanceof Long) {
        return IntMath.multiply(a, b);
      }
      if (b instanceof Double y) {
        return x * y;
      }
    } else if (a instanceof Double x) {
      if (b instanceof Double y) {
        return x * y;
      }
      if (b instanceof Long y) {
        return x * y;
      }
    }
    if (isInt(a) && isInt(b)) {
      return IntMath.multiply(a, b);
    }
    Object r = dispatch(ts, a, b, Slot.MUL, Slot.RMUL);
    return r != NI ? r : repeat(ts, a, b, "*");
  }

  private static Object repeat(ThreadState ts, Object a, Object b, String symbol) {
    Object m = sequenceMethod(PyObject.typeOf(a), Slot.MUL);
    if (m != null) {
      return repeated(ts, m, a, b);
    }
    m = sequenceMethod(PyObject.typeOf(b), Slot.MUL);
    if (m != null) {
      return repeated(ts, m, b, a);
    }
    throw unsupported(symbol, a, b);
  }

  private static Object repeated(ThreadState ts, Object method, Object sequence, Object count) {
    if (!NumberConversions.isIndex(count)) {
      throw PyErr.typeError("can't multiply sequence by non-int of type '%s'", PyObject.typeOf(count).messageName());
    }
    return Call.withSelf(ts, method, sequence, count);
  }

  public static Object matrixMultiply(ThreadState ts, Object a, Object b) {
    return binary(ts, a, b, Slot.MATMUL, Slot.RMATMUL, "@");
  }

  public static Object trueDivide(ThreadState ts, Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y && y != 0) {
      return x / y;
    }
    return isInt(a) && isInt(b) ? (Object) IntMath.trueDivide(a, b) : binary(ts, a, b, Slot.TRUEDIV, Slot.RTRUEDIV, "/");
  }

  public static Object floorDivide(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.floorDivide(a, b) : binary(ts, a, b, Slot.FLOORDIV, Slot.RFLOORDIV, "//");
  }

  public static Object remainder(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.modulo(a, b) : binary(ts, a, b, Slot.MOD, Slot.RMOD, "%");
  }

  public static Object divmod(ThreadState ts, Object a, Object b) {
    return binary(ts, a, b, Slot.DIVMOD, Slot.RDIVMOD, "divmod()");
  }

  public static Object lshift(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.shiftLeft(a, b) : binary(ts, a, b, Slot.LSHIFT, Slot.RLSHIFT, "<<");
  }

  public static Object rshift(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.shiftRight(a, b) : binary(ts, a, b, Slot.RSHIFT, Slot.RRSHIFT, ">>");
  }

  public static Object and(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.and(a, b) : binary(ts, a, b, Slot.AND, Slot.RAND, "&");
  }

  public static Object or(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.or(a, b) : binary(ts, a, b, Slot.OR, Slot.ROR, "|");
  }

  public static Object xor(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.xor(a, b) : binary(ts, a, b, Slot.XOR, Slot.RXOR, "^");
  }

  /// `a ** b`.
  public static Object power(ThreadState ts, Object a, Object b) {
    if (isInt(a) && isInt(b)) {
      return PyLong.power(a, b);
    }
    if (a instanceof Double x && b instanceof Double y) {
      return PyFloat.power(x, y);
    }
    return binary(ts, a, b, Slot.POW, Slot.RPOW, "** or pow()");
  }

  /// `pow(a, b, m)`.
  public static Object power(ThreadState ts, Object a, Object b, Object m) {
    if (m == PyNone.NONE) {
      return power(ts, a, b);
    }
    PyType ta = PyObject.typeOf(a);
    PyType tb = PyObject.typeOf(b);
    Object ma = ta.slot(Slot.POW);
    Object mb = ta == tb ? null : tb.slot(Slot.RPOW);
    boolean firstB = mb != null && tb.isSubtype(ta) && mb != ta.slot(Slot.RPOW);
    Object r = firstB ? Call.withSelf(ts, mb, b, a, m) : NI;
    if (r == NI && ma != null) {
      r = Call.withSelf(ts, ma, a, b, m);
    }
    if (r == NI && mb != null && !firstB) {
      r = Call.withSelf(ts, mb, b, a, m);
    }
    if (r == NI && PyFloat.check(m)) {
      throw PyErr.typeError("pow() 3rd argument not allowed unless all arguments are integers");
    }
    if (r == NI) {
      throw PyErr.typeError("unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", ta.messageName(), tb.messageName(), PyObject.typeOf(m).messageName());
    }
    return r;
  }

  // Augmented assignment.

  public static Object inPlaceAdd(ThreadState ts, Object a, Object b) {
    if (!(a instanceof PyObject p)) {
      Object r = isInt(a) && isInt(b) ? IntMath.add(a, b) : dispatch(ts, a, b, Slot.ADD, Slot.RADD);
      return r != NI ? r : concat(ts, a, b, "+=");
    }
    Object m = numberMethod(p.type, Slot.IADD);
    Object r = m == null ? NI : Call.withSelf(ts, m, a, b);
    if (r == NI) {
      r = dispatch(ts, a, b, Slot.ADD, Slot.RADD);
    }
    if (r == NI && (m = sequenceMethod(p.type, Slot.IADD)) != null) {
      r = Call.withSelf(ts, m, a, b);
    }
    return r != NI ? r : concat(ts, a, b, "+=");
  }

  public static Object inPlaceSubtract(ThreadState ts, Object a, Object b) {
    return a instanceof PyObject ? inPlace(ts, a, b, Slot.ISUB, Slot.SUB, Slot.RSUB, "-=") : subtract(ts, a, b, "-=");
  }

  /// The operator on a value that has no in-place methods, whose error names the augmented operator.
  private static Object subtract(ThreadState ts, Object a, Object b, String symbol) {
    return a instanceof Long && b instanceof Long || a instanceof Double && b instanceof Double ? subtract(ts, a, b) : binary(ts, a, b, Slot.SUB, Slot.RSUB, symbol);
  }

  public static Object inPlaceMultiply(ThreadState ts, Object a, Object b) {
    if (a instanceof Long || a instanceof Double) {
      return b instanceof Long || b instanceof Double ? multiply(ts, a, b) : multiply(ts, a, b, "*=");
    }
    if (a instanceof PyObject p) {
      Object m = numberMethod(p.type, Slot.IMUL);
      Object r = m == null ? NI : Call.withSelf(ts, m, a, b);
      if (r == NI) {
        r = dispatch(ts, a, b, Slot.MUL, Slot.RMUL);
      }
      if (r != NI) {
        return r;
      }
      m = sequenceMethod(p.type, Slot.IMUL);
      return m != null ? repeated(ts, m, a, b) : repeat(ts, a, b, "*=");
    }
    return multiply(ts, a, b, "*=");
  }

  private static Object multiply(ThreadState ts, Object a, Object b, String symbol) {
    Object r = dispatch(ts, a, b, Slot.MUL, Slot.RMUL);
    return r != NI ? r : repeat(ts, a, b, symbol);
  }

  public static Object inPlaceMatrixMultiply(ThreadState ts, Object a, Object b) {
    return inPlace(ts, a, b, Slot.IMATMUL, Slot.MATMUL, Slot.RMATMUL, "@=");
  }

  public static Object inPlaceTrueDivide(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? trueDivide(ts, a, b) : inPlace(ts, a, b, Slot.ITRUEDIV, Slot.TRUEDIV, Slot.RTRUEDIV, "/=");
  }

  public static Object inPlaceFloorDivide(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.floorDivide(a, b) : inPlace(ts, a, b, Slot.IFLOORDIV, Slot.FLOORDIV, Slot.RFLOORDIV, "//=");
  }

  public static Object inPlaceRemainder(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.modulo(a, b) : inPlace(ts, a, b, Slot.IMOD, Slot.MOD, Slot.RMOD, "%=");
  }

  public static Object inPlacePower(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? power(ts, a, b) : inPlace(ts, a, b, Slot.IPOW, Slot.POW, Slot.RPOW, "**=");
  }

  public static Object inPlaceLshift(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.shiftLeft(a, b) : inPlace(ts, a, b, Slot.ILSHIFT, Slot.LSHIFT, Slot.RLSHIFT, "<<=");
  }

  public static Object inPlaceRshift(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.shiftRight(a, b) : inPlace(ts, a, b, Slot.IRSHIFT, Slot.RSHIFT, Slot.RRSHIFT, ">>=");
  }

  public static Object inPlaceAnd(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.and(a, b) : inPlace(ts, a, b, Slot.IAND, Slot.AND, Slot.RAND, "&=");
  }

  public static Object inPlaceOr(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.or(a, b) : inPlace(ts, a, b, Slot.IOR, Slot.OR, Slot.ROR, "|=");
  }

  public static Object inPlaceXor(ThreadState ts, Object a, Object b) {
    return isInt(a) && isInt(b) ? IntMath.xor(a, b) : inPlace(ts, a, b, Slot.IXOR, Slot.XOR, Slot.RXOR, "^=");
  }

  // Unary operators.

  public static Object negative(ThreadState ts, Object a) {
    if (isInt(a)) {
      return IntMath.negate(a);
    }
    return a instanceof Double d ? (Object) (-d) : unary(ts, a, Slot.NEG, "unary -");
  }

  public static Object positive(ThreadState ts, Object a) {
    return isInt(a) || a instanceof Double ? a : unary(ts, a, Slot.POS, "unary +");
  }

  public static Object invert(ThreadState ts, Object a) {
    return isInt(a) ? IntMath.invert(a) : unary(ts, a, Slot.INVERT, "unary ~");
  }

  /// `abs(a)`.
  public static Object absolute(ThreadState ts, Object a) {
    if (isInt(a)) {
      return IntMath.abs(a);
    }
    return a instanceof Double d ? (Object) Math.abs(d) : unary(ts, a, Slot.ABS, "abs()");
  }

  private static Object unary(ThreadState ts, Object a, Slot s, String what) {
    Object m = PyObject.typeOf(a).slot(s);
    if (m == null) {
      throw PyErr.typeError("bad operand type for %s: '%s'", what, PyObject.typeOf(a).messageName());
    }
    return Call.withSelf(ts, m, a);
  }

  // Conversions, see NumberConversions.

  /// The int that `o.__index__()` gives, in plain form; TypeError for what cannot be an index.
  public static Object index(ThreadState ts, Object o) {
    return NumberConversions.index(ts, o);
  }

  /// The index of `o` as a long. Beyond that range `overflow` is raised, or where it is null, the nearest end is given.
  public static long asIndex(ThreadState ts, Object o, PyType overflow) {
    return NumberConversions.asIndex(ts, o, overflow);
  }

  /// What `__len__` returned, checked.
  public static long asLength(ThreadState ts, Object o) {
    return NumberConversions.asLength(ts, o);
  }

  /// The number that a Python argument gives where C code wants a double (`PyFloat_AsDouble`).
  public static double asDouble(ThreadState ts, Object o) {
    return NumberConversions.asDouble(ts, o);
  }
}
