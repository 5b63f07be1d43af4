package org.atoll.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atoll.syntax.ast.Position;

/// One block of a [SymbolTable] with its names (`struct _symtable_entry` of CPython).
public final class Scope {
  /// What sort of block.
  public enum Kind { MODULE, CLASS, FUNCTION, ANNOTATION, TYPE_ALIAS, TYPE_PARAMETERS, TYPE_VARIABLE }

  /// What sort of comprehension a block is.
  public enum Comprehension { NONE, LIST, DICT, SET, GENERATOR }

  /// Where a name of a block lives.
  public enum Storage { LOCAL, CELL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT }

  static final int DEF_GLOBAL = 1;
  static final int DEF_LOCAL = 2;
  static final int DEF_PARAM = 4;
  static final int DEF_NONLOCAL = 8;
  static final int USE = 16;
  static final int DEF_FREE_CLASS = 64;
  static final int DEF_IMPORT = 128;
  static final int DEF_ANNOT = 256;
  static final int DEF_COMP_ITER = 512;
  static final int DEF_TYPE_PARAM = 1024;
  static final int DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM;

  final String name;
  final Kind kind;
  final Scope parent;
  final Position position;
  final List<Scope> children = new ArrayList<>();
  final Map<String, Integer> symbols = new LinkedHashMap<>();
  final Map<String, Storage> storage = new HashMap<>();
  final List<String> parameters = new ArrayList<>();
  final Map<String, Position> directives = new HashMap<>();
  Comprehension comprehension = Comprehension.NONE;
  boolean generator;
  boolean coroutine;
  /// Whether it is the body of an `async def`.
  boolean asyncDefinition;
  boolean varargs;
  boolean varkeywords;
  boolean returnsValue;
  boolean nested;
  boolean method;
  boolean needsClassClosure;
  boolean needsClassdict;
  boolean canSeeClassScope;
  boolean inConditionalBlock;
  boolean conditionalAnnotations;
  boolean inlined;
  boolean inIterTarget;
  boolean unevaluatedAnnotation;
  int inIterExpression;
  Scope annotations;
  /// "a TypeVar bound" and the like, for messages.
  String info;
  private int nextChild;

  Scope(String name, Kind kind, Scope parent, Position position) {
    this.name = name;
    this.kind = kind;
    this.parent = parent;
    this.position = position;
    this.inIterExpression = parent == null ? 0 : parent.inIterExpression;
    this.nested = parent != null && (parent.nested || parent.isFunctionLike());
  }

  boolean isFunctionLike() {
    return kind != Kind.MODULE && kind != Kind.CLASS;
  }

  int flags(String mangledName) {
    return symbols.getOrDefault(mangledName, 0);
  }

  /// Where a (mangled) name lives; names that the block does not mention are implicit globals.
  Storage storageOf(String mangledName) {
    return storage.getOrDefault(mangledName, Storage.GLOBAL_IMPLICIT);
  }

  boolean isLocalOrCell(String name) {
    Storage s = storageOf(name);
    return s == Storage.LOCAL || s == Storage.CELL;
  }

  /// The free variables that a function other than the one they belong to rebinds by a `nonlocal` statement.
  List<String> reboundElsewhere(List<String> freevars) {
    return freevars.stream().filter(name -> {
      Scope owner = parent;
      while (owner != null && owner.storageOf(name) != Storage.CELL) {
        owner = owner.parent;
      }
      return owner != null && owner.reboundWithin(name);
    }).toList();
  }

  private boolean reboundWithin(String name) {
    for (Scope child : children) {
      if (child.storageOf(name) == Storage.FREE && ((child.flags(name) & DEF_NONLOCAL) != 0 || child.reboundWithin(name))) {
        return true;
      }
    }
    return false;
  }

  /// Names with this storage, sorted as CPython sorts the cells and free variables of code objects.
  List<String> sorted(Storage wanted, int orFlag) {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, Storage> e : storage.entrySet()) {
      if (e.getValue() == wanted || orFlag != 0 && (flags(e.getKey()) & orFlag) != 0) {
        found.add(e.getKey());
      }
    }
    found.sort(null);
    return found;
  }
}
