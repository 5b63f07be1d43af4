package org.atoll.runtime.embed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.importlib.Evaluation;
import org.atoll.runtime.importlib.Importer;
import org.atoll.runtime.importlib.SourceCompiler;
import org.atoll.runtime.importlib.Startup;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterConfig;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.signal.SignalHandlers;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyUnicode;

/// Runs one Python program as the command `python` does: brings up the main interpreter, runs a file, a command, a module
/// or standard input, reports what was not caught, and gives the exit status (`Modules/main.c`).
///
/// One program per process: it owns the standard streams. Thread-safe in that it may be called from any thread, which
/// becomes Python's main thread.
public final class PythonProgram {
  /// What is to be run.
  public enum Source { COMMAND, MODULE, FILE, STDIN }

  private final InterpreterConfig config;
  private final Source source;
  private final String text;

  /// `text` is the command, the module's name or the file's path.
  public PythonProgram(InterpreterConfig config, Source source, String text) {
    this.config = config;
    this.source = source;
    this.text = text;
  }

  /// Runs the program to its end and gives its exit status.
  public int run() {
    Interpreter interp = new Interpreter(config);
    ThreadState ts = interp.newThreadState();
    ThreadState before = interp.attach(ts);
    try {
      int status = runAttached(ts);
      return Shutdown.finish(ts, status);
    } finally {
      interp.detach(ts, before);
    }
  }

  private int runAttached(ThreadState ts) {
    try {
      Startup.initializeCore(ts);
      Startup.initializeStreams(ts);
      SignalHandlers.of(ts.interpreter()).installInterrupt();
      if (config.flag("no_site") == 0) {
        Importer.importModule(ts, "site");
      }
      PyModule main = new PyModule("__main__");
      main.dict().put("__builtins__", ts.interpreter().modules().get("builtins"));
      ts.interpreter().modules().put("__main__", main);
      runSource(ts, main);
      return 0;
    } catch (PyException e) {
      return ExitStatus.of(ts, e);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      return ExitStatus.of(ts, HostErrors.translate(ts, e));
    }
  }

  private void runSource(ThreadState ts, PyModule main) {
    switch (source) {
      case COMMAND -> {
        prependPath(ts, "");
        exec(ts, main, PyUnicode.fromUtf16(text + "\n"), "<string>");
      }
      case MODULE -> {
        prependPath(ts, System.getProperty("user.dir"));
        Object runpy = Importer.importModule(ts, "runpy");
        PyObjects.callMethod(ts, runpy, "_run_module_as_main", PyUnicode.fromUtf16(text));
      }
      case FILE -> runFile(ts, main);
      case STDIN -> {
        prependPath(ts, "");
        Object stdin = ts.interpreter().sys().dict().get("stdin");
        Object program = PyObjects.callMethod(ts, PyObjects.getAttr(ts, stdin, "buffer"), "read");
        exec(ts, main, program, "<stdin>");
      }
    }
  }

  private void runFile(ThreadState ts, PyModule main) {
    Path path = Path.of(text);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      throw new CannotOpenException(text, e);
    }
    Path parent;
    try {
      parent = path.toRealPath().getParent();
    } catch (IOException e) {
      parent = path.toAbsolutePath().getParent();
    }
    prependPath(ts, parent.toString());
    main.dict().put("__file__", PyUnicode.fromUtf16(text));
    main.dict().put("__cached__", PyNone.NONE);
    Object external = ts.interpreter().modules().get("_frozen_importlib_external");
    Object loader = PyObjects.callMethod(ts, external, "SourceFileLoader", "__main__", PyUnicode.fromUtf16(text));
    main.dict().put("__loader__", loader);
    exec(ts, main, new PyBytes(bytes), text);
  }

  private void prependPath(ThreadState ts, String folder) {
    if (config.flag("safe_path") == 0 && ts.interpreter().sys().dict().get("path") instanceof PyList path) {
      PyObjects.callMethod(ts, path, "insert", 0L, PyUnicode.fromUtf16(folder));
    }
  }

  private static void exec(ThreadState ts, PyModule main, Object program, String filename) {
    PyCode code = (PyCode) SourceCompiler.compile(ts, program, filename, "exec", 0, ts.interpreter().config().flag("optimize"));
    Evaluation.run(ts, code, main.dict(), main.dict(), null);
  }

  /// The program's file cannot be read.
  public static final class CannotOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotOpenException(String path, IOException cause) {
      super(path, cause);
    }
  }
}
