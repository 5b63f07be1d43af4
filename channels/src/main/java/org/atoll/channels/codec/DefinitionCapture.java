package org.atoll.channels.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyClassMethod;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyGetSetDescr;
import org.atoll.runtime.object.PyMemberDescr;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyProperty;
import org.atoll.runtime.object.PyStaticMethod;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Takes a class or function of `__main__` apart, under the GIL of the interpreter that owns it; see [MainDefinitions].
final class DefinitionCapture {
  private static final Set<String> NOT_COPIED = Set.of("__dict__", "__weakref__", "__annotate__", "__annotate_func__", "__annotations_cache__",
      "__classdictcell__");

  private final ThreadState ts;
  private final PyDict main;
  private final Map<String, DefinitionPart> names = new LinkedHashMap<>();
  private final Map<String, String> lost = new HashMap<>();
  private final IdentityHashMap<Object, DefinitionPart> inline = new IdentityHashMap<>();
  private final Set<String> modules = new HashSet<>();
  private final CodeNames codeNames = new CodeNames();

  DefinitionCapture(ThreadState ts) {
    this.ts = ts;
    PyDict found = ts.interpreter().mainNamespace();
    this.main = found == null ? new PyDict() : found;
  }

  MainDefinitions.Root of(Object value) {
    DefinitionPart root = part(value);
    if (root instanceof DefinitionPart.Global g && lost.containsKey(g.name())) {
      throw PyErr.format(Sending.NOT_SHAREABLE, "%s cannot be sent to an actor: %s", g.name(), lost.get(g.name()));
    }
    return new MainDefinitions.Root(made(), root);
  }

  MainDefinitions ofName(String name) {
    need(name);
    return made();
  }

  private MainDefinitions made() {
    return new MainDefinitions(MainDefinitions.inOrder(names, main), codeNames.submodules(ts, modules), lost, MainDefinitions.pathOf(main));
  }

