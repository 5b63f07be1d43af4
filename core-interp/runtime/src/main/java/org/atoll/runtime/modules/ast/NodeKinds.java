package org.atoll.runtime.modules.ast;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atoll.syntax.ast.Alias;
import org.atoll.syntax.ast.Arg;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.BoolOp;
import org.atoll.syntax.ast.CmpOp;
import org.atoll.syntax.ast.Comprehension;
import org.atoll.syntax.ast.ExceptHandlerNode;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.ExprContext;
import org.atoll.syntax.ast.Keyword;
import org.atoll.syntax.ast.MatchCase;
import org.atoll.syntax.ast.Mod;
import org.atoll.syntax.ast.Operator;
import org.atoll.syntax.ast.Pattern;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;
import org.atoll.syntax.ast.TypeIgnoreNode;
import org.atoll.syntax.ast.TypeParam;
import org.atoll.syntax.ast.UnaryOp;
import org.atoll.syntax.ast.WithItem;

/// The kinds of nodes, read off the records of the syntax tree: what ASDL says beyond them (which fields may be absent)
/// is all that is added here. Made when the module `_ast` is first imported; immutable and shared.
final class NodeKinds {
  /// Fields that ASDL marks with `?`.
  private static final Set<String> OPTIONAL = Set.of("FunctionDef.returns", "AsyncFunctionDef.returns", "Return.value", "AnnAssign.value", "Raise.exc", "Raise.cause",
      "Assert.msg", "ImportFrom.module", "ImportFrom.level", "Yield.value", "FormattedValue.format_spec", "Interpolation.format_spec", "Constant.kind", "Slice.lower",
      "Slice.upper", "Slice.step", "MatchMapping.rest", "MatchStar.name", "MatchAs.pattern", "MatchAs.name", "TypeVar.bound", "TypeVar.default_value",
      "ParamSpec.default_value", "TypeVarTuple.default_value", "ExceptHandler.type", "ExceptHandler.name", "alias.asname", "arg.annotation", "arguments.vararg",
      "arguments.kwarg", "keyword.arg", "match_case.guard", "withitem.optional_vars");
  /// List fields whose elements may be absent.
  private static final Set<String> HOLES = Set.of("arguments.kw_defaults", "Dict.keys");
  /// Fields of ASDL's type `string`; other texts are identifiers.
  private static final Set<String> STRINGS = Set.of("type_comment", "kind", "tag");
  private static final Map<Class<?>, String> SUMS = sums();
  private static final Map<String, String> RENAMED = Map.of("ExprStmt", "Expr", "SetExpr", "Set", "ListExpr", "List", "TupleExpr", "Tuple", "MatchCase", "match_case");
  static final NodeKinds ALL = new NodeKinds();

  /// A class of the module: a sum type such as `expr`, one of its cases, or a product type such as `alias`.
  static final class Kind {
    final String name;
    /// The sum type that this is a case of, or null.
    final Kind sum;
    /// The record, the enum constant's class, or for a sum type its interface.
    final Class<?> javaType;
    /// The enum constant that this stands for, or null.
    final Enum<?> constant;
    final List<Field> fields;
    final boolean positioned;
    /// Whether the end of the position may be left out.
    final boolean endOptional;
    private final Constructor<?> constructor;
    private final Method position;

    Kind(String name, Kind sum, Class<?> javaType, Enum<?> constant, List<Field> fields, Method position, Constructor<?> constructor) {
      this.name = name;
      this.sum = sum;
      this.javaType = javaType;
      this.constant = constant;
      this.fields = fields;
      this.position = position;
      positioned = position != null;
      this.constructor = constructor;
      String positionedBy = sum == null ? name : sum.name;
      endOptional = !positionedBy.equals("pattern") && !positionedBy.equals("type_param");
    }

    /// Whether this is a sum type itself.
    boolean isSum() {
      return constructor == null && constant == null;
    }

    /// Whether nodes of this kind are records.
    boolean constructor() {
      return constructor != null;
    }

    /// The position of a node.
    Position position(Object record) {
      try {
        return (Position) position.invoke(record);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(name, e);
      }
    }

    /// A node of this kind; the values are in the record's order, a position last.
    Object make(Object[] values) {
      try {
        return constructor.newInstance(values);
      } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(name, e);
      }
    }

