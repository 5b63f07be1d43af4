package org.atoll.runtime.importlib;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.atoll.compiler.CompileError;
import org.atoll.compiler.CompileOptions;
import org.atoll.compiler.CompileWarning;
import org.atoll.compiler.CompiledUnit;
import org.atoll.compiler.Compiler;
import org.atoll.compiler.FeatureVersion;
import org.atoll.compiler.SymbolBlock;
import org.atoll.runtime.call.Units;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PySyntaxError;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.syntax.ParseFlag;
import org.atoll.syntax.ParseMode;
import org.atoll.syntax.ParseResult;
import org.atoll.syntax.PythonParser;
import org.atoll.syntax.PythonSyntaxException;
import org.atoll.syntax.SyntaxWarning;
import org.atoll.syntax.ast.Mod;
import org.atoll.syntax.ast.Position;

/// From source text to code objects: parses, compiles, loads the classes, issues the warnings and raises SyntaxError
/// (`Python/pythonrun.c`).
public final class SourceCompiler {
  private static final AtomicLong UNITS = new AtomicLong();
  private static final CodeCache CODES = new CodeCache();
  /// Text that is longer than this is a program, and none that runs once.
  private static final int LONGEST_COLD = 16_000;

  private SourceCompiler() {}

  /// Compiles `source` (a str, a bytes-like object or an `ast` tree). `mode` is "exec", "eval", "single" or
  /// "func_type"; the result is a code object, or a tree where the flags ask for one.
  public static Object compile(ThreadState ts, Object source, String filename, String mode, int flags, int optimize) {
    return compile(ts, source, filename, mode, flags, optimize, -1);
  }

  /// [#compile] of what an older Python must understand.
  ///
  /// @param featureVersion the 9 of Python 3.9 where a tree is asked for; -1 for the present Python
  public static Object compile(ThreadState ts, Object source, String filename, String mode, int flags, int optimize, int featureVersion) {
    ParseMode parseMode = switch (mode) {
      case "exec" -> ParseMode.EXEC;
      case "eval" -> ParseMode.EVAL;
      case "single" -> ParseMode.SINGLE;
      case "func_type" -> {
        if ((flags & Evaluation.ONLY_AST) == 0) {
          throw PyErr.valueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
        }
        yield ParseMode.FUNC_TYPE;
      }
      default -> throw PyErr.valueError((flags & Evaluation.ONLY_AST) != 0 ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
          : "compile() mode must be 'exec', 'eval' or 'single'");
    };
    if (!PyUnicode.check(source) && !SyntaxTrees.isTree(source) && !Buffers.check(source)) {
      throw PyErr.typeError("compile() arg 1 must be a string, bytes or AST object");
    }
    if ((flags & Evaluation.ONLY_AST) == 0 && source instanceof String text && text.length() <= CodeCache.LONGEST_SOURCE) {
      return compileShort(ts, text, filename, new CodeCache.Key(text, filename, mode, flags, optimize), parseMode);
    }
    Mod tree = SyntaxTrees.isTree(source) ? SyntaxTrees.fromPython(ts, source, parseMode) : parse(ts, source, filename, parseMode, flags).tree();
    if ((flags & Evaluation.ONLY_AST) != 0) {
      return SyntaxTrees.isTree(source) ? source : SyntaxTrees.toPython(ts, understood(tree, filename, featureVersion));
    }
    boolean once = source instanceof String text && text.length() <= LONGEST_COLD;
    CompiledUnit unit = translate(ts, tree, source, filename, filename, flags, optimize, once);
    Object kept = PyUnicode.check(source) ? PyUnicode.toJava(source) : SyntaxTrees.isTree(source) ? tree : PyBytes.fromBuffer(ts, source).bytes;
    String mainClass = unit.mainClass();
    return Units.load(unit, filename, () -> forTracing(kept, filename, mainClass, parseMode, flags, optimize));
  }

  private static Mod understood(Mod tree, String filename, int featureVersion) {
    if (featureVersion >= 0) {
      try {
        FeatureVersion.check(tree, featureVersion);
      } catch (CompileError e) {
        throw SyntaxErrors.of(e, filename);
      }
    }
    return tree;
  }

  /// The names of a program (`symtable.symtable`); SyntaxError as from the compiler.
  public static SymbolBlock symbols(ThreadState ts, Object source, Object filename, String mode) {
    ParseMode parseMode = switch (mode) {
      case "exec" -> ParseMode.EXEC;
      case "eval" -> ParseMode.EVAL;
      case "single" -> ParseMode.SINGLE;
      default -> throw PyErr.valueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'");
    };
    if (!PyUnicode.check(source) && !Buffers.check(source)) {
      throw PyErr.typeError("symtable() arg 1 must be a string or bytes object");
    }
    String file = PyUnicode.toJava(FileNames.decode(ts, filename));
    Mod tree = parse(ts, source, file, parseMode, 0).tree();
    try {
      return SymbolBlock.of(tree, CompileOptions.DEFAULT);
    } catch (CompileError e) {
      throw SyntaxErrors.of(e, file);
    }
  }

  /// Compiles a statement that was typed at the prompt.
  ///
  /// @param shown the file name that syntax errors and warnings show
  /// @param filename the file name of the code object
  /// @param partial whether more may follow: the answer is then null where the text is not complete
  public static PyCode compileStatement(ThreadState ts, String text, String shown, String filename, int features, boolean partial) {
    int flags = features | (partial ? Evaluation.DONT_IMPLY_DEDENT | Evaluation.INCOMPLETE_INPUT : 0);
    try {
      Mod tree = parse(ts, PyUnicode.fromUtf16(text), shown, ParseMode.SINGLE, flags).tree();
      int optimize = ts.interpreter().config().flag("optimize");
      CompiledUnit unit = translate(ts, tree, text, shown, filename, flags, optimize, true);
      String mainClass = unit.mainClass();
      return Units.load(unit, filename, () -> forTracing(text, filename, mainClass, ParseMode.SINGLE, flags, optimize));
    } catch (PyException e) {
      if (partial && e.is(PyExc.IncompleteInputError)) {
        return null;
      }
      throw e;
    }
  }

