package org.atoll.runtime.modules.ast;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.syntax.ast.BytesValue;
import org.atoll.syntax.ast.ComplexValue;
import org.atoll.syntax.ast.EllipsisValue;
import org.atoll.syntax.ast.NoneValue;
import org.atoll.syntax.ast.StrValue;

/// The values of constants, in the tree and in Python. Stateless.
final class TreeConstants {
  private TreeConstants() {}

  static Object toPython(ThreadState ts, Object value) {
    return switch (value) {
      case NoneValue n -> PyNone.NONE;
      case EllipsisValue e -> PyEllipsis.ELLIPSIS;
      case StrValue s -> PyUcs4.of(s.codePoints());
      case BytesValue b -> new PyBytes(b.bytes());
      case ComplexValue c -> new PyComplex(c.real(), c.imag());
      case List<?> l -> PyTuple.of(l.stream().map(v -> toPython(ts, v)).toArray());
      case Set<?> s -> PyFrozenSet.of(ts, s.stream().map(v -> toPython(ts, v)).toArray());
      default -> value;
    };
  }

  /// @throws org.atoll.runtime.types.PyException TypeError for a value that cannot be a constant
  static Object fromPython(Object value) {
    return switch (value) {
      case Boolean b -> b;
      case Long l -> l;
      case BigInteger b -> b;
      case Double d -> d;
      case String s -> s;
      case PyUcs4 u -> new StrValue(u.codePoints);
      case PyBytes b when b.type == PyBytes.TYPE -> new BytesValue(b.bytes);
      case PyComplex c when c.type == PyComplex.TYPE -> new ComplexValue(c.real, c.imag);
      case PyTuple t when t.type == PyTuple.TYPE -> {
        List<Object> items = new ArrayList<>();
        for (Object o : t.items) {
          items.add(fromPython(o));
        }
        yield items;
      }
      case PyFrozenSet s when s.type == PyFrozenSet.TYPE -> {
        Set<Object> items = new LinkedHashSet<>();
        for (Object o : s.toArray()) {
          items.add(fromPython(o));
        }
        yield items;
      }
      default -> {
        if (value == PyNone.NONE) {
          yield NoneValue.NONE;
        }
        if (value == PyEllipsis.ELLIPSIS) {
          yield EllipsisValue.ELLIPSIS;
        }
        throw PyErr.typeError("got an invalid type in Constant: %s", PyObject.typeOf(value).name());
      }
    };
  }
}
