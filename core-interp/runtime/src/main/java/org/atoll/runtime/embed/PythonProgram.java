package org.atoll.runtime.embed;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.host.StandardStreams;
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

  private static final int CANNOT_OPEN = 2;
  private static final int ZIP_TAIL = 22 + 0xffff;

  private final InterpreterConfig config;
  private final Source source;
  private final String text;

  /// `text` is the command, the module's name or the file's path.
  public PythonProgram(InterpreterConfig config, Source source, String text) {
    this.config = config;
    this.source = source;
    this.text = text;
  }

  /// Runs the program to its end and gives its exit status, for [ProcessEnd#with].
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
    PyModule main = new PyModule("__main__");
    int status;
    try {
      if (config.flags().containsKey("int_max_str_digits")) {
        ts.interpreter().setMaxStrDigits(config.flag("int_max_str_digits"));
      }
      Startup.initializeCore(ts);
      Startup.initializeStreams(ts);
      SignalHandlers.of(ts.interpreter()).installInterrupt();
      if (config.flag("no_site") == 0) {
        Importer.importModule(ts, "site");
      }
      main.dict().put("__builtins__", ts.interpreter().modules().get("builtins"));
      ts.interpreter().modules().put("__main__", main);
      status = runSource(ts, main);
    } catch (PyException e) {
      status = config.flag("inspect") != 0 && source != Source.STDIN ? ExitStatus.reported(ts, e) : ExitStatus.of(ts, e);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      status = ExitStatus.of(ts, HostErrors.translate(ts, e));
    }
    return config.flag("inspect") != 0 && source != Source.STDIN ? interact(ts, main, status) : status;
  }

  private int interact(ThreadState ts, PyModule main, int status) {
    try {
      InteractiveLoop.run(ts, main, null);
      return status;
    } catch (PyException e) {
      return ExitStatus.of(ts, e);
    }
  }

  private int runSource(ThreadState ts, PyModule main) {
    switch (source) {
      case COMMAND -> {
        prependPath(ts, "");
        Object command = PyUnicode.fromUtf16(text + "\n");
        ts.interpreter().state(CommandSource.class, CommandSource::new).set(command);
        exec(ts, main, command, "<string>");
      }
      case MODULE -> {
        prependPath(ts, System.getProperty("user.dir"));
        runModule(ts, text, true);
      }
      case FILE -> {
        return runFile(ts, main);
      }
      case STDIN -> runInput(ts, main);
    }
    return 0;
  }

  private static void runModule(ThreadState ts, String name, boolean alterArgv) {
    Object runpy = Importer.importModule(ts, "runpy");
    PyObjects.callMethod(ts, runpy, "_run_module_as_main", PyUnicode.fromUtf16(name), alterArgv);
  }

  /// Runs standard input: as a file, or line by line where somebody types.
  private void runInput(ThreadState ts, PyModule main) {
    prependPath(ts, "");
    Object stdin = ts.interpreter().sys().dict().get("stdin");
    boolean typed = stdin != PyNone.NONE && PyObjects.isTrue(ts, PyObjects.callMethod(ts, stdin, "isatty"));
    if (typed || config.flag("interactive") != 0) {
      InteractiveLoop.runStartupFile(ts, main);
      InteractiveLoop.run(ts, main, InteractiveLoop.banner(ts));
      return;
    }
    if (stdin != PyNone.NONE) {
      Object program = PyObjects.callMethod(ts, PyObjects.getAttr(ts, stdin, "buffer"), "read");
      exec(ts, main, program, "<stdin>");
    }
  }

  /// Runs a file, or the `__main__` of a folder or zip archive; 2 where it cannot be read.
  private int runFile(ThreadState ts, PyModule main) {
    Path path = Path.of(text).toAbsolutePath();
    byte[] bytes;
    try {
      if (Files.isDirectory(path) || isArchive(path)) {
        PyObjects.callMethod(ts, ts.interpreter().sys().dict().get("path"), "insert", 0L, PyUnicode.fromUtf16(text));
        runModule(ts, "__main__", false);
        return 0;
      }
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      boolean there = Files.exists(path);
      String message = config.executable() + ": can't open file '" + path + "': " + (there ? "[Errno 13] Permission denied" : "[Errno 2] No such file or directory") + "\n";
      byte[] out = message.getBytes(StandardCharsets.UTF_8);
      StandardStreams.write(2, out, 0, out.length);
      return CANNOT_OPEN;
    }
    Path parent;
    try {
      parent = path.toRealPath().getParent();
    } catch (IOException e) {
      parent = path.getParent();
    }
    prependPath(ts, parent.toString());
    Object file = PyUnicode.fromUtf16(path.toString());
    main.dict().put("__file__", file);
    main.dict().put("__cached__", PyNone.NONE);
    Object external = ts.interpreter().modules().get("_frozen_importlib_external");
    main.dict().put("__loader__", PyObjects.callMethod(ts, external, "SourceFileLoader", "__main__", file));
    exec(ts, main, new PyBytes(bytes), path.toString());
    return 0;
  }

  /// Whether a file ends as a zip archive does: only then is the archive's own reader asked.
  private static boolean isArchive(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (RandomAccessFile f = new RandomAccessFile(path.toFile(), "r")) {
      int n = (int) Math.min(f.length(), ZIP_TAIL);
      byte[] tail = new byte[n];
      f.seek(f.length() - n);
      f.readFully(tail);
      return new String(tail, StandardCharsets.ISO_8859_1).contains("PK\005\006");
    }
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
}
