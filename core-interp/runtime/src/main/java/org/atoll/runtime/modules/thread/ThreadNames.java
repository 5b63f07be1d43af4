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

  /// Names the calling thread: in UTF-8, up to the first NUL, cut where it is too long.
  static void set(String name) {
    Thread t = Thread.currentThread();
    t.setName(name);
    if (t.isVirtual()) {
      return;
    }
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] kept = new byte[MAX_BYTES + 1];
    for (int i = 0; i < Math.min(MAX_BYTES, bytes.length) && bytes[i] != 0; i++) {
      kept[i] = bytes[i];
    }
    Posix.callWithMemory("prctl", kept, 1, PR_SET_NAME);
  }

  /// The calling thread's name, as str.
  static Object get() {
    byte[] name = new byte[MAX_BYTES + 1];
    Posix.callWithMemory("prctl", name, 1, PR_GET_NAME);
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return FsPath.decode(Arrays.copyOf(name, end));
  }
}
