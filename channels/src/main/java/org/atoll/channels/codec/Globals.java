package org.atoll.channels.codec;

import java.util.HashMap;
import java.util.Map;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyUnicode;

/// Finds classes and functions by name in the receiving interpreter.
final class Globals {
  private Globals() {}

  /// The built-in type of a name without a module, or null.
  static PyType builtinType(ThreadState ts, String name) {
    if (name.equals(PyNone.TYPE.name())) {
      return PyNone.TYPE;
    }
    if (name.equals(PyEllipsis.TYPE.name())) {
      return PyEllipsis.TYPE;
    }
    if (name.equals(PyNotImplemented.TYPE.name())) {
      return PyNotImplemented.TYPE;
    }
    return ts.interpreter().builtins().get(name) instanceof PyType t && !t.isHeapType() ? t : null;
  }

  /// The globals of the interpreter's `__main__`, which is made first where there is none.
  static PyDict ofMain(ThreadState ts) {
    PyDict modules = ts.interpreter().modules();
    if (!(modules.get("__main__") instanceof PyModule)) {
      PyModule module = new PyModule("__main__");
      module.dict().put("__builtins__", modules.get("builtins"));
      modules.put("__main__", module);
    }
    return ts.interpreter().mainNamespace();
  }

  static Object find(ThreadState ts, GlobalRef ref) {
    Object found = ref.module().equals("__main__") ? main(ts, ref) : ts.interpreter().importModule(ts, ref.module());
    for (String part : ref.qualname().split("\\.")) {
      found = PyObjects.getAttr(ts, found, part);
    }
    return found;
  }

  /// `__main__` as the sender means it: this interpreter's own if it has the name, else the sender's program, which is run
  /// here once under another name, so that its `if __name__ == "__main__"` part does not run.
  private static Object main(ThreadState ts, GlobalRef ref) {
    Object own = ts.interpreter().modules().get("__main__");
    String first = ref.qualname().split("\\.")[0];
    if (own instanceof PyModule m && m.dict().get(first) != null) {
      return own;
    }
    if (ref.definition() != null && ref.definition().install(ts)) {
      return own;
    }
    if (ref.mainPath() == null) {
      return own;
    }
    return ts.interpreter().state(SenderMain.class, SenderMain::new).module(ts, ref.mainPath());
  }

  /// A class of a program that this interpreter has run for its definitions; null where it is of none.
  static GlobalRef ofSender(ThreadState ts, PyType cls) {
    SenderMain programs = ts.interpreter().stateIfMade(SenderMain.class);
    if (programs == null) {
      return null;
    }
    String name = PyUnicode.toJava(cls.qualname());
    for (Map.Entry<String, PyModule> e : programs.modules.entrySet()) {
      if (e.getValue().dict().get(name) == cls) {
        return new GlobalRef("__main__", name, e.getKey());
      }
    }
    return null;
  }

  /// The senders' programs, run in this interpreter.
  private static final class SenderMain {
    private final Map<String, PyModule> modules = new HashMap<>();

    PyModule module(ThreadState ts, String path) {
      PyModule known = modules.get(path);
      if (known != null) {
        return known;
      }
      Object runpy = ts.interpreter().importModule(ts, "runpy");
      Object namespace = Call.call(ts, PyObjects.getAttr(ts, runpy, "run_path"), new Object[] {PyUnicode.fromUtf16(path), "<fake __main__>"},
          new String[] {"run_name"});
      PyModule made = new PyModule("__main__");
      made.dict().merge(ts, (PyDict) namespace);
      made.dict().put("__name__", "__main__");
      modules.put(path, made);
      return made;
    }
  }
}
