package org.atoll.compiler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Operator;
import org.atoll.syntax.ast.Stmt;
import org.atoll.syntax.ast.StrValue;

/// Where the variables of one code object live, and the code that reads and writes them. Also hands out temporaries.
///
/// In array mode the elements of the frame array are: the names of `co_varnames`, the cells that are not parameters, the
/// free variables, then temporaries.
final class Variables {
  /// One local, cell or free variable.
  static final class Variable {
    final String name;
    final boolean cell;
    final boolean free;
    final boolean array;
    /// A JVM local, or an index of the frame array.
    final int index;
    final int bit;

    private Variable(String name, boolean cell, boolean free, boolean array, int index, int bit) {
      this.name = name;
      this.cell = cell;
      this.free = free;
      this.array = array;
      this.index = index;
      this.bit = bit;
    }
  }

  /// A temporary: a JVM local, or an element of the frame array where it must survive a suspension or a part.
  record Temp(boolean array, int index) {}

  /// How a name is reached.
  enum Access { VARIABLE, GLOBAL, NAMESPACE, NAMESPACE_OR_CELL, CLASSDICT_OR_GLOBAL, CLASSDICT_OR_CELL }

  /// A name with the way to it; `variable` is null for globals and namespace entries.
  record Resolved(Access access, Variable variable) {}

  /// The variables of a comprehension that is compiled in line.
  record Inlined(Scope scope, Map<String, Variable> variables) {}

  private final CodeGen g;
  private final Map<String, Variable> own = new HashMap<>();
  private final List<Inlined> inlined = new ArrayList<>();
  private final Deque<Integer> freeElements = new ArrayDeque<>();
  private final Set<String> deleted = new HashSet<>();
  private final Set<String> grown = new HashSet<>();
  private int nextElement;
  private int namespaceElement;
  private int nextBit;
  private BitSet assigned = new BitSet();

  Variables(CodeGen g) {
    this.g = g;
  }

  // Declaration.

  private List<String> extraCells() {
    List<String> extra = new ArrayList<>(g.info.cellvars);
    extra.removeAll(g.info.varnames);
    return extra;
  }

  /// Reserves the elements of the frame array for all variables.
  void declareElements() {
    if (g.suspends && g.hasNamespace()) {
      namespaceElement = nextElement++;
    }
    for (String n : g.info.varnames) {
      element(n, g.info.cellvars.contains(n), false);
    }
    extraCells().forEach(n -> element(n, true, false));
    g.info.freevars.forEach(n -> element(n, true, true));
    markParameters();
  }

  private void element(String name, boolean cell, boolean free) {
    own.put(name, new Variable(name, cell, free, true, nextElement++, nextBit++));
  }

  /// The element in which a suspendable module body keeps its namespace.
  int namespaceElement() {
    return namespaceElement;
  }

  private void markParameters() {
    if (g.hasNamespace()) {
      return;
    }
    for (int i = 0; i < g.info.parameterCount(); i++) {
      assigned.set(own.get(g.info.varnames.get(i)).bit);
    }
  }

  void neverAssume(Set<String> names) {
    deleted.addAll(names);
  }

  void growing(Set<String> names) {
    grown.addAll(names);
  }

  /// Whether a statement is `name += value` with a value that may be a str.
  static boolean mayAppendText(Stmt.AugAssign a) {
    if (a.op() != Operator.Add || !(a.target() instanceof Expr.Name)) {
      return false;
    }
    return switch (a.value()) {
      case Expr.Constant c -> c.value() instanceof StrValue || c.value() instanceof String;
      case Expr.BinOp b -> b.op() == Operator.Add || b.op() == Operator.Mod;
      case Expr.Name n -> true;
      case Expr.Attribute t -> true;
      case Expr.Subscript t -> true;
      case Expr.Call c -> true;
      case Expr.JoinedStr j -> true;
      case Expr.IfExp i -> true;
      default -> false;
    };
  }

