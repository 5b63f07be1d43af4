package org.atoll.compiler;

import java.util.ArrayList;
import java.util.List;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.NoneValue;
import org.atoll.syntax.ast.StrValue;

/// Displays: tuples, lists, sets, dicts, slices, f-strings and t-strings.
final class DisplayGen {
  /// Above this many elements a display is filled piece by piece.
  private static final int LONG_DISPLAY = 64;

  private final CodeGen g;
  private final ExpressionGen x;

  DisplayGen(CodeGen g, ExpressionGen x) {
    this.g = g;
    this.x = x;
  }

  private static boolean anyStarred(List<Expr> es) {
    return es.stream().anyMatch(e -> e instanceof Expr.Starred);
  }

  private boolean anyNeedsEmptyStack(List<Expr> es) {
    return es.stream().anyMatch(x::needsEmptyStack);
  }

  /// Pushes an `Object[]` of the values.
  void array(List<Expr> es) {
    List<Temp> temps = anyNeedsEmptyStack(es) ? x.toTemps(es) : null;
    g.e.newArray(es.size());
    if (temps == null && g.splitWeight > 0 && es.size() > LONG_DISPLAY / 4) {
      fill(es);
      return;
    }
    for (int i = 0; i < es.size(); i++) {
      g.e.dup();
      g.e.iconst(i);
      if (temps != null) {
        g.variables.load(temps.get(i));
        g.variables.free(temps.get(i));
      } else {
        x.gen(es.get(i));
      }
      g.e.aastore();
    }
  }

  /// Fills the array on the stack piece by piece.
  private void fill(List<Expr> es) {
    Temp array = g.variables.temp(true);
    g.variables.store(array);
    g.pieces(es.size(), anyYields(es), i -> {
      x.gen(es.get(i));
      int value = g.e.newLocal();
      g.e.astore(value);
      g.variables.load(array);
      g.e.checkcast(RuntimeAbi.OBJECTS);
      g.e.iconst(i);
      g.e.aload(value);
      g.e.aastore();
      g.e.freeLocal(value);
    });
    g.variables.load(array);
    g.e.checkcast(RuntimeAbi.OBJECTS);
    g.variables.free(array);
  }

  void tuple(List<Expr> elts) {
    if (anyStarred(elts) || elts.size() > LONG_DISPLAY) {
      listByPieces(elts);
      g.e.invoke(RuntimeHelpers.LIST_TO_TUPLE);
    } else {
      array(elts);
      g.e.invoke(RuntimeHelpers.TUPLE);
    }
  }

  private List<Object> constants(List<Expr> elts) {
    List<Object> values = new ArrayList<>();
    for (Expr e : elts) {
      if (e == null || !(x.fold(e) instanceof Expr.Constant c)) {
        return null;
      }
      values.add(c.value());
    }
    return values;
  }

  void list(List<Expr> elts) {
    List<Object> constants = elts.size() >= 3 ? constants(elts) : null;
    if (constants != null) {
      x.constant(constants);
      g.e.invoke(RuntimeHelpers.LIST_COPY);
    } else if (anyStarred(elts) || elts.size() > LONG_DISPLAY) {
      listByPieces(elts);
    } else {
      array(elts);
      g.e.invoke(RuntimeHelpers.LIST);
    }
  }

  /// Fills a collection that is held in a temporary, in parts where the body is being split.
  private void byPieces(int count, boolean yields, java.util.function.BiConsumer<Temp, Integer> element) {
    Temp target = g.variables.temp(true);
    g.variables.store(target);
    g.pieces(count, yields, i -> element.accept(target, i));
    g.variables.load(target);
    g.variables.free(target);
  }

  private boolean anyYields(List<Expr> es) {
    return es.stream().anyMatch(g.unit.facts::yields);
  }

  private void listByPieces(List<Expr> elts) {
    g.e.newArray(0);
    g.e.invoke(RuntimeHelpers.LIST);
    byPieces(elts.size(), anyYields(elts), (target, i) -> {
      Expr e = elts.get(i);
      x.gen(e instanceof Expr.Starred s ? s.value() : e);
      g.variables.load(target);
      g.e.swap();
      if (e instanceof Expr.Starred s) {
        extend(s, RuntimeHelpers.LIST_EXTEND);
      } else {
        g.e.invoke(RuntimeHelpers.LIST_ADD);
      }
    });
  }

  /// Collection and iterable are on the stack.
  private void extend(Expr.Starred s, RuntimeAbi.Helper helper) {
    g.loadThreadState();
    g.e.swap();
    g.at(s.value().pos());
    g.e.invoke(helper);
  }

  void set(Expr.SetExpr s) {
    List<Expr> elts = s.elts();
    List<Object> constants = elts.size() >= 3 ? constants(elts) : null;
    if (constants != null) {
      x.constant(new java.util.LinkedHashSet<>(constants));
      g.e.invoke(RuntimeHelpers.SET_COPY);
      return;
    }
    if (!anyStarred(elts) && elts.size() <= LONG_DISPLAY) {
      array(elts);
      g.loadThreadState();
      g.e.swap();
      g.at(s.pos());
      g.e.invoke(RuntimeHelpers.SET);
      return;
    }
    g.loadThreadState();
    g.e.newArray(0);
    g.e.invoke(RuntimeHelpers.SET);
    byPieces(elts.size(), anyYields(elts), (target, i) -> {
      Expr e = elts.get(i);
      x.gen(e instanceof Expr.Starred st ? st.value() : e);
      g.variables.load(target);
      g.e.swap();
      g.loadThreadState();
      g.e.swap();
      g.at(e.pos());
      g.e.invoke(e instanceof Expr.Starred ? RuntimeHelpers.SET_UPDATE : RuntimeHelpers.SET_ADD);
    });
  }

