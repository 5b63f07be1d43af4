package org.atoll.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every script in `src/test/python/differential`, and the program in the README, does on Atoll what it does on CPython.
class DifferentialIT {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> scripts() throws IOException {
    Path scripts = Python.ROOT.resolve("integration-tests/src/test/python/differential");
    try (Stream<Path> files = Files.list(scripts)) {
      List<Path> sorted = files.filter(file -> file.toString().endsWith(".py")).sorted().toList();
      return sorted.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
    }
  }

  @TestFactory
  Stream<DynamicTest> readme() throws IOException {
    String readme = Files.readString(Python.ROOT.resolve("README.md"));
    int start = readme.indexOf("```python\n") + "```python\n".length();
    String program = readme.substring(start, readme.indexOf("\n```\n", start));
    Path file = Files.writeString(folder.resolve("readme.py"), program + "\n");
    return Stream.of(DynamicTest.dynamicTest("README.md", () -> compare(file)));
  }

  private void compare(Path script) {
    Python.Result expected = Python.cpython().withFolder(folder).run(script.toString());
    Python.Result actual = Python.atoll().withFolder(folder).run(script.toString());
    assertEquals(expected.err(), actual.err(), "standard error");
    assertEquals(expected.out(), actual.out(), "standard output");
    assertEquals(expected.exitCode(), actual.exitCode(), "exit code");
  }
}
