package org.atoll.runtime.host;

import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;

/// The virtual threads that could go on and wait for a carrier. Thread-safe.
public final class CarrierQueue {
  private final VirtualThreadSchedulerMXBean scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

  /// Whether there are any, about; false where the JVM does not tell.
  public boolean hasWaiting() {
    return scheduler != null && scheduler.getQueuedVirtualThreadCount() > 0;
  }
}