  void dict(Expr.Dict d) {
    int n = d.keys().size();
    List<Object> keys = n >= 3 ? constants(d.keys()) : null;
    List<Object> values = keys == null ? null : constants(d.values());
    if (values != null) {
      x.constant(keys);
      x.constant(values);
      g.e.invoke(RuntimeHelpers.DICT_OF_CONSTANTS);
      return;
    }
    boolean unpacks = d.keys().stream().anyMatch(k -> k == null);
    if (!unpacks && n <= LONG_DISPLAY / 2) {
      List<Expr> flat = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        flat.add(d.keys().get(i));
        flat.add(d.values().get(i));
      }
      array(flat);
      g.loadThreadState();
      g.e.swap();
      g.at(d.pos());
      g.e.invoke(RuntimeHelpers.DICT);
      return;
    }
    g.loadThreadState();
    g.e.newArray(0);
    g.e.invoke(RuntimeHelpers.DICT);
    byPieces(n, g.unit.facts.yields(d), (target, i) -> dictItem(d, target, i));
  }

  private void dictItem(Expr.Dict d, Temp target, int i) {
    Expr key = d.keys().get(i);
    Expr value = d.values().get(i);
    if (key == null) {
      x.gen(value);
      g.variables.load(target);
      g.e.swap();
      g.loadThreadState();
      g.e.swap();
      g.at(value.pos());
      g.e.invoke(RuntimeHelpers.DICT_UPDATE);
      return;
    }
    List<Temp> temps = x.toTemps(List.of(key, value));
    g.variables.load(target);
    g.loadThreadState();
    x.loadAndFree(temps);
    g.at(d.pos());
    g.e.invoke(RuntimeHelpers.DICT_ADD);
  }

  void slice(Expr.Slice s) {
    Expr none = new Expr.Constant(NoneValue.NONE, null, s.pos());
    x.push(s.lower() == null ? none : s.lower(), s.upper() == null ? none : s.upper(), s.step() == null ? none : s.step());
    g.e.invoke(RuntimeHelpers.SLICE);
  }

  // Strings.

  void joined(Expr.JoinedStr j) {
    List<Expr> values = j.values();
    if (values.isEmpty()) {
      x.constant("");
    } else {
      array(values);
      g.e.invoke(RuntimeHelpers.JOIN);
    }
  }

  void formatted(Expr.FormattedValue f) {
    if (f.format_spec() == null) {
      x.pushWithThreadState(f.value());
      g.e.iconst(f.conversion());
      g.e.aconstNull();
    } else if (x.needsEmptyStack(f.value()) || x.needsEmptyStack(f.format_spec())) {
      List<Temp> temps = x.toTemps(List.of(f.value(), f.format_spec()));
      g.loadThreadState();
      x.loadAndFree(temps.subList(0, 1));
      g.e.iconst(f.conversion());
      x.loadAndFree(temps.subList(1, 2));
    } else {
      g.loadThreadState();
      x.gen(f.value());
      g.e.iconst(f.conversion());
      x.gen(f.format_spec());
    }
    g.at(f.pos());
    g.e.invoke(RuntimeHelpers.FORMAT);
  }

  /// The literal pieces and interpolations of a t-string, in turn.
  void template(Expr.TemplateStr t) {
    List<Expr> strings = new ArrayList<>();
    List<Expr> interpolations = new ArrayList<>();
    Object pending = "";
    for (Expr e : t.values()) {
      if (e instanceof Expr.Interpolation) {
        strings.add(new Expr.Constant(pending, null, t.pos()));
        pending = "";
        interpolations.add(e);
      } else {
        pending = concatenated(pending, ((Expr.Constant) e).value());
      }
    }
    strings.add(new Expr.Constant(pending, null, t.pos()));
    if (anyNeedsEmptyStack(interpolations)) {
      List<Temp> temps = x.toTemps(interpolations);
      g.loadThreadState();
      array(strings);
      g.e.newArray(temps.size());
      for (int i = 0; i < temps.size(); i++) {
        g.e.dup();
        g.e.iconst(i);
        x.loadAndFree(temps.subList(i, i + 1));
        g.e.aastore();
      }
    } else {
      g.loadThreadState();
      array(strings);
      array(interpolations);
    }
    g.at(t.pos());
    g.e.invoke(RuntimeHelpers.TEMPLATE);
  }

  private static Object concatenated(Object a, Object b) {
    if (a instanceof String s && b instanceof String t) {
      return s + t;
    }
    int[] x = codePoints(a);
    int[] y = codePoints(b);
    int[] all = java.util.Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, all, x.length, y.length);
    return new StrValue(all);
  }

  private static int[] codePoints(Object o) {
    return o instanceof StrValue s ? s.codePoints() : ((String) o).codePoints().toArray();
  }

  void interpolation(Expr.Interpolation i) {
    Expr text = new Expr.Constant(i.str(), null, i.pos());
    Expr spec = i.format_spec() == null ? new Expr.Constant("", null, i.pos()) : i.format_spec();
    if (x.needsEmptyStack(i.value()) || x.needsEmptyStack(spec)) {
      List<Temp> temps = x.toTemps(List.of(i.value(), spec));
      g.loadThreadState();
      x.loadAndFree(temps.subList(0, 1));
      x.gen(text);
      g.e.iconst(i.conversion());
      x.loadAndFree(temps.subList(1, 2));
    } else {
      g.loadThreadState();
      x.gen(i.value());
      x.gen(text);
      g.e.iconst(i.conversion());
      x.gen(spec);
    }
    g.at(i.pos());
    g.e.invoke(RuntimeHelpers.INTERPOLATION);
  }
}
