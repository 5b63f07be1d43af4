package org.atoll.runtime.types;

import java.math.BigInteger;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.Hashes;

/// `int` (`Objects/longobject.c`): a `Long` where 64 bits suffice, else a `BigInteger`, or an instance of a derived class.
@PyTypeDef(name = "int", accepts = {Long.class, BigInteger.class, Boolean.class, PyLongObject.class})
public final class PyLong {
  public static final PyType TYPE = PyType.builtin(new PyLongBinder());

  private PyLong() {}

  public static boolean check(Object o) {
    return o instanceof Long || o instanceof BigInteger || o instanceof Boolean || o instanceof PyLongObject;
  }

  public static boolean checkExact(Object o) {
    return o instanceof Long || o instanceof BigInteger;
  }

  /// The `Long` or `BigInteger` of an int, bool or an instance of a derived class.
  public static Object value(Object o) {
    return o instanceof PyLongObject l ? l.value : o instanceof Boolean b ? (Object) (b ? 1L : 0L) : o;
  }

  public static long hash(long v) {
    return Hashes.ofLong(v);
  }

  /// The hash of a `Long` or `BigInteger`.
  public static long hash(Object v) {
    return v instanceof Long l ? Hashes.ofLong(l) : Hashes.ofBigInteger((BigInteger) v);
  }
}