  /// Whether the variable may hold an accumulator of text instead of a str.
  boolean grows(Variable v) {
    return !v.cell && !v.array && grown.contains(v.name);
  }

  /// Declares all variables and writes the code that fills them at the start of a call. Parameters come from JVM locals
  /// from `firstParameter` on, or where that is negative from the array in local 3.
  void declare(int firstParameter) {
    Emitter e = g.e;
    if (g.arrayMode) {
      declareElements();
      fillElements(g.frameLocal, firstParameter);
      return;
    }
    int params = g.hasNamespace() ? 0 : g.info.parameterCount();
    for (int i = 0; i < g.info.varnames.size(); i++) {
      String n = g.info.varnames.get(i);
      boolean cell = g.info.cellvars.contains(n);
      int slot = i < params && firstParameter >= 0 ? firstParameter + i : e.newLocal();
      if (i < params) {
        initialParameter(i, firstParameter, cell);
      } else if (cell) {
        newCell(e::aconstNull);
      } else {
        e.aconstNull();
      }
      if (i >= params || firstParameter < 0 || cell) {
        e.astore(slot);
      } else {
        e.pop();
      }
      own.put(n, new Variable(n, cell, false, false, slot, nextBit++));
    }
    for (String n : extraCells()) {
      int slot = e.newLocal();
      newCell(e::aconstNull);
      e.astore(slot);
      own.put(n, new Variable(n, true, false, false, slot, nextBit++));
    }
    for (int i = 0; i < g.info.freevars.size(); i++) {
      int slot = e.newLocal();
      closureCell(i);
      e.astore(slot);
      own.put(g.info.freevars.get(i), new Variable(g.info.freevars.get(i), true, true, false, slot, nextBit++));
    }
    if (!g.hasNamespace()) {
      markParameters();
    }
  }

  private void initialParameter(int i, int firstParameter, boolean cell) {
    Runnable value = () -> {
      if (firstParameter >= 0) {
        g.e.aload(firstParameter + i);
      } else {
        g.e.aload(3);
        g.e.iconst(i);
        g.e.aaload();
      }
    };
    if (cell) {
      newCell(value);
    } else {
      value.run();
    }
  }

  /// Writes parameters, cells and free variables into the array in a JVM local.
  void fillElements(int arrayLocal, int firstParameter) {
    Emitter e = g.e;
    int params = g.hasNamespace() ? 0 : g.info.parameterCount();
    for (int i = 0; i < params; i++) {
      Variable v = own.get(g.info.varnames.get(i));
      e.aload(arrayLocal);
      e.iconst(v.index);
      initialParameter(i, firstParameter, v.cell);
      e.aastore();
    }
    for (String n : g.info.cellvars) {
      Variable v = own.get(n);
      if (g.info.varnames.indexOf(n) < 0 || g.info.varnames.indexOf(n) >= params) {
        e.aload(arrayLocal);
        e.iconst(v.index);
        newCell(e::aconstNull);
        e.aastore();
      }
    }
    for (int i = 0; i < g.info.freevars.size(); i++) {
      e.aload(arrayLocal);
      e.iconst(own.get(g.info.freevars.get(i)).index);
      closureCell(i);
      e.aastore();
    }
  }

  private void closureCell(int i) {
    g.e.aload(g.fnLocal);
    g.e.getField(RuntimeAbi.CLOSURE);
    g.e.iconst(i);
    g.e.aaload();
  }

  private void newCell(Runnable value) {
    value.run();
    g.e.invoke(RuntimeHelpers.CELL);
  }

  /// Pushes an array of what all variables hold, cells as such, in the order of a frame array; null if there are none.
  void pushAll() {
    List<String> names = new ArrayList<>(g.info.varnames);
    names.addAll(extraCells());
    names.addAll(g.info.freevars);
    Emitter e = g.e;
    if (names.isEmpty()) {
      e.aconstNull();
    } else if (names.size() < RuntimeHelpers.LOCALS.length) {
      names.forEach(n -> raw(own.get(n)));
      e.invoke(RuntimeHelpers.LOCALS[names.size()]);
    } else {
      e.newArray(names.size());
      for (int i = 0; i < names.size(); i++) {
        e.dup();
        e.iconst(i);
        raw(own.get(names.get(i)));
        e.aastore();
      }
    }
  }

