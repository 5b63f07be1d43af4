package org.atoll.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example prints on Atoll what it prints on CPython, byte for byte.
class WordCountIT {
  private static final String EXAMPLE = Python.ROOT.resolve("examples/word_count/word_count.py").toString();

  @TempDir Path folder;

  @Test
  void defaultFolder() {
    Python.Result result = compare("--workers", "2");
    assertTrue(result.out().lines().count() > 25, result.out());
  }

  @Test
  void mixedEncodings() throws IOException {
    write("plain.txt", "one two two three_3 _x 4th\n".getBytes(StandardCharsets.US_ASCII));
    String words = "na\u00efve Stra\u00dfe \u01c5 \u6771\u4eac \u0627\u0644 \ud835\udd38 e\u0301\r\n";
    write("utf8.txt", words.getBytes(StandardCharsets.UTF_8));
    write("bom.txt", "\ufeffwith a mark\n".getBytes(StandardCharsets.UTF_8));
    write("latin1.txt", "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    write("utf16.txt", "wide\n".getBytes(StandardCharsets.UTF_16));
    write("cut.txt", new byte[] {'a', ' ', (byte) 0xe2, (byte) 0x82});
    write("surrogate.txt", new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
    write("overlong.txt", new byte[] {(byte) 0xc0, (byte) 0x80});
    write("nul.bin", new byte[] {0, 'x', 0});
    write("empty.txt", new byte[0]);
    write("deep/er/one.txt", "one\n".getBytes(StandardCharsets.US_ASCII));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
    Python.Result result = compare("--workers", "2", "--top", "50", folder.toString());
    assertTrue(result.out().contains("dangling: No such file or directory"), result.out());
    assertTrue(result.out().contains("latin1.txt: not UTF-8"), result.out());
  }

  @Test
  void emptyFolder() {
    compare("--workers", "1", folder.toString());
  }

  @Test
  void whatAUserTypesWrong() {
    compare("--workers", "0");
    compare("--bogus");
    compare(folder.resolve("missing").toString());
    compare("--help");
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static Python.Result compare(String... arguments) {
    List<String> command = new ArrayList<>(List.of(EXAMPLE));
    command.addAll(List.of(arguments));
    String[] all = command.toArray(String[]::new);
    Python.Result expected = Python.cpython().run(all);
    Python.Result actual = Python.atoll().run(all);
    assertEquals(expected.out(), actual.out(), "standard output; standard error was: " + actual.err());
    assertEquals(expected.exitCode(), actual.exitCode(), "exit code; standard error was: " + actual.err());
    return actual;
  }
}
