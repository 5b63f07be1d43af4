package org.atoll.channels.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// What a class or function of a program's `__main__` is made of: its code, and the globals that this code names, and so
/// on. An interpreter that gets it has them in its own `__main__` without running the program there: no part of it runs
/// twice, so that it needs no `if __name__ == "__main__"`, and nothing but what the code names takes room.
///
/// Values are snapshots of the moment at which the definition was made; modules are imported; functions share their code
/// with the sender's; classes are made anew from the same functions, or, where something has to run to make them
/// (decorators such as `dataclass`, metaclasses such as enum's), their statement is run again. Immutable, and may be
/// installed in any number of interpreters.
public final class MainDefinitions {
  private final Map<String, DefinitionPart> names;
  /// What has been imported within the packages among them.
  private final List<String> submodules;
  /// Globals that the code names and that cannot be sent, with the reason.
  private final Map<String, String> lost;
  private final String mainPath;

  MainDefinitions(Map<String, DefinitionPart> names, List<String> submodules, Map<String, String> lost, String mainPath) {
    this.names = names;
    this.submodules = submodules;
    this.lost = lost;
    this.mainPath = mainPath;
  }

  /// What one interpreter knows of definitions. Guarded by its GIL.
  static final class Known {
    /// Why a name of the sender's `__main__` is missing here.
    final Map<String, String> lost = new HashMap<>();
    /// The statement that a class was made by, so that it can be sent on.
    final IdentityHashMap<Object, DefinitionPart> madeFrom = new IdentityHashMap<>();
    /// What has been made for messages.
    final IdentityHashMap<Object, MainDefinitions> made = new IdentityHashMap<>();
    /// The immutable globals that came with functions by value, as they came last.
    final Map<String, Object> current = new HashMap<>();

    static Known of(ThreadState ts) {
      return ts.interpreter().state(Known.class, Known::new);
    }
  }

  /// Whether messages tell what the classes in them are made of.
  private static final class Switch {
    final AtomicBoolean on = new AtomicBoolean();
  }

  /// From now on messages tell what the classes of `__main__` in them are made of: there are interpreters that never run
  /// the program.
  public static void enable(ThreadState ts) {
    ts.interpreter().runtime().state(Switch.class, Switch::new).on.set(true);
  }

  /// The definition that goes with a message which names a class or function; null where none is wanted or possible. A
  /// program that another interpreter could not run without doing its work all over again has its definitions sent.
  static MainDefinitions forMessage(ThreadState ts, String qualname) {
    PyDict main = ts.interpreter().mainNamespace();
    if (main == null || !ts.interpreter().runtime().state(Switch.class, Switch::new).on.get() && canBeRunAgain(ts, main)) {
      return null;
    }
    String first = qualname.split("\\.")[0];
    Object value = main.get(first);
    if (value == null) {
      return null;
    }
    Map<Object, MainDefinitions> made = Known.of(ts).made;
    MainDefinitions known = made.get(value);
    if (known == null && !made.containsKey(value)) {
      made.put(value, null);
      try {
        known = new DefinitionCapture(ts).ofName(first);
        if (known.lost.containsKey(first)) {
          known = null;
        }
      } catch (PyException e) {
        if (!PyErr.matches(e, PyExc.Exception)) {
          throw e;
        }
        known = null;
      }
      made.put(value, known);
    }
    return known;
  }

  /// Whether others may run the program for its definitions: it does its work under a guard; or it is no program but a module
  /// put in the place of one, which says of itself that it comes from no file.
  private static boolean canBeRunAgain(ThreadState ts, PyDict main) {
    return main.get("__file__") == PyNone.NONE || MainGuards.isGuarded(ts, pathOf(main));
  }

  /// What a class or function is made of. Whoever has it and no longer wants it calls nothing: it is only memory.
  ///
  /// @throws PyException NotShareableError where it cannot be sent, with the reason
  public static Root of(ThreadState ts, Object value) {
    return new DefinitionCapture(ts).of(value);
  }

  /// A definition and what it defines.
  public static final class Root {
    private final MainDefinitions definitions;
    private final DefinitionPart value;

    Root(MainDefinitions definitions, DefinitionPart value) {
      this.definitions = definitions;
      this.value = value;
    }