  int frameSize() {
    return nextElement;
  }

  // Comprehensions in line.

  /// Opens the scope of an inlined comprehension, with variables of its own that are unbound or hold new cells.
  Inlined enter(Scope scope) {
    Map<String, Variable> vars = new HashMap<>();
    for (Map.Entry<String, Scope.Storage> en : scope.storage.entrySet()) {
      if (en.getKey().equals(".0") || en.getValue() != Scope.Storage.LOCAL && en.getValue() != Scope.Storage.CELL) {
        continue;
      }
      boolean cell = en.getValue() == Scope.Storage.CELL;
      Temp t = temp(true);
      Variable v = new Variable(en.getKey(), cell, false, t.array, t.index, nextBit++);
      vars.put(en.getKey(), v);
      if (cell) {
        newCell(g.e::aconstNull);
      } else {
        g.e.aconstNull();
      }
      store(t);
    }
    Inlined in = new Inlined(scope, vars);
    inlined.add(in);
    return in;
  }

  void exit(Inlined in) {
    inlined.remove(in);
    for (Variable v : in.variables.values()) {
      free(new Temp(v.array, v.index));
    }
  }

  // Resolution.

  private Scope innermost() {
    return inlined.isEmpty() ? g.scope : inlined.getLast().scope;
  }

  /// The scope in which expressions are being compiled.
  Scope currentScope() {
    return innermost();
  }

  /// Finds a mangled name.
  Resolved resolve(String name) {
    for (int i = inlined.size() - 1; i >= 0; i--) {
      Inlined in = inlined.get(i);
      Variable v = in.variables.get(name);
      if (v != null) {
        return new Resolved(Access.VARIABLE, v);
      }
      Scope.Storage s = in.scope.storageOf(name);
      if (s != Scope.Storage.FREE) {
        boolean named = s == Scope.Storage.GLOBAL_IMPLICIT && g.hasNamespace() && g.kind != CodeGen.Kind.CLASS;
        return new Resolved(named ? Access.NAMESPACE : Access.GLOBAL, null);
      }
    }
    return resolveOwn(name);
  }

  private Resolved resolveOwn(String name) {
    Variable v = own.get(name);
    Scope.Storage s = g.scope.storageOf(name);
    if (g.hasNamespace()) {
      if (v != null && s == Scope.Storage.FREE) {
        boolean plain = !inlined.isEmpty() || g.kind != CodeGen.Kind.CLASS;
        return new Resolved(plain ? Access.VARIABLE : Access.NAMESPACE_OR_CELL, v);
      }
      if (v != null && (s == Scope.Storage.CELL || !inlined.isEmpty())) {
        return new Resolved(Access.VARIABLE, v);
      }
      return new Resolved(s == Scope.Storage.GLOBAL_EXPLICIT ? Access.GLOBAL : Access.NAMESPACE, null);
    }
    boolean viaClass = g.scope.canSeeClassScope && own.containsKey("__classdict__") && !name.equals("__classdict__");
    if (v != null && (!v.free || s == Scope.Storage.FREE)) {
      boolean fromClass = viaClass && s == Scope.Storage.FREE && !name.equals("__class__") && !name.startsWith(".");
      return new Resolved(fromClass ? Access.CLASSDICT_OR_CELL : Access.VARIABLE, v);
    }
    return new Resolved(viaClass && s == Scope.Storage.GLOBAL_IMPLICIT ? Access.CLASSDICT_OR_GLOBAL : Access.GLOBAL, null);
  }

