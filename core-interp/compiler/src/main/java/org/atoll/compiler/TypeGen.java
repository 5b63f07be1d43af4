package org.atoll.compiler;

import java.util.ArrayList;
import java.util.List;
import org.atoll.compiler.CodeGen.Kind;
import org.atoll.compiler.FunctionGen.Defaults;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Arguments;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.ExprContext;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;
import org.atoll.syntax.ast.TypeParam;

/// Type parameters and type aliases (PEP 695 and 696). What has type parameters is compiled inside a function of their
/// own, which is called at once.
final class TypeGen {
  private final CodeGen g;

  TypeGen(CodeGen g) {
    this.g = g;
  }

  private CodeInfo parametersFunction(Stmt s, String name, CodeGen.BodyWriter body) {
    Scope scope = g.unit.symbols.typeParameters(s);
    Object key = g.unit.keyOf(s, "type parameters");
    String title = "<generic parameters of " + name + ">";
    if (s instanceof Stmt.ClassDef c) {
      return g.functions.simple(key, title, Kind.TYPE_PARAMETERS, scope, s.pos(), name, inner -> inner.privateOnly = SymbolTable.typeParameterNames(c), body);
    }
    return g.functions.simple(key, title, Kind.TYPE_PARAMETERS, scope, s.pos(), body);
  }

  void genericFunction(Stmt s, String name, Arguments args, List<Stmt> body, Expr returns, List<TypeParam> params, int line, Defaults d) {
    CodeInfo code = parametersFunction(s, name, inner -> {
      inner.functions.types().pushParameters(params, s.pos());
      Temp tuple = inner.variables.temp(true);
      inner.variables.store(tuple);
      Runnable defaults = d.positional() == null ? null : () -> {
        inner.variables.load(inner.variables.named(".defaults"));
        inner.e.checkcast(RuntimeAbi.OBJECTS);
      };
      Runnable keyword = d.keyword() == null ? null : () -> inner.variables.load(inner.variables.named(".kwdefaults"));
      inner.functions.definition(s, name, args, body, returns, line, new Defaults(defaults, keyword));
      inner.variables.load(tuple);
      inner.e.invoke(RuntimeHelpers.SET_TYPE_PARAMS);
      inner.returnTop();
    });
    List<Runnable> arguments = new ArrayList<>();
    if (d.positional() != null) {
      arguments.add(d.positional());
    }
    if (d.keyword() != null) {
      arguments.add(d.keyword());
    }
    callNow(code, arguments, s.pos());
  }

  private void callNow(CodeInfo code, List<Runnable> arguments, Position pos) {
    g.functions.pushFunction(code);
    g.e.dup();
    g.e.invoke(RuntimeHelpers.BODY_OF);
    g.e.swap();
    g.loadThreadState();
    g.e.swap();
    arguments.forEach(Runnable::run);
    g.at(pos);
    g.e.invoke(RuntimeHelpers.BODY_CALLS[arguments.size()]);
  }

  void genericClass(Stmt.ClassDef c, int line) {
    CodeInfo code = parametersFunction(c, c.name(), inner -> {
      inner.functions.types().pushParameters(c.type_params(), c.pos());
      inner.e.dup();
      inner.assignments.storeName(".type_params", c.pos());
      inner.loadThreadState();
      inner.e.swap();
      inner.at(c.pos());
      inner.e.invoke(RuntimeHelpers.GENERIC_BASE);
      inner.assignments.storeName(".generic_base", c.pos());
      List<Expr> bases = new ArrayList<>(c.bases());
      bases.add(new Expr.Name(".generic_base", ExprContext.Load, c.pos()));
      inner.functions.classes().build(c, line, bases);
      inner.returnTop();
    });
    callNow(code, List.of(), c.pos());
  }

