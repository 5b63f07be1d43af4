package org.atoll.compiler;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.atoll.syntax.ast.BytesValue;
import org.atoll.syntax.ast.ComplexValue;
import org.atoll.syntax.ast.EllipsisValue;
import org.atoll.syntax.ast.NoneValue;
import org.atoll.syntax.ast.StrValue;

/// Writes numbers, strings and constants into one Java string, the form in which class files carry what has no constant
/// pool entry of its own.
///
/// Numbers are sequences of chars with 14 bits each, low bits first, and bit 14 set where more follow; no char is a
/// surrogate. A string is its length and its chars. A constant begins with a tag: `N` None, `T`, `F`, `E` ellipsis,
/// `i` non-negative and `j` negative (ones' complement) long, `I` big int in decimal, `d` double (4 numbers of 16 bits),
/// `c` complex (two of those), `s` str, `u` str by code points, `b` bytes, `t` tuple, `z` frozenset, `k` a nested code
/// object by index.
final class Packer {
  private final StringBuilder out = new StringBuilder();

  void number(long n) {
    while (n >= 1 << 14) {
      out.append((char) (n & 0x3FFF | 0x4000));
      n >>>= 14;
    }
    out.append((char) n);
  }

  void string(String s) {
    number(s.length());
    out.append(s);
  }

  void strings(List<String> ss) {
    number(ss.size());
    ss.forEach(this::string);
  }

  /// Adds what another packer has packed.
  void packed(String other) {
    out.append(other);
  }

  void nested(int index) {
    out.append('k');
    number(index);
  }

  private void bits(double d) {
    long b = Double.doubleToRawLongBits(d);
    for (int i = 0; i < 4; i++) {
      number(b >>> 16 * i & 0xFFFF);
    }
  }

  void constant(Object c) {
    switch (c) {
      case NoneValue n -> out.append('N');
      case Boolean b -> out.append(b ? 'T' : 'F');
      case EllipsisValue e -> out.append('E');
      case Long l -> {
        out.append(l < 0 ? 'j' : 'i');
        number(l < 0 ? ~l : l);
      }
      case BigInteger b -> {
        out.append('I');
        string(b.toString(32));
      }
      case Double d -> {
        out.append('d');
        bits(d);
      }
      case ComplexValue z -> {
        out.append('c');
        bits(z.real());
        bits(z.imag());
      }
      case String s -> {
        out.append('s');
        string(s);
      }
      case StrValue s -> {
        out.append('u');
        number(s.codePoints().length);
        for (int cp : s.codePoints()) {
          number(cp);
        }
      }
      case BytesValue b -> {
        out.append('b');
        number(b.bytes().length);
        for (byte x : b.bytes()) {
          out.append((char) (x & 0xFF));
        }
      }
      case List<?> l -> {
        out.append('t');
        number(l.size());
        l.forEach(this::constant);
      }
      case Set<?> s -> {
        out.append('z');
        number(s.size());
        s.forEach(this::constant);
      }
      default -> throw new IllegalArgumentException("constant " + c.getClass());
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
