package org.atoll.runtime.importlib;

import org.atoll.runtime.call.Frames;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.FrameLocals;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `compile`, `eval`, `exec` and `locals` (`Python/bltinmodule.c`).
public final class Evaluation {
  /// `ast.PyCF_ONLY_AST` and its like.
  public static final int ONLY_AST = 0x400;
  private static final int TOP_LEVEL_AWAIT = 0x2000;
  private static final int OPTIMIZED_AST = 0x8000 | ONLY_AST;
  private static final int FUTURE_MASK = 0x1fe0000;
  static final int DONT_IMPLY_DEDENT = 0x200;
  private static final int TYPE_COMMENTS = 0x1000;
  static final int INCOMPLETE_INPUT = 0x4000;

  private Evaluation() {}

  public static Object compile(ThreadState ts, Object source, Object filename, String mode, int flags, boolean dontInherit, int optimize, int featureVersion) {
    int known = ONLY_AST | TOP_LEVEL_AWAIT | OPTIMIZED_AST | FUTURE_MASK | DONT_IMPLY_DEDENT | TYPE_COMMENTS | INCOMPLETE_INPUT | 0x100 | 0x10;
    if ((flags & ~known) != 0) {
      throw PyErr.valueError("compile(): unrecognised flags");
    }
    if (optimize < -1 || optimize > 2) {
      throw PyErr.valueError("compile(): invalid optimize value");
    }
    int inherited = dontInherit ? 0 : inheritedFeatures(ts);
    String file = PyUnicode.toJava(FileNames.decode(ts, filename));
    return SourceCompiler.compile(ts, source, file, mode, flags | inherited, optimize < 0 ? ts.interpreter().config().flag("optimize") : optimize,
        featureVersion);
  }

  private static int inheritedFeatures(ThreadState ts) {
    PyFunction f = ts.currentFunction();
    return f == null ? 0 : f.code.flags & FUTURE_MASK;
  }

  public static Object eval(ThreadState ts, Object source, Object globals, Object locals) {
    PyDict g = globals(ts, globals, "eval");
    Object l = locals(ts, globals, locals, g, "eval");
    if (source instanceof PyCode c) {
      if (c.freevars().length > 0) {
        throw PyErr.typeError("code object passed to eval() may not contain free variables");
      }
      return run(ts, c, g, l, null);
    }
    Object text = source;
    if (!PyUnicode.check(source) && !(source instanceof PyBytes) && !(source instanceof org.atoll.runtime.types.PyByteArray) && !(source instanceof org.atoll.runtime.types.PyMemoryView)) {
      throw PyErr.typeError("eval() arg 1 must be a string, bytes or code object");
    }
    if (PyUnicode.check(source)) {
      text = stripLeft(source);
    }
    PyCode c = (PyCode) SourceCompiler.compile(ts, text, "<string>", "eval", inheritedFeatures(ts), ts.interpreter().config().flag("optimize"));
    return run(ts, c, g, l, null);
  }

  private static Object stripLeft(Object source) {
    Object text = PyUnicode.value(source);
    String s = PyUnicode.toJava(text);
    int i = 0;
    while (i < s.length() && (s.charAt(i) == ' ' || s.charAt(i) == '\t')) {
      i++;
    }
    return i == 0 ? text : PyUnicode.fromUtf16(s.substring(i));
  }

  public static void exec(ThreadState ts, Object source, Object globals, Object locals, Object closure) {
    PyDict g = globals(ts, globals, "exec");
    Object l = locals(ts, globals, locals, g, "exec");
    if (source instanceof PyCode c) {
      run(ts, c, g, l, cells(c, closure));
      return;
    }
    if (closure != PyNone.NONE) {
      throw PyErr.typeError("closure argument requires a code object");
    }
    if (!PyUnicode.check(source) && !(source instanceof PyBytes) && !(source instanceof org.atoll.runtime.types.PyByteArray) && !(source instanceof org.atoll.runtime.types.PyMemoryView)) {
      throw PyErr.typeError("exec() arg 1 must be a string, bytes or code object");
    }
    PyCode c = (PyCode) SourceCompiler.compile(ts, source, "<string>", "exec", inheritedFeatures(ts), ts.interpreter().config().flag("optimize"));
    run(ts, c, g, l, null);
  }

  private static PyCell[] cells(PyCode c, Object closure) {
    int n = c.freevars().length;
    if (n == 0) {
      if (closure != PyNone.NONE) {
        throw PyErr.typeError("cannot use a closure with this code object");
      }
      return null;
    }
    if (!(closure instanceof PyTuple t) || t.items.length != n) {
      throw PyErr.typeError("code object requires a closure of exactly length %d", n);
    }
    PyCell[] cells = new PyCell[n];
    for (int i = 0; i < n; i++) {
      if (!(t.items[i] instanceof PyCell cell)) {
        throw PyErr.typeError("closure can only be a tuple of cells, got %s", PyObject.typeOf(t.items[i]).name());
      }
      cells[i] = cell;
    }
    return cells;
  }

  /// Runs a code object in a namespace.
  public static Object run(ThreadState ts, PyCode code, PyDict globals, Object namespace, PyCell[] closure) {
    PyFunction f = new PyFunction(code, globals, closure);
    Object[] bound = (code.flags & PyCode.CO_OPTIMIZED) != 0 ? new Object[code.parameterCount()] : new Object[] {namespace};
    return code.body.run(ts, f, bound);
  }

  private static PyDict globals(ThreadState ts, Object globals, String name) {
    PyDict g;
    if (globals == PyNone.NONE) {
      g = ts.depth == 0 ? ts.interpreter().mainNamespace() : ts.currentGlobals();
      if (g == null) {
        throw PyErr.systemError("globals and locals cannot be NULL");
      }
    } else if (globals instanceof PyDict d) {
      g = d;
    } else {
      throw name.equals("eval") && !(globals instanceof PyObject) ? PyErr.typeError("globals must be a dict")
          : PyErr.typeError(name + "() globals must be a dict, not %s", PyObject.typeOf(globals).name());
    }
    if (g.get("__builtins__") == null) {
      PyFunction f = ts.currentFunction();
      g.put("__builtins__", f == null ? ts.interpreter().builtins() : f.builtins(ts));
    }
    return g;
  }

  private static Object locals(ThreadState ts, Object globals, Object locals, PyDict g, String name) {
    if (locals == PyNone.NONE) {
      return globals == PyNone.NONE ? locals(ts) : g;
    }
    if (PyObject.typeOf(locals).slot(Slot.GETITEM) == null) {
      throw PyErr.typeError(name.equals("eval") ? "locals must be a mapping" : "locals must be a mapping or None, not %s", PyObject.typeOf(locals).name());
    }
    return locals;
  }

  /// `locals()` of the present frame.
  public static Object locals(ThreadState ts) {
    if (ts.depth == 0) {
      PyDict main = ts.interpreter().mainNamespace();
      if (main == null) {
        throw PyErr.systemError("frame does not exist");
      }
      return main;
    }
    return FrameLocals.present(Frames.at(ts, ts.depth));
  }
}