  /// A name that is needed: what it is bound to now.
  private void need(String name) {
    Object value = main.get(name);
    if (value == null || names.containsKey(name) || lost.containsKey(name) || name.equals("__builtins__") || name.equals("__file__")) {
      return;
    }
    // For what leads back to it.
    names.put(name, new DefinitionPart.Global(name));
    try {
      names.put(name, definition(value));
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.Exception)) {
        throw e;
      }
      names.remove(name);
      lost.put(name, e.getMessage());
    }
  }

  /// A value as part of something else: what the program has a name for goes by this name.
  private DefinitionPart part(Object v) {
    if (v instanceof PyType t && t.isHeapType() && isOfMain(t)) {
      return byName(t, t.name());
    }
    if (v instanceof PyFunction f && f.globals == main) {
      return byName(f, f.name());
    }
    return definition(v);
  }

  private DefinitionPart byName(PyObject v, Object name) {
    if (name instanceof String s && main.get(s) == v) {
      need(s);
      return new DefinitionPart.Global(s);
    }
    return definition(v);
  }

  private static boolean isOfMain(PyType t) {
    return "__main__".equals(t.dict().get("__module__"));
  }

  private DefinitionPart definition(Object v) {
    DefinitionPart known = inline.get(v);
    if (known != null) {
      return known;
    }
    if (PyKryo.isImmutable(v)) {
      return new DefinitionPart.Same(v);
    }
    return switch (v) {
      case PyModule m when PyUnicode.check(m.name()) -> module(m);
      case PyType t when !t.isHeapType() -> new DefinitionPart.Same(t);
      case PyType t when isOfMain(t) -> ofClass(t);
      case PyFunction f -> function(f);
      case PyBuiltinFunction b -> builtin(b);
      case PyStaticMethod s -> new DefinitionPart.Wrapped(PyStaticMethod.TYPE, List.of(part(s.callable)));
      case PyClassMethod c -> new DefinitionPart.Wrapped(PyClassMethod.TYPE, List.of(part(c.callable)));
      case PyProperty p when p.type == PyProperty.TYPE -> property(p);
      case PyTuple t when t.type == PyTuple.TYPE -> new DefinitionPart.Items(parts(t.items));
      default -> new DefinitionPart.Value(Message.of(ts, v));
    };
  }

  private List<DefinitionPart> parts(Object[] values) {
    List<DefinitionPart> made = new ArrayList<>();
    for (Object v : values) {
      made.add(part(v));
    }
    return made;
  }

  private DefinitionPart module(PyModule m) {
    String name = PyUnicode.toJava(m.name());
    if (ts.interpreter().modules().get(name) != m) {
      throw PyErr.typeError("cannot send the module '%s', which is not in sys.modules under its name", name);
    }
    modules.add(name);
    return new DefinitionPart.Module(name);
  }

  private DefinitionPart property(PyProperty p) {
    List<DefinitionPart> made = new ArrayList<>();
    for (String side : List.of("fget", "fset", "fdel")) {
      made.add(part(PyObjects.getAttr(ts, p, side)));
    }
    return new DefinitionPart.Wrapped(PyProperty.TYPE, made);
  }

  private DefinitionPart builtin(PyBuiltinFunction b) {
    Object module = PyObjects.getOptionalAttr(ts, b, "__module__");
    Object name = PyObjects.getOptionalAttr(ts, b, "__name__");
    if (module instanceof String m && name instanceof String n && m.startsWith("_atoll")) {
      return new DefinitionPart.Builtin(m, n);
    }
    return new DefinitionPart.Value(Message.of(ts, b));
  }

  private DefinitionPart function(PyFunction f) {
    String module = null;
    if (f.globals != main) {
      Object name = f.globals.get("__name__");
      if (!(name instanceof String s) || !(ts.interpreter().modules().get(s) instanceof PyModule m) || m.dict() != f.globals) {
        throw PyErr.typeError("cannot send the function %s: its globals are those of no module", f.qualname());
      }
      if (!String.valueOf(f.qualname()).contains("<locals>")) {
        return new DefinitionPart.Value(Message.of(ts, f));
      }
      module = s;
    }
    DefinitionPart.OfFunction made = new DefinitionPart.OfFunction(f, module);
    inline.put(f, made);
    Set<String> reads = codeNames.reads(f.code);
    if (module == null) {
      reads.forEach(this::need);
    }
    made.defaults = parts(f.defaults);
    if (f.kwdefaults != null && f.kwdefaults.size() > 0) {
      made.keywordNames = strings(f.kwdefaults.keyArray());
      made.keywordDefaults = parts(f.kwdefaults.valueArray());
    }
    made.closure = cells(f.closure);
    PyDict own = f.dict();
    if (own != null && own.size() > 0) {
      made.attributeNames = strings(own.keyArray());
      made.attributes = parts(own.valueArray());
    }
    return made;
  }

  private static List<String> strings(Object[] keys) {
    List<String> made = new ArrayList<>();
    for (Object k : keys) {
      made.add(PyUnicode.toJava(k).intern());
    }
    return made;
  }

  private List<DefinitionPart> cells(PyCell[] closure) {
    List<DefinitionPart> made = new ArrayList<>();
    for (PyCell c : closure) {
      made.add(cell(c));
    }
    return made;
  }

  private DefinitionPart cell(PyCell c) {
    DefinitionPart known = inline.get(c);
    if (known == null) {
      DefinitionPart.Cell made = new DefinitionPart.Cell();
      inline.put(c, made);
      made.content = c.value == null ? null : part(c.value);
      return made;
    }
    return known;
  }

  // Classes.

  private DefinitionPart ofClass(PyType t) {
    DefinitionPart statement = MainDefinitions.Known.of(ts).madeFrom.get(t);
    if (statement instanceof DefinitionPart.Statement s) {
      s.reads().forEach(this::need);
      return s;
    }
    PyException refused;
    if (t.type == PyType.TYPE && t.dict().get("__dataclass_fields__") == null) {
      try {
        return byAttributes(t);
      } catch (PyException e) {
        if (!PyErr.matches(e, PyExc.Exception)) {
          throw e;
        }
        refused = e;
      }
    } else {
      refused = PyErr.typeError("class %s cannot be taken apart", t.name());
    }
    inline.remove(t);
    PyCode code = main.get(t.name()) == t ? ClassStatements.find(ts, MainDefinitions.pathOf(main), t.name()) : null;
    if (code == null) {
      throw refused;
    }
    List<String> reads = new ArrayList<>(codeNames.reads(code));
    reads.forEach(this::need);
    return new DefinitionPart.Statement(code, t.name(), reads);
  }

  private DefinitionPart byAttributes(PyType t) {
    DefinitionPart.OfClass made = new DefinitionPart.OfClass(t.name());
    inline.put(t, made);
    made.bases = parts(t.bases());
    Object[] keys = t.dict().keyArray();
    Object[] values = t.dict().valueArray();
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] instanceof String name && !NOT_COPIED.contains(name) && !(values[i] instanceof PyGetSetDescr) && !(values[i] instanceof PyMemberDescr)) {
        made.names.add(name.intern());
        made.values.add(member(t, made, values[i]));
      }
    }
    return made;
  }

  private DefinitionPart member(PyType t, DefinitionPart.OfClass made, Object value) {
    Object inner = value instanceof PyStaticMethod s ? s.callable : value instanceof PyClassMethod c ? c.callable : value;
    if (inner instanceof PyFunction f) {
      for (PyCell c : f.closure) {
        if (c.value == t) {
          if (made.classCell == null) {
            made.classCell = new DefinitionPart.Cell();
          }
          inline.put(c, made.classCell);
        }
      }
    }
    return value == PyNone.NONE ? new DefinitionPart.Same(value) : part(value);
  }
}
