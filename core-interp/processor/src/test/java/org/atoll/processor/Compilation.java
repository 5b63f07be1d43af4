package org.atoll.processor;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Runs the processor over sources held in memory, with small classes in place of the runtime's, and keeps what it
/// wrote and what it complained of.
final class Compilation {
  private static final Map<String, String> RUNTIME = Map.of(
      "org.atoll.runtime.call.Binder", "package org.atoll.runtime.call; public abstract class Binder {}",
      "org.atoll.runtime.call.MemberBody", "package org.atoll.runtime.call; public abstract class MemberBody {}",
      "org.atoll.runtime.call.ModuleBinder", "package org.atoll.runtime.call; public abstract class ModuleBinder {}",
      "org.atoll.runtime.call.TypeBinder", "package org.atoll.runtime.call; public abstract class TypeBinder {}",
      "org.atoll.runtime.call.ModuleIndex", "package org.atoll.runtime.call; public interface ModuleIndex {}",
      "org.atoll.runtime.interp.ThreadState", "package org.atoll.runtime.interp; public class ThreadState {}",
      "org.atoll.runtime.object.PyType", "package org.atoll.runtime.object; public class PyType { public static final PyType TYPE = null; }",
      "org.atoll.runtime.object.PyModule", "package org.atoll.runtime.object; public class PyModule {}",
      "org.atoll.runtime.types.PyTuple",
      "package org.atoll.runtime.types; public class PyTuple { public static final org.atoll.runtime.object.PyType TYPE = null; }",
      "org.atoll.runtime.types.PyDict",
      "package org.atoll.runtime.types; public class PyDict { public static final org.atoll.runtime.object.PyType TYPE = null; }");

  final List<String> errors = new ArrayList<>();
  final Map<String, String> written = new TreeMap<>();

  /// Runs over one class `p.X` with the given annotation, class body and processor options.
  static Compilation of(String annotation, String body, String... options) {
    return of(Map.of("p.X", """
        package p;
        import org.atoll.annotations.*;
        import org.atoll.runtime.interp.*;
        import org.atoll.runtime.object.*;
        import org.atoll.runtime.types.*;
        %s public class X { %s }
        """.formatted(annotation, body)), options);
  }

  static Compilation of(Map<String, String> sources, String... options) {
    Compilation c = new Compilation();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<JavaFileObject> units = new ArrayList<>();
    RUNTIME.forEach((name, text) -> units.add(new Source(name, text)));
    sources.forEach((name, text) -> units.add(new Source(name, text)));
    List<String> arguments = new ArrayList<>(List.of("-proc:only", "-classpath", System.getProperty("java.class.path")));
    arguments.addAll(List.of(options));
    JavaFileManager files = c.new Files(compiler.getStandardFileManager(diagnostics, null, null));
    JavaCompiler.CompilationTask task = compiler.getTask(null, files, diagnostics, arguments, null, units);
    task.setProcessors(List.of(new BinderProcessor()));
    task.call();
    for (Diagnostic<? extends JavaFileObject> d : diagnostics.getDiagnostics()) {
      if (d.getKind() == Diagnostic.Kind.ERROR) {
        c.errors.add(d.getMessage(null));
      }
    }
    return c;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private final class Output extends SimpleJavaFileObject {
    private final String name;

    Output(String name, Kind kind) {
      super(URI.create("string:///" + name.replace('.', '/') + kind.extension), kind);
      this.name = name;
    }

    @Override
    public Writer openWriter() {
      return new StringWriter() {
        @Override
        public void close() throws IOException {
          written.put(name, toString());
        }
      };
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return written.get(name);
    }
  }

  private final class Files extends ForwardingJavaFileManager<JavaFileManager> {
    Files(JavaFileManager delegate) {
      super(delegate);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new Output(name, kind);
    }

    @Override
    public FileObject getFileForOutput(Location location, String packageName, String name, FileObject sibling) {
      return new Output(name, JavaFileObject.Kind.OTHER);
    }
  }
}
