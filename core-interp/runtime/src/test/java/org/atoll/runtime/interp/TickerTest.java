package org.atoll.runtime.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TickerTest {
  private static final long LONG_NANOS = 3_600_000_000_000L;

  /// What is asked for later is due earlier, and an action asks for another: all are done, in the order of their times.
  @Test
  void actionsAreDoneInTheOrderOfTheirTimes() throws InterruptedException {
    Ticker ticker = new Ticker();
    ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    CountDownLatch last = new CountDownLatch(1);
    ticker.alarm(Long.MAX_VALUE, () -> done.add("never"));
    ticker.after(200_000_000, () -> done.add("C"));
    ticker.after(100_000_000, () -> {
      done.add("B");
      ticker.after(150_000_000, () -> {
        done.add("D");
        last.countDown();
      });
    });
    ticker.after(1_000_000, () -> done.add("A"));
    last.await();
    assertEquals(List.of("A", "B", "C", "D"), List.copyOf(done));
  }

  /// An alarm is closed before it is due, and another one when it has been done.
  @Test
  void whatIsClosedIsNotDone() throws InterruptedException {
    Ticker ticker = new Ticker();
    AtomicBoolean closedWasDone;
    CountDownLatch later = new CountDownLatch(1);
    boolean inTime;
    do {
      AtomicBoolean wasDone = new AtomicBoolean();
      closedWasDone = wasDone;
      long due = System.nanoTime() + 20_000_000;
      ticker.alarm(20_000_000, () -> wasDone.set(true)).close();
      inTime = System.nanoTime() < due;
    } while (!inTime);
    Ticker.Alarm done = ticker.alarm(60_000_000, later::countDown);
    later.await();
    done.close();
    assertFalse(closedWasDone.get());
  }

  /// An action that throws does not keep the next from being done.
  @Test
  void anActionThatFailsHarmsNoOther() throws InterruptedException {
    Ticker ticker = new Ticker();
    CountDownLatch next = new CountDownLatch(1);
    ticker.after(1_000_000, () -> Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {}));
    ticker.after(5_000_000, () -> {
      throw new IllegalStateException("on purpose");
    });
    ticker.after(10_000_000, next::countDown);
    next.await();
  }

  /// Threads set alarms, far and near, and close most of them: each near one that was not closed is done once.
  @Test
  void manyAlarmsFromManyThreads() throws InterruptedException {
    Ticker ticker = new Ticker();
    AtomicInteger done = new AtomicInteger();
    AtomicInteger expected = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Random random = new Random(i);
      Runnable work = () -> {
        for (int n = 0; n < 20_000; n++) {
          switch (random.nextInt(4)) {
            case 0 -> {
              expected.incrementAndGet();
              ticker.after(random.nextInt(1_000_000), done::incrementAndGet);
            }
            default -> ticker.alarm(LONG_NANOS, () -> done.addAndGet(1_000_000)).close();
          }
        }
      };
      threads.add(i % 2 == 0 ? Thread.ofPlatform().start(work) : Thread.ofVirtual().start(work));
    }
    for (Thread t : threads) {
      t.join();
    }
    while (done.get() < expected.get()) {
      Thread.sleep(1);
    }
    assertEquals(expected.get(), done.get());
  }
}
