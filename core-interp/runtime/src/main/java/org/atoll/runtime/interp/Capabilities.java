package org.atoll.runtime.interp;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.atoll.runtime.host.Permissions;

/// What code in an interpreter may do: the `allow_...` fields of `PyInterpreterConfig`, and what it may do to the host.
/// Immutable; the `with...` methods give a changed copy. An interpreter never has more than the one that makes it.
///
/// @param fork `os.fork` and what starts processes by it
/// @param exec replacing the process
/// @param threads starting threads
/// @param daemonThreads starting threads that nobody waits for
/// @param host files, network, processes and the like
/// @param java the Java classes that code may ask for by their names, if there is a way to: patterns such as `java.util.*`
public record Capabilities(boolean fork, boolean exec, boolean threads, boolean daemonThreads, Permissions host, List<String> java) {
  public static final Capabilities ALL = new Capabilities(true, true, true, true);
  /// What `concurrent.interpreters` allows.
  public static final Capabilities ISOLATED = new Capabilities(false, false, true, false);
  /// Nothing of the host: no files, network, processes, environment variables or standard streams. Modules can be imported.
  public static final Capabilities NONE = new Capabilities(false, false, true, false, Permissions.NONE, List.of());

  public Capabilities {
    java = List.copyOf(java);
  }

  /// With everything of the host.
  public Capabilities(boolean fork, boolean exec, boolean threads, boolean daemonThreads) {
    this(fork, exec, threads, daemonThreads, Permissions.ALL, List.of("*"));
  }

  /// What both allow.
  public Capabilities and(Capabilities other) {
    List<String> classes = other.java.contains("*") ? java : java.contains("*") ? other.java : java.stream().filter(other.java::contains).toList();
    return new Capabilities(fork && other.fork, exec && other.exec, threads && other.threads, daemonThreads && other.daemonThreads, host.and(other.host), classes);
  }

  public Capabilities withHost(Permissions allowed) {
    return new Capabilities(fork, exec, threads, daemonThreads, allowed, java);
  }

  public Capabilities withThreads(boolean allowed) {
    return new Capabilities(fork, exec, allowed, daemonThreads && allowed, host, java);
  }

  /// With files below these folders that may be read, and no others.
  public Capabilities withRead(Path... folders) {
    return withHost(host.withRead(names(folders)));
  }

  /// With files below these folders that may be changed, and no others.
  public Capabilities withWrite(Path... folders) {
    return withHost(host.withWrite(names(folders)));
  }

  public Capabilities withNetwork(boolean allowed) {
    return withHost(host.withNetwork(allowed));
  }

  public Capabilities withSubprocess(boolean allowed) {
    return withHost(host.withSubprocess(allowed));
  }

  /// With ending the process and sending signals to it.
  public Capabilities withProcess(boolean allowed) {
    return withHost(host.withProcess(allowed));
  }

  /// With arenas, locks and the like that all interpreters find by their names.
  public Capabilities withShared(boolean allowed) {
    return withHost(host.withShared(allowed));
  }

  public Capabilities withEnvironment(Permissions.Environs allowed) {
    return withHost(host.withEnvironment(allowed));
  }

  /// With these standard streams: 0, 1 and 2.
  public Capabilities withStreams(Integer... descriptors) {
    return withHost(host.withStreams(new TreeSet<>(Set.of(descriptors))));
  }

  public Capabilities withJava(String... patterns) {
    return new Capabilities(fork, exec, threads, daemonThreads, host, List.of(patterns));
  }

  private static List<String> names(Path... folders) {
    return Stream.of(folders).map(f -> Permissions.name(f.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8))).toList();
  }
}
