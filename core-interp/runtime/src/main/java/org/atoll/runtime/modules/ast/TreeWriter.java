package org.atoll.runtime.modules.ast;

import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.syntax.ast.Mod;
import org.atoll.syntax.ast.Position;

/// Makes Python objects of a syntax tree (`ast2obj_...` of `Python/Python-ast.c`).
public final class TreeWriter {
  private final ThreadState ts;
  private final NodeTypes types;

  private TreeWriter(ThreadState ts) {
    this.ts = ts;
    types = NodeTypes.of(ts);
  }

  /// The tree as Python sees it. Requires the GIL.
  public static Object toPython(ThreadState ts, Mod tree) {
    return new TreeWriter(ts).write(tree);
  }

  private Object write(Object value) {
    return switch (value) {
      case null -> PyNone.NONE;
      case List<?> l -> {
        PyList list = new PyList();
        for (Object o : l) {
          list.append(write(o));
        }
        yield list;
      }
      case Enum<?> e -> types.constant(e);
      case String s -> PyUnicode.fromUtf16(s);
      case Integer i -> (long) i;
      default -> node(value);
    };
  }

  private Object node(Object record) {
    NodeKinds.Kind kind = NodeKinds.ALL.byRecord.get(record.getClass());
    PyNode made = new PyNode(types.type(kind.name));
    for (NodeKinds.Field f : kind.fields) {
      Object v = f.get(record);
      made.setOwn(f.name, f.type.equals("constant") ? TreeConstants.toPython(ts, v) : write(v));
    }
    if (kind.positioned) {
      Position p = kind.position(record);
      made.setOwn("lineno", (long) p.lineno());
      made.setOwn("col_offset", (long) p.colOffset());
      made.setOwn("end_lineno", (long) p.endLineno());
      made.setOwn("end_col_offset", (long) p.endColOffset());
    }
    return made;
  }
}
