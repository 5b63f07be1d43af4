package org.atoll.compiler;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atoll.compiler.Variables.Temp;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.MatchCase;
import org.atoll.syntax.ast.Pattern;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.Stmt;

/// The `match` statement (PEP 634). A pattern tests a value in a temporary and jumps away where it does not match; what it
/// captures is kept in temporaries and bound only when the whole pattern has matched.
final class PatternGen {
  private final CodeGen g;
  /// The captures of the pattern being compiled, in order of appearance.
  private Map<String, Temp> captures = new LinkedHashMap<>();

  PatternGen(CodeGen g) {
    this.g = g;
  }

  void match(Stmt.Match m) {
    g.expressions.gen(m.subject());
    Temp subject = g.variables.temp(true);
    g.variables.store(subject);
    Label end = g.e.label();
    BitSet before = g.variables.assigned();
    for (int i = 0; i < m.cases().size(); i++) {
      matchCase(m.cases().get(i), i == m.cases().size() - 1, subject, end);
      g.variables.setAssigned(before);
    }
    g.variables.free(subject);
    g.e.bind(end);
    g.variables.setAssigned(before);
  }

  private void matchCase(MatchCase c, boolean last, Temp subject, Label end) {
    Label next = g.e.label();
    captures = new LinkedHashMap<>();
    boolean open = c.guard() == null && !last;
    if (open) {
      checkRefutable(c.pattern());
    }
    pattern(c.pattern(), subject, next);
    captures.forEach((name, temp) -> {
      g.variables.load(temp);
      g.variables.free(temp);
      g.assignments.storeName(name, c.pattern().pos());
    });
    if (c.guard() != null) {
      g.expressions.jump(c.guard(), next, false);
    }
    g.statements.body(c.body());
    if (g.e.reachable()) {
      g.e.jump(end);
    }
    g.e.bind(next);
  }

  private void checkRefutable(Pattern p) {
    switch (p) {
      case Pattern.MatchAs a when a.pattern() == null -> throw g.error(a.name() == null ? "wildcard makes remaining patterns unreachable"
          : "name capture '" + a.name() + "' makes remaining patterns unreachable", a.pos());
      case Pattern.MatchAs a -> checkRefutable(a.pattern());
      case Pattern.MatchOr o -> checkRefutable(o.patterns().getLast());
      default -> {
      }
    }
  }

  // Patterns.

  private void pattern(Pattern p, Temp subject, Label fail) {
    g.traceLine(p.pos());
    switch (p) {
      case Pattern.MatchValue v -> {
        if (!isLiteralOrAttribute(v.value())) {
          throw g.error("patterns may only match literals and attribute lookups", v.pos());
        }
        g.expressions.gen(v.value());
        Temp expected = g.variables.temp(false);
        g.variables.store(expected);
        g.loadThreadState();
        g.variables.load(subject);
        g.variables.load(expected);
        g.variables.free(expected);
        g.at(v.pos());
        g.e.invoke(RuntimeHelpers.compareTest(org.atoll.syntax.ast.CmpOp.Eq));
        g.e.ifZero(fail);
      }
      case Pattern.MatchSingleton s -> {
        g.variables.load(subject);
        g.expressions.constant(s.value());
        g.e.invoke(RuntimeHelpers.IS);
        g.e.ifZero(fail);
      }
      case Pattern.MatchAs a -> {
        if (a.pattern() != null) {
          pattern(a.pattern(), subject, fail);
        }
        if (a.name() != null) {
          capture(a.name(), subject, a.pos());
        }
      }
      case Pattern.MatchStar s -> {
        if (s.name() != null) {
          capture(s.name(), subject, s.pos());
        }
      }
      case Pattern.MatchSequence s -> sequence(s, subject, fail);
      case Pattern.MatchMapping m -> mapping(m, subject, fail);
      case Pattern.MatchClass c -> classPattern(c, subject, fail);
      case Pattern.MatchOr o -> alternatives(o, subject, fail);
    }
  }

  private void capture(String name, Temp value, Position pos) {
    g.assignments.checkAssignable(name, pos);
    if (captures.containsKey(name)) {
      throw g.error("multiple assignments to name '" + name + "' in pattern", pos);
    }
    Temp kept = g.variables.temp(true);
    g.variables.load(value);
    g.variables.store(kept);
    captures.put(name, kept);
  }

