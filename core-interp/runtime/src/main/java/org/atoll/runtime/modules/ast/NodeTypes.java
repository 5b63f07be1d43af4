package org.atoll.runtime.modules.ast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// One interpreter's node classes, which its code may change. Guarded by the GIL.
final class NodeTypes {
  private static final PyTuple PLACES = PyTuple.of("lineno", "col_offset", "end_lineno", "end_col_offset");

  private final Map<String, PyType> byName = new HashMap<>();
  private final Map<PyType, NodeKinds.Kind> kinds = new HashMap<>();
  private final Map<Enum<?>, Object> constants = new HashMap<>();

  private NodeTypes(ThreadState ts) {
    for (NodeKinds.Kind k : NodeKinds.ALL.byName.values()) {
      PyType t = make(ts, k);
      byName.put(k.name, t);
      kinds.put(t, k);
      if (k.constant != null) {
        constants.put(k.constant, new PyNode(t));
      }
    }
    for (NodeKinds.Kind k : NodeKinds.ALL.byName.values()) {
      if (k.constructor() || k.constant != null) {
        addFieldTypes(ts, k);
      }
    }
  }

  /// Holds the classes, whose making needs the interpreter's other states.
  private static final class Holder {
    NodeTypes types;
  }

  static NodeTypes of(ThreadState ts) {
    Holder h = ts.interpreter().state(Holder.class, Holder::new);
    if (h.types == null) {
      h.types = new NodeTypes(ts);
    }
    return h.types;
  }

  private PyType make(ThreadState ts, NodeKinds.Kind k) {
    PyDict d = new PyDict();
    Object[] names = k.fields.stream().map(f -> (Object) f.name).toArray();
    d.put("_fields", PyTuple.of(names));
    d.put("__match_args__", PyTuple.of(names));
    d.put("__module__", "ast");
    d.put("__doc__", doc(k));
    if (k.sum == null) {
      d.put("_attributes", k.positioned ? PLACES : PyTuple.EMPTY);
      if (k.positioned && k.endOptional) {
        d.put("end_lineno", PyNone.NONE);
        d.put("end_col_offset", PyNone.NONE);
      }
    }
    for (NodeKinds.Field f : k.fields) {
      if (f.optional) {
        d.put(f.name, PyNone.NONE);
      }
    }
    PyType base = k.sum == null ? PyNode.TYPE : byName.get(k.sum.name);
    return (PyType) PyType.TYPE.call3(ts, k.name, PyTuple.of(base), d);
  }

  private static String doc(NodeKinds.Kind k) {
    if (k.sum != null || !k.isSum()) {
      return k.asdl();
    }
    List<String> cases = new ArrayList<>();
    boolean plain = true;
    for (NodeKinds.Kind c : NodeKinds.ALL.byName.values()) {
      if (c.sum == k) {
        cases.add(c.asdl());
        plain &= c.fields.isEmpty();
      }
    }
    return k.name + " = " + String.join(plain ? " | " : "\n" + " ".repeat(k.name.length()) + " | ", cases);
  }

  private void addFieldTypes(ThreadState ts, NodeKinds.Kind k) {
    PyDict types = new PyDict();
    for (NodeKinds.Field f : k.fields) {
      Object t = switch (f.type) {
        case "identifier", "string" -> PyUnicode.TYPE;
        case "int" -> PyLong.TYPE;
        case "constant" -> PyBaseObject.TYPE;
        default -> byName.get(f.type);
      };
      types.put(f.name, f.list ? PyGenericAlias.of(PyList.TYPE, t) : f.optional ? PyNumber.or(ts, t, PyNone.NONE) : t);
    }
    PyType t = byName.get(k.name);
    t.setOwn("_field_types", types);
    t.setOwn("__annotations_cache__", types);
  }

  PyType type(String name) {
    return byName.get(name);
  }

  /// All classes by name.
  Map<String, PyType> all() {
    return byName;
  }

  /// The one instance that stands for an operator or context.
  Object constant(Enum<?> e) {
    return constants.get(e);
  }

  /// The kind that a class is or derives from; null for others.
  NodeKinds.Kind kindOf(PyType t) {
    for (PyType c : t.mro()) {
      NodeKinds.Kind k = kinds.get(c);
      if (k != null) {
        return k;
      }
    }
    return null;
  }
}
