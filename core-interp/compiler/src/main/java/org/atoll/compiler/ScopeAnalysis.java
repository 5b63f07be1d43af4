package org.atoll.compiler;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Decides for every name of every [Scope] where it lives (`analyze_block` of `Python/symtable.c`), and which
/// comprehensions are compiled in line (PEP 709). Unlike CPython, an inlined comprehension keeps its own names; a variable
/// of the surrounding function that only such a comprehension uses stays a plain local.
final class ScopeAnalysis {
  void run(Scope module) {
    block(module, null, new HashSet<>(), new HashSet<>(), new HashSet<>(), null);
  }

  /// `bound`: names bound in enclosing functions, null at module level. Adds the block's free names to `free`.
  private void block(Scope s, Set<String> bound, Set<String> free, Set<String> global, Set<String> typeParams, Scope classEntry) {
    Set<String> local = new HashSet<>();
    Set<String> newBound = new HashSet<>();
    Set<String> newGlobal = new HashSet<>();
    Set<String> newFree = new HashSet<>();
    Map<String, Scope.Storage> found = new HashMap<>();
    boolean isClass = s.kind == Scope.Kind.CLASS;
    if (isClass) {
      newGlobal.addAll(global);
      if (bound != null) {
        newBound.addAll(bound);
      }
    }
    for (Map.Entry<String, Integer> e : s.symbols.entrySet()) {
      found.put(e.getKey(), place(s, e.getKey(), e.getValue(), bound, local, free, global, typeParams, classEntry));
    }
    if (isClass) {
      newBound.add("__class__");
      newBound.add("__classdict__");
      newBound.add("__conditional_annotations__");
    } else {
      if (s.isFunctionLike()) {
        newBound.addAll(local);
      }
      if (bound != null) {
        newBound.addAll(bound);
      }
      newGlobal.addAll(global);
    }
    for (Scope child : s.children) {
      Scope entry = child.canSeeClassScope ? isClass ? s : classEntry : null;
      boolean inline = child.comprehension != Scope.Comprehension.NONE && child.comprehension != Scope.Comprehension.GENERATOR && !s.canSeeClassScope;
      Set<String> childFree = new HashSet<>();
      block(child, new HashSet<>(newBound), childFree, new HashSet<>(newGlobal), new HashSet<>(typeParams), entry);
      child.inlined = inline;
      if (inline) {
        if (s.isFunctionLike()) {
          childFree.removeIf(n -> found.get(n) == Scope.Storage.LOCAL && !capturedBelow(child, n));
        }
      }
      newFree.addAll(childFree);
    }
    if (s.isFunctionLike()) {
      for (Map.Entry<String, Scope.Storage> e : found.entrySet()) {
        if (e.getValue() == Scope.Storage.LOCAL && newFree.remove(e.getKey())) {
          e.setValue(Scope.Storage.CELL);
        }
      }
    } else if (isClass) {
      s.needsClassClosure |= newFree.remove("__class__");
      s.needsClassdict |= newFree.remove("__classdict__");
      s.conditionalAnnotations |= newFree.remove("__conditional_annotations__");
    }
    finish(s, found, bound, newFree, isClass || s.canSeeClassScope);
    free.addAll(newFree);
  }

  private static boolean capturedBelow(Scope inlined, String name) {
    for (Scope child : inlined.children) {
      if (child.storage.get(name) == Scope.Storage.FREE && (!child.inlined || capturedBelow(child, name))) {
        return true;
      }
    }
    return false;
  }

  private static Scope.Storage place(Scope s, String name, int flags, Set<String> bound, Set<String> local, Set<String> free, Set<String> global,
      Set<String> typeParams, Scope classEntry) {
    if ((flags & Scope.DEF_GLOBAL) != 0) {
      if ((flags & Scope.DEF_NONLOCAL) != 0) {
        throw new CompileError("name '" + name + "' is nonlocal and global", s.directives.get(name));
      }
      global.add(name);
      if (bound != null) {
        bound.remove(name);
      }
      return Scope.Storage.GLOBAL_EXPLICIT;
    }
    if ((flags & Scope.DEF_NONLOCAL) != 0) {
      if (bound == null) {
        throw new CompileError("nonlocal declaration not allowed at module level", s.directives.get(name));
      }
      if (!bound.contains(name)) {
        throw new CompileError("no binding for nonlocal '" + name + "' found", s.directives.get(name));
      }
      if (typeParams.contains(name)) {
        throw new CompileError("nonlocal binding not allowed for type parameter '" + name + "'", s.directives.get(name));
      }
      free.add(name);
      return Scope.Storage.FREE;
    }
    if ((flags & Scope.DEF_BOUND) != 0) {
      local.add(name);
      global.remove(name);
      if ((flags & Scope.DEF_TYPE_PARAM) != 0) {
        typeParams.add(name);
      } else {
        typeParams.remove(name);
      }
      return Scope.Storage.LOCAL;
    }
    if (classEntry != null) {
      int inClass = classEntry.flags(name);
      if ((inClass & Scope.DEF_GLOBAL) != 0) {
        return Scope.Storage.GLOBAL_EXPLICIT;
      }
      if ((inClass & Scope.DEF_BOUND) != 0 && (inClass & Scope.DEF_NONLOCAL) == 0) {
        return Scope.Storage.GLOBAL_IMPLICIT;
      }
    }
    if (bound != null && bound.contains(name)) {
      free.add(name);
      return Scope.Storage.FREE;
    }
    return Scope.Storage.GLOBAL_IMPLICIT;
  }

  private static void finish(Scope s, Map<String, Scope.Storage> found, Set<String> bound, Set<String> free, boolean seesClass) {
    s.storage.putAll(found);
    for (String name : free) {
      if (s.symbols.containsKey(name)) {
        int flags = s.flags(name);
        if (seesClass) {
          s.symbols.put(name, flags | Scope.DEF_FREE_CLASS);
        }
        continue;
      }
      if (bound == null || !bound.contains(name)) {
        continue;
      }
      s.symbols.put(name, 0);
      s.storage.put(name, Scope.Storage.FREE);
    }
  }
}
