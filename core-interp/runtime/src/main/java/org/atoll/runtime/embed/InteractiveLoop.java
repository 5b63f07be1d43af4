package org.atoll.runtime.embed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atoll.runtime.importlib.Evaluation;
import org.atoll.runtime.importlib.Importer;
import org.atoll.runtime.importlib.SourceCompiler;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// The interactive prompt, by way of the library's own module `code`.
public final class InteractiveLoop {
  private InteractiveLoop() {}

  /// What is shown first; empty with `-q`.
  static String banner(ThreadState ts) {
    if (ts.interpreter().config().flag("quiet") != 0) {
      return "";
    }
    Object version = ts.interpreter().sys().dict().get("version");
    return "Python " + PyUnicode.toJava(version) + " on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.";
  }

  /// Reads and runs statements in the namespace of `main` until the input ends. SystemExit comes through.
  public static void run(ThreadState ts, PyModule main, String banner) {
    PyDict sys = ts.interpreter().sys().dict();
    sys.putIfAbsent(ts, "ps1", ">>> ");
    sys.putIfAbsent(ts, "ps2", "... ");
    Object hook = sys.get("__interactivehook__");
    if (hook != null && PyObjects.isTrue(ts, PyObjects.callMethod(ts, sys.get("stdin"), "isatty"))) {
      guarded(ts, () -> PyObjects.callMethod(ts, ts.interpreter().sys(), "__interactivehook__"));
    }
    Object code = Importer.importModule(ts, "code");
    Object console = PyObjects.callMethod(ts, code, "InteractiveConsole", main.dict());
    PyObjects.callMethod(ts, console, "interact", banner == null ? "" : banner, "");
  }

  /// Runs the file that `PYTHONSTARTUP` names.
  static void runStartupFile(ThreadState ts, PyModule main) {
    String file = ts.interpreter().config().flag("ignore_environment") != 0 ? null : System.getenv("PYTHONSTARTUP");
    if (file == null || file.isEmpty()) {
      return;
    }
    guarded(ts, () -> {
      try {
        PyBytes source = new PyBytes(Files.readAllBytes(Path.of(file)));
        PyCode code = (PyCode) SourceCompiler.compile(ts, source, file, "exec", 0, 0);
        Evaluation.run(ts, code, main.dict(), main.dict(), null);
      } catch (IOException e) {
        Object err = ts.interpreter().sys().dict().get("stderr");
        if (err != PyNone.NONE) {
          PyObjects.callMethod(ts, err, "write", PyUnicode.fromUtf16("Could not open PYTHONSTARTUP\n"));
        }
      }
    });
  }

  private static void guarded(ThreadState ts, Runnable action) {
    try {
      action.run();
    } catch (PyException e) {
      ExitStatus.reported(ts, e);
    }
  }
}
