package org.atoll.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Waiting for descriptors: who waits can be woken at once, on platform and on virtual threads.
class WaitingTest {
  private static final long LONG_NANOS = 60_000_000_000L;
  private static final int JOIN_MS = 20_000;

  /// One that sleeps without regard to permits.
  private static final class Sleeper implements WakeSignal.Sleeper {
    private final Semaphore wakes = new Semaphore(0);

    @Override
    public void sleep(long nanos) {
      try {
        if (wakes.tryAcquire(nanos < 0 ? Long.MAX_VALUE : nanos, TimeUnit.NANOSECONDS)) {
          wakes.drainPermits();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void wake() {
      wakes.release();
    }
  }

  @Test
  void aWaitWithoutLimitIsWokenOnAPlatformThread() throws InterruptedException {
    woken(Thread.ofPlatform());
  }

  @Test
  void aWaitWithoutLimitIsWokenOnAVirtualThread() throws InterruptedException {
    woken(Thread.ofVirtual());
  }

  /// The waiter polls a pipe that nobody writes to. Another thread first makes it wanted and then wakes it, as
  /// [org.atoll.runtime.interp.ThreadState#setPending] does.
  private static void woken(Thread.Builder kind) throws InterruptedException {
    int[] pipe = Posix.pipe(Posix.O_CLOEXEC);
    AtomicBoolean wanted = new AtomicBoolean();
    Sleeper sleeper = new Sleeper();
    WakeSignal signal = new WakeSignal(wanted::get, sleeper);
    AtomicInteger result = new AtomicInteger(1);
    CountDownLatch started = new CountDownLatch(1);
    Thread waiter = kind.start(() -> {
      started.countDown();
      result.set(Waiting.await(pipe[0], Waiting.POLLIN, -1, signal));
    });
    started.await();
    Thread.sleep(50);
    wanted.set(true);
    sleeper.wake();
    signal.wake();
    waiter.join(JOIN_MS);
    assertEquals(-Errno.EINTR, result.get());
    Posix.close(pipe[0]);
    Posix.close(pipe[1]);
  }

  @Test
  void beingWokenForNothingDoesNotEndAWait() throws InterruptedException {
    int[] pipe = Posix.pipe(Posix.O_CLOEXEC);
    WakeSignal signal = new WakeSignal(() -> false, new Sleeper());
    AtomicInteger result = new AtomicInteger();
    Thread waiter = Thread.ofPlatform().start(() -> result.set(Waiting.await(pipe[0], Waiting.POLLIN, LONG_NANOS, signal)));
    Thread.sleep(50);
    signal.wake();
    Thread.sleep(50);
    assertTrue(waiter.isAlive());
    Posix.write(pipe[1], new byte[1], 0, 1);
    waiter.join(JOIN_MS);
    assertEquals(Waiting.POLLIN, result.get());
    Posix.close(pipe[0]);
    Posix.close(pipe[1]);
  }

  @Test
  void aTimeoutIsKept() {
    int[] pipe = Posix.pipe(Posix.O_CLOEXEC);
    long before = System.nanoTime();
    assertEquals(0, Waiting.await(pipe[0], Waiting.POLLIN, 30_000_000, new WakeSignal(() -> false, new Sleeper())));
    assertTrue(System.nanoTime() - before >= 30_000_000);
    Posix.close(pipe[0]);
    Posix.close(pipe[1]);
  }
}
