package org.atoll.integration.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher script, on a copy of what is built: from any folder, through links, after the jars have changed.
class LauncherIT {
  private static final String MAKING = "making the start-up cache";

  @TempDir Path folder;

  private record Result(int exitCode, String out, String err) {}

  private static Result run(Path from, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(from.toFile());
    builder.environment().put("ATOLL_NO_BUILD", "1");
    Path err = Files.createTempFile("err", ".txt");
    Process process = builder.redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Result result = new Result(process.waitFor(), out, Files.readString(err));
    Files.delete(err);
    return result;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(file -> {
        Path target = to.resolve(from.relativize(file).toString());
        try {
          if (Files.isDirectory(file)) {
            Files.createDirectories(target);
          } else {
            Files.copy(file, target);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }

  @Test
  void anywhereAndAfterChanges() throws Exception {
    Path home = Files.createDirectories(folder.resolve("it's a place"));
    Files.copy(Python.ROOT.resolve("atoll"), home.resolve("atoll"));
    copy(Python.ROOT.resolve("cli/target/dist"), home.resolve("cli/target/dist"));
    assertTrue(home.resolve("atoll").toFile().setExecutable(true));
    Path jar = oneJar(home);

    Result moved = run(folder, home.resolve("atoll").toString(), "-V");
    assertEquals("Python 3.14.3\n", moved.out(), moved.err());
    assertTrue(moved.err().contains(MAKING), moved.err());
    assertEquals(new Result(0, "Python 3.14.3\n", ""), run(folder, home.resolve("atoll").toString(), "-V"));

    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("atoll-link"), home.resolve("atoll"));
    Files.createSymbolicLink(bin.resolve("again"), Path.of("atoll-link"));
    assertEquals(new Result(0, "Python 3.14.3\n", ""), run(Path.of("/"), bin.resolve("again").toString(), "-V"));
    assertEquals(new Result(0, "Python 3.14.3\n", ""),
        run(folder, "sh", "-c", "PATH=$PWD/bin:$PATH; again -V"));

    // A cache that is broken is not spoken of.
    Files.write(home.resolve("cli/target/dist/atoll.aot"), new byte[1000]);
    assertEquals(new Result(0, "1\n", ""), run(folder, home.resolve("atoll").toString(), "-c", "print(1)"));

    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(2)));
    Result changed = run(folder, home.resolve("atoll").toString(), "-V");
    assertEquals("Python 3.14.3\n", changed.out(), changed.err());
    assertTrue(changed.err().contains(MAKING), changed.err());
  }

  private static Path oneJar(Path home) throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("cli/target/dist/lib"))) {
      return jars.filter(file -> file.getFileName().toString().startsWith("atoll-cli")).findFirst().orElseThrow();
    }
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Path home = Files.createDirectories(folder.resolve("bare"));
    Files.copy(Python.ROOT.resolve("atoll"), home.resolve("atoll"));
    assertTrue(home.resolve("atoll").toFile().setExecutable(true));
    Result result = run(folder, home.resolve("atoll").toString(), "-V");
    assertEquals(1, result.exitCode());
    assertEquals("atoll: nothing is built and ATOLL_NO_BUILD is set.\n", result.err());
  }
}
