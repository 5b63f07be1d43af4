package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;

/// The binary and unary operators as compiled code calls them: the common cases by Java class, the rest by way of
/// [PyNumber]. The forms with a `long` are for a constant on the right.
public final class Arithmetic {
  private Arithmetic() {}

  /// `a + b`.
  public static Object add(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long r = x + y;
      if (((x ^ r) & (y ^ r)) >= 0) {
        return r;
      }
    } else if (a instanceof Double x && b instanceof Double y) {
      return x + y;
    } else if (a instanceof String x && b instanceof String y) {
      return x.concat(y);
    }
    return PyNumber.add(ts, a, b);
  }

  /// `a + b` with a constant.
  public static Object add(ThreadState ts, Object a, long b) {
    if (a instanceof Long x) {
      long r = x + b;
      if (((x ^ r) & (b ^ r)) >= 0) {
        return r;
      }
    } else if (a instanceof Double x && (int) b == b) {
      return x + b;
    }
    return PyNumber.add(ts, a, b);
  }

  /// `a += b`.
  public static Object inPlaceAdd(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long r = x + y;
      if (((x ^ r) & (y ^ r)) >= 0) {
        return r;
      }
    } else if (a instanceof Double x && b instanceof Double y) {
      return x + y;
    } else if (a instanceof String x && b instanceof String y) {
      return x.concat(y);
    }
    return PyNumber.inPlaceAdd(ts, a, b);
  }

  /// `a += b` with a constant.
  public static Object inPlaceAdd(ThreadState ts, Object a, long b) {
    if (a instanceof Long x) {
      long r = x + b;
      if (((x ^ r) & (b ^ r)) >= 0) {
        return r;
      }
    } else if (a instanceof Double x && (int) b == b) {
      return x + b;
    }
    return PyNumber.inPlaceAdd(ts, a, b);
  }

  /// `a - b`.
  public static Object subtract(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long r = x - y;
      if (((x ^ y) & (x ^ r)) >= 0) {
        return r;
      }
    } else if (a instanceof Double x && b instanceof Double y) {
      return x - y;
    }
    return PyNumber.subtract(ts, a, b);
  }

  /// `a - b` with a constant.
  public static Object subtract(ThreadState ts, Object a, long b) {
    if (a instanceof Long x) {
      long r = x - b;
      if (((x ^ b) & (x ^ r)) >= 0) {
        return r;
      }
    } else if (a instanceof Double x && (int) b == b) {
      return x - b;
    }
    return PyNumber.subtract(ts, a, b);
  }

  /// `a -= b`.
  public static Object inPlaceSubtract(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long r = x - y;
      if (((x ^ y) & (x ^ r)) >= 0) {
        return r;
      }
    } else if (a instanceof Double x && b instanceof Double y) {
      return x - y;
    }
    return PyNumber.inPlaceSubtract(ts, a, b);
  }

  /// `a -= b` with a constant.
  public static Object inPlaceSubtract(ThreadState ts, Object a, long b) {
    if (a instanceof Long x) {
      long r = x - b;
      if (((x ^ b) & (x ^ r)) >= 0) {
        return r;
      }
    } else if (a instanceof Double x && (int) b == b) {
      return x - b;
    }
    return PyNumber.inPlaceSubtract(ts, a, b);
  }

  /// `a * b`.
  public static Object multiply(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long p = x;
      long q = y;
      long r = p * q;
      long high = Math.multiplyHigh(p, q);
      if (high == r >> 63) {
        return r;
      }
    } else if (a instanceof Double x && b instanceof Double y) {
      return x * y;
    }
    return PyNumber.multiply(ts, a, b);
  }

  /// `a * b` with a constant.
  public static Object multiply(ThreadState ts, Object a, long b) {
    if (a instanceof Long x) {
      long p = x;
      long r = p * b;
      if (Math.multiplyHigh(p, b) == r >> 63) {
        return r;
      }
    } else if (a instanceof Double x && (int) b == b) {
      return x * b;
    }
    return PyNumber.multiply(ts, a, b);
  }

  /// `a *= b`.
  public static Object inPlaceMultiply(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long p = x;
      long q = y;
      long r = p * q;
      long high = Math.multiplyHigh(p, q);
      if (high == r >> 63) {
        return r;
      }
    } else if (a instanceof Double x && b instanceof Double y) {
      return x * y;
    }
    return PyNumber.inPlaceMultiply(ts, a, b);
  }

  /// `a @ b`.
  public static Object matrixMultiply(ThreadState ts, Object a, Object b) {
    return PyNumber.matrixMultiply(ts, a, b);
  }

  /// `a @= b`.
  public static Object inPlaceMatrixMultiply(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceMatrixMultiply(ts, a, b);
  }

  /// `a / b`.
  public static Object trueDivide(ThreadState ts, Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y && y != 0) {
      return x / y;
    }
    return PyNumber.trueDivide(ts, a, b);
  }

  /// `a /= b`.
  public static Object inPlaceTrueDivide(ThreadState ts, Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y && y != 0) {
      return x / y;
    }
    return PyNumber.inPlaceTrueDivide(ts, a, b);
  }

  /// `a % b`.
  public static Object remainder(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y != 0) {
      return Math.floorMod(x, y);
    }
    return PyNumber.remainder(ts, a, b);
  }

  /// `a % b` with a constant.
  public static Object remainder(ThreadState ts, Object a, long b) {
    if (a instanceof Long x && b > 0) {
      return Math.floorMod(x.longValue(), b);
    }
    return PyNumber.remainder(ts, a, b);
  }

  /// `a %= b`.
  public static Object inPlaceRemainder(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y != 0) {
      return Math.floorMod(x, y);
    }
    return PyNumber.inPlaceRemainder(ts, a, b);
  }

  /// `a ** b`.
  public static Object power(ThreadState ts, Object a, Object b) {
    return PyNumber.power(ts, a, b);
  }

  /// `a **= b`.
  public static Object inPlacePower(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlacePower(ts, a, b);
  }

  /// `a << b`.
  public static Object leftShift(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y >= 0 && y < 63) {
      long r = x << y;
      if (r >> y == x) {
        return r;
      }
    }
    return PyNumber.lshift(ts, a, b);
  }

  /// `a << b` with a constant.
  public static Object leftShift(ThreadState ts, Object a, long b) {
    if (a instanceof Long x && b >= 0 && b < 63) {
      long r = x << b;
      if (r >> b == x) {
        return r;
      }
    }
    return PyNumber.lshift(ts, a, b);
  }

  /// `a <<= b`.
  public static Object inPlaceLeftShift(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceLshift(ts, a, b);
  }

  /// `a >> b`.
  public static Object rightShift(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y >= 0) {
      return x >> Math.min(y, 63);
    }
    return PyNumber.rshift(ts, a, b);
  }

  /// `a >> b` with a constant.
  public static Object rightShift(ThreadState ts, Object a, long b) {
    if (a instanceof Long x && b >= 0) {
      return x >> Math.min(b, 63);
    }
    return PyNumber.rshift(ts, a, b);
  }

  /// `a >>= b`.
  public static Object inPlaceRightShift(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceRshift(ts, a, b);
  }

  /// `a | b`.
  public static Object or(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x | y;
    }
    return PyNumber.or(ts, a, b);
  }

  /// `a |= b`.
  public static Object inPlaceOr(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceOr(ts, a, b);
  }

  /// `a ^ b`.
  public static Object xor(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x ^ y;
    }
    return PyNumber.xor(ts, a, b);
  }

  /// `a ^= b`.
  public static Object inPlaceXor(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceXor(ts, a, b);
  }

  /// `a & b`.
  public static Object and(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x & y;
    }
    return PyNumber.and(ts, a, b);
  }

  /// `a & b` with a constant.
  public static Object and(ThreadState ts, Object a, long b) {
    if (a instanceof Long x) {
      return x & b;
    }
    return PyNumber.and(ts, a, b);
  }

  /// `a &= b`.
  public static Object inPlaceAnd(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceAnd(ts, a, b);
  }

  /// `a // b`.
  public static Object floorDivide(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y != 0 && y != -1) {
      return Math.floorDiv(x, y);
    }
    return PyNumber.floorDivide(ts, a, b);
  }

  /// `a // b` with a constant.
  public static Object floorDivide(ThreadState ts, Object a, long b) {
    if (a instanceof Long x && b > 0) {
      return Math.floorDiv(x.longValue(), b);
    }
    return PyNumber.floorDivide(ts, a, b);
  }

  /// `a //= b`.
  public static Object inPlaceFloorDivide(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y != 0 && y != -1) {
      return Math.floorDiv(x, y);
    }
    return PyNumber.inPlaceFloorDivide(ts, a, b);
  }

  /// `-a`.
  public static Object negative(ThreadState ts, Object a) {
    if (a instanceof Long x && x != Long.MIN_VALUE) {
      return -x;
    }
    return a instanceof Double x ? (Object) (-x) : PyNumber.negative(ts, a);
  }

  /// `+a`.
  public static Object positive(ThreadState ts, Object a) {
    return PyNumber.positive(ts, a);
  }

  /// `~a`.
  public static Object invert(ThreadState ts, Object a) {
    return a instanceof Long x ? (Object) (~x) : PyNumber.invert(ts, a);
  }
}
