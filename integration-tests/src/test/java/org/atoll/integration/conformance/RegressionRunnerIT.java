package org.atoll.integration.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// CPython's own runner of its test suite, `-m test`: it says what it says on CPython, and ends with the same code.
@Timeout(300)
class RegressionRunnerIT {
  private static final String MIXED = """
      import unittest
      class Mixed(unittest.TestCase):
          def test_good(self): pass
          def test_bad(self): self.assertEqual(1, 2)
          @unittest.skip("not today")
          def test_skipped(self): pass
      """;
  private static final String GOOD = """
      import unittest
      class Good(unittest.TestCase):
          def test_one(self): pass
          def test_two(self): self.assertTrue(__name__.endswith("test_good"))
      """;

  @TempDir private Path folder;
  private Path tests;

  @BeforeEach
  void writeTests() throws IOException {
    tests = Files.createDirectory(folder.resolve("tests"));
    Files.writeString(tests.resolve("test_mixed.py"), MIXED);
    Files.writeString(tests.resolve("test_good.py"), GOOD);
  }

  @Test
  void fileOfTheSuite() {
    Python.Result r = Python.atoll().run("-m", "test", "test_bisect");
    assertEquals(0, r.exitCode(), r.out() + r.err());
    assertTrue(r.out().contains("== Tests result: SUCCESS ==\n"), r.out());
    assertTrue(r.out().contains("1 test OK.\n"), r.out());
    assertTrue(r.out().contains("Result: SUCCESS\n"), r.out());
  }

  @Test
  void fileInAPackageOfTheSuite() {
    Python.Result r = Python.atoll().run("-m", "test", "-v", "test_concurrent_futures.test_future", "-m", "test_done");
    assertEquals(0, r.exitCode(), r.out() + r.err());
    assertTrue(r.out().contains("test_done (test.test_concurrent_futures.test_future.FutureTests.test_done) ... ok\n"), r.out());
    assertTrue(r.out().contains("Ran 1 test in "), r.out());
    assertTrue(r.out().contains("[Atoll "), r.out());
  }

  @Test
  void summaryAndExitCodeOfAFailure() {
    assertSame("--fail-env-changed", "test_mixed", "test_good");
  }

  @Test
  void eachFileInAProcessOfItsOwn() {
    Python.Result r = run(Python.atoll(), "-j2", "test_mixed", "test_good");
    assertEquals(2, r.exitCode(), r.out() + r.err());
    assertTrue(r.out().contains("Run 2 tests in parallel using 2 worker processes\n"), r.out());
    assertTrue(r.out().contains("AssertionError: 1 != 2\n"), r.out());
    assertTrue(r.out().contains("Total tests: run=5 failures=1 skipped=1\n"), r.out());
    assertTrue(r.out().contains("Result: FAILURE\n"), r.out());
  }

  @Test
  void unknownFileAndUnknownOption() {
    assertSame("test_nowhere");
    assertEquals(run(Python.cpython(), "--nonsense").exitCode(), run(Python.atoll(), "--nonsense").exitCode());
  }

  @Test
  void choice() {
    assertSame("--list-tests", "test_mixed", "test_good");
    assertSame("--list-cases", "test_mixed", "test_good");
    assertSame("-m", "test_t*", "test_good");
    assertSame("-m", "test_none", "test_good");
  }

  private Python.Result run(Python python, String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("-m", "test", "--testdir", tests.toString()));
    all.addAll(List.of(arguments));
    return python.withFolder(folder).run(all.toArray(String[]::new));
  }

  /// The same summary, without what depends on time and chance, and the same exit code as on CPython.
  private void assertSame(String... arguments) {
    Python.Result expected = run(Python.cpython(), arguments);
    Python.Result actual = run(Python.atoll(), arguments);
    assertEquals(expected.exitCode(), actual.exitCode(), actual.out() + actual.err());
    assertEquals(steady(expected.out()), steady(actual.out()));
  }

  private static String steady(String out) {
    return out.replaceAll("(?m)^Using random seed: .*\n|^Total duration: .*\n|^\\d+:\\d\\d:\\d\\d load avg: [\\d.]+ ", "");
  }
}
