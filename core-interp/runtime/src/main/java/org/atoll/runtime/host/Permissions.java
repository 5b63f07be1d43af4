package org.atoll.runtime.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What the code of one interpreter may do to the host. Immutable; the `with...` methods give a changed copy.
///
/// Folders and files are absolute names as the system has them: ISO 8859-1 texts whose characters are the bytes (see
/// [#name]). A folder stands for everything below it. `/` stands for all but what lies in `/proc`, which has to be named
/// itself; what `/proc` tells of this process is never given.
///
/// @param read what may be read: files, names in folders, metadata
/// @param write what may be created, changed, renamed and removed
/// @param network sockets other than pairs, and looking up hosts
/// @param subprocess starting other programs and sending signals to other processes
/// @param process ending this process, or sending signals to it
/// @param shared what all interpreters find by a name: arenas, and locks and the like of the process
/// @param environment what the interpreter sees of the environment variables
/// @param streams the standard streams that it may use, by their descriptors
/// @param descriptors open descriptors of others that it may use besides its own
/// @param unlimited whether nothing at all is refused, which is more than all the rest together: any open descriptor can be
///     used, `/proc` is open, and code may be loaded that was compiled elsewhere
public record Permissions(List<String> read, List<String> write, boolean network, boolean subprocess, boolean process, boolean shared, Environs environment,
    Set<Integer> streams, Set<Integer> descriptors, boolean unlimited) {
  /// What an interpreter sees of the environment variables.
  public enum Environs {
    /// None, and it cannot set any.
    NONE,
    /// Those of the interpreter that made it.
    READ,
    /// Those, and changes for itself and its children.
    CHANGE
  }

  private static final List<String> EVERYWHERE = List.of("/");
  private static final Set<Integer> ALL_STREAMS = Set.of(0, 1, 2);
  /// Everything.
  public static final Permissions ALL = new Permissions(EVERYWHERE, EVERYWHERE, true, true, true, true, Environs.CHANGE, ALL_STREAMS, Set.of(), true);
  /// Nothing. Modules can be imported nevertheless; see [Access].
  public static final Permissions NONE = new Permissions(List.of(), List.of(), false, false, false, false, Environs.NONE, Set.of(), Set.of(), false);

  public Permissions {
    read = List.copyOf(read);
    write = List.copyOf(write);
    streams = Set.copyOf(streams);
    descriptors = Set.copyOf(descriptors);
  }

  /// A name as this class has it, of the bytes that the system has.
  public static String name(byte[] path) {
    return new String(path, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  public Permissions withRead(List<String> folders) {
    return new Permissions(folders, write, network, subprocess, process, shared, environment, streams, descriptors, false);
  }

  public Permissions withWrite(List<String> folders) {
    return new Permissions(read, folders, network, subprocess, process, shared, environment, streams, descriptors, false);
  }

  public Permissions withNetwork(boolean allowed) {
    return new Permissions(read, write, allowed, subprocess, process, shared, environment, streams, descriptors, false);
  }

  public Permissions withSubprocess(boolean allowed) {
    return new Permissions(read, write, network, allowed, process, shared, environment, streams, descriptors, false);
  }

  public Permissions withProcess(boolean allowed) {
    return new Permissions(read, write, network, subprocess, allowed, shared, environment, streams, descriptors, false);
  }

  public Permissions withShared(boolean allowed) {
    return new Permissions(read, write, network, subprocess, process, allowed, environment, streams, descriptors, false);
  }

  public Permissions withEnvironment(Environs allowed) {
    return new Permissions(read, write, network, subprocess, process, shared, allowed, streams, descriptors, false);
  }

  public Permissions withStreams(Set<Integer> allowed) {
    return new Permissions(read, write, network, subprocess, process, shared, environment, allowed, descriptors, false);
  }

  public Permissions withDescriptors(Set<Integer> allowed) {
    return new Permissions(read, write, network, subprocess, process, shared, environment, streams, allowed, false);
  }

  /// What both allow: an interpreter never has more rights than the one that made it.
  public Permissions and(Permissions other) {
    if (other.unlimited) {
      return this;
    }
    if (unlimited) {
      return other;
    }
    return new Permissions(common(read, other.read), common(write, other.write), network && other.network, subprocess && other.subprocess,
        process && other.process, shared && other.shared, environment.compareTo(other.environment) < 0 ? environment : other.environment, common(streams, other.streams),
        common(descriptors, other.descriptors), false);
  }

  /// Whether nothing that `other` allows is refused here.
  public boolean covers(Permissions other) {
    return unlimited || !other.unlimited && other.and(this).equals(other);
  }

  private static List<String> common(List<String> a, List<String> b) {
    List<String> out = new ArrayList<>();
    for (String x : a) {
      if (isBelowAny(x, b)) {
        out.add(x);
      }
    }
    for (String y : b) {
      if (!out.contains(y) && isBelowAny(y, a)) {
        out.add(y);
      }
    }
    return out;
  }

  private static Set<Integer> common(Set<Integer> a, Set<Integer> b) {
    Set<Integer> out = new TreeSet<>(a);
    out.retainAll(b);
    return out;
  }

  /// Whether a name is one of `folders` or lies below one.
  static boolean isBelowAny(String path, List<String> folders) {
    for (String folder : folders) {
      if (isBelow(path, folder)) {
        return true;
      }
    }
    return false;
  }

  static boolean isBelow(String path, String folder) {
    int n = folder.length();
    return path.startsWith(folder) && (n == 1 && folder.charAt(0) == '/' || path.length() == n || path.charAt(n) == '/');
  }
}
