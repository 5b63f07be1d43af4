package org.atoll.integration.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;

/// CPython's own test suite, compared method by method with native CPython; see `integration-tests/conformance/run.py`.
class ConformanceIT {
  private static final String SHARE_PERCENT_MIN = "80";
  /// The last line of the table, which what was not expected follows.
  private static final Pattern TOTAL = Pattern.compile("all +\\d");

  @Test
  void asGoodAsItWas() throws Exception {
    Process process = new ProcessBuilder(
        Python.ROOT.resolve("core-interp/stdlib/native-python").toString(),
        Python.ROOT.resolve("integration-tests/conformance/run.py").toString(), "--at-least", SHARE_PERCENT_MIN)
        .redirectErrorStream(true).start();
    List<String> end = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(line -> {
        // Through System.out: what is written past it does not reach the report of the build.
        System.out.println(line);
        if (!end.isEmpty() || TOTAL.matcher(line).lookingAt()) {
          end.add(line);
        }
      });
    }
    assertEquals(0, process.waitFor(), () -> "unexpected outcomes:\n" + String.join("\n", end));
  }
}
