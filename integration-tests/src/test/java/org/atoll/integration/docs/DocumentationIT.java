package org.atoll.integration.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Runs the Python programs of the README and of the pages in `docs`: each block that is fenced as `python` is a program of its
/// own, and prints what stands in the block fenced as `text` that follows it.
class DocumentationIT {
  /// A program, and what comes after it up to the next fence.
  private static final Pattern PROGRAM = Pattern.compile("^```python\n(.*?)^```\n(.*?)(?:^```(\\w*)\n(.*?)^```\n|\\z)", Pattern.DOTALL | Pattern.MULTILINE);

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicContainer> pages() throws IOException {
    List<DynamicContainer> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(Python.ROOT.resolve("docs"))) {
      Stream<Path> all = Stream.concat(Stream.of(Python.ROOT.resolve("README.md")), files.filter(f -> f.toString().endsWith(".md")).sorted());
      for (Path page : all.toList()) {
        List<DynamicTest> programs = programs(page);
        if (!programs.isEmpty()) {
          pages.add(DynamicContainer.dynamicContainer(page.getFileName().toString(), programs));
        }
      }
    }
    assertTrue(pages.size() >= 7, pages.size() + " pages");
    return pages.stream();
  }

  private List<DynamicTest> programs(Path page) throws IOException {
    String text = Files.readString(page);
    List<DynamicTest> found = new ArrayList<>();
    Matcher m = PROGRAM.matcher(text);
    for (int at = 0; m.find(at); at = m.end(2)) {
      int line = (int) text.substring(0, m.start()).lines().count() + 1;
      String program = m.group(1);
      String output = "text".equals(m.group(3)) && m.group(2).isBlank() ? m.group(4) : null;
      String name = page.getFileName() + ":" + line;
      found.add(DynamicTest.dynamicTest(name, () -> run(name, program, output)));
    }
    return found;
  }

  private void run(String name, String program, String output) throws IOException {
    assertTrue(output != null, name + ": no block fenced as text follows, with what the program prints");
    Path place = Files.createTempDirectory(folder, "program");
    Files.writeString(place.resolve("program.py"), program);
    Python.Result result = Python.atoll().withFolder(place).run("program.py");
    assertEquals(output, result.out(), name + ": " + result.err());
    assertEquals("", result.err(), name);
    assertEquals(0, result.exitCode(), name);
  }
}
