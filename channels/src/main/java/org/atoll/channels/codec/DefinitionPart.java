package org.atoll.channels.codec;

import java.util.ArrayList;
import java.util.List;
import org.atoll.channels.codec.MainDefinitions.Maker;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.importlib.BuiltinModules;
import org.atoll.runtime.importlib.Evaluation;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyClassMethod;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyProperty;
import org.atoll.runtime.object.PyStaticMethod;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// A part of [MainDefinitions]: something of the sender's interpreter, in a form that others can make theirs from.
/// Immutable.
sealed interface DefinitionPart {
  /// The receiver's own, under its GIL.
  Object make(Maker maker);

  /// A value that all interpreters share: immutable ones, built-in types.
  record Same(Object value) implements DefinitionPart {
    @Override
    public Object make(Maker maker) {
      return value;
    }
  }

  /// A global of the program.
  record Global(String name) implements DefinitionPart {
    @Override
    public Object make(Maker maker) {
      Object value = maker.name(name);
      return value == null ? PyNone.NONE : value;
    }
  }

  /// A module, which the receiver imports.
  record Module(String name) implements DefinitionPart {
    @Override
    public Object make(Maker maker) {
      return builtin(maker, name);
    }
  }

  /// A function of a module that is written in Java.
  record Builtin(String module, String name) implements DefinitionPart {
    @Override
    public Object make(Maker maker) {
      return PyObjects.getAttr(maker.ts, builtin(maker, module), name);
    }
  }

  /// A module; one that is written in Java does not need the import system.
  private static Object builtin(Maker maker, String name) {
    PyDict modules = maker.ts.interpreter().modules();
    Object known = modules.get(name);
    if (known == null && name.startsWith("_atoll") && BuiltinModules.has(name)) {
      PyModule made = BuiltinModules.create(maker.ts, name);
      modules.put(name, made);
      return made;
    }
    return maker.ts.interpreter().importModule(maker.ts, name);
  }

  /// Any other value, as a message has it.
  record Value(Message message) implements DefinitionPart {
    @Override
    public Object make(Maker maker) {
      return maker.once(this, () -> message.openCopy(maker.ts));
    }
  }

  /// A tuple of parts.
  record Items(List<DefinitionPart> items) implements DefinitionPart {
    @Override
    public Object make(Maker maker) {
      return PyTuple.of(items.stream().map(i -> i.make(maker)).toArray());
    }
  }

  /// A static method, class method or property.
  record Wrapped(PyType type, List<DefinitionPart> parts) implements DefinitionPart {
    @Override
    public Object make(Maker maker) {
      Object[] made = parts.stream().map(p -> p.make(maker)).toArray();
      return type == PyStaticMethod.TYPE ? new PyStaticMethod(made[0]) : type == PyClassMethod.TYPE ? new PyClassMethod(made[0])
          : Call.call(maker.ts, PyProperty.TYPE, made, null);
    }
  }

  /// The variable that functions of one scope share; empty until the class is made where it is that of a `super()`.
  final class Cell implements DefinitionPart {
    DefinitionPart content;

    @Override
    public Object make(Maker maker) {
      PyCell[] made = {null};
      Object known = maker.once(this, () -> made[0] = new PyCell(null));
      if (made[0] != null && content != null) {
        made[0].value = content.make(maker);
      }
      return known;
    }
  }

  /// A function: code that everybody shares, and what it was made with.
  final class OfFunction implements DefinitionPart {
    private final PyCode code;
    /// The module whose globals it has, or null for those of the program.
    private final String module;
    private final Object name;
    private final Object qualname;
    List<DefinitionPart> defaults = List.of();
    List<String> keywordNames = List.of();
    List<DefinitionPart> keywordDefaults = List.of();
    List<DefinitionPart> closure = List.of();
    List<String> attributeNames = List.of();
    List<DefinitionPart> attributes = List.of();

    OfFunction(PyFunction f, String module) {
      this.code = f.code;
      this.module = module;
      this.name = f.name();
      this.qualname = f.qualname();
    }

    @Override
    public Object make(Maker maker) {
      PyDict globals = module == null ? maker.main : ((PyModule) builtin(maker, module)).dict();
      PyCell[] cells = closure.stream().map(c -> (PyCell) c.make(maker)).toArray(PyCell[]::new);
      PyFunction f = new PyFunction(code, globals, cells);
      maker.remember(this, f);
      if (!name.equals(code.name())) {
        PyObjects.setAttr(maker.ts, f, "__name__", name);
      }
      if (!qualname.equals(code.qualname())) {
        PyObjects.setAttr(maker.ts, f, "__qualname__", qualname);
      }
      if (!defaults.isEmpty()) {
        f.defaults = defaults.stream().map(d -> d.make(maker)).toArray();
      }
      if (!keywordNames.isEmpty()) {
        f.kwdefaults = new PyDict();
        for (int i = 0; i < keywordNames.size(); i++) {
          f.kwdefaults.put(keywordNames.get(i), keywordDefaults.get(i).make(maker));
        }
      }
      for (int i = 0; i < attributeNames.size(); i++) {
        PyObjects.setAttr(maker.ts, f, attributeNames.get(i), attributes.get(i).make(maker));
      }
      return f;
    }
  }

  /// A class whose attributes say all about it.
  final class OfClass implements DefinitionPart {
    private final String name;
    List<DefinitionPart> bases = List.of();
    final List<String> names = new ArrayList<>();
    final List<DefinitionPart> values = new ArrayList<>();
    /// The cell by which its methods find the class for `super()`, or null.
    Cell classCell;

    OfClass(String name) {
      this.name = name;
    }

    @Override
    public Object make(Maker maker) {
      return maker.once(this, () -> {
        Object madeBases = PyTuple.of(bases.stream().map(b -> b.make(maker)).toArray());
        PyDict attributes = new PyDict();
        for (int i = 0; i < names.size(); i++) {
          attributes.put(names.get(i), values.get(i).make(maker));
        }
        if (classCell != null) {
          attributes.put("__classcell__", classCell.make(maker));
        }
        return Call.call3(maker.ts, PyType.TYPE, name, madeBases, attributes);
      });
    }
  }

  /// A class by the statement that makes it.
  record Statement(PyCode code, String name, List<String> reads) implements DefinitionPart {
    @Override
    public Object make(Maker maker) {
      for (String read : reads) {
        if (!read.equals(name)) {
          maker.name(read);
        }
      }
      Evaluation.run(maker.ts, code, maker.main, maker.main, null);
      Object made = maker.main.get(name);
      MainDefinitions.Known.of(maker.ts).madeFrom.put(made, this);
      return made;
    }
  }
}
