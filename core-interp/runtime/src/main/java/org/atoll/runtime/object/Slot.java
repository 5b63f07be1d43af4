package org.atoll.runtime.object;

import java.util.HashMap;
import java.util.Map;

/// The special methods that the runtime itself calls. A [PyType] keeps what each of them resolves to along its MRO, as
/// CPython keeps C functions in type slots (`Objects/typeobject.c`, `slotdefs`).
public enum Slot {
  NEW, INIT, DEL, REPR, STR, BYTES, FORMAT, HASH, BOOL, CALL, LEN, LENGTH_HINT, GETITEM, SETITEM, DELITEM, MISSING, ITER, NEXT,
  REVERSED, CONTAINS, GETATTRIBUTE, GETATTR, SETATTR, DELATTR, DIR, GET, SET, DELETE, LT, LE, EQ, NE, GT, GE, ADD, RADD, IADD,
  SUB, RSUB, ISUB, MUL, RMUL, IMUL, MATMUL, RMATMUL, IMATMUL, TRUEDIV, RTRUEDIV, ITRUEDIV, FLOORDIV, RFLOORDIV, IFLOORDIV,
  MOD, RMOD, IMOD, DIVMOD, RDIVMOD, POW, RPOW, IPOW, LSHIFT, RLSHIFT, ILSHIFT, RSHIFT, RRSHIFT, IRSHIFT, AND, RAND, IAND,
  XOR, RXOR, IXOR, OR, ROR, IOR, NEG, POS, ABS, INVERT, COMPLEX, INT, FLOAT, INDEX, ROUND, TRUNC, FLOOR, CEIL, ENTER, EXIT,
  AENTER, AEXIT, AWAIT, AITER, ANEXT, PREPARE, INSTANCECHECK, SUBCLASSCHECK, INIT_SUBCLASS, SET_NAME, CLASS_GETITEM,
  MRO_ENTRIES, BUFFER, RELEASE_BUFFER, FSPATH, SIZEOF, REDUCE, REDUCE_EX, GETSTATE, COPY, DEEPCOPY;

  private static final Map<String, Slot> BY_NAME = byName();

  private static Map<String, Slot> byName() {
    Map<String, Slot> all = new HashMap<>();
    for (Slot s : values()) {
      all.put(s.attribute, s);
    }
    return Map.copyOf(all);
  }

  /// The name of the special method: `__getitem__`.
  public final String attribute = ("__" + name().toLowerCase(java.util.Locale.ROOT) + "__").intern();

  /// The slot of a special method's name, or null.
  public static Slot of(String attribute) {
    return BY_NAME.get(attribute);
  }
}
