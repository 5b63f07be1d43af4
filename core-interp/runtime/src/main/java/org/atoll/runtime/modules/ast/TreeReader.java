package org.atoll.runtime.modules.ast;

import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.syntax.ast.Mod;
import org.atoll.syntax.ast.Position;

/// Makes a syntax tree of Python objects (`obj2ast_...` of `Python/Python-ast.c`).
public final class TreeReader {
  private final ThreadState ts;
  private final NodeTypes types;

  private TreeReader(ThreadState ts) {
    this.ts = ts;
    types = NodeTypes.of(ts);
  }

  /// The tree whose root must be a node of class `root` (`Module` ...). Requires the GIL.
  /// @throws org.atoll.runtime.types.PyException TypeError or ValueError for what is no proper tree
  public static Mod fromPython(ThreadState ts, Object tree, String root) {
    TreeReader r = new TreeReader(ts);
    NodeKinds.Kind kind = r.types.kindOf(PyObject.typeOf(tree));
    if (kind == null || !kind.name.equals(root)) {
      throw PyErr.typeError("expected %s node, got %s", root, PyObject.typeOf(tree).name());
    }
    Mod made = (Mod) r.node(tree, kind);
    new TreeRules().check(made);
    return made;
  }

  /// Whether a value is a node.
  public static boolean isNode(Object o) {
    return o instanceof PyNode;
  }

  private Object node(Object o, NodeKinds.Kind kind) {
    ts.enterJava(" during ast construction");
    try {
      int n = kind.fields.size();
      Object[] values = new Object[kind.positioned ? n + 1 : n];
      for (int i = 0; i < n; i++) {
        values[i] = field(o, kind, kind.fields.get(i));
      }
      if (kind.positioned) {
        values[n] = position(o, kind);
      }
      return kind.make(values);
    } finally {
      ts.leaveJava();
    }
  }

  private Object field(Object o, NodeKinds.Kind kind, NodeKinds.Field f) {
    Object v = PyObjects.getOptionalAttr(ts, o, f.name);
    if (f.list) {
      if (v == null) {
        return List.of();
      }
      if (!(v instanceof PyList l)) {
        throw PyErr.typeError("%s field \"%s\" must be a list, not a %s", kind.name, f.name, PyObject.typeOf(v).name());
      }
      List<Object> items = new ArrayList<>(l.size);
      for (Object item : l.toArray()) {
        items.add(element(item, f));
      }
      return items;
    }
    if (f.type.equals("constant")) {
      if (v == null) {
        throw missing(f.name, kind.name);
      }
      return TreeConstants.fromPython(v);
    }
    if (v == null || v == PyNone.NONE) {
      return absent(v, kind, f);
    }
    return value(v, f);
  }

  private static Object absent(Object v, NodeKinds.Kind kind, NodeKinds.Field f) {
    if (f.optional) {
      return f.type.equals("int") ? (Object) 0 : null;
    }
    if (v == null) {
      throw missing(f.name, kind.name);
    }
    if (f.type.equals("int")) {
      throw PyErr.valueError("invalid integer value: None");
    }
    if (f.javaType.isEnum()) {
      throw PyErr.typeError("expected some sort of %s, but got None", f.type);
    }
    throw PyErr.valueError("field '%s' is required for %s", f.name, kind.name);
  }

  private static RuntimeException missing(String field, String owner) {
    return PyErr.typeError("required field \"%s\" missing from %s", field, owner);
  }

  private Object element(Object item, NodeKinds.Field f) {
    if (item == PyNone.NONE) {
      if (f.holes) {
        return null;
      }
      if (f.javaType.isEnum()) {
        throw PyErr.typeError("expected some sort of %s, but got None", f.type);
      }
      throw PyErr.valueError("None disallowed in %s list", f.type.equals("stmt") ? "statement" : f.type.equals("expr") ? "expression" : f.type);
    }
    return value(item, f);
  }

  private Object value(Object v, NodeKinds.Field f) {
    switch (f.type) {
      case "int":
        return integer(v);
      case "identifier", "string":
        if (!PyUnicode.check(v)) {
          throw PyErr.typeError("AST %s must be of type str", f.type);
        }
        return PyUnicode.toJava(v);
      default:
    }
    NodeKinds.Kind kind = types.kindOf(PyObject.typeOf(v));
    NodeKinds.Kind wanted = NodeKinds.ALL.byName.get(f.type);
    boolean fits = kind != null && (kind == wanted || kind.sum == wanted);
    if (fits && kind.constant != null) {
      return kind.constant;
    }
    if (fits && wanted.positioned) {
      // As CPython, which reads the position of a sum type before it looks which case it is.
      position(v, wanted);
    }
    if (!fits || !kind.constructor()) {
      if (wanted.isSum() && wanted.positioned) {
        position(v, wanted);
      }
      throw PyErr.typeError("expected some sort of %s, but got %s", f.type, PyObjects.repr(ts, v));
    }
    return node(v, kind);
  }

  private int integer(Object v) {
    if (!PyLong.check(v)) {
      throw PyErr.valueError("invalid integer value: %s", PyObjects.repr(ts, v));
    }
    long n = PyNumber.asIndex(ts, v, PyExc.OverflowError);
    if (n != (int) n) {
      throw PyErr.overflowError("Python int too large to convert to C int");
    }
    return (int) n;
  }

  private Position position(Object o, NodeKinds.Kind kind) {
    String owner = kind.sum == null ? kind.name : kind.sum.name;
    int line = required(o, "lineno", owner);
    int column = required(o, "col_offset", owner);
    int endLine;
    int endColumn;
    if (kind.endOptional) {
      endLine = optional(o, "end_lineno", line);
      endColumn = optional(o, "end_col_offset", column);
    } else {
      endLine = required(o, "end_lineno", owner);
      endColumn = required(o, "end_col_offset", owner);
    }
    return new Position(line, column, endLine, endColumn);
  }

  private int required(Object o, String name, String owner) {
    Object v = PyObjects.getOptionalAttr(ts, o, name);
    if (v == null) {
      throw missing(name, owner);
    }
    return integer(v);
  }

  private int optional(Object o, String name, int fallback) {
    Object v = PyObjects.getOptionalAttr(ts, o, name);
    return v == null || v == PyNone.NONE ? fallback : integer(v);
  }
}
