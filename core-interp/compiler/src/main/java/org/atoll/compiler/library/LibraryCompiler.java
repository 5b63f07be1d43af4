package org.atoll.compiler.library;

import java.nio.file.DirectoryStream;
import java.util.regex.Pattern;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.atoll.compiler.CompileOptions;
import org.atoll.compiler.CompiledUnit;
import org.atoll.compiler.Compiler;
import org.atoll.syntax.ParseMode;
import org.atoll.syntax.PythonParser;
import org.atoll.syntax.ast.Mod;

/// Run by the build: compiles a Python library into class files.
///
/// Arguments: the folder for the classes, the name of the index class, and the folders of the library, of which those that
/// are not there count as empty. It does nothing if neither the compiler nor the library has changed since the last time.
public final class LibraryCompiler {
  /// Folders that are not compiled: what is no library, what nobody imports, and what is not Python.
  private static final Set<String> LEFT_OUT = Set.of(
      "test", "idlelib", "turtledemo", "site-packages", "lib-dynload", "__pycache__", "_bundled");
  /// Of those, the ones that are modules of CPython's library nevertheless.
  private static final List<String> ONLY_NAMED = List.of("idlelib", "turtledemo");
  private static final String EXTENSIONS = "lib-dynload";
  /// The folder with what CPython's own build was told and has made, and the lines there that name modules: those built into its
  /// executable, and those that it builds where their libraries are there.
  private static final String BUILD_FOLDER = "config-*";
  private static final Map<String, Pattern> BUILD_FILES = Map.of(
      "config.c", Pattern.compile("\\{\"(\\w+)\", PyInit"),
      "Setup.stdlib", Pattern.compile("(?m)^#?(?:@\\w+@)?(\\w+) \\S+\\.c\\b"));
  /// What one constant of a class may hold.
  private static final int CONSTANT_MAX = 65_535;
  /// Deeply nested expressions need it, as they do when Atoll runs.
  private static final long STACK_BYTES = 256L << 20;

  private record Module(String name, boolean isPackage, Path source, String path) {}

  private record Compiled(Module module, CompiledUnit unit, String failure) {}

  private LibraryCompiler() {}

  /// Compiles the library; ends the process with 1, and a list, if a file cannot be compiled.
  public static void main(String[] arguments) throws Exception {
    Path classes = Path.of(arguments[0]);
    String index = arguments[1];
    List<Path> folders = Stream.of(arguments).skip(2).map(Path::of).filter(Files::isDirectory).toList();
    List<Module> modules = new ArrayList<>();
    for (Path folder : folders) {
      find(folder, "", modules);
    }
    String stamp = index + ' ' + stamp(modules);
    Path stampFile = classes.resolveSibling("library-stamp");
    if (Files.exists(stampFile) && Files.readString(stampFile).equals(stamp)) {
      return;
    }
    Files.deleteIfExists(stampFile);
    deleteTree(classes.resolve("org/atoll/py"));
    long started = System.nanoTime();
    List<Compiled> results = compileAll(modules);
    List<Compiled> failed = results.stream().filter(result -> result.failure() != null).toList();
    if (!failed.isEmpty()) {
      failed.forEach(result -> System.err.println(result.module().path() + ": " + result.failure()));
      System.err.println(failed.size() + " of " + results.size() + " files of the library cannot be compiled");
      System.exit(1);
    }
    write(classes, index, results, named(folders));
    Files.writeString(stampFile, stamp);
    double seconds = (System.nanoTime() - started) / 1e9;
    if (!results.isEmpty()) {
      System.out.printf("compiled %d Python files in %.1f s%n", results.size(), seconds);
    }
  }

