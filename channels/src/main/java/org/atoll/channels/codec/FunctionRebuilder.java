package org.atoll.channels.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// Makes functions that came by value, in the receiving interpreter; see [FunctionCapture]. Under the receiver's GIL.
final class FunctionRebuilder {
  private final ThreadState ts;
  private final Memo done;
  private final UnaryOperator<Object> rebuild;

  /// @param done what the message's parts have become
  /// @param rebuild makes a value of a part
  FunctionRebuilder(ThreadState ts, Memo done, UnaryOperator<Object> rebuild) {
    this.ts = ts;
    this.done = done;
    this.rebuild = rebuild;
  }

  /// The function is there, and found by what leads back to it, before anything that it refers to is made.
  PyFunction make(FunctionSnapshot s) {
    if (!(rebuild.apply(s.code) instanceof PyCode code) || code.freeCount() != s.cells.length) {
      throw PyErr.valueError("malformed message: a function without its variables");
    }
    PyCell[] cells = new PyCell[s.cells.length];
    boolean[] fresh = new boolean[cells.length];
    for (int i = 0; i < cells.length; i++) {
      fresh[i] = done.get(s.cells[i]) == null;
      cells[i] = cell(s.cells[i]);
    }
    boolean first = done.get(s.globals) == null;
    PyDict globals = globals(s.globals);
    PyFunction made = new PyFunction(code, globals, cells);
    done.put(s, made);
    for (int i = 0; i < cells.length; i++) {
      if (fresh[i] && s.cells[i].content != null) {
        cells[i].value = rebuild.apply(s.cells[i].content);
      }
    }
    for (int i = 0; i < s.names.length; i++) {
      PyObjects.setAttr(ts, made, s.names[i], rebuild.apply(s.values[i]));
    }
    if (first) {
      fill(s.globals, globals);
    }
    return made;
  }

  private PyCell cell(CellSnapshot s) {
    if (done.get(s) instanceof PyCell known) {
      return known;
    }
    PyCell made = new PyCell(null);
    done.put(s, made);
    return made;
  }

  private PyDict globals(GlobalsSnapshot s) {
    if (done.get(s) instanceof PyDict known) {
      return known;
    }
    PyDict made;
    if (s.module == null) {
      made = new PyDict();
    } else if (s.module.equals(GlobalsSnapshot.MAIN)) {
      made = Globals.ofMain(ts);
    } else if (ts.interpreter().importModule(ts, s.module) instanceof PyModule m) {
      made = m.dict();
    } else {
      throw PyErr.typeError("%s is no module here", s.module);
    }
    done.put(s, made);
    return made;
  }

  /// What came into the receiver's `__main__` with functions, and cannot change: as it came last. Guarded by the GIL.
  private static final class Came {
    final Map<String, Object> values = new HashMap<>();
  }

  /// Globals that the receiver has are its own; but what came earlier follows what its sender has bound the name to since, as
  /// far as that cannot change.
  private void fill(GlobalsSnapshot s, PyDict globals) {
    Map<String, Object> came = ts.interpreter().state(Came.class, Came::new).values;
    boolean main = GlobalsSnapshot.MAIN.equals(s.module);
    s.captured.forEach((name, captured) -> {
      Object there = globals.get(name);
      boolean constant = PyKryo.isImmutable(captured);
      if (there == null || constant && main && there.equals(came.get(name))) {
        globals.put(name, rebuild.apply(captured));
        if (constant && main) {
          came.put(name, captured);
        }
      }
    });
    for (String name : s.submodules) {
      try {
        ts.interpreter().importModule(ts, name);
      } catch (PyException e) {
        if (!Sending.isRefusal(e)) {
          throw e;
        }
        // The package lacks the attribute then.
      }
    }
  }
}
