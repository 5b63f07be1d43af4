package org.atoll.runtime.object;

import java.util.Set;
import org.atoll.runtime.types.PyExc;

/// Which objects can be referred to weakly (a type's `tp_weaklistoffset`). Stateless.
public final class Referable {
  /// Built-in types whose instances cannot, beside exceptions and iterators.
  private static final Set<String> NOT = Set.of("int", "bool", "float", "complex", "str", "bytes", "bytearray", "tuple", "list", "dict", "NoneType",
      "NotImplementedType", "ellipsis", "object", "slice", "range", "cell", "traceback", "frame", "mappingproxy", "property", "super", "staticmethod", "classmethod",
      "getset_descriptor", "member_descriptor", "method_descriptor", "wrapper_descriptor", "classmethod_descriptor", "weakref.ReferenceType", "weakref.ProxyType",
      "weakref.CallableProxyType", "collections.defaultdict", "zip", "map", "filter", "enumerate", "reversed", "dict_keys", "dict_values", "dict_items", "dict_view",
      "_contextvars.ContextVar", "types.SimpleNamespace", "operator.itemgetter", "operator.attrgetter", "operator.methodcaller", "typing.Generic");

  private Referable() {}

  /// Whether instances of a type can be referred to weakly.
  public static boolean instancesOf(PyType t) {
    PyType builtin = t;
    while (builtin.isHeapType()) {
      if (builtin.dict().get("__weakref__") != null) {
        return true;
      }
      builtin = builtin.base();
    }
    return natively(builtin) || t.lookup("__weakref__") != null;
  }

  /// Whether a built-in type itself provides for it, so that derived classes need no `__weakref__`.
  static boolean natively(PyType builtin) {
    String name = builtin.fullName();
    return !NOT.contains(name) && !name.endsWith("iterator") && (!name.startsWith("itertools.") || name.equals("itertools._tee")) && !builtin.isSubtype(PyExc.BaseException);
  }
}
