package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PySet;

/// Comparisons and truth tests as compiled code calls them; the forms named `Test` give a Java boolean for branching.
public final class Compare {
  private Compare() {}

  /// `bool(o)`.
  public static boolean isTrue(ThreadState ts, Object o) {
    return o == Boolean.TRUE || o != Boolean.FALSE && PyObjects.isTrue(ts, o);
  }

  /// `not o`.
  public static Object not(ThreadState ts, Object o) {
    return !isTrue(ts, o);
  }

  /// `a is b`.
  public static boolean is(Object a, Object b) {
    return a == b || PyObjects.is(a, b);
  }

  /// `item in container`.
  public static boolean contains(ThreadState ts, Object container, Object item) {
    if (container instanceof PyDict d && d.type == PyDict.TYPE) {
      return item instanceof String s ? d.contains(s) : d.contains(ts, item);
    }
    // A set as a member stands for the frozenset of its members: the general way knows.
    if (container instanceof PySet s && s.type == PySet.TYPE && !(item instanceof PySet)) {
      return s.contains(ts, item);
    }
    return PyObjects.contains(ts, container, item);
  }

  /// `a == b`.
  public static Object eq(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() == y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() == y.doubleValue();
    }
    if (a instanceof String x && b instanceof String y) {
      return x.equals(y);
    }
    return PyObjects.richCompare(ts, a, b, PyObjects.EQ);
  }

  /// `bool(a == b)`.
  public static boolean eqTest(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() == y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() == y.doubleValue();
    }
    if (a instanceof String x && b instanceof String y) {
      return x.equals(y);
    }
    return isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.EQ));
  }

  /// `bool(a == b)` with a constant.
  public static boolean eqTest(ThreadState ts, Object a, long b) {
    return a instanceof Long x ? x == b : isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.EQ));
  }

  /// `a != b`.
  public static Object ne(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() != y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() != y.doubleValue();
    }
    if (a instanceof String x && b instanceof String y) {
      return !x.equals(y);
    }
    return PyObjects.richCompare(ts, a, b, PyObjects.NE);
  }

  /// `bool(a != b)`.
  public static boolean neTest(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() != y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() != y.doubleValue();
    }
    if (a instanceof String x && b instanceof String y) {
      return !x.equals(y);
    }
    return isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.NE));
  }

  /// `bool(a != b)` with a constant.
  public static boolean neTest(ThreadState ts, Object a, long b) {
    return a instanceof Long x ? x != b : isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.NE));
  }

  /// `a < b`.
  public static Object lt(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() < y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() < y.doubleValue();
    }
    return PyObjects.richCompare(ts, a, b, PyObjects.LT);
  }

  /// `bool(a < b)`.
  public static boolean ltTest(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() < y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() < y.doubleValue();
    }
    return isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.LT));
  }

  /// `bool(a < b)` with a constant.
  public static boolean ltTest(ThreadState ts, Object a, long b) {
    return a instanceof Long x ? x < b : isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.LT));
  }

  /// `a <= b`.
  public static Object le(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() <= y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() <= y.doubleValue();
    }
    return PyObjects.richCompare(ts, a, b, PyObjects.LE);
  }

  /// `bool(a <= b)`.
  public static boolean leTest(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() <= y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() <= y.doubleValue();
    }
    return isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.LE));
  }

  /// `bool(a <= b)` with a constant.
  public static boolean leTest(ThreadState ts, Object a, long b) {
    return a instanceof Long x ? x <= b : isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.LE));
  }

  /// `a > b`.
  public static Object gt(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() > y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() > y.doubleValue();
    }
    return PyObjects.richCompare(ts, a, b, PyObjects.GT);
  }

  /// `bool(a > b)`.
  public static boolean gtTest(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() > y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() > y.doubleValue();
    }
    return isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.GT));
  }

  /// `bool(a > b)` with a constant.
  public static boolean gtTest(ThreadState ts, Object a, long b) {
    return a instanceof Long x ? x > b : isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.GT));
  }

  /// `a >= b`.
  public static Object ge(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() >= y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() >= y.doubleValue();
    }
    return PyObjects.richCompare(ts, a, b, PyObjects.GE);
  }

  /// `bool(a >= b)`.
  public static boolean geTest(ThreadState ts, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() >= y.longValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() >= y.doubleValue();
    }
    return isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.GE));
  }

  /// `bool(a >= b)` with a constant.
  public static boolean geTest(ThreadState ts, Object a, long b) {
    return a instanceof Long x ? x >= b : isTrue(ts, PyObjects.richCompare(ts, a, b, PyObjects.GE));
  }
}
