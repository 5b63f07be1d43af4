package org.atoll.runtime.host;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How much memory platform threads have allocated, as the JVM counts it. It tells nothing of virtual threads. Thread-safe.
public final class AllocationCounter {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Whether this JVM counts.
  public boolean isSupported() {
    return threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled();
  }

  /// What a platform thread has allocated since its start, in bytes; -1 if it has ended.
  public long allocatedBytes(Thread thread) {
    return threads.getThreadAllocatedBytes(thread.threadId());
  }
}