  private static boolean isWildcard(Pattern p) {
    return p instanceof Pattern.MatchAs a && a.pattern() == null && a.name() == null;
  }

  /// Stores the value on the stack in a temporary and matches it.
  private void sub(Pattern p, Label fail) {
    if (isWildcard(p) || p instanceof Pattern.MatchStar s && s.name() == null) {
      g.e.pop();
      return;
    }
    Temp value = g.variables.temp(true);
    g.variables.store(value);
    pattern(p, value, fail);
    g.variables.free(value);
  }

  private void sequence(Pattern.MatchSequence s, Temp subject, Label fail) {
    int star = -1;
    List<Pattern> ps = s.patterns();
    for (int i = 0; i < ps.size(); i++) {
      if (ps.get(i) instanceof Pattern.MatchStar) {
        if (star >= 0) {
          throw g.error("multiple starred names in sequence pattern", s.pos());
        }
        star = i;
      }
    }
    g.variables.load(subject);
    g.e.invoke(RuntimeHelpers.MATCH_SEQUENCE);
    g.e.ifZero(fail);
    boolean anyLength = star == 0 && ps.size() == 1;
    if (!anyLength) {
      g.loadThreadState();
      g.variables.load(subject);
      g.at(s.pos());
      g.e.invoke(RuntimeHelpers.MATCH_LENGTH);
      g.e.lconst(star < 0 ? ps.size() : ps.size() - 1);
      g.e.lcmp();
      if (star < 0) {
        g.e.ifNotZero(fail);
      } else {
        g.e.ifNegative(fail);
      }
    }
    for (int i = 0; i < ps.size(); i++) {
      element(ps, i, star, subject, fail, s.pos());
    }
  }

  private void element(List<Pattern> ps, int i, int star, Temp subject, Label fail, Position pos) {
    Pattern p = ps.get(i);
    if (isWildcard(p) || p instanceof Pattern.MatchStar st && st.name() == null) {
      return;
    }
    g.loadThreadState();
    g.variables.load(subject);
    g.at(pos);
    if (i == star) {
      g.e.iconst(star);
      g.e.iconst(ps.size() - star - 1);
      g.e.invoke(RuntimeHelpers.MATCH_STAR);
    } else if (star >= 0 && i > star) {
      g.e.lconst(ps.size() - i);
      g.e.invoke(RuntimeHelpers.MATCH_ITEM_FROM_END);
    } else {
      g.e.lconst(i);
      g.e.invoke(RuntimeHelpers.MATCH_ITEM);
    }
    sub(p, fail);
  }

  private void mapping(Pattern.MatchMapping m, Temp subject, Label fail) {
    g.variables.load(subject);
    g.e.invoke(RuntimeHelpers.MATCH_MAPPING);
    g.e.ifZero(fail);
    if (m.keys().isEmpty() && m.rest() == null) {
      return;
    }
    checkKeys(m);
    Temp keys = g.variables.temp(true);
    g.e.newArray(m.keys().size());
    for (int i = 0; i < m.keys().size(); i++) {
      g.e.dup();
      g.e.iconst(i);
      g.expressions.gen(m.keys().get(i));
      g.e.aastore();
    }
    g.variables.store(keys);
    Temp values = g.variables.temp(true);
    g.loadThreadState();
    g.variables.load(subject);
    loadArray(keys);
    g.at(m.pos());
    g.e.invoke(RuntimeHelpers.MATCH_KEYS);
    g.e.dup();
    g.variables.store(values);
    g.e.ifNull(fail);
    for (int i = 0; i < m.patterns().size(); i++) {
      loadArray(values);
      g.e.iconst(i);
      g.e.aaload();
      sub(m.patterns().get(i), fail);
    }
    if (m.rest() != null) {
      Temp rest = g.variables.temp(true);
      g.loadThreadState();
      g.variables.load(subject);
      loadArray(keys);
      g.e.invoke(RuntimeHelpers.MATCH_REST);
      g.variables.store(rest);
      capture(m.rest(), rest, m.pos());
      g.variables.free(rest);
    }
    g.variables.free(values);
    g.variables.free(keys);
  }

