package org.atoll.runtime.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each test says which interleaving it provokes. Threads that wait are waited for by looking at [RunPermits#waiting] and
/// [Runner#granted], so that nothing depends on how long something takes.
class RunPermitsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A thread of an interpreter of its own, without Python.
  private static final class Fake extends Runner {
    final RunPermits permits;
    final RunAccount account;
    volatile boolean asked;

    Fake(RunPermits permits, RunAccount account) {
      this.permits = permits;
      this.account = account;
    }

    @Override
    RunAccount account() {
      return account;
    }

    @Override
    RunPermits permits() {
      return permits;
    }

    @Override
    void askToYield() {
      asked = true;
    }

    @Override
    boolean isAskedToYield() {
      return asked;
    }

    void take() {
      permits.acquire(this);
      account.begin(System.nanoTime());
    }

    void giveBack() {
      account.end(System.nanoTime());
      permits.release(this);
    }

    void safepoint() {
      if (asked) {
        asked = false;
        account.end(System.nanoTime());
        permits.yield(this);
        account.begin(System.nanoTime());
      }
    }

    /// Computes until its interpreter has no credit left.
    void useUpCredit() {
      while (account.hasCredit(System.nanoTime())) {
        Thread.onSpinWait();
      }
    }
  }

  private final List<Thread> threads = new ArrayList<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /// Runs something on a thread of its own and waits until it has made its runner.
  private Fake start(RunPermits permits, boolean virtual, Consumer<Fake> body) throws InterruptedException {
    AtomicReference<Fake> made = new AtomicReference<>();
    CountDownLatch isMade = new CountDownLatch(1);
    Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon(true);
    threads.add(builder.start(() -> {
      Fake me = new Fake(permits, new RunAccount());
      made.set(me);
      isMade.countDown();
      try {
        body.accept(me);
      } catch (Throwable e) {
        failures.add(e);
      }
    }));
    isMade.await();
    return made.get();
  }

  private void join() throws InterruptedException {
    for (Thread t : threads) {
      t.join();
    }
    assertEquals(List.of(), List.copyOf(failures));
  }

  private static void until(java.util.function.BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.yield();
    }
  }

  /// A holds the only permit and has no credit. B asks for it: A is asked to yield, and B runs although A
  /// never gives its permit back by itself before.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aComputingHolderMakesRoomForWhoeverWasWoken(boolean virtual) {
    assertTimeoutPreemptively(PATIENCE, () -> {
      RunPermits permits = new RunPermits(1);
      AtomicBoolean ran = new AtomicBoolean();
      CountDownLatch holds = new CountDownLatch(1);
      start(permits, virtual, a -> {
        a.take();
        a.useUpCredit();
        holds.countDown();
        while (!ran.get()) {
          a.safepoint();
        }
        a.giveBack();
      });
      holds.await();
      start(permits, virtual, b -> {
        b.take();
        ran.set(true);
        b.giveBack();
      });
      join();
      assertEquals(0, permits.waiting());
    });
  }

  /// A holds the permit. B, C have used up their credit and queue in this order, then D with credit. When A gives the permit
  /// back, D runs, then B, then C.
  @Test
  void theNewlyWokenComesFirstAndTheOthersInOrder() {
    assertTimeoutPreemptively(PATIENCE, () -> {
      RunPermits permits = new RunPermits(1);
      ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
      CountDownLatch go = new CountDownLatch(1);
      Fake a = start(permits, false, me -> {
        me.take();
        awaitQuietly(go);
        me.giveBack();
      });
      until(() -> a.permit >= 0);
      queue(permits, order, "B", true);
      queue(permits, order, "C", true);
      queue(permits, order, "D", false);
      go.countDown();
      join();
      assertEquals(List.of("D", "B", "C"), List.copyOf(order));
    });
  }

  /// A holds the permit for longer than a slice, but has hardly run. B and C, which have used up their credit, queue in this
  /// order. A makes room for B at its safepoint, and goes on before C.
  @Test
  void whoHasHardlyRunGoesOnBeforeThoseThatCompute() {
    assertTimeoutPreemptively(PATIENCE, () -> {
      RunPermits permits = new RunPermits(1);
      ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
      CountDownLatch go = new CountDownLatch(1);
      Fake a = start(permits, false, me -> {
        permits.acquire(me);
        awaitQuietly(go);
        me.sliceStart -= 2 * RunPermits.SLICE_NANOS;
        permits.yield(me);
        order.add("A");
        permits.release(me);
      });
      until(() -> a.permit >= 0);
      queue(permits, order, "B", true);
      queue(permits, order, "C", true);
      go.countDown();
      join();
      assertEquals(List.of("B", "A", "C"), List.copyOf(order));
    });
  }

  /// Starts a thread that asks for a permit and notes its name once it has it; waits until it queues behind those before it.
  private void queue(RunPermits permits, ConcurrentLinkedQueue<String> order, String name, boolean indebted) throws InterruptedException {
    int before = permits.waiting();
    start(permits, false, me -> {
      if (indebted) {
        indebt(me.account);
      }
      me.take();
      order.add(name);
      me.giveBack();
    });
    until(() -> permits.waiting() == before + 1);
  }

  /// Has an interpreter owe more than it can earn while the test runs.
  private static void indebt(RunAccount account) {
    long now = System.nanoTime();
    account.begin(now - 1_000_000_000);
    account.end(now);
    account.earn(now, 0);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A is woken between its last look at the condition and its sleep: the sleep ends at once, without a permit.
  @Test
  void whoIsWokenBeforeItSleepsDoesNotSleep() {
    assertTimeoutPreemptively(PATIENCE, () -> {
      RunPermits permits = new RunPermits(1);
      Fake me = new Fake(permits, new RunAccount());
      me.wake();
      me.wake();
      me.sleep(-1);
      assertEquals(-1, me.permit);
    });
  }

  /// A sleeps, and B, which holds the only permit, wakes it: A does not go on before B gives its permit back, and has it then.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSleeperGoesOnWithAPermit(boolean virtual) {
    assertTimeoutPreemptively(PATIENCE, () -> {
      RunPermits permits = new RunPermits(1);
      AtomicBoolean woken = new AtomicBoolean();
      AtomicInteger permit = new AtomicInteger(-1);
      AtomicBoolean awake = new AtomicBoolean();
      Fake a = start(permits, virtual, me -> {
        while (!woken.get()) {
          me.sleep(-1);
        }
        awake.set(true);
        permit.set(me.permit);
        permits.release(me);
      });
      until(() -> isParked(a.thread));
      Fake b = new Fake(permits, new RunAccount());
      b.take();
      woken.set(true);
      a.wake();
      assertEquals(1, permits.waiting());
      assertFalse(awake.get());
      b.giveBack();
      join();
      assertEquals(0, permit.get());
    });
  }

  /// A goes back to sleep with the permit that it was woken with, and B wakes it at every moment of that, also between A's
  /// saying that it sleeps and its first rest: each permit is given back once, and none is given to a runner that has one.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSleeperThatStillHoldsAPermitGivesItBack(boolean virtual) {
    assertTimeoutPreemptively(PATIENCE, () -> {
      RunPermits permits = new RunPermits(2);
      AtomicBoolean over = new AtomicBoolean();
      Fake a = start(permits, virtual, me -> {
        for (int n = 0; n < 20_000; n++) {
          me.sleep(-1);
        }
        over.set(true);
        if (me.permit >= 0) {
          permits.release(me);
        }
      });
      while (!over.get()) {
        a.wake();
      }
      join();
      assertEquals(0, permits.waiting());
      Fake b = new Fake(permits, new RunAccount());
      Fake c = new Fake(permits, new RunAccount());
      b.take();
      c.take();
      assertEquals(1, b.permit + c.permit);
    });
  }

  private static boolean isParked(Thread t) {
    return t.getState() == Thread.State.WAITING;
  }

  /// The time is over while the only permit is held by another: a virtual sleeper is queued for it; one on a platform thread
  /// goes on without.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSleepEndsWithItsTime(boolean virtual) {
    assertTimeoutPreemptively(PATIENCE, () -> {
      RunPermits permits = new RunPermits(1);
      Fake b = new Fake(permits, new RunAccount());
      b.take();
      AtomicBoolean awake = new AtomicBoolean();
      start(permits, virtual, me -> {
        me.sleep(1_000_000);
        awake.set(true);
        assertEquals(virtual, me.permit >= 0);
        if (me.permit >= 0) {
          permits.release(me);
        }
      });
      until(() -> awake.get() || permits.waiting() == 1);
      b.giveBack();
      join();
    });
  }

  /// One more virtual thread computes than there are carriers, and permits: so each that has to make room grants its permit to
  /// another of them, and its carrier goes on with that one. The test's platform thread starts further virtual threads, which
  /// need a carrier before they can ask for a permit: each comes to run.
  @Test
  void whoIsStartedFromOutsideGetsACarrier() {
    assertTimeoutPreemptively(PATIENCE, () -> {
      int carriers = Runtime.getRuntime().availableProcessors();
      RunPermits permits = new RunPermits(carriers);
      AtomicBoolean over = new AtomicBoolean();
      compute(permits, carriers + 1, over);
      for (int n = 0; n < 20; n++) {
        CountDownLatch ran = new CountDownLatch(1);
        start(permits, true, me -> {
          me.take();
          me.giveBack();
          ran.countDown();
        });
        ran.await();
      }
      over.set(true);
      join();
    });
  }

  /// Virtual threads sleep for short times, often at once, while others compute on all carriers: whoever wakes them never waits
  /// for one that has no carrier.
  @Test
  void allSleepersWakeWhileOthersCompute() {
    assertTimeoutPreemptively(PATIENCE, () -> {
      int carriers = Runtime.getRuntime().availableProcessors();
      RunPermits permits = new RunPermits(carriers);
      AtomicBoolean over = new AtomicBoolean();
      compute(permits, carriers + 1, over);
      CountDownLatch awake = new CountDownLatch(8);
      for (int i = 0; i < 8; i++) {
        int number = i;
        start(permits, true, me -> {
          for (int n = 0; n < 200; n++) {
            me.sleep(200_000 + 50_000 * number);
            if (me.permit >= 0) {
              permits.release(me);
            }
          }
          awake.countDown();
        });
      }
      awake.await();
      over.set(true);
      join();
    });
  }

  /// So many virtual threads compute until it is over.
  private void compute(RunPermits permits, int many, AtomicBoolean over) throws InterruptedException {
    for (int i = 0; i < many; i++) {
      start(permits, true, me -> {
        me.take();
        while (!over.get()) {
          me.safepoint();
        }
        me.giveBack();
      });
    }
  }

  /// Sleeping often earns no more than an equal share among those that are awake: two that do nothing but wake each other,
  /// beside two that compute, all on one permit, leave these a third of it or more.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoThatChatTakeNoMoreThanTheirShare(boolean virtual) {
    assertTimeoutPreemptively(PATIENCE, () -> {
      RunPermits permits = new RunPermits(1);
      AtomicBoolean over = new AtomicBoolean();
      AtomicReference<Fake> left = new AtomicReference<>();
      AtomicReference<Fake> right = new AtomicReference<>();
      AtomicInteger turn = new AtomicInteger();
      List<Fake> hogs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        hogs.add(start(permits, virtual, me -> {
          me.take();
          while (!over.get()) {
            me.safepoint();
          }
          me.giveBack();
        }));
      }
      List<Fake> chatters = new ArrayList<>();
      for (int n = 0; n < 2; n++) {
        int mine = n;
        AtomicReference<Fake> other = n == 0 ? right : left;
        Fake f = start(permits, virtual, me -> {
          (mine == 0 ? left : right).set(me);
          while (!over.get()) {
            me.permits.acquire(me);
            me.account.begin(System.nanoTime());
            burn(50_000);
            turn.set(1 - mine);
            if (other.get() != null) {
              other.get().wake();
            }
            me.giveBack();
            while (turn.get() != mine && !over.get()) {
              me.sleep(10_000_000);
              if (me.permit >= 0) {
                permits.release(me);
              }
            }
          }
        });
        chatters.add(f);
      }
      Thread.sleep(1500);
      over.set(true);
      join();
      long now = System.nanoTime();
      double computed = hogs.stream().mapToLong(f -> f.account.nanos(now)).sum();
      double chatted = chatters.stream().mapToLong(f -> f.account.nanos(now)).sum();
      assertTrue(computed > 0.4 * chatted, () -> computed + " against " + chatted);
    });
  }

  /// Among twenty that compute on one permit an equal share is a twentieth. One that runs for 3 ms and sleeps for 20 takes more, and
  /// does not wait for a round of their slices all the same, which would be 100 ms of their time.
  @Test
  void whoSleepsMostlyNeedNotWaitForARound() {
    assertTimeoutPreemptively(PATIENCE, () -> {
      RunPermits permits = new RunPermits(1);
      AtomicBoolean over = new AtomicBoolean();
      List<Fake> hogs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        hogs.add(start(permits, false, me -> {
          me.take();
          while (!over.get()) {
            me.safepoint();
          }
          me.giveBack();
        }));
      }
      AtomicInteger rounds = new AtomicInteger();
      start(permits, false, me -> {
        for (int n = 0; n < 50; n++) {
          me.sleep(20_000_000);
          long before = ran(hogs);
          me.take();
          if (ran(hogs) - before > 50_000_000) {
            rounds.incrementAndGet();
          }
          burn(3_000_000);
          me.giveBack();
        }
        over.set(true);
      });
      join();
      assertTrue(rounds.get() <= 8, () -> rounds + " of 50 waited for a round");
    });
  }

  private static long ran(List<Fake> all) {
    long now = System.nanoTime();
    return all.stream().mapToLong(f -> f.account.nanos(now)).sum();
  }

  /// An interpreter that has run 20 ms and then sleeps has saved something again after 20 ms, for the 5 ms that it owes at most; one
  /// that waits for its next slice in between has slept for the last of them only.
  @Test
  void onlySleepIsSavedFor() {
    RunAccount sleeper = new RunAccount();
    long start = System.nanoTime();
    long ms = 1_000_000;
    sleeper.begin(start);
    sleeper.end(start + 20 * ms);
    sleeper.save(start + 21 * ms);
    assertFalse(sleeper.hasSaved(start + 21 * ms));
    sleeper.save(start + 39 * ms);
    assertFalse(sleeper.hasSaved(start + 39 * ms));
    sleeper.save(start + 42 * ms);
    assertTrue(sleeper.hasSaved(start + 42 * ms));
    RunAccount computing = new RunAccount();
    for (int slice = 0; slice < 10; slice++) {
      computing.begin(start + slice * 100 * ms);
      computing.end(start + (slice * 100 + 5) * ms);
    }
    computing.save(start + 920 * ms);
    assertFalse(computing.hasSaved(start + 920 * ms));
  }

  private static void burn(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  /// Threads take, yield, sleep, wake each other and give back at random: never do more run than there are permits, and all
  /// come to their end.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noWakeUpIsLost(long seed) {
    assertTimeoutPreemptively(PATIENCE, () -> {
      int count = 1 + (int) (seed % 3);
      RunPermits permits = new RunPermits(count);
      AtomicInteger running = new AtomicInteger();
      int size = 12;
      Fake[] all = new Fake[size];
      AtomicInteger[] tokens = new AtomicInteger[size];
      CountDownLatch ready = new CountDownLatch(size);
      for (int i = 0; i < size; i++) {
        tokens[i] = new AtomicInteger();
      }
      for (int i = 0; i < size; i++) {
        int number = i;
        all[i] = start(permits, i % 2 == 0, me -> {
          all[number] = me;
          ready.countDown();
          awaitQuietly(ready);
          Random random = new Random(seed * 100 + number);
          for (int n = 0; n < 2000; n++) {
            step(me, number, all, tokens, random, running, count);
          }
        });
      }
      join();
      assertEquals(0, permits.waiting());
    });
  }

  private static void step(Fake me, int number, Fake[] all, AtomicInteger[] tokens, Random random, AtomicInteger running, int count) {
    me.take();
    assertTrue(running.incrementAndGet() <= count, "more run than there are permits");
    int other = random.nextInt(all.length);
    tokens[other].incrementAndGet();
    all[other].wake();
    if (random.nextInt(8) == 0) {
      burn(random.nextInt(20_000));
    }
    running.decrementAndGet();
    me.safepoint();
    me.giveBack();
    if (random.nextInt(2) == 0) {
      long limit = random.nextInt(2) == 0 ? 2_000_000 : 200_000;
      if (tokens[number].getAndSet(0) == 0) {
        me.sleep(limit);
        if (me.permit >= 0) {
          me.permits.release(me);
        }
      }
    }
  }
}
