package org.atoll.channels.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class IdleQueuesTest {
  private static final int QUEUES = 10_000;
  private static final long BYTES_MAX = 1000;

  /// A queue between interpreters that nobody uses is some objects and nothing else.
  @Test
  void costBytesAndNoThreads() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    InterpQueues queues = new InterpQueues();
    make(queues);
    long started = threads.getTotalStartedThreadCount();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < QUEUES; i++) {
      make(queues);
    }
    long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / QUEUES;
    System.out.println("bytes per idle queue: " + bytes);
    assertTrue(bytes < BYTES_MAX, bytes + " bytes");
    assertEquals(0, threads.getTotalStartedThreadCount() - started, 2);
  }

  private static void make(InterpQueues queues) {
    queues.create(0, 0, InterpQueue.UNBOUND_REPLACE, InterpQueuesModule.FULL_FALLBACK);
  }
}