  private void loadArray(Temp t) {
    g.variables.load(t);
    if (t.array()) {
      g.e.checkcast(RuntimeAbi.OBJECTS);
    }
  }

  private boolean isLiteralOrAttribute(Expr e) {
    return e instanceof Expr.Attribute || e instanceof Expr.Constant || !(e instanceof Expr.TupleExpr) && !isArithmetic(e) && g.expressions.fold(e) instanceof Expr.Constant;
  }

  /// Whether an operator combines anything but a real and an imaginary number.
  private static boolean isArithmetic(Expr e) {
    return e instanceof Expr.BinOp b && !(b.right() instanceof Expr.Constant c && c.value() instanceof org.atoll.syntax.ast.ComplexValue)
        || e instanceof Expr.UnaryOp u && u.op() != org.atoll.syntax.ast.UnaryOp.USub;
  }

  private void checkKeys(Pattern.MatchMapping m) {
    Set<Object> seen = new HashSet<>();
    for (Expr k : m.keys()) {
      if (!isLiteralOrAttribute(k)) {
        throw g.error("mapping pattern keys may only match literals and attribute lookups", m.pos());
      }
      if (g.expressions.fold(k) instanceof Expr.Constant c && !seen.add(Literals.normalized(c.value()))) {
        throw g.error("mapping pattern checks duplicate key (" + Literals.repr(c.value()) + ")", m.pos());
      }
    }
  }

  private void classPattern(Pattern.MatchClass c, Temp subject, Label fail) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < c.kwd_attrs().size(); i++) {
      String attr = c.kwd_attrs().get(i);
      g.assignments.checkAssignable(attr, c.pos());
      if (!names.add(attr)) {
        throw g.error("attribute name repeated in class pattern: " + attr, c.kwd_patterns().get(i).pos());
      }
    }
    g.expressions.gen(c.cls());
    Temp cls = g.variables.temp(false);
    g.variables.store(cls);
    g.loadThreadState();
    g.variables.load(subject);
    g.variables.load(cls);
    g.variables.free(cls);
    g.e.iconst(c.patterns().size());
    g.sites.pushNames(c.kwd_attrs());
    g.at(c.pos());
    g.e.invoke(RuntimeHelpers.MATCH_CLASS);
    Temp values = g.variables.temp(true);
    g.e.dup();
    g.variables.store(values);
    g.e.ifNull(fail);
    List<Pattern> all = new ArrayList<>(c.patterns());
    all.addAll(c.kwd_patterns());
    for (int i = 0; i < all.size(); i++) {
      loadArray(values);
      g.e.iconst(i);
      g.e.aaload();
      sub(all.get(i), fail);
    }
    g.variables.free(values);
  }

  private void alternatives(Pattern.MatchOr o, Temp subject, Label fail) {
    Map<String, Temp> before = captures;
    Map<String, Temp> agreed = null;
    Label matched = g.e.label();
    for (int i = 0; i < o.patterns().size(); i++) {
      Pattern p = o.patterns().get(i);
      boolean last = i == o.patterns().size() - 1;
      if (!last) {
        checkRefutable(p);
      }
      captures = new LinkedHashMap<>();
      Label next = last ? fail : g.e.label();
      pattern(p, subject, next);
      if (agreed == null) {
        agreed = captures;
      } else {
        unify(o, agreed);
      }
      g.e.jump(matched);
      if (!last) {
        g.e.bind(next);
      }
    }
    g.e.bind(matched);
    captures = before;
    agreed.forEach((name, temp) -> {
      if (captures.containsKey(name)) {
        throw g.error("multiple assignments to name '" + name + "' in pattern", o.pos());
      }
      captures.put(name, temp);
    });
  }

  /// Moves the captures of a further alternative to where the first has put its own.
  private void unify(Pattern.MatchOr o, Map<String, Temp> agreed) {
    if (!captures.keySet().equals(agreed.keySet())) {
      throw g.error("alternative patterns bind different names", o.pos());
    }
    captures.forEach((name, temp) -> {
      g.variables.load(temp);
      g.variables.store(agreed.get(name));
      g.variables.free(temp);
    });
  }
}
