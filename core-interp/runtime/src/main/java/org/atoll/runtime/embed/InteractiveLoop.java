package org.atoll.runtime.embed;

import java.nio.charset.StandardCharsets;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.importlib.BuiltinModules;
import org.atoll.runtime.importlib.Evaluation;
import org.atoll.runtime.importlib.Importer;
import org.atoll.runtime.importlib.SourceCompiler;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.sys.ExceptionDisplay;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// The interactive prompt (`Python/pythonrun.c`, `PyRun_InteractiveLoopObject`). Prompts go to standard error; each
/// statement is compiled when it is complete, which for one with a body takes a blank line. Where standard input is a
/// terminal the library's own line editor comes first, and falls back on this one.
public final class InteractiveLoop {
  /// The compiler's flags for features of `__future__`, which last for the session.
  private static final int FUTURE_MASK = 0x1fe0000;

  private final ThreadState ts;
  private final PyDict names;
  private final InputLines input = new InputLines();
  private int features;
  private boolean ended;

  private InteractiveLoop(ThreadState ts, PyModule main) {
    this.ts = ts;
    names = main.dict();
  }

  /// How many statements a prompt has run: the number in their file names. One per interpreter, guarded by its GIL.
  private static final class Statements {
    private int count;
  }

  /// Writes what stands before the first prompt; nothing with `-q`.
  static void greet(ThreadState ts) {
    if (ts.interpreter().config().flag("quiet") != 0) {
      return;
    }
    PyDict sys = ts.interpreter().sys().dict();
    String help = ts.interpreter().config().flag("no_site") != 0 ? "" : "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n";
    ExceptionDisplay.write(ts, "Python " + PyUnicode.toJava(sys.get("version")) + " on " + PyUnicode.toJava(sys.get("platform")) + "\n" + help);
  }

  /// Runs the prompt as the command `python` does, with its hooks. SystemExit comes through.
  ///
  /// @param first whether nothing has run yet, so that the file that `PYTHONSTARTUP` names is run before
  static void start(ThreadState ts, PyModule main, boolean first) {
    boolean basic = !Posix.isatty(0) || isSet(ts, "PYTHON_BASIC_REPL") || !BuiltinModules.has("termios");
    String startup = first && isSet(ts, "PYTHONSTARTUP") ? System.getenv("PYTHONSTARTUP") : null;
    if (startup != null) {
      runStartupFile(ts, main, startup);
    }
    runHook(ts);
    if (basic || ts.interpreter().sys().dict().get("stdin") == PyNone.NONE) {
      run(ts, main);
    } else {
      PyObjects.callMethod(ts, Importer.importModule(ts, "_pyrepl.main"), "interactive_console", main, true, false);
    }
  }

  private static boolean isSet(ThreadState ts, String variable) {
    String value = ts.interpreter().config().flag("ignore_environment") != 0 ? null : System.getenv(variable);
    return value != null && !value.isEmpty();
  }

  private static void runStartupFile(ThreadState ts, PyModule main, String file) {
    ScriptFile.Content content = new ScriptFile(file).read();
    try {
      if (content.bytes() == null) {
        ExceptionDisplay.write(ts, "Could not open PYTHONSTARTUP\n");
        throw PyErr.osError(content.errno(), PyUnicode.fromUtf16(file));
      }
      PyCode code = (PyCode) SourceCompiler.compile(ts, new PyBytes(content.bytes()), file, "exec", 0, 0);
      Evaluation.run(ts, code, main.dict(), main.dict(), null);
    } catch (PyException e) {
      reportUnlessExit(ts, e);
    }
    flush(ts);
  }

  private static void runHook(ThreadState ts) {
    Object hook = ts.interpreter().sysAttribute(ts, "__interactivehook__");
    if (hook == null) {
      return;
    }
    try {
      PyObjects.callMethod(ts, ts.interpreter().sys(), "__interactivehook__");
    } catch (PyException e) {
      ExceptionDisplay.write(ts, "Failed calling sys.__interactivehook__\n");
      reportUnlessExit(ts, e);
    }
  }

  private static void reportUnlessExit(ThreadState ts, PyException e) {
    if (PyErr.matches(e, PyExc.SystemExit)) {
      throw e;
    }
    PyException exit = ExitStatus.report(ts, e);
    if (exit != null) {
      throw exit;
    }
  }

