package org.atoll.processor.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Run by the build on the jars of the distribution: replaces in Atoll's own classes the call sites that the start-up cache
/// does not keep (see [PlainSwitches]).
///
/// Arguments: the folder of the jars, a file that tells by its time when this was last done, and further files whose times
/// are to be set as well. A jar older than that is left alone, and so is one with nothing to replace.
public final class PlainJars {
  private PlainJars() {}

  /// Rewrites the jars.
  public static void main(String[] arguments) throws IOException {
    Path done = Path.of(arguments[1]);
    FileTime last = Files.exists(done) ? Files.getLastModifiedTime(done) : FileTime.fromMillis(0);
    List<Path> jars;
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      jars = files.filter(f -> f.getFileName().toString().matches("atoll-.*\\.jar")).sorted().toList();
    }
    for (Path jar : jars) {
      if (Files.getLastModifiedTime(jar).compareTo(last) >= 0) {
        rewrite(jar);
      }
    }
    for (int i = 1; i < arguments.length; i++) {
      Files.writeString(Path.of(arguments[i]), "");
    }
  }

  private static void rewrite(Path jar) throws IOException {
    Map<String, byte[]> changed = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(PlainJars::isConcerned).toList()) {
        byte[] plain = PlainSwitches.rewrite(bytes(zip, entry));
        if (plain != null) {
          changed.put(entry.getName(), plain);
        }
      }
      if (changed.isEmpty()) {
        return;
      }
      Path fresh = jar.resolveSibling(jar.getFileName() + ".new");
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(fresh))) {
        for (ZipEntry entry : zip.stream().toList()) {
          ZipEntry copy = new ZipEntry(entry.getName());
          copy.setLastModifiedTime(entry.getLastModifiedTime());
          out.putNextEntry(copy);
          byte[] plain = changed.get(entry.getName());
          out.write(plain != null ? plain : bytes(zip, entry));
          out.closeEntry();
        }
      }
      Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Compiled Python has no such call sites.
  private static boolean isConcerned(ZipEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().startsWith("org/atoll/py/");
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