  /// The variable whose cell a nested code object takes into its closure; null if there is none.
  Variable closedOver(String name) {
    for (int i = inlined.size() - 1; i >= 0; i--) {
      Variable v = inlined.get(i).variables.get(name);
      if (v != null) {
        return v;
      }
    }
    return own.get(name);
  }

  Variable named(String name) {
    return own.get(name);
  }

  // Variables.

  void load(Variable v) {
    loadToAppend(v);
    if (grows(v)) {
      g.e.invoke(RuntimeHelpers.SETTLED);
    }
  }

  /// Pushes the variable or the accumulator that it holds.
  void loadToAppend(Variable v) {
    Emitter e = g.e;
    raw(v);
    if (v.cell) {
      if (v.array) {
        e.checkcast(RuntimeAbi.CELL);
      }
      e.getField(RuntimeAbi.CELL_VALUE);
    }
    if (v.cell || !assigned.get(v.bit)) {
      e.string(v.name);
      e.invoke(v.free ? RuntimeHelpers.CHECK_FREE : RuntimeHelpers.CHECK_LOCAL);
    }
  }

  /// Pushes the variable without a check: null where it is unbound.
  void loadUnchecked(Variable v) {
    raw(v);
    if (v.cell) {
      if (v.array) {
        g.e.checkcast(RuntimeAbi.CELL);
      }
      g.e.getField(RuntimeAbi.CELL_VALUE);
    }
    if (grows(v)) {
      g.e.invoke(RuntimeHelpers.SETTLED);
    }
  }

  /// Whether pushing the variable cannot raise.
  boolean isSafe(Variable v) {
    return !v.cell && assigned.get(v.bit);
  }

  private void raw(Variable v) {
    if (v.array) {
      g.e.aload(g.frameLocal);
      g.e.iconst(v.index);
      g.e.aaload();
    } else {
      g.e.aload(v.index);
    }
  }

  /// Pushes the cell itself.
  void loadCell(Variable v) {
    raw(v);
    if (v.array) {
      g.e.checkcast(RuntimeAbi.CELL);
    }
  }

  /// Stores the value on the stack.
  void store(Variable v) {
    Emitter e = g.e;
    if (v.cell) {
      loadCell(v);
      e.swap();
      e.putField(RuntimeAbi.CELL_VALUE);
    } else {
      store(new Temp(v.array, v.index));
    }
    if (!deleted.contains(v.name)) {
      assigned.set(v.bit);
    }
  }

  void unbind(Variable v) {
    g.e.aconstNull();
    store(v);
    assigned.clear(v.bit);
  }

  // Definite assignment.

  /// The variables that are bound for certain at this place.
  BitSet assigned() {
    return (BitSet) assigned.clone();
  }

  void setAssigned(BitSet set) {
    assigned = (BitSet) set.clone();
  }

  // Temporaries.

  /// A temporary; `persistent` where it is alive between statements or across anything that may suspend.
  Temp temp(boolean persistent) {
    if (persistent && g.arrayMode) {
      Integer free = freeElements.poll();
      return new Temp(true, free != null ? free : nextElement++);
    }
    return new Temp(false, g.e.newLocal());
  }

  void free(Temp t) {
    if (t.array) {
      freeElements.push(t.index);
    } else {
      g.e.freeLocal(t.index);
    }
  }

  /// Lets go of what a temporary holds, where a frame that goes on would keep it.
  void clear(Temp t) {
    if (t.array()) {
      g.e.aconstNull();
      store(t);
    }
  }

  void load(Temp t) {
    if (t.array) {
      g.e.aload(g.frameLocal);
      g.e.iconst(t.index);
      g.e.aaload();
    } else {
      g.e.aload(t.index);
    }
  }

  void store(Temp t) {
    Emitter e = g.e;
    if (t.array) {
      e.aload(g.frameLocal);
      e.swap();
      e.iconst(t.index);
      e.swap();
      e.aastore();
    } else {
      e.astore(t.index);
    }
  }
}
