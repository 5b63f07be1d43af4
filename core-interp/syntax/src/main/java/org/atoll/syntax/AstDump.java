package org.atoll.syntax;

import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.atoll.syntax.ast.Node;
import org.atoll.syntax.ast.Position;

/// Prints a tree as CPython's `ast.dump` does. Works with a stack of its own, so that deep trees do no harm. Stateless
/// and thread-safe.
public final class AstDump {
  /// How to print one kind of node: its ASDL name, its fields, and whether each is a constant.
  private record Shape(String name, RecordComponent[] fields, RecordComponent position) {}

  private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
    @Override
    protected Shape computeValue(Class<?> type) {
      RecordComponent[] all = type.getRecordComponents();
      List<RecordComponent> fields = new ArrayList<>();
      RecordComponent position = null;
      for (RecordComponent c : all) {
        c.getAccessor().setAccessible(true);
        if (c.getType() == Position.class) {
          position = c;
        } else {
          fields.add(c);
        }
      }
      return new Shape(asdlName(type), fields.toArray(new RecordComponent[0]), position);
    }
  };

  private AstDump() {}

  private static String asdlName(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "ExprStmt" -> "Expr";
      case "SetExpr" -> "Set";
      case "ListExpr" -> "List";
      case "TupleExpr" -> "Tuple";
      case "Arguments" -> "arguments";
      case "Arg" -> "arg";
      case "Keyword" -> "keyword";
      case "Alias" -> "alias";
      case "WithItem" -> "withitem";
      case "MatchCase" -> "match_case";
      case "Comprehension" -> "comprehension";
      default -> type.getSimpleName();
    };
  }

  /// The tree as `ast.dump(tree, include_attributes=attributes)` prints it.
  public static String dump(Node tree, boolean attributes) {
    StringBuilder out = new StringBuilder();
    Deque<Object> work = new ArrayDeque<>();
    work.push(tree);
    while (!work.isEmpty()) {
      Object next = work.pop();
      if (next instanceof Node node) {
        expand(node, attributes, work);
      } else {
        out.append(next);
      }
    }
    return out.toString();
  }

  /// Pushes the parts of a node, last first.
  private static void expand(Node node, boolean attributes, Deque<Object> work) {
    Shape shape = SHAPES.get(node.getClass());
    List<Object> parts = new ArrayList<>();
    parts.add(shape.name + "(");
    for (RecordComponent field : shape.fields) {
      Object value = get(field, node);
      if (isShown(field, node, value)) {
        parts.add((parts.size() == 1 ? "" : ", ") + field.getName() + "=");
        addValue(parts, field, node, value);
      }
    }
    Position pos = attributes && shape.position != null ? (Position) get(shape.position, node) : null;
    if (pos != null) {
      parts.add((parts.size() == 1 ? "" : ", ") + "lineno=" + pos.lineno() + ", col_offset=" + pos.colOffset()
          + ", end_lineno=" + pos.endLineno() + ", end_col_offset=" + pos.endColOffset());
    }
    parts.add(")");
    for (int i = parts.size() - 1; i >= 0; i--) {
      work.push(parts.get(i));
    }
  }

  private static Object get(RecordComponent field, Node node) {
    try {
      return field.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isConstant(RecordComponent field) {
    return field.getType() == Object.class;
  }

  private static boolean isShown(RecordComponent field, Node node, Object value) {
    if (isConstant(field)) {
      return true;
    }
    return value != null && !(value instanceof List<?> l && l.isEmpty());
  }

  private static void addValue(List<Object> parts, RecordComponent field, Node node, Object value) {
    if (isConstant(field)) {
      parts.add(repr(value));
    } else if (value instanceof List<?> l) {
      parts.add("[");
      for (int i = 0; i < l.size(); i++) {
        if (i > 0) {
          parts.add(", ");
        }
        addItem(parts, l.get(i));
      }
      parts.add("]");
    } else {
      addItem(parts, value);
    }
  }

  private static void addItem(List<Object> parts, Object value) {
    switch (value) {
      case null -> parts.add("None");
      case Node n -> parts.add(n);
      case Enum<?> e -> parts.add(e.name() + "()");
      default -> parts.add(repr(value));
    }
  }

  private static String repr(Object value) {
    StringBuilder out = new StringBuilder();
    PythonRepr.append(out, value);
    return out.toString();
  }
}
