package org.atoll.runtime.modules.thread;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.modules.posix.FsPath;

/// The name of the calling thread as the system shows it, in `ps` and debuggers. Stateless.
final class ThreadNames {
  /// What Linux keeps of a name.
  static final int MAX_BYTES = 15;
  private static final int PR_SET_NAME = 15;
  private static final int PR_GET_NAME = 16;

  private ThreadNames() {}

  /// Names the calling thread: in UTF-8, up to the first NUL, cut where it is too long. The system does not know of virtual
  /// threads, so theirs is kept by the JVM alone.
  static void set(String name) {
    Thread t = Thread.currentThread();
    t.setName(name);
    if (!t.isVirtual()) {
      Posix.callWithMemory("prctl", cut(name), 1, PR_SET_NAME);
    }
  }

  /// A name as the system keeps it, with a NUL at its end.
  private static byte[] cut(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] kept = new byte[MAX_BYTES + 1];
    for (int i = 0; i < Math.min(MAX_BYTES, bytes.length) && bytes[i] != 0; i++) {
      kept[i] = bytes[i];
    }
    return kept;
  }

  /// The calling thread's name, as str.
  static Object get() {
    Thread t = Thread.currentThread();
    byte[] name = t.isVirtual() ? cut(t.getName()) : new byte[MAX_BYTES + 1];
    if (!t.isVirtual()) {
      Posix.callWithMemory("prctl", name, 1, PR_GET_NAME);
    }
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return FsPath.decode(Arrays.copyOf(name, end));
  }
}
