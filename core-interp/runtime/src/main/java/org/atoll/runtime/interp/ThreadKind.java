package org.atoll.runtime.interp;

import java.util.Locale;

/// The kinds of Java threads that Python code can run on.
///
/// Virtual threads pass the permit to run on in less than a microsecond and need no core's scheduler to agree; platform
/// threads take ten times that, and longer where other threads compute. Native ids, processor time and allocated bytes of a
/// thread are known to the system on platform threads only. See `docs/decisions/0018-permits-measured.md`.
public enum ThreadKind {
  VIRTUAL, PLATFORM;

  /// The kind for what Python code starts and for work of subinterpreters: the system property `atoll.threads`, `virtual` or
  /// `platform`.
  ///
  /// @throws IllegalArgumentException if the property names neither
  public static ThreadKind preferred() {
    String name = System.getProperty("atoll.threads", "platform");
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /// A daemon thread of this kind.
  ///
  /// @param stackBytes the size of a platform thread's stack; that of a virtual one is bounded by the JVM's `-Xss`
  public Thread newThread(String name, long stackBytes, Runnable work) {
    return this == VIRTUAL ? Thread.ofVirtual().name(name).unstarted(work)
        : Thread.ofPlatform().daemon(true).name(name).stackSize(stackBytes).unstarted(work);
  }
}
