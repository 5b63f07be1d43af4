package org.atoll.integration.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;

/// `atoll.parallel`: the same results and errors as a plain loop, bounded memory, timeouts, Ctrl-C; its example; and which
/// functions can be tasks, in what programs.
class ParallelIT {
  private static Python.Result run(String script) {
    return Python.atoll().run(Python.ROOT.resolve("integration-tests/src/test/python/parallel").resolve(script).toString());
  }

  @Test
  void loops() {
    Python.Result result = run("test_parallel.py");
    assertEquals(0, result.exitCode(), result.err());
  }

  @Test
  void closures() {
    Python.Result result = run("test_closures.py");
    assertEquals(0, result.exitCode(), result.err());
  }

  @Test
  void programWithoutGuard() {
    Python.Result result = run("unguarded.py");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("""
        start
        [1, 1, 2, 6, 24, 120]
        [1, 22]
        60
        [10, 11, 12]
        (Point(x=1, y=<Color.BLUE: 2>), Order(name='o', amount=1)) (Point(x=2, y=<Color.RED: 1>), Order(name='o', amount=2))
        [1, 11, 21, 31, 41]
        5050
        end
        """, result.out());
  }

  @Test
  void example() {
    String example = Python.ROOT.resolve("examples/parallel_primes/primes.py").toString();
    Python.Result result = Python.atoll().run(example, "20000");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("2,262 primes below 20,000\nthe widest gap is 52, after 19,609\nthe sum of all is 21,171,191\n", result.out());
  }
}