  /// Compiles a short text, or finds it compiled. What gives warnings is not kept, since it is to warn again.
  private static PyCode compileShort(ThreadState ts, String text, String filename, CodeCache.Key key, ParseMode parseMode) {
    PyCode known = CODES.get(key);
    if (known == null) {
      ParseResult parsed = parse(ts, text, filename, parseMode, key.flags());
      CompiledUnit unit = translate(ts, parsed.tree(), text, filename, filename, key.flags(), key.optimize(), true);
      String mainClass = unit.mainClass();
      known = Units.load(unit, filename, () -> forTracing(text, filename, mainClass, parseMode, key.flags(), key.optimize()));
      if (parsed.warnings().isEmpty() && unit.warnings().isEmpty()) {
        CODES.put(key, known);
      }
    }
    return known;
  }

  private static ParseResult parse(ThreadState ts, Object source, String filename, ParseMode mode, int flags) {
    Set<ParseFlag> wanted = parseFlags(flags);
    try {
      ParseResult result = PyUnicode.check(source) ? PythonParser.parse(PyUnicode.toJava(source), filename, mode, wanted)
          : PythonParser.parse(PyBytes.fromBuffer(ts, source).bytes, filename, mode, wanted);
      for (SyntaxWarning w : result.warnings()) {
        Warnings.syntax(ts, w.message(), source, filename, new Position(w.lineno(), w.colOffset(), w.lineno(), w.endColOffset()));
      }
      return result;
    } catch (PythonSyntaxException e) {
      if (e.incomplete() && (flags & Evaluation.INCOMPLETE_INPUT) != 0) {
        throw PyErr.format(PyExc.IncompleteInputError, "incomplete input");
      }
      PyException raised = SyntaxErrors.of(e);
      if (raised.value instanceof PySyntaxError s) {
        // What `traceback` looks for misspelt keywords in.
        String text = PyUnicode.check(source) ? PyUnicode.toJava(source) : new String(PyBytes.fromBuffer(ts, source).bytes, StandardCharsets.UTF_8);
        s.metadata = PyTuple.of(0L, 0L, PyUnicode.fromUtf16(text.endsWith("\n") ? text : text + "\n"));
      }
      throw raised;
    }
  }

  /// Compiles what was compiled before, a String, bytes or a tree, once more for tracing; null where that fails.
  private static CompiledUnit forTracing(Object source, String filename, String mainClass, ParseMode mode, int flags, int optimize) {
    try {
      Mod tree = switch (source) {
        case Mod m -> m;
        case String s -> PythonParser.parse(s, filename, mode, parseFlags(flags)).tree();
        default -> PythonParser.parse((byte[]) source, filename, mode, parseFlags(flags)).tree();
      };
      String unitName = mainClass.substring("org.atoll.py.".length());
      return Compiler.compile(tree, filename, unitName, options(flags, optimize, false).withTracing());
    } catch (PythonSyntaxException | CompileError e) {
      return null;
    }
  }

  /// Compiles a file for tracing whose code was compiled before; null where its source is not there.
  static CompiledUnit fileForTracing(String mainClass, String filename, int optimize) {
    try {
      return forTracing(Files.readAllBytes(Path.of(filename)), filename, mainClass, ParseMode.EXEC, 0, optimize);
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  /// Compiles a module of the library for tracing, as the build compiled it; null where its source is not there.
  static CompiledUnit libraryForTracing(String module, String filename, String source) {
    try {
      Mod tree = PythonParser.parse(Files.readAllBytes(Path.of(source)), filename, ParseMode.EXEC).tree();
      return Compiler.compile(tree, filename, module, CompileOptions.DEFAULT.withTracing());
    } catch (IOException | PythonSyntaxException | CompileError e) {
      return null;
    }
  }

  private static CompileOptions options(int flags, int optimize, boolean once) {
    return new CompileOptions(optimize, flags & 0x1fe0000, (flags & 0x2000) != 0, once);
  }

  private static Set<ParseFlag> parseFlags(int flags) {
    return (flags & Evaluation.DONT_IMPLY_DEDENT) != 0 ? EnumSet.of(ParseFlag.DONT_IMPLY_DEDENT) : Set.of();
  }

  /// Compiles a tree and issues the warnings. `once` says that the code is likely to run once.
  private static CompiledUnit translate(ThreadState ts, Mod tree, Object source, String shown, String filename, int flags, int optimize, boolean once) {
    try {
      CompiledUnit unit = Compiler.compile(tree, filename, unitName(filename), options(flags, optimize, once));
      for (CompileWarning w : unit.warnings()) {
        Warnings.syntax(ts, w.message(), source, shown, w.position());
      }
      return unit;
    } catch (CompileError e) {
      throw SyntaxErrors.of(e, shown);
    }
  }

  private static String unitName(String filename) {
    StringBuilder b = new StringBuilder("u").append(UNITS.incrementAndGet()).append('_');
    String base = filename.substring(filename.lastIndexOf('/') + 1);
    for (int i = 0; i < base.length() && i < 40; i++) {
      char c = base.charAt(i);
      b.append(c < 128 && Character.isLetterOrDigit(c) ? c : '_');
    }
    return b.toString();
  }
}
