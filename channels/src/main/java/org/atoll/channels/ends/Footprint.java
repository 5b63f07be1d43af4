package org.atoll.channels.ends;

import java.math.BigInteger;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;

/// What items take in memory, about: of large messages the first objects are looked at, and the others taken to be small. Used by
/// this module. A message is measured before anybody may open it.
public final class Footprint {
  private static final long OBJECT = 16;
  private static final long REFERENCE = 4;
  /// How many objects of a message are looked at.
  private static final int LOOKS = 256;

  /// How many more are looked at.
  private int looks = LOOKS;

  private Footprint() {}

  /// The bytes of a channel's item.
  static long of(Object item) {
    return item instanceof Long ? OBJECT : item instanceof Parcel p ? p.bytes : ofValue(item);
  }

  /// The bytes of a value, or of what a message is made of.
  public static long ofValue(Object value) {
    return new Footprint().measure(value);
  }

  private long measure(Object v) {
    return switch (v) {
      case null -> 0;
      case String s -> 2 * OBJECT + s.length();
      case PyBytes b -> OBJECT + b.bytes.length;
      case PyUcs4 s -> 2 * OBJECT + 4L * s.codePoints.length;
      case BigInteger n -> 2 * OBJECT + n.bitLength() / Byte.SIZE;
      case PyByteArray b -> 2 * OBJECT + b.length();
      case PyTuple t -> OBJECT + measureAll(t.items, t.items.length);
      case PyList l -> OBJECT + measureAll(l.items, l.size);
      case PyDict d -> measureDict(d);
      default -> OBJECT;
    };
  }

  private long measureAll(Object[] values, int n) {
    long sum = REFERENCE * n;
    int i = 0;
    for (; i < n && looks > 0; i++) {
      looks--;
      sum += measure(values[i]);
    }
    return sum + OBJECT * (n - i);
  }

  private long measureDict(PyDict d) {
    int n = d.used();
    long sum = OBJECT + 2 * REFERENCE * n;
    int i = 0;
    for (; i < n && looks > 0; i++) {
      looks--;
      if (d.keyAt(i) != null) {
        sum += measure(d.keyAt(i)) + measure(d.valueAt(i));
      }
    }
    return sum + 2 * OBJECT * (n - i);
  }
}
