package org.atoll.runtime.interp;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Has short things done after a time, by one platform thread, which does not compete with Python threads for carriers and
/// is started when first needed. Thread-safe.
final class Ticker {
  private volatile ScheduledThreadPoolExecutor executor;

  /// Something due later that may turn out not to be needed.
  record Alarm(Future<?> due) implements AutoCloseable {
    @Override
    public void close() {
      due.cancel(false);
    }
  }

  Alarm alarm(long nanos, Runnable action) {
    return new Alarm(executor().schedule(action, nanos, TimeUnit.NANOSECONDS));
  }

  void after(long nanos, Runnable action) {
    executor().schedule(action, nanos, TimeUnit.NANOSECONDS);
  }

  private ScheduledThreadPoolExecutor executor() {
    ScheduledThreadPoolExecutor e = executor;
    return e != null ? e : start();
  }

  private synchronized ScheduledThreadPoolExecutor start() {
    if (executor == null) {
      ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1,
          work -> Thread.ofPlatform().daemon(true).name("atoll-ticker").unstarted(work));
      made.setRemoveOnCancelPolicy(true);
      executor = made;
    }
    return executor;
  }
}
