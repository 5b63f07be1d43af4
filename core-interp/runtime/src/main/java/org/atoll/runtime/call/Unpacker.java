package org.atoll.runtime.call;

import java.math.BigInteger;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;

/// Reads what the compiler's `Packer` wrote.
public final class Unpacker {
  private final String in;
  private int at;

  public Unpacker(String packed) {
    in = packed;
  }

  public boolean atEnd() {
    return at >= in.length();
  }

  public long number() {
    long n = 0;
    int shift = 0;
    while (true) {
      int c = in.charAt(at++);
      n |= (long) (c & 0x3fff) << shift;
      if ((c & 0x4000) == 0) {
        return n;
      }
      shift += 14;
    }
  }

  public String string() {
    int n = (int) number();
    at += n;
    return in.substring(at - n, at);
  }

  public String[] strings() {
    String[] all = new String[(int) number()];
    for (int i = 0; i < all.length; i++) {
      all[i] = string().intern();
    }
    return all;
  }

  private double bits() {
    long b = 0;
    for (int i = 0; i < 4; i++) {
      b |= number() << 16 * i;
    }
    return Double.longBitsToDouble(b);
  }

  /// A constant; `codes` are the nested code objects.
  public Object constant(PyCode[] codes) {
    char tag = in.charAt(at++);
    return switch (tag) {
      case 'N' -> PyNone.NONE;
      case 'T' -> Boolean.TRUE;
      case 'F' -> Boolean.FALSE;
      case 'E' -> PyEllipsis.ELLIPSIS;
      case 'i' -> number();
      case 'j' -> ~number();
      case 'I' -> new BigInteger(string(), 32);
      case 'd' -> bits();
      case 'c' -> new PyComplex(bits(), bits());
      case 's' -> string();
      case 'u' -> ucs4();
      case 'b' -> PyBytes.latin1(string());
      case 't' -> PyTuple.of(constants(codes));
      case 'z' -> PyFrozenSet.of(ThreadState.currentOrNull(), constants(codes));
      case 'k' -> codes[(int) number()];
      default -> throw new IllegalStateException("constant tag " + tag);
    };
  }

  private Object ucs4() {
    int[] codePoints = new int[(int) number()];
    for (int i = 0; i < codePoints.length; i++) {
      codePoints[i] = (int) number();
    }
    return PyUcs4.of(codePoints);
  }

  private Object[] constants(PyCode[] codes) {
    Object[] all = new Object[(int) number()];
    for (int i = 0; i < all.length; i++) {
      all[i] = constant(codes);
    }
    return all;
  }
}
