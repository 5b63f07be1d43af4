package org.atoll.channels.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Takes functions that no name leads to apart: lambdas, functions within functions, what `exec` has made. All that such a
/// function refers to is sent as any other value of the message, so that what two of them share they share at the receiver.
final class FunctionCapture {
  /// What every module has of its own.
  private static final Set<String> OF_EVERY_MODULE = Set.of("__builtins__", "__cached__", "__loader__", "__package__", "__spec__");

  private final PyKryo kryo;
  private final ThreadState ts;
  private final PyFunction function;
  private final CodeNames names = new CodeNames();

  private FunctionCapture(PyKryo kryo, PyFunction function) {
    this.kryo = kryo;
    this.ts = kryo.ts;
    this.function = function;
  }

  /// The snapshot of a function.
  ///
  /// @throws PyException NotShareableError, with the name of the variable, where something that it refers to cannot be sent
  static FunctionSnapshot of(PyKryo kryo, PyFunction f) {
    FunctionSnapshot made = new FunctionSnapshot();
    kryo.memo.put(f, made);
    kryo.rebuild = true;
    new FunctionCapture(kryo, f).fill(made);
    return made;
  }

  private String qualname() {
    return PyUnicode.toJava(function.qualname());
  }

  private void fill(FunctionSnapshot made) {
    made.code = function.code;
    made.globals = globals();
    String[] free = function.code.freevars();
    made.cells = new CellSnapshot[function.closure.length];
    for (int i = 0; i < made.cells.length; i++) {
      made.cells[i] = cell(free[i], function.closure[i], made.globals);
    }
    attributes(made);
  }

  private CellSnapshot cell(String name, PyCell cell, GlobalsSnapshot globals) {
    int known = kryo.memo.find(cell);
    if (known >= 0) {
      return (CellSnapshot) kryo.memo.resultAt(known);
    }
    CellSnapshot made = new CellSnapshot();
    kryo.memo.put(cell, made);
    if (cell.value != null) {
      made.content = captured("variable", name, cell.value, globals);
    }
    return made;
  }

  // Globals.

  private GlobalsSnapshot globals() {
    PyDict namespace = function.globals;
    GlobalsSnapshot made = kryo.globals(namespace, this::moduleOf);
    if (made.module != null && !made.module.equals(GlobalsSnapshot.MAIN)) {
      return made;
    }
    Object builtins = namespace.get("__builtins__");
    if (builtins != null && ts.interpreter().builtinsOf(namespace) != ts.interpreter().builtins()) {
      throw PyErr.format(Sending.NOT_SHAREABLE, "the function %s cannot be sent by value: its globals have builtins of their own", qualname());
    }
    Set<String> read = names.reads(function.code);
    if (made.module == null) {
      read.add("__name__");
    }
    for (String name : read) {
      Object value = namespace.get(name);
      if (value != null && !OF_EVERY_MODULE.contains(name) && !made.captured.containsKey(name)) {
        // For what leads back to it.
        made.captured.put(name, null);
        made.captured.put(name, captured("global variable", name, value, made));
      }
    }
    return made;
  }

  /// The module that a namespace is that of, or null.
  private String moduleOf(PyDict namespace) {
    Object name = namespace.get("__name__");
    if (namespace == ts.interpreter().mainNamespace() || GlobalsSnapshot.MAIN.equals(name)) {
      return GlobalsSnapshot.MAIN;
    }
    return name instanceof String s && ts.interpreter().modules().get(s) instanceof PyModule m && m.dict() == namespace ? s : null;
  }

  /// The snapshot of a variable's value, which may be a module.
  private Object captured(String kind, String name, Object value, GlobalsSnapshot globals) {
    try {
      return value instanceof PyModule m ? module(m, globals) : kryo.part(value);
    } catch (PyException e) {
      if (!Sending.isRefusal(e)) {
        throw e;
      }
      throw Sending.because(PyErr.format(Sending.NOT_SHAREABLE, "the function %s cannot be sent by value: its %s '%s' cannot be sent: %s",
          qualname(), kind, name, String.valueOf(e.getMessage())), e);
    }
  }

  private Reduced module(PyModule m, GlobalsSnapshot globals) {
    String name = PyUnicode.check(m.name()) ? PyUnicode.toJava(m.name()) : null;
    if (name == null || ts.interpreter().modules().get(name) != m) {
      throw PyErr.typeError("the module '%s' is not in sys.modules under its name", name);
    }
    if (function.code.freeCount() > 0) {
      names.reads(function.code);
    }
    globals.submodules.addAll(names.submodules(ts, Set.of(name)));
    Reduced made = new Reduced();
    made.callable = new GlobalRef("importlib", "import_module", null);
    made.args = new Object[] {name};
    return made;
  }

  // Attributes.

  private void attributes(FunctionSnapshot made) {
    List<String> set = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (String name : List.of("__name__", "__qualname__", "__doc__", "__module__")) {
      Object value = PyObjects.getAttr(ts, function, name);
      if (!value.equals(ofCode(name))) {
        set.add(name);
        values.add(value);
      }
    }
    if (function.defaults.length > 0) {
      set.add("__defaults__");
      values.add(PyTuple.of(function.defaults.clone()));
    }
    if (function.kwdefaults != null) {
      set.add("__kwdefaults__");
      values.add(function.kwdefaults);
    }
    Object annotations = function.annotate != null ? function.annotate : PyObjects.getAttr(ts, function, "__annotations__");
    if (!(annotations instanceof PyDict d) || d.size() > 0) {
      set.add(function.annotate != null ? "__annotate__" : "__annotations__");
      values.add(annotations);
    }
    PyDict own = function.dict();
    for (int i = 0; own != null && i < own.used(); i++) {
      if (own.keyAt(i) instanceof Object key && PyUnicode.check(key)) {
        set.add(PyObjects.attributeName(key).intern());
        values.add(own.valueAt(i));
      }
    }
    made.names = set.toArray(String[]::new);
    made.values = new Object[values.size()];
    for (int i = 0; i < made.values.length; i++) {
      made.values[i] = captured("attribute", made.names[i], values.get(i), made.globals);
    }
  }

  /// What an attribute is unless it has been set.
  private Object ofCode(String name) {
    return switch (name) {
      case "__name__" -> function.code.name();
      case "__qualname__" -> function.code.qualname();
      case "__doc__" -> function.code.doc() == null ? PyNone.NONE : function.code.doc();
      default -> function.globals.get("__name__") == null ? PyNone.NONE : function.globals.get("__name__");
    };
  }
}
