package org.atoll.runtime.embed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.importlib.Evaluation;
import org.atoll.runtime.importlib.Importer;
import org.atoll.runtime.importlib.SourceCompiler;
import org.atoll.runtime.importlib.Startup;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.InterpreterConfig;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.io.OpenStreams;
import org.atoll.runtime.modules.signal.SignalHandlers;
import org.atoll.runtime.modules.sys.ExceptionDisplay;
import org.atoll.runtime.object.ModuleOrigin;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
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
  private static final int SIGUSR1 = 10;

  private final InterpreterConfig config;
  private final Source source;
  private final String text;
  private Consumer<PyRuntime> dump;

  /// `text` is the command, the module's name or the file's path.
  public PythonProgram(InterpreterConfig config, Source source, String text) {
    this.config = config;
    this.source = source;
    this.text = text;
  }

  /// Has `action` called when SIGUSR1 comes and the program has no handler for it, on some thread and without the GIL.
  public PythonProgram onUserSignal(Consumer<PyRuntime> action) {
    dump = action;
    return this;
  }

  /// Runs the program to its end and gives its exit status, for [ProcessEnd#with].
  public int run() {
    Interpreter interp = new Interpreter(config);
    ThreadState ts = interp.newThreadState();
    ThreadState before = interp.attach(ts);
    try {
      int status = runAttached(ts);
      int end = Shutdown.finish(ts, status);
      return status == ProcessEnd.INTERRUPTED ? status : end;
    } finally {
      interp.detach(ts, before);
    }
  }

  private int runAttached(ThreadState ts) {
    PyModule main = new PyModule("__main__");
    try {
      if (!start(ts, main)) {
        return FatalError.STATUS;
      }
    } catch (PyException e) {
      return ExitStatus.of(ts, e);
    }
    int status;
    try {
      status = runSource(ts, main);
    } catch (PyException e) {
      status = interactsAfter(ts) ? reported(ts, e) : ExitStatus.of(ts, e);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      status = ExitStatus.of(ts, HostErrors.translate(ts, e));
    }
    return interactsAfter(ts) ? interact(ts, main) : status;
  }

  private boolean start(ThreadState ts, PyModule main) {
    if (config.flags().containsKey("int_max_str_digits")) {
      ts.interpreter().setMaxStrDigits(config.flag("int_max_str_digits"));
    }
    Startup.initializeCore(ts);
    try {
      Startup.initializeStreams(ts);
    } catch (PyException e) {
      FatalError.report(PyErr.matches(e, PyExc.IsADirectoryError) ? "init_sys_streams: <stdin> is a directory, cannot continue"
          : PyErr.matches(e, PyExc.LookupError) ? "init_stdio_encoding: failed to get the Python codec name of the stdio encoding"
          : "init_sys_streams: can't initialize sys standard streams", "core initialized");
      ExceptionDisplay.writeToProcess(e.getMessage() + "\n");
      return false;
    }
    SignalHandlers.of(ts.interpreter()).installInterrupt();
    if (dump != null) {
      PyRuntime runtime = ts.interpreter().runtime();
      SignalHandlers.of(ts.interpreter()).standBy(SIGUSR1, () -> dump.accept(runtime));
    }
    PyDict names = main.dict();
    names.put("__builtins__", ts.interpreter().modules().get("builtins"));
    if (ts.interpreter().modules().get("_frozen_importlib") instanceof PyModule bootstrap) {
      names.put("__loader__", bootstrap.dict().get("BuiltinImporter"));
    }
    ts.interpreter().modules().put("__main__", main);
    if (config.flag("faulthandler") != 0) {
      PyObjects.callMethod(ts, Importer.importModule(ts, "faulthandler"), "enable");
    }
    if (!config.warnOptions().isEmpty()) {
      // It says at once what is wrong with them.
      Importer.importModule(ts, "warnings");
    }
    return config.flag("no_site") != 0 || importSite(ts);
  }

  private static boolean importSite(ThreadState ts) {
    try {
      Importer.importModule(ts, "site");
      return true;
    } catch (PyException e) {
      FatalError.report("init_import_site: Failed to import the site module", "initialized");
      ExceptionDisplay.show(ts, e.value);
      return false;
    }
  }

  /// Reports any exception, SystemExit too, where the prompt follows.
  private static int reported(ThreadState ts, PyException e) {
    ExitStatus.report(ts, e);
    return 0;
  }

  /// Whether the prompt comes after the program: asked for at the start, or by `PYTHONINSPECT` set in the meantime.
  private boolean interactsAfter(ThreadState ts) {
    if (source == Source.STDIN && (config.flag("interactive") != 0 || isTerminal(ts))) {
      return false;
    }
    boolean wanted = config.flag("inspect") != 0 || config.flag("ignore_environment") == 0 && isSetInside(ts, "PYTHONINSPECT");
    return wanted && (config.flag("interactive") != 0 || isTerminal(ts));
  }

  private static boolean isSetInside(ThreadState ts, String variable) {
    if (!(ts.interpreter().modules().get("os") instanceof PyModule os)) {
      return false;
    }
    try {
      return PyObjects.isTrue(ts, PyObjects.callMethod(ts, PyObjects.getAttr(ts, os, "environ"), "get", variable, ""));
    } catch (PyException e) {
      return false;
    }
  }

  private static boolean isTerminal(ThreadState ts) {
    return ts.interpreter().sys().dict().get("__stdin__") != PyNone.NONE && Posix.isatty(0);
  }

  private int interact(ThreadState ts, PyModule main) {
    try {
      InteractiveLoop.start(ts, main, false);
      return 0;
    } catch (PyException e) {
      return ExitStatus.of(ts, e);
    }
  }

  private int runSource(ThreadState ts, PyModule main) {
    switch (source) {
      case COMMAND -> runCommand(ts, main);
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

  private void runCommand(ThreadState ts, PyModule main) {
    prependPath(ts, "");
    Object command;
    try {
      command = dedented(ts, PyUnicode.fromUtf16(text + "\n"));
    } catch (PyException e) {
      ExceptionDisplay.write(ts, "Unable to decode the command from the command line:\n");
      throw e;
    }
    PyCode code = (PyCode) SourceCompiler.compile(ts, command, "<string>", "exec", 0, config.flag("optimize"));
    Object linecache = Importer.importModule(ts, "linecache");
    PyObjects.callMethod(ts, linecache, "_register_code", code, command, "<string>");
    Evaluation.run(ts, code, main.dict(), main.dict(), null);
  }

  /// A command whose lines are all indented alike loses that indentation. What is not UTF-8 is refused here.
  private static Object dedented(ThreadState ts, Object command) {
    PyObjects.callMethod(ts, command, "encode");
    String s = PyUnicode.toUtf16(command);
    if (!s.startsWith(" ") && !s.startsWith("\t") && !s.startsWith("\n")) {
      return command;
    }
    return PyUnicode.fromUtf16(CommandText.dedent(s));
  }

  private static void runModule(ThreadState ts, String name, boolean alterArgv) {
    Object runpy = Importer.importModule(ts, "runpy");
    PyObjects.callMethod(ts, runpy, "_run_module_as_main", PyUnicode.fromUtf16(name), alterArgv);
  }

  /// Runs standard input: as a file, or line by line where somebody types.
  private void runInput(ThreadState ts, PyModule main) {
    prependPath(ts, "");
    boolean typed = isTerminal(ts) || config.flag("interactive") != 0;
    if (typed || config.flag("verbose") != 0) {
      InteractiveLoop.greet(ts);
    }
    if (typed) {
      InteractiveLoop.start(ts, main, true);
    } else if (ts.interpreter().sys().dict().get("__stdin__") != PyNone.NONE) {
      byte[] program = new InputLines().rest(ts);
      runAsFile(ts, main, program, "<stdin>");
    }
  }

  /// Runs a file, or the `__main__` of a folder or zip archive; 2 where it cannot be read.
  private int runFile(ThreadState ts, PyModule main) {
    ScriptFile script = new ScriptFile(text);
    if (script.isContainer()) {
      PyObjects.callMethod(ts, ts.interpreter().sys().dict().get("path"), "insert", 0L, PyUnicode.fromUtf16(script.path()));
      ts.interpreter().runtime().setProgramFolder(script.path());
      runModule(ts, "__main__", false);
      return 0;
    }
    prependPath(ts, script.folder());
    ScriptFile.Content content = script.read();
    if (content.bytes() == null) {
      Object message = PyUnicode.concat(PyUnicode.fromUtf16(config.executable()), ": can't open file ", PyObjects.repr(ts, PyUnicode.fromUtf16(script.path())),
          ": [Errno " + content.errno() + "] " + Errno.message(content.errno()));
      ExceptionDisplay.write(ts, PyUnicode.toUtf16(message) + "\n");
      return CANNOT_OPEN;
    }
    Object file = PyUnicode.fromUtf16(script.path());
    boolean compiled = script.path().endsWith(".pyc");
    Object external = ts.interpreter().modules().get("_frozen_importlib_external");
    Object loader = PyObjects.callMethod(ts, external, compiled ? "SourcelessFileLoader" : "SourceFileLoader", "__main__", file);
    main.dict().put("__loader__", loader);
    if (compiled) {
      main.dict().put("__file__", file);
      main.dict().put("__cached__", PyNone.NONE);
      PyCode code = (PyCode) PyObjects.callMethod(ts, loader, "get_code", "__main__");
      Evaluation.run(ts, code, main.dict(), main.dict(), null);
      return 0;
    }
    runAsFile(ts, main, content.bytes(), script.path());
    return 0;
  }

  /// Runs a program's bytes under a file's name, which stands in `__file__` meanwhile.
  private void runAsFile(ThreadState ts, PyModule main, byte[] program, String filename) {
    PyDict names = main.dict();
    names.put("__file__", PyUnicode.fromUtf16(filename));
    names.put("__cached__", PyNone.NONE);
    byte[] source = this.source == Source.FILE && config.flag("skip_source_first_line") != 0 ? withoutFirstLine(program) : program;
    refuseNullBytes(source, filename);
    try {
      PyCode code = (PyCode) SourceCompiler.compile(ts, new PyBytes(source), filename, "exec", 0, config.flag("optimize"));
      Evaluation.run(ts, code, names, names, null);
    } finally {
      OpenStreams.of(ts).flushAll(ts);
      names.remove(ts, "__file__");
      names.remove(ts, "__cached__");
    }
  }

  /// The newline stays, so that line numbers are those of the file.
  private static byte[] withoutFirstLine(byte[] program) {
    int at = 0;
    while (at < program.length && program[at] != '\n') {
      at++;
    }
    return Arrays.copyOfRange(program, at, program.length);
  }

  private static void refuseNullBytes(byte[] program, String filename) {
    int line = 1;
    int from = 0;
    for (int i = 0; i < program.length; i++) {
      if (program[i] == 0) {
        String shown = new String(program, from, i - from, StandardCharsets.UTF_8);
        throw PyErr.syntaxError(PyExc.SyntaxError, "source code cannot contain null bytes", PyUnicode.fromUtf16(filename), line, 0, shown + "\n", line, 0);
      }
      if (program[i] == '\n') {
        line++;
        from = i + 1;
      }
    }
  }

  private void prependPath(ThreadState ts, String folder) {
    if (config.flag("safe_path") == 0 && ts.interpreter().sys().dict().get("path") instanceof PyList path) {
      PyObjects.callMethod(ts, path, "insert", 0L, PyUnicode.fromUtf16(folder));
      ts.interpreter().runtime().setProgramFolder(folder);
      ts.interpreter().state(ModuleOrigin.ProgramFolder.class, ModuleOrigin.ProgramFolder::new).set(folder);
    }
  }
}
