package org.atoll.arena.objects;

import java.util.HashMap;
import java.util.Map;
import org.atoll.arena.ArenaErrors;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// The `@arena.struct` classes of one interpreter. What another interpreter has put into an arena is found by its class's module and name,
/// as pickle does; one of a program's `__main__` as where a message names it. Guarded by the GIL.
final class StructClasses {
  private final Map<StructLayout, StructClass> known = new HashMap<>();

  private StructClasses() {}

  static StructClasses of(ThreadState ts) {
    return ts.interpreter().state(StructClasses.class, StructClasses::new);
  }

  /// A class has been declared; of several that are alike, the latest counts.
  void add(StructClass c) {
    known.put(c.layout, c);
  }

  /// The class of this layout. May import a module.
  ///
  /// @throws PyException ArenaError where this interpreter has no such class
  StructClass find(ThreadState ts, StructLayout layout) {
    StructClass c = known.get(layout);
    if (c == null) {
      c = byName(ts, layout);
      known.put(layout, c);
    }
    return c;
  }

  /// The class of this layout, without running any Python code.
  ///
  /// @throws UnknownClass where it has to be looked for by [#find]
  StructClass known(StructLayout layout) {
    StructClass c = known.get(layout);
    if (c == null) {
      throw new UnknownClass(layout);
    }
    return c;
  }

  private static StructClass byName(ThreadState ts, StructLayout layout) {
    if (layout.qualname.contains("<locals>")) {
      throw ArenaErrors.unknownClass(layout.module, layout.qualname, "no name leads to it, since it was declared within a function");
    }
    Object found;
    try {
      found = lookUp(ts, layout);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.ImportError) && !PyErr.matches(e, PyExc.AttributeError)) {
        throw e;
      }
      throw ArenaErrors.unknownClass(layout.module, layout.qualname, String.valueOf(PyObjects.str(ts, e.value)));
    }
    if (!(found instanceof PyType t) || !(t.dict().get(StructClass.ATTRIBUTE) instanceof StructClass c)) {
      throw ArenaErrors.unknownClass(layout.module, layout.qualname, "what has this name is no class declared with @arena.struct");
    }
    if (c.layout != layout) {
      throw ArenaErrors.otherFields(layout.module, layout.qualname);
    }
    return c;
  }

  private static Object lookUp(ThreadState ts, StructLayout layout) {
    Object reference = layout.reference();
    if (reference != null) {
      return MainClasses.provided().find(ts, reference);
    }
    Object found = module(ts, layout);
    for (String name : layout.qualname.split("\\.")) {
      found = PyObjects.getAttr(ts, found, name);
    }
    return found;
  }

  private static Object module(ThreadState ts, StructLayout layout) {
    if (ts.interpreter().modules().get(layout.module) instanceof PyModule m) {
      return m;
    }
    if (!layout.mayImport(ts)) {
      throw ArenaErrors.unknownClass(layout.module, layout.qualname, "it is imported nowhere but where capabilities are limited");
    }
    return ts.interpreter().importModule(ts, layout.module);
  }
}
