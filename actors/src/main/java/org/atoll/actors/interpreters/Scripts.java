package org.atoll.actors.interpreters;

import java.util.Set;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.importlib.SourceCompiler;
import org.atoll.runtime.importlib.Startup;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyUnicode;

/// What counts as a script that another interpreter can run (`_PyCode_GetScriptXIData`). Stateless.
public final class Scripts {
  /// What code names that may look at all of its module, or at its loader.
  private static final Set<String> WHOLE_MODULE = Set.of("__loader__", "__main__", "__dict__", "globals", "locals", "vars", "dir", "exec", "eval");

  private Scripts() {}

  /// Makes `__main__` complete where what is about to run there, a code object or a callable, may look at the whole of it: no
  /// need to bring up the import system for others.
  static void prepareMain(ThreadState inner, Object what) {
    if (!Startup.hasImports(inner) && seesModule(what)) {
      Startup.completeMain(inner);
    }
  }

  private static boolean seesModule(Object what) {
    return switch (what) {
      case PyCode code -> code.mentions(WHOLE_MODULE);
      case PyFunction function -> function.code.mentions(WHOLE_MODULE);
      case PyBuiltinFunction function -> WHOLE_MODULE.contains(function.name());
      default -> false;
    };
  }

  /// The script that a text, a function or a code object is: compiled here, so that a mistake in the text is the caller's.
  ///
  /// @throws PyException TypeError for other objects, ValueError for code that is no script
  public static PyCode of(ThreadState ts, Object given) {
    if (PyUnicode.check(given) || Buffers.check(given)) {
      return (PyCode) SourceCompiler.compile(ts, PyUnicode.check(given) ? PyUnicode.value(given) : given, "<script>", "exec", 0, 0);
    }
    if (given instanceof PyFunction f && f.closure.length > 0) {
      throw PyErr.valueError("closures not supported");
    }
    PyCode code = given instanceof PyFunction f ? f.code : given instanceof PyCode c ? c : null;
    if (code == null) {
      throw PyErr.create(PyExc.TypeError, PyUnicode.concat("unsupported script ", PyObjects.repr(ts, given)));
    }
    if (code.freevars().length > 0) {
      throw PyErr.valueError("closures not supported");
    }
    if (code.parameterCount() > 0) {
      throw PyErr.valueError("code with args not supported");
    }
    if (code.returnsValue()) {
      throw PyErr.valueError("code that returns a value is not a script");
    }
    return code;
  }

  /// As [#of], for a script that needs nothing from the module it stands in.
  ///
  /// @throws PyException ValueError, besides, where it reads globals
  public static PyCode pure(ThreadState ts, Object given) {
    PyCode code = of(ts, given);
    if (Sending.readsGlobals(ts, code, given instanceof PyFunction f ? f.globals : null)) {
      throw PyErr.valueError("globals not supported");
    }
    return code;
  }
}
