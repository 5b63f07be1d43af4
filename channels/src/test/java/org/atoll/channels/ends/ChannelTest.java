package org.atoll.channels.ends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChannelTest {
  private static final Handles REGISTRY = new Handles();

  private static Handle open(Channel c, Side side) {
    c.count(side);
    return new Handle(c, side, REGISTRY);
  }

  /// Whoever finds no sender left has missed nothing that one of them had sent before it closed.
  @Test
  void closingLosesNothing() throws InterruptedException {
    for (int seed = 0; seed < 400; seed++) {
      Random choose = new Random(seed);
      Channel c = new Channel(seed, 1 + choose.nextInt(20), Overflow.BLOCK, choose.nextBoolean());
      Set<Integer> got = ConcurrentHashMap.newKeySet();
      AtomicInteger received = new AtomicInteger();
      List<Thread> threads = new ArrayList<>();
      int senders = 1 + choose.nextInt(3);
      int each = choose.nextInt(50);
      for (int s = 0; s < senders; s++) {
        Handle h = open(c, Side.SENDERS);
        int first = s * each;
        threads.add(new Thread(() -> send(h, first, each)));
      }
      for (int r = 0; r < 2; r++) {
        Handle h = open(c, Side.RECEIVERS);
        threads.add(new Thread(() -> receive(h, got, received)));
      }
      threads.forEach(Thread::start);
      for (Thread t : threads) {
        t.join(30_000);
        assertTrue(!t.isAlive(), "seed " + seed);
      }
      assertEquals(senders * each, got.size(), "seed " + seed);
      assertEquals(senders * each, received.get(), "seed " + seed);
    }
  }

  private static void send(Handle h, int first, int n) {
    for (int i = first; i < first + n;) {
      if (((Channel) h.exchange).offer(h, i, 0) == Channel.Sent.DONE) {
        i++;
      } else {
        Thread.yield();
      }
    }
    h.close();
  }

  private static void receive(Handle h, Set<Integer> got, AtomicInteger received) {
    while (true) {
      Object item = ((Channel) h.exchange).poll(h);
      if (item == Channel.CLOSED) {
        return;
      }
      if (item == null) {
        Thread.yield();
      } else {
        got.add((Integer) item);
        received.incrementAndGet();
      }
    }
  }

  @Test
  void endThatWasGivenAwayDoesNotCount() {
    Channel c = new Channel(1, 10, Overflow.BLOCK, false);
    Handle tx = open(c, Side.SENDERS);
    Handle rx = open(c, Side.RECEIVERS);
    Handle elsewhere = open(c, Side.RECEIVERS);
    rx.givenAway();
    assertEquals(Channel.Sent.DONE, c.offer(tx, 1, 0));
    elsewhere.close();
    assertEquals(Channel.Sent.NOBODY, c.offer(tx, 2, 0));
    assertEquals(1, c.poll(rx));
    assertEquals(Channel.Sent.DONE, c.offer(tx, 3, 0));
    rx.givenAway();
    assertEquals(Channel.Sent.DONE, c.offer(tx, 4, 0), "one that is used counts although it is sent on");
    rx.close();
    assertEquals(Channel.Sent.NOBODY, c.offer(tx, 5, 0));
    assertSame(Channel.END_CLOSED, c.poll(rx));
    assertEquals(3, c.reclaim());
  }

  @Test
  void overflow() {
    Channel oldest = new Channel(1, 2, Overflow.DROP_OLDEST, false);
    Channel newest = new Channel(2, 2, Overflow.DROP_NEWEST, false);
    for (Channel c : List.of(oldest, newest)) {
      Handle tx = open(c, Side.SENDERS);
      Handle rx = open(c, Side.RECEIVERS);
      for (int i = 0; i < 5; i++) {
        assertEquals(Channel.Sent.DONE, c.offer(tx, i, 0));
      }
      assertEquals(3, c.figures().dropped());
      assertEquals(5, c.figures().sent());
      assertEquals(c == oldest ? 3 : 0, c.poll(rx));
      assertEquals(1, c.figures().received());
    }
  }
}