    /// The kind's line of ASDL.
    String asdl() {
      if (fields.isEmpty()) {
        return name;
      }
      StringBuilder b = new StringBuilder(name).append('(');
      for (int i = 0; i < fields.size(); i++) {
        b.append(i == 0 ? "" : ", ").append(fields.get(i).asdl());
      }
      return b.append(')').toString();
    }
  }

  /// A field of a node.
  static final class Field {
    final String name;
    /// Its ASDL type: `identifier`, `string`, `int`, `constant`, or the name of a kind.
    final String type;
    /// The Java type of its value, or of the elements of its list.
    final Class<?> javaType;
    final boolean list;
    final boolean optional;
    final boolean holes;
    private final Method accessor;

    Field(String owner, RecordComponent c) {
      name = c.getName();
      accessor = c.getAccessor();
      list = c.getType() == List.class;
      javaType = list ? (Class<?>) ((ParameterizedType) c.getGenericType()).getActualTypeArguments()[0] : c.getType();
      String key = owner + "." + name;
      optional = OPTIONAL.contains(key) || name.equals("type_comment");
      holes = HOLES.contains(key);
      type = javaType == String.class ? STRINGS.contains(name) ? "string" : "identifier" : javaType == int.class ? "int"
          : javaType == Object.class ? "constant" : kindName(javaType);
    }

    Object get(Object record) {
      try {
        return accessor.invoke(record);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(name, e);
      }
    }

    String asdl() {
      return type + (holes ? "?*" : list ? "*" : optional ? "?" : "") + " " + name;
    }
  }

  /// All kinds by name, sum types before their cases.
  final Map<String, Kind> byName = new LinkedHashMap<>();
  final Map<Class<?>, Kind> byRecord = new LinkedHashMap<>();

  private NodeKinds() {
    for (Class<?> sum : List.of(Mod.class, Stmt.class, Expr.class)) {
      addSum(sum);
    }
    for (Class<?> e : List.of(ExprContext.class, BoolOp.class, Operator.class, UnaryOp.class, CmpOp.class)) {
      addEnum(e);
    }
    addRecord(Comprehension.class, null);
    addSum(ExceptHandlerNode.class);
    for (Class<?> product : List.of(Arguments.class, Arg.class, Keyword.class, Alias.class, WithItem.class, MatchCase.class)) {
      addRecord(product, null);
    }
    addSum(Pattern.class);
    addSum(TypeIgnoreNode.class);
    addSum(TypeParam.class);
  }

  private static Map<Class<?>, String> sums() {
    return Map.ofEntries(Map.entry(Mod.class, "mod"), Map.entry(Stmt.class, "stmt"), Map.entry(Expr.class, "expr"), Map.entry(Pattern.class, "pattern"),
        Map.entry(TypeParam.class, "type_param"), Map.entry(ExceptHandlerNode.class, "excepthandler"), Map.entry(TypeIgnoreNode.class, "type_ignore"),
        Map.entry(ExprContext.class, "expr_context"), Map.entry(BoolOp.class, "boolop"), Map.entry(Operator.class, "operator"), Map.entry(UnaryOp.class, "unaryop"),
        Map.entry(CmpOp.class, "cmpop"));
  }

  private static String kindName(Class<?> type) {
    String sum = SUMS.get(type);
    if (sum != null) {
      return sum;
    }
    if (type.getEnclosingClass() != null && SUMS.containsKey(type.getEnclosingClass()) && type.getEnclosingClass().getPermittedSubclasses().length == 1) {
      return SUMS.get(type.getEnclosingClass());
    }
    String simple = type.getSimpleName();
    String renamed = RENAMED.get(simple);
    return renamed != null ? renamed : type.getEnclosingClass() == null ? simple.toLowerCase(java.util.Locale.ROOT) : simple;
  }

  private void addSum(Class<?> type) {
    Kind sum = new Kind(SUMS.get(type), null, type, null, List.of(), positionOf(type), null);
    byName.put(sum.name, sum);
    for (Class<?> c : type.getPermittedSubclasses()) {
      addRecord(c, sum);
    }
  }

  private static Method positionOf(Class<?> type) {
    for (Method m : type.getMethods()) {
      if (m.getReturnType() == Position.class && m.getName().equals("pos")) {
        return m;
      }
    }
    return null;
  }

  private void addEnum(Class<?> type) {
    Kind sum = new Kind(SUMS.get(type), null, type, null, List.of(), null, null);
    byName.put(sum.name, sum);
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name();
      byName.put(name, new Kind(name, sum, type, (Enum<?>) constant, List.of(), null, null));
    }
  }

  private void addRecord(Class<?> type, Kind sum) {
    String name = sum == null ? kindName(type) : RENAMED.getOrDefault(type.getSimpleName(), type.getSimpleName());
    List<Field> fields = new ArrayList<>();
    List<Class<?>> parameters = new ArrayList<>();
    for (RecordComponent c : type.getRecordComponents()) {
      parameters.add(c.getType());
      if (c.getType() != Position.class) {
        fields.add(new Field(name, c));
      }
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters.toArray(new Class<?>[0]));
      Kind kind = new Kind(name, sum, type, null, List.copyOf(fields), positionOf(type), constructor);
      byName.put(name, kind);
      byRecord.put(type, kind);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
