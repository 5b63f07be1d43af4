package org.atoll.runtime.importlib;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.concurrent.ThreadLocalRandom;
import org.atoll.compiler.Compiler;

/// A number that tells the builds of Atoll apart, since compiled code fits only the runtime it was compiled for: made of the
/// sizes and times of the jars of compiler and runtime. Where they are no jars, as in development, it differs at each
/// start. Immutable.
public final class BuildStamp {
  private static final BuildStamp STAMP = make();

  private final long value;
  private final boolean lasting;

  private BuildStamp(long value, boolean lasting) {
    this.value = value;
    this.lasting = lasting;
  }

  private static BuildStamp make() {
    try {
      return new BuildStamp(of(Compiler.class) * 31 + of(BuildStamp.class), true);
    } catch (IOException | URISyntaxException | SecurityException e) {
      return new BuildStamp(ThreadLocalRandom.current().nextLong(), false);
    }
  }

  private static long of(Class<?> member) throws IOException, URISyntaxException {
    CodeSource source = member.getProtectionDomain().getCodeSource();
    Path jar = source == null ? null : Path.of(source.getLocation().toURI());
    if (jar == null || !Files.isRegularFile(jar)) {
      throw new IOException("not in a jar");
    }
    return Files.getLastModifiedTime(jar).toMillis() * 31 + Files.size(jar);
  }

  /// The number.
  public static long value() {
    return STAMP.value;
  }

  /// Whether the next start of the same build has the same number.
  public static boolean isLasting() {
    return STAMP.lasting;
  }

  /// The first four bytes of a `.pyc` file, as `importlib.util.MAGIC_NUMBER` in a number: two of the stamp, then CR LF.
  public static long magic() {
    long mixed = STAMP.value * 0x9e3779b97f4a7c15L;
    return mixed >>> 48 | 0x0a0d0000L;
  }
}
