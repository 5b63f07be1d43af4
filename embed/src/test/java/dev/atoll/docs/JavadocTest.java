package dev.atoll.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The Javadoc of the API: it can be made without a warning, and shows each public class by an example.
@Timeout(300)
class JavadocTest {
  @TempDir private Path folder;

  private static Path sources() {
    Path here = Path.of("").toAbsolutePath();
    return (Files.isDirectory(here.resolve("embed")) ? here.resolve("embed") : here).resolve("src/main/java");
  }

  @Test
  void isMadeWithoutWarnings() {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int result = ToolProvider.findFirst("javadoc").orElseThrow().run(out, out, "-quiet", "-Xdoclint:all,-missing", "-d", folder.toString(),
        "-cp", System.getProperty("java.class.path"), "-sourcepath", sources().toString(), "-subpackages", "dev.atoll");
    assertEquals("", said.toString());
    assertEquals(0, result);
  }

  @Test
  void hasAnExampleOfEachClass() throws IOException {
    try (Stream<Path> files = Files.walk(sources())) {
      List<Path> without = files.filter(f -> f.toString().endsWith(".java") && lacksExample(f)).toList();
      assertTrue(without.isEmpty(), without::toString);
    }
  }

  private static boolean lacksExample(Path file) {
    try {
      String source = Files.readString(file);
      return source.contains("\npublic ") && !source.contains("/// ```java");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
