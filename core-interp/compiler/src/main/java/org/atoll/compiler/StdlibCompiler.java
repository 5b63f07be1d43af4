package org.atoll.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.atoll.syntax.ParseMode;
import org.atoll.syntax.PythonParser;
import org.atoll.syntax.PythonSyntaxException;

/// The build-time tool that compiles a tree of Python sources, CPython's standard library, to class files: module `a.b` to
/// `org.atoll.py.a.b`, package `a` to `org.atoll.py.a.__init__`.
public final class StdlibCompiler {
  private static final int THREADS = 2;
  private static final long STACK_BYTES = 256L << 20;

  private StdlibCompiler() {}

  /// Arguments: the folder of the sources and the folder to write to. Files that are no Python programs are named on
  /// standard error and left out.
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 2) {
      System.err.println("usage: StdlibCompiler SOURCE-FOLDER OUTPUT-FOLDER");
      System.exit(2);
    }
    int failures = compileTree(Path.of(args[0]), Path.of(args[1]));
    if (failures > 0) {
      System.err.println(failures + " files were left out");
    }
  }

  /// Compiles every `.py` file below `source`; gives the number of those that could not be compiled.
  public static int compileTree(Path source, Path output) throws IOException, InterruptedException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(source)) {
      files = all.filter(p -> p.toString().endsWith(".py")).sorted().toList();
    }
    ExecutorService pool = Executors.newFixedThreadPool(THREADS, r -> new Thread(null, r, "compile", STACK_BYTES));
    List<Callable<Boolean>> tasks = files.stream().map(f -> (Callable<Boolean>) () -> compileFile(source, f, output)).toList();
    int failures = 0;
    for (Future<Boolean> f : pool.invokeAll(tasks)) {
      try {
        failures += f.get() ? 0 : 1;
      } catch (ExecutionException e) {
        pool.shutdownNow();
        throw new IllegalStateException(e.getCause());
      }
    }
    pool.shutdown();
    return failures;
  }

  /// The unit name of a source file.
  public static String unitName(Path relative) {
    String s = relative.toString().replace('\\', '/');
    return s.substring(0, s.length() - ".py".length()).replace('/', '.');
  }

  private static boolean compileFile(Path source, Path file, Path output) {
    Path relative = source.relativize(file);
    try {
      byte[] text = Files.readAllBytes(file);
      var parsed = PythonParser.parse(text, relative.toString(), ParseMode.EXEC);
      CompiledUnit unit = Compiler.compile(parsed.tree(), relative.toString(), unitName(relative), CompileOptions.DEFAULT);
      for (Map.Entry<String, byte[]> e : unit.classes().entrySet()) {
        Path target = output.resolve(e.getKey().replace('.', '/') + ".class");
        Files.createDirectories(target.getParent());
        Files.write(target, e.getValue());
      }
      return true;
    } catch (PythonSyntaxException | CompileError e) {
      System.err.println(relative + ": " + e.getMessage());
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new IllegalStateException("compiling " + relative, e);
    }
  }
}
