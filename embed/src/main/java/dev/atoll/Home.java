package dev.atoll;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.stream.Stream;
import org.atoll.runtime.importlib.StandardLibrary;

/// Where Python's library is: its classes on the class path, and its sources, where there are any, on disk.
final class Home {
  private static final String SOURCES = "lib/python3.14";

  private Home() {}

  /// @throws IllegalStateException if the compiled library is missing
  static void checkLibrary() {
    if (StandardLibrary.find("os") == null) {
      throw new IllegalStateException("Python's library is not on the class path: add org.atoll:atoll-stdlib, which org.atoll:atoll depends on");
    }
  }

  /// The prefix that a folder stands for.
  static Path checked(Path folder) {
    return Stream.of(folder, folder.resolve("python")).filter(Home::isPrefix).findFirst().map(Path::toAbsolutePath).orElseThrow(
        () -> new IllegalArgumentException("no Python library in " + folder + ": neither " + SOURCES + " nor python/" + SOURCES + " is there"));
  }

  private static boolean isPrefix(Path folder) {
    return Files.isRegularFile(folder.resolve(SOURCES).resolve("os.py"));
  }

  /// The sources beside the classes: of a distribution, or of a build of Atoll; null where there are none.
  static Path find() {
    String named = System.getProperty("atoll.prefix");
    if (named != null && isPrefix(Path.of(named))) {
      return Path.of(named);
    }
    Path place = placeOf(Home.class);
    for (Path folder = place; folder != null; folder = folder.getParent()) {
      for (String below : new String[] {"python", "cli/target/dist/python"}) {
        if (isPrefix(folder.resolve(below))) {
          return folder.resolve(below);
        }
      }
    }
    return null;
  }

  private static Path placeOf(Class<?> c) {
    CodeSource source = c.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      URI place = source.getLocation().toURI();
      return "file".equals(place.getScheme()) ? Path.of(place).getParent() : null;
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      // A class loader of another kind: nothing is known of places.
      return null;
    }
  }
}