  /// `type X = ...`.
  void alias(Stmt.TypeAlias t) {
    Expr.Name name = (Expr.Name) t.name();
    if (t.type_params().isEmpty()) {
      pushAlias(t, name.id(), null);
    } else {
      CodeInfo code = parametersFunction(t, name.id(), inner -> {
        inner.functions.types().pushParameters(t.type_params(), t.pos());
        Temp tuple = inner.variables.temp(true);
        inner.variables.store(tuple);
        inner.functions.types().pushAlias(t, name.id(), tuple);
        inner.returnTop();
      });
      callNow(code, List.of(), t.pos());
    }
    g.assignments.storeName(name.id(), name.pos());
  }

  private void pushAlias(Stmt.TypeAlias t, String name, Temp params) {
    g.loadThreadState();
    g.e.aload(g.fnLocal);
    g.e.string(name);
    if (params == null) {
      g.expressions.none();
    } else {
      g.variables.load(params);
    }
    deferred(t, name, g.unit.symbols.block(t), t.value());
    g.at(t.pos());
    g.e.invoke(RuntimeHelpers.TYPE_ALIAS);
  }

  /// Pushes a function that evaluates an expression when called with a format.
  private void deferred(Object key, String name, Scope scope, Expr e) {
    CodeInfo code = g.functions.simple(key, name, Kind.DEFERRED, scope, e.pos(), inner -> {
      inner.loadThreadState();
      inner.variables.load(inner.variables.named(".format"));
      inner.e.invoke(RuntimeHelpers.ANNOTATE_FORMAT);
      if (e instanceof Expr.Starred s) {
        inner.functions.annotations().unpackedStar(s);
      } else {
        inner.expressions.gen(e);
      }
      inner.returnTop();
    });
    Runnable format = () -> new DisplayGen(g, g.expressions).array(List.of(new Expr.Constant(1L, null, e.pos())));
    g.functions.pushFunction(code, format, null, null);
  }

  private void deferredOrNull(Object key, String name, Scope scope, Expr e) {
    if (e == null) {
      g.e.aconstNull();
    } else {
      deferred(key, name, scope, e);
    }
  }

  /// Pushes the tuple of new type variables, each bound to its name.
  private void pushParameters(List<TypeParam> params, Position pos) {
    SymbolTable symbols = g.unit.symbols;
    boolean defaultsBegun = false;
    List<Temp> made = new ArrayList<>();
    for (TypeParam p : params) {
      Expr defaultValue = switch (p) {
        case TypeParam.TypeVar t -> t.default_value();
        case TypeParam.ParamSpec t -> t.default_value();
        case TypeParam.TypeVarTuple t -> t.default_value();
      };
      String name = SymbolTable.nameOf(p);
      if (defaultValue == null && defaultsBegun) {
        throw g.error("non-default type parameter '" + name + "' follows default type parameter", p.pos());
      }
      defaultsBegun |= defaultValue != null;
      g.loadThreadState();
      g.e.aload(g.fnLocal);
      g.e.string(name);
      if (p instanceof TypeParam.TypeVar t) {
        deferredOrNull(t, name, symbols.block(t), t.bound());
        g.e.iconst(t.bound() instanceof Expr.TupleExpr ? 1 : 0);
      }
      deferredOrNull(g.unit.keyOf(p, "default"), name, symbols.defaultOf(p), defaultValue);
      g.at(p.pos());
      g.e.invoke(switch (p) {
        case TypeParam.TypeVar t -> RuntimeHelpers.TYPE_VAR;
        case TypeParam.ParamSpec t -> RuntimeHelpers.PARAM_SPEC;
        case TypeParam.TypeVarTuple t -> RuntimeHelpers.TYPE_VAR_TUPLE;
      });
      g.e.dup();
      g.assignments.storeName(name, p.pos());
      Temp kept = g.variables.temp(true);
      g.variables.store(kept);
      made.add(kept);
    }
    g.e.newArray(made.size());
    for (int i = 0; i < made.size(); i++) {
      g.e.dup();
      g.e.iconst(i);
      g.variables.load(made.get(i));
      g.variables.free(made.get(i));
      g.e.aastore();
    }
    g.e.invoke(RuntimeHelpers.TUPLE);
  }
}
