package org.atoll.integration.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.atoll.integration.text.Reference;
import org.atoll.syntax.AstDump;
import org.atoll.syntax.ParseMode;
import org.atoll.syntax.PythonParser;
import org.atoll.syntax.PythonSyntaxException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The parser against native CPython's, over CPython's whole library with its test suite, and over wrong programs made
/// from it. Trees must be equal byte for byte in the form of `ast.dump`, errors in their class and line.
class SyntaxDifferentialTest {
  /// The system property `atoll.seed` replays or widens the random part.
  private static final long SEED = Long.getLong("atoll.seed", 20250);

  private static Path home;

  @BeforeAll
  static void findReference() {
    home = Reference.home();
    assumeTrue(home != null, "no native CPython unpacked");
  }

  @Test
  void sameTreesForTheLibrary() throws IOException, InterruptedException {
    List<Path> files = library();
    Path list = Files.createTempFile("files", ".txt");
    List<String> expected;
    try {
      Files.write(list, files.stream().map(Path::toString).toList());
      expected = reference(List.of(list.toString()), List.of());
    } finally {
      Files.deleteIfExists(list);
    }
    List<String> wrong = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < files.size(); i++) {
      byte[] source = Files.readAllBytes(files.get(i));
      bytes += source.length;
      compare(files.get(i).toString(), expected.get(i), answer(source), wrong);
    }
    System.out.printf("%d files compared, %d equal, %.1f MB/s%n", files.size(), files.size() - wrong.size(),
        megabytesPerSecond(files, bytes));
    assertTrue(files.size() > 2000, "only " + files.size() + " files");
    assertEquals(List.of(), wrong);
  }

  @Test
  void sameErrorsForMutations() throws IOException, InterruptedException {
    List<byte[]> sources = mutations(SEED, 3000);
    List<String> encoded = sources.stream().map(s -> Base64.getEncoder().encodeToString(s)).toList();
    List<String> expected = reference(List.of(), encoded);
    List<String> wrong = new ArrayList<>();
    int messages = 0;
    for (int i = 0; i < sources.size(); i++) {
      String got = answer(sources.get(i));
      messages += got.equals(expected.get(i)) ? 1 : 0;
      compare("source " + i, expected.get(i), got, wrong);
    }
    System.out.printf("%d mutations compared with seed %d, lines of %d and messages of %d equal%n", sources.size(), SEED,
        sources.size() - wrong.size(), messages);
    assertTrue(wrong.size() <= sources.size() / 500, () -> "seed " + SEED + ": " + wrong);
  }

  /// Whatever comes in, there is a tree or the one exception.
  @Test
  void neverAnythingElse() throws IOException {
    Random seeds = new Random(SEED);
    for (int round = 0; round < 4; round++) {
      long seed = seeds.nextLong();
      for (byte[] source : mutations(seed, 3000)) {
        try {
          answer(source);
        } catch (RuntimeException | Error e) {
          throw new AssertionError("seed " + seed + ", source " + Base64.getEncoder().encodeToString(source), e);
        }
      }
    }
  }

  private static List<Path> library() throws IOException {
    try (Stream<Path> all = Files.walk(home.resolve("lib/python3.14"))) {
      return all.filter(p -> p.toString().endsWith(".py") && Files.isRegularFile(p)).sorted().toList();
    }
  }

  private static List<byte[]> mutations(long seed, int count) throws IOException {
    List<Path> files = library();
    Random random = new Random(seed);
    SourceMutator mutator = new SourceMutator(seed);
    List<byte[]> sources = new ArrayList<>();
    while (sources.size() < count) {
      String text = Files.readString(files.get(random.nextInt(files.size())), StandardCharsets.ISO_8859_1);
      byte[] utf8 = mutator.mutate(text).getBytes(StandardCharsets.UTF_8);
      String back = new String(utf8, StandardCharsets.UTF_8);
      if (!back.contains("coding") && back.indexOf('\0') < 0 && !back.contains("__future__")) {
        sources.add(utf8);
      }
    }
    return sources;
  }

  private static String answer(byte[] source) {
    try {
      String dump = AstDump.dump(PythonParser.parse(source, "<test>", ParseMode.EXEC).tree(), true);
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return "OK\t" + HexFormat.of().formatHex(md5.digest(dump.getBytes(StandardCharsets.UTF_8)));
    } catch (PythonSyntaxException e) {
      String line = e.lineno() == PythonSyntaxException.NONE || e.kind() == PythonSyntaxException.Kind.MemoryError
          ? "None" : "" + e.lineno();
      return e.kind() + "\t" + line + "\t" + Base64.getEncoder().encodeToString(e.msg().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Compares trees wholly, errors without their message.
  private static void compare(String name, String expected, String got, List<String> wrong) {
    String want = withoutMessage(expected);
    String have = withoutMessage(got);
    if (!want.equals(have) && wrong.size() < 50) {
      wrong.add(name + ": expected " + want + ", got " + have);
    }
  }

  private static String withoutMessage(String answer) {
    String[] fields = answer.split("\t");
    return fields[0] + " " + fields[1];
  }

  private static double megabytesPerSecond(List<Path> files, long bytes) throws IOException {
    List<byte[]> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(Files.readAllBytes(file));
    }
    double best = 0;
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      for (byte[] source : sources) {
        try {
          PythonParser.parse(source, "<test>", ParseMode.EXEC);
        } catch (PythonSyntaxException _) {
          // some files of the test suite are wrong on purpose
        }
      }
      best = Math.max(best, bytes / 1e6 / ((System.nanoTime() - start) / 1e9));
    }
    return best;
  }

  private static List<String> reference(List<String> arguments, List<String> input)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("syntax_cases", ".py");
    try (InputStream text = SyntaxDifferentialTest.class.getResourceAsStream("syntax_cases.py")) {
      Files.write(script, text.readAllBytes());
      List<String> command = new ArrayList<>(List.of(home.resolve("python3.14").toString(), script.toString()));
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("LD_LIBRARY_PATH", home.toString());
      builder.environment().put("PYTHONHOME", home.toString());
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      Process process = builder.start();
      Thread feeder = Thread.startVirtualThread(() -> feed(process, input));
      List<String> lines;
      try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
        lines = in.lines().toList();
      }
      feeder.join();
      assertEquals(0, process.waitFor());
      return lines;
    } finally {
      Files.deleteIfExists(script);
    }
  }

  private static void feed(Process process, List<String> input) {
    try (OutputStream out = process.getOutputStream()) {
      for (String line : input) {
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
