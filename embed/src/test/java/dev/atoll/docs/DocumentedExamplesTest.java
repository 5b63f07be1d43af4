package dev.atoll.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atoll.Atoll;
import dev.atoll.Interpreter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs the Java code of the documentation. What it prints must be what the comments at the ends of lines say; `error: ...`
/// stands where a line throws instead.
class DocumentedExamplesTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final String IMPORTS = """
      import akka.actor.typed.*;
      import akka.actor.typed.javadsl.*;
      import dev.atoll.*;
      import dev.atoll.akka.*;
      import dev.atoll.metrics.*;
      import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
      import java.math.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.stream.*;
      import org.atoll.actors.interpreters.InterpreterCommand;
      import org.atoll.actors.interpreters.InterpreterReply;
      import org.atoll.runtime.interp.Capabilities;
      import org.atoll.runtime.interp.Limits;
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/embedding.md", "docs/seeing.md"})
  @Timeout(300)
  void doWhatTheySay(String page) throws Exception {
    Matcher blocks = BLOCK.matcher(Files.readString(root().resolve(page)));
    int n = 0;
    while (blocks.find()) {
      n++;
      run(page, "Example" + n, blocks.group(1));
    }
    assertTrue(n > 0);
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("docs")) ? here : here.getParent();
  }

  private void run(String page, String name, String code) throws Exception {
    List<String> expected = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (String line : code.split("\n")) {
      String[] parts = line.split(" // ");
      for (int i = 1; i < parts.length; i++) {
        expected.add(parts[i].strip());
      }
      boolean fails = parts.length > 1 && parts[1].startsWith("error: ");
      body.append(fails ? "try { " : "").append(parts[0])
          .append(fails ? " } catch (RuntimeException thrown) { System.out.println(\"error: \" + thrown.getMessage()); }" : "").append('\n');
    }
    Path source = folder.resolve(name + ".java");
    Files.writeString(source, IMPORTS + "public class " + name + " {\n  public static void run(Atoll atoll, dev.atoll.Interpreter python) throws Exception {\n"
        + body + "  }\n}\n");
    StringWriter errors = new StringWriter();
    boolean compiled = ToolProvider.getSystemJavaCompiler().getTask(errors, null, null,
        List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-implicit:none"), null,
        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null).getJavaFileObjects(source)).call();
    assertTrue(compiled, page + ", " + name + ":\n" + errors);
    assertEquals(expected, printed(name), page + ":\n" + code);
  }

  private List<String> printed(String name) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        Atoll atoll = Atoll.open(); Interpreter python = atoll.newInterpreter()) {
      loader.loadClass(name).getMethod("run", Atoll.class, Interpreter.class).invoke(null, atoll, python);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