    /// The class or function in the calling interpreter, which has its globals in `__main__` then.
    public Object install(ThreadState ts) {
      Maker maker = new Maker(ts, definitions);
      definitions.install(maker);
      return value.make(maker);
    }

    /// As [#install], for a function that is sent for one call: globals that the sender has bound to other immutable values
    /// since the last time are bound anew.
    Object installCurrent(ThreadState ts) {
      Maker maker = new Maker(ts, definitions);
      Map<String, Object> current = Known.of(ts).current;
      definitions.names.forEach((name, part) -> {
        if (part instanceof DefinitionPart.Same same) {
          Object last = current.put(name, same.value());
          if (last != null && !last.equals(same.value())) {
            maker.main.put(name, same.value());
          }
        }
      });
      definitions.install(maker);
      return value.make(maker);
    }
  }

  /// Puts everything into the calling interpreter's `__main__` that is not there yet; false where there is no such module.
  boolean install(ThreadState ts) {
    return ts.interpreter().mainNamespace() != null && install(new Maker(ts, this));
  }

  private boolean install(Maker maker) {
    if (mainPath != null && maker.main.get("__file__") == null) {
      maker.main.put("__file__", PyUnicode.fromUtf16(mainPath));
    }
    for (String name : names.keySet()) {
      maker.name(name);
    }
    for (String name : submodules) {
      maker.submodule(name);
    }
    if (!lost.isEmpty()) {
      Known.of(maker.ts).lost.putAll(lost);
    }
    return true;
  }

  /// Why a global of the program is missing in the calling interpreter; null where it is not known to be.
  public static String whyMissing(ThreadState ts, String name) {
    return Known.of(ts).lost.get(name);
  }

  /// Makes the parts of one definition in one interpreter.
  static final class Maker {
    final ThreadState ts;
    final PyDict main;
    private final MainDefinitions from;
    private final IdentityHashMap<DefinitionPart, Object> made = new IdentityHashMap<>();

    Maker(ThreadState ts, MainDefinitions from) {
      this.ts = ts;
      this.from = from;
      this.main = Globals.ofMain(ts);
    }

    /// The global of a name, made first where it is missing; null where it cannot be.
    Object name(String name) {
      Object known = main.get(name);
      if (known != null) {
        return known;
      }
      DefinitionPart part = from.names.get(name);
      if (part == null) {
        return null;
      }
      Object value;
      try {
        value = part.make(this);
      } catch (PyException e) {
        if (part instanceof DefinitionPart.OfClass || part instanceof DefinitionPart.Statement || !PyErr.matches(e, PyExc.Exception)) {
          throw e;
        }
        Known.of(ts).lost.put(name, e.getMessage());
        return null;
      }
      if (main.get(name) == null) {
        main.put(name, value);
      }
      return value;
    }

    /// Imports what the sender has imported; where that fails, the package lacks the attribute.
    void submodule(String name) {
      if (ts.interpreter().modules().get(name) == null) {
        try {
          ts.interpreter().importModule(ts, name);
        } catch (PyException e) {
          if (!PyErr.matches(e, PyExc.Exception)) {
            throw e;
          }
        }
      }
    }

    /// What a part makes, once.
    Object once(DefinitionPart part, java.util.function.Supplier<Object> make) {
      Object known = made.get(part);
      if (known == null) {
        known = make.get();
        made.put(part, known);
      }
      return known;
    }

    void remember(DefinitionPart part, Object value) {
      made.put(part, value);
    }
  }

  /// Definitions in the order in which the program made them.
  static Map<String, DefinitionPart> inOrder(Map<String, DefinitionPart> names, PyDict main) {
    Object[] keys = main.keyArray();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] instanceof String s && names.containsKey(s)) {
        places.put(s, i);
      }
    }
    List<String> sorted = new ArrayList<>(names.keySet());
    sorted.sort(Comparator.comparingInt(n -> places.getOrDefault(n, Integer.MAX_VALUE)));
    Map<String, DefinitionPart> ordered = new LinkedHashMap<>();
    sorted.forEach(n -> ordered.put(n, names.get(n)));
    return ordered;
  }

  static String pathOf(PyDict main) {
    Object file = main.get("__file__");
    return file == null || file == PyNone.NONE || !PyUnicode.check(file) ? null : PyUnicode.toJava(file);
  }
}
