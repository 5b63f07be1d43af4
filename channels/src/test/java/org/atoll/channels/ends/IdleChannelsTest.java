package org.atoll.channels.ends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleChannelsTest {
  private static final int CHANNELS = 10_000;
  private static final long BYTES_MAX = 1500;

  /// A channel that nobody uses, with its two handles, is some objects and nothing else.
  @Test
  void costBytesAndNoThreads() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Handles registry = new Handles();
    List<Handle> handles = new ArrayList<>(2 * CHANNELS);
    make(registry, handles);
    long started = threads.getTotalStartedThreadCount();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CHANNELS; i++) {
      make(registry, handles);
    }
    long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / CHANNELS;
    System.out.println("bytes per idle channel: " + bytes);
    assertTrue(bytes < BYTES_MAX, bytes + " bytes");
    assertEquals(0, threads.getTotalStartedThreadCount() - started, 2);
  }

  private static void make(Handles registry, List<Handle> handles) {
    Channel made = new Channel(1, 1024, Overflow.BLOCK, false);
    for (Side side : Side.values()) {
      Handle h = new Handle(made, side, registry);
      made.count(side);
      registry.add(h);
      handles.add(h);
    }
  }
}