  /// Reads and runs statements in the namespace of `main` until the input ends. SystemExit comes through.
  public static void run(ThreadState ts, PyModule main) {
    PyDict sys = ts.interpreter().sys().dict();
    sys.putIfAbsent(ts, "ps1", ">>> ");
    sys.putIfAbsent(ts, "ps2", "... ");
    InteractiveLoop loop = new InteractiveLoop(ts, main);
    while (!loop.ended) {
      try {
        loop.runStatement();
      } catch (PyException e) {
        reportUnlessExit(ts, e);
      } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
        reportUnlessExit(ts, HostErrors.translate(ts, e));
      }
      flush(ts);
    }
  }

  /// Reads one statement and runs it; nothing where the line is blank or a comment.
  private void runStatement() {
    String text = readLine("ps1");
    if (text == null || isNothing(text)) {
      return;
    }
    Statements statements = ts.interpreter().state(Statements.class, Statements::new);
    String filename = "<stdin-" + statements.count++ + ">";
    PyCode code = compile(text, filename, false);
    while (code == null) {
      String more = readLine("ps2");
      text = more == null ? text : text + more;
      code = compile(text, filename, more == null);
    }
    features |= code.flags & FUTURE_MASK;
    PyObjects.callMethod(ts, Importer.importModule(ts, "linecache"), "_register_code", code, PyUnicode.fromUtf16(text), "<stdin>");
    Evaluation.run(ts, code, names, names, null);
  }

  /// The code of a statement, or null where more lines belong to it: then it does not compile without its last newline,
  /// but with it, or is not complete with it either (as the module `codeop` decides).
  private PyCode compile(String text, String filename, boolean whole) {
    if (whole) {
      return SourceCompiler.compileStatement(ts, text, "<stdin>", filename, features, false);
    }
    String front = text.substring(0, text.length() - 1);
    try {
      PyCode code = SourceCompiler.compileStatement(ts, front, "<stdin>", filename, features, true);
      if (code != null) {
        return code;
      }
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.SyntaxError)) {
        throw e;
      }
      if (isErroneous(text, filename)) {
        return SourceCompiler.compileStatement(ts, text, "<stdin>", filename, features, false);
      }
    }
    return null;
  }

  private boolean isErroneous(String text, String filename) {
    try {
      SourceCompiler.compileStatement(ts, text, "<stdin>", filename, features, true);
      return false;
    } catch (PyException e) {
      return PyErr.matches(e, PyExc.SyntaxError);
    }
  }

  private static boolean isNothing(String line) {
    String s = line.strip();
    return s.isEmpty() || s.startsWith("#");
  }

  /// The next line with `\n` at its end, or null at the end of the input, which ends the loop but for an unfinished statement.
  private String readLine(String prompt) {
    showPrompt(prompt);
    byte[] line;
    try {
      line = input.next(ts);
    } catch (PyException interrupted) {
      ExceptionDisplay.writeToProcess("\n");
      throw interrupted;
    }
    if (line == null) {
      ended = prompt.equals("ps1");
      ExceptionDisplay.writeToProcess("\n");
      return null;
    }
    String text = decode(line);
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2) + "\n";
    }
    return text.endsWith("\n") ? text : text + "\n";
  }

  private String decode(byte[] line) {
    Object stdin = ts.interpreter().sysAttribute(ts, "stdin");
    Object encoding = stdin == null ? null : PyObjects.getOptionalAttr(ts, stdin, "encoding");
    if (encoding == null || !PyUnicode.check(encoding) || PyUnicode.toJava(encoding).equals("utf-8")) {
      String text = new String(line, StandardCharsets.UTF_8);
      if (text.indexOf('\ufffd') < 0) {
        return text;
      }
    }
    return PyUnicode.toUtf16(PyObjects.callMethod(ts, new PyBytes(line), "decode", encoding == null ? "utf-8" : encoding));
  }

  private void showPrompt(String name) {
    String text;
    try {
      Object prompt = ts.interpreter().sysAttribute(ts, name);
      text = prompt == null ? "" : PyUnicode.toUtf16(PyObjects.str(ts, prompt));
    } catch (PyException unprintable) {
      text = "";
    }
    ExceptionDisplay.writeToProcess(text);
  }

  /// What the statement printed is to be seen before the next prompt.
  private static void flush(ThreadState ts) {
    for (String name : new String[] {"stderr", "stdout"}) {
      Object stream = ts.interpreter().sysAttribute(ts, name);
      if (stream != null && stream != PyNone.NONE) {
        try {
          PyObjects.callMethod(ts, stream, "flush");
        } catch (PyException unwritable) {
          // The stream's next user hears of it.
          continue;
        }
      }
    }
  }
}