  private static void find(Path folder, String prefix, List<Module> modules) throws IOException {
    List<Path> entries;
    try (Stream<Path> files = Files.list(folder)) {
      entries = files.sorted().toList();
    }
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      if (Files.isDirectory(entry)) {
        if (!LEFT_OUT.contains(name) && !name.contains("-")) {
          find(entry, prefix + name + "/", modules);
        }
      } else if (name.endsWith(".py")) {
        String stem = name.substring(0, name.length() - ".py".length());
        boolean isPackage = stem.equals("__init__") && !prefix.isEmpty();
        String dotted = isPackage ? prefix.substring(0, prefix.length() - 1) : prefix + stem;
        modules.add(new Module(dotted.replace('/', '.'), isPackage, entry, prefix + name));
      }
    }
  }

  private static List<Compiled> compileAll(List<Module> modules) throws InterruptedException, ExecutionException {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
    try (ExecutorService pool = Executors.newFixedThreadPool(threads,
        task -> new Thread(null, task, "library-compiler", STACK_BYTES))) {
      List<Callable<Compiled>> tasks = new ArrayList<>();
      modules.forEach(module -> tasks.add(() -> compile(module)));
      List<Compiled> results = new ArrayList<>();
      for (Future<Compiled> future : pool.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }

  private static Compiled compile(Module module) {
    try {
      Mod tree = PythonParser.parse(Files.readAllBytes(module.source()), module.path(), ParseMode.EXEC).tree();
      CompiledUnit unit = Compiler.compile(tree, module.path(), module.name(), CompileOptions.DEFAULT);
      return new Compiled(module, unit, null);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return new Compiled(module, null, e.toString());
    }
  }

  /// The modules of CPython that are not compiled from a file of the library: folders left out, extension modules, there or not, and
  /// what is built into its executable. Those for CPython's own tests do not count.
  private static List<String> named(List<Path> folders) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path folder : folders) {
      ONLY_NAMED.stream().filter(name -> Files.isDirectory(folder.resolve(name))).forEach(names::add);
      Path extensions = folder.resolve(EXTENSIONS);
      if (Files.isDirectory(extensions)) {
        try (Stream<Path> files = Files.list(extensions)) {
          files.map(file -> file.getFileName().toString().replaceFirst("\\..*", "")).filter(name -> !isForTests(name)).forEach(names::add);
        }
      }
      namedByBuild(folder, names);
    }
    return names.stream().distinct().sorted().toList();
  }

  private static boolean isForTests(String name) {
    return name.startsWith("_test") || name.startsWith("xx") || name.startsWith("_xx") || name.endsWith("_test");
  }

  private static void namedByBuild(Path folder, List<String> names) throws IOException {
    try (DirectoryStream<Path> builds = Files.newDirectoryStream(folder, BUILD_FOLDER)) {
      for (Path build : builds) {
        for (Map.Entry<String, Pattern> each : BUILD_FILES.entrySet()) {
          Path file = build.resolve(each.getKey());
          if (Files.isRegularFile(file)) {
            each.getValue().matcher(Files.readString(file)).results().map(found -> found.group(1)).filter(name -> !isForTests(name)).forEach(names::add);
          }
        }
      }
    }
  }

  private static void write(Path classes, String indexName, List<Compiled> results, List<String> named) throws IOException {
    StringBuilder index = new StringBuilder();
    for (Compiled result : results) {
      for (Map.Entry<String, byte[]> entry : result.unit().classes().entrySet()) {
        Path file = classes.resolve(entry.getKey().replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, entry.getValue());
      }
      Module module = result.module();
      index.append(module.name()).append(module.isPackage() ? " 1 " : " 0 ").append(module.path()).append('\n');
    }
    named.forEach(name -> index.append(name).append(" 2 \n"));
    Path file = classes.resolve(indexName.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, indexClass(indexName, index.toString()));
  }

  /// A class with a public constructor whose `get()` gives the text: the start-up cache holds it, where a file would have to
  /// be looked for in every jar.
  private static byte[] indexClass(String name, String text) {
    MethodTypeDesc concat = MethodTypeDesc.of(CD_String, CD_String);
    return ClassFile.of().build(ClassDesc.of(name), builder -> builder
        .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
        .withInterfaceSymbols(Supplier.class.describeConstable().orElseThrow())
        .withMethodBody(INIT_NAME, MTD_void, ClassFile.ACC_PUBLIC, code -> code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_())
        .withMethodBody("get", MethodTypeDesc.of(CD_Object), ClassFile.ACC_PUBLIC, code -> {
          code.ldc("");
          for (int at = 0; at < text.length(); at += CONSTANT_MAX) {
            code.ldc(text.substring(at, Math.min(at + CONSTANT_MAX, text.length()))).invokevirtual(CD_String, "concat", concat);
          }
          code.areturn();
        }));
  }

  /// Identifies everything the classes depend on: the sources by size and time, the compiler and this class by content.
  private static String stamp(List<Module> modules) throws IOException, URISyntaxException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Module module : modules) {
      Path source = module.source();
      String line = module.path() + ' ' + Files.size(source) + ' ' + Files.getLastModifiedTime(source);
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    for (Class<?> part : List.of(Compiler.class, PythonParser.class)) {
      hashTree(Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI()), digest);
    }
    try (var own = LibraryCompiler.class.getResourceAsStream("LibraryCompiler.class")) {
      digest.update(own.readAllBytes());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Hashes the classes of a folder; of a jar, whose bytes hold times, the entries.
  private static void hashTree(Path place, MessageDigest digest) throws IOException {
    if (Files.isDirectory(place)) {
      hashFiles(place, digest);
    } else {
      try (var jar = java.nio.file.FileSystems.newFileSystem(place)) {
        hashFiles(jar.getPath("/"), digest);
      }
    }
  }

  private static void hashFiles(Path root, MessageDigest digest) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
        digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> {
        try {
          Files.delete(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
