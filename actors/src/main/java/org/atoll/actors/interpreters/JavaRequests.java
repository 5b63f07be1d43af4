package org.atoll.actors.interpreters;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.atoll.actors.convert.ConversionException;
import org.atoll.actors.convert.ToJava;
import org.atoll.actors.convert.ToPython;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.importlib.Evaluation;
import org.atoll.runtime.importlib.SourceCompiler;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// What Java programs ask an interpreter for, done with its GIL. Values are converted on the way in and out.
public final class JavaRequests {
  private JavaRequests() {}

  private static PyDict main(ThreadState ts) {
    return ((PyModule) ts.interpreter().modules().get("__main__")).dict();
  }

  private static PyCode compile(ThreadState ts, String source, String filename, String mode) {
    PyCode code = (PyCode) SourceCompiler.compile(ts, PyUnicode.fromUtf16(source), filename, mode, 0, 0);
    Scripts.prepareMain(ts, code);
    return code;
  }

  /// Binds names in `__main__`.
  ///
  /// @throws ConversionException if a value has no Python counterpart
  public static void bind(ThreadState ts, Map<String, ?> names) {
    names.forEach((name, value) -> main(ts).put(name.intern(), ToPython.of(ts, value, name)));
  }

  /// Binds a name in `__main__` to a Python object.
  public static void put(ThreadState ts, String name, Object object) {
    main(ts).put(name.intern(), object);
  }

  /// Runs a script in `__main__`.
  ///
  /// @param filename what tracebacks call it; its lines are shown in them
  public static void exec(ThreadState ts, String script, String filename) {
    PyCode code = compile(ts, script, filename, "exec");
    rememberLines(ts, code, script, filename);
    PyDict main = main(ts);
    Evaluation.run(ts, code, main, main, null);
  }

  /// Keeps the lines of a script for the tracebacks of what it defines, as `-c` does; not before something else has loaded
  /// what shows them.
  private static void rememberLines(ThreadState ts, PyCode code, String script, String filename) {
    if (ts.interpreter().modules().get("linecache") instanceof PyModule linecache) {
      PyObjects.callMethod(ts, linecache, "_register_code", code, PyUnicode.fromUtf16(script), PyUnicode.fromUtf16(filename));
    }
  }

  /// Evaluates an expression in `__main__`.
  public static Object eval(ThreadState ts, String expression, Type type) {
    PyCode code = compile(ts, expression.strip(), "<expression>", "eval");
    PyDict main = main(ts);
    return ToJava.of(ts, Evaluation.run(ts, code, main, main, null), type, "the result");
  }

  /// A function that a name stands for; see [InterpreterCommand.Call].
  ///
  /// @throws PyException NameError, AttributeError or ImportError where there is none, TypeError where it cannot be called
  public static Object function(ThreadState ts, String name) {
    int colon = name.indexOf(':');
    String path = name.substring(colon + 1);
    int dot = path.indexOf('.');
    String first = (dot < 0 ? path : path.substring(0, dot)).intern();
    Object found = colon < 0 ? global(ts, first)
        : PyObjects.getAttr(ts, ts.interpreter().importModule(ts, name.substring(0, colon)), first);
    for (int at = dot; at >= 0;) {
      int end = path.indexOf('.', at + 1);
      found = PyObjects.getAttr(ts, found, path.substring(at + 1, end < 0 ? path.length() : end).intern());
      at = end;
    }
    if (!PyObjects.isCallable(found)) {
      throw PyErr.typeError("'%s' is a %s, which cannot be called", name, org.atoll.runtime.object.PyObject.typeOf(found).name());
    }
    return found;
  }

  private static Object global(ThreadState ts, String name) {
    Object found = main(ts).get(name);
    if (found == null) {
      found = ts.interpreter().builtins().get(name);
    }
    if (found == null) {
      throw PyErr.undefinedName(name);
    }
    return found;
  }

  /// Calls a function by its name.
  public static Object call(ThreadState ts, String function, List<?> args, Map<String, ?> kwargs, Type type) {
    Object f = function(ts, function);
    Scripts.prepareMain(ts, f);
    Object[] all = new Object[args.size() + kwargs.size()];
    String[] names = kwargs.isEmpty() ? null : new String[kwargs.size()];
    int i = 0;
    for (Object a : args) {
      all[i] = ToPython.of(ts, a, "argument " + (i + 1));
      i++;
    }
    for (Map.Entry<String, ?> e : kwargs.entrySet()) {
      names[i - args.size()] = e.getKey().intern();
      all[i++] = ToPython.of(ts, e.getValue(), "argument " + e.getKey());
    }
    return ToJava.of(ts, Call.call(ts, f, all, names), type, "the result of " + function);
  }
}
