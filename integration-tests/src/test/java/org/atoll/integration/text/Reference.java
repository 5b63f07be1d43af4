package org.atoll.integration.text;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The native CPython to compare with: the unpacked artifact, or what the system property `atoll.cpython` names.
/// Texts travel as code points in hexadecimal, one case a line, so that nothing depends on an encoding.
public final class Reference {
  private static final String PRELUDE =
      """
      import sys
      def text(field): return ''.join(chr(int(p, 16)) for p in field.split(',')) if field else ''
      def data(field): return bytes.fromhex(field)
      def code(s): return ','.join('%x' % ord(c) for c in s)
      def attempt(f, *a):
        try: return f(*a)
        except Exception as e: return type(e).__name__ + ': ' + str(e)
      def serve(f):
        out = []
        for line in sys.stdin:
          fields = line.rstrip('\\n').split('\\t')
          out.append(code(str(attempt(f, *fields))))
        print('\\n'.join(out))
      """;

  private Reference() {}

  /// The folder of the unpacked artifact, or null where there is none.
  public static Path home() {
    String named = System.getProperty("atoll.cpython");
    Path[] places = {
      named == null ? null : Path.of(named),
      Path.of("../core-interp/stdlib/target/cpython/linux-x86_64"),
      Path.of("../core-interp/stdlib/target/cpython/org/bytedeco/cpython/linux-x86_64"),
      Path.of("../core-interp/stdlib/target/cpython")
    };
    for (Path place : places) {
      if (place != null && Files.isRegularFile(place.resolve("python3.14"))) {
        return place.toAbsolutePath().normalize();
      }
    }
    return null;
  }

  /// Runs a script, which calls `serve(function)`, over one line of tab-separated fields a case.
  static List<String> run(String script, List<String> cases) throws IOException, InterruptedException {
    Path home = home();
    Path file = Files.createTempFile("reference", ".py");
    try {
      Files.writeString(file, PRELUDE + script);
      Path python = home.resolve("python3.14");
      var builder = Files.isExecutable(python)
          ? new ProcessBuilder(python.toString(), file.toString())
          : new ProcessBuilder("/lib64/ld-linux-x86-64.so.2", python.toString(), file.toString());
      builder.environment().put("LD_LIBRARY_PATH", home.toString());
      builder.environment().put("PYTHONHOME", home.toString());
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      Process process = builder.start();
      Thread feeder = Thread.startVirtualThread(() -> feed(process, cases));
      var answers = new ArrayList<String>(cases.size());
      try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
        in.lines().forEach(answers::add);
      }
      feeder.join();
      if (process.waitFor() != 0) {
        throw new IOException("the reference script failed");
      }
      return answers;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void feed(Process process, List<String> cases) {
    try (var out = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII))) {
      for (String one : cases) {
        out.write(one);
        out.write('\n');
      }
    } catch (IOException ended) {
      // The exit code tells why.
    }
  }

  /// Text as the scripts read and write it.
  static String code(int[] codePoints) {
    var out = new StringBuilder();
    for (int c : codePoints) {
      if (!out.isEmpty()) {
        out.append(',');
      }
      out.append(Integer.toHexString(c));
    }
    return out.toString();
  }

  /// UTF-16 text as the scripts read and write it.
  static String code(String text) {
    return code(text.codePoints().toArray());
  }

  /// What [#code] wrote, for messages.
  static String decode(String coded) {
    var out = new StringBuilder();
    if (!coded.isEmpty()) {
      for (String part : coded.split(",")) {
        out.appendCodePoint(Integer.parseInt(part, 16));
      }
    }
    return out.toString();
  }
}
