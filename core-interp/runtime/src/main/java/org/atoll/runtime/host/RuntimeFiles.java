package org.atoll.runtime.host;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// The files that the JVM and the runtime keep open for themselves: the JDK's, those of the class path, and what threads are
/// woken by. Names are as in [Permissions]. Immutable.
final class RuntimeFiles {
  private static final String JDK = real(System.getProperty("java.home"));
  private static final Set<String> CLASS_PATH = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).filter(name -> !name.isEmpty())
      .map(RuntimeFiles::real).collect(Collectors.toUnmodifiableSet());
  private static final String WAKING = "anon_inode:[eventfd]";

  private RuntimeFiles() {}

  /// Whether what the system says of a descriptor is the name of such a file.
  static boolean has(String target) {
    return target.equals(WAKING) || CLASS_PATH.contains(target) || Permissions.isBelow(target, JDK);
  }

  private static String real(String name) {
    Path path = Path.of(name);
    try {
      path = path.toRealPath();
    } catch (IOException e) {
      // What is not there is not open either.
      path = path.toAbsolutePath();
    }
    return Permissions.name(path.toString().getBytes(StandardCharsets.UTF_8));
  }
}
