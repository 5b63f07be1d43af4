package org.atoll.integration.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The benchmarks run and print the figures that `benchmarks/run.py` reads.
class BenchmarksTest {
  private static List<String> names(Consumer<String[]> main) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      main.accept(new String[] {"0"});
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceFirst("=[0-9.]+$", "")).toList();
  }

  @Test
  void plainAkka() {
    assertEquals(List.of("ask", "ask_cpu", "tell", "tell_cpu"), names(PlainAkka::main));
  }

  @Test
  void safepointCost() {
    assertEquals(List.of("bare", "bare_polled", "python", "python_polled"), names(SafepointCost::main));
  }
}
