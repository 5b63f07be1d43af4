package org.atoll.channels.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.atoll.channels.queues.QueuedItems.Item;
import org.atoll.channels.queues.QueuedItems.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class QueuedItemsTest {
  private static final int REMOVE = InterpQueue.UNBOUND_REMOVE;
  private static final Origin KEPT = new Origin(1, InterpQueue.UNBOUND_REPLACE, false);
  private static final Origin REPLACED = new Origin(2, InterpQueue.UNBOUND_REPLACE, true);
  private static final Origin REMOVED = new Origin(2, REMOVE, true);

  /// Thousands of items, put and taken by turns in runs of every length: blocks are left full, empty and half-way.
  @Test
  void itemsComeInOrderAcrossBlocks() {
    QueuedItems items = new QueuedItems();
    Random random = new Random(1);
    long put = 0;
    long taken = 0;
    while (taken < 20_000) {
      for (int n = random.nextInt(700); n > 0; n--) {
        assertTrue(items.put(put++, KEPT, 0));
      }
      for (int n = random.nextInt(700); n > 0 && taken < put; n--) {
        assertEquals(new Item(taken++, KEPT), items.take());
      }
      assertEquals(put - taken, items.size());
      assertEquals(put == taken, items.isEmpty());
      if (put == taken) {
        assertNull(items.take());
      }
    }
  }

  @Test
  void thereAreNeverMoreThanTheBound() {
    QueuedItems items = new QueuedItems();
    for (int round = 0; round < 100; round++) {
      assertTrue(items.put("a", KEPT, 3) && items.put("b", KEPT, 3) && items.put("c", KEPT, 3));
      assertFalse(items.put("d", KEPT, 3));
      assertEquals("a", items.take().content());
      assertTrue(items.put("d", KEPT, 3));
      assertFalse(items.put("e", KEPT, 3));
      assertEquals("bcd", "" + items.take().content() + items.take().content() + items.take().content());
    }
  }

  /// What one interpreter has put is removed or loses its value, what is around it keeps its order, once and for all.
  @Test
  void itemsOfAnInterpreterAreUnbound() {
    QueuedItems items = new QueuedItems();
    for (int i = 0; i < 300; i++) {
      items.put(3 * i, KEPT, 0);
      items.put(3 * i + 1, REPLACED, 0);
      items.put(3 * i + 2, REMOVED, 0);
    }
    items.take();
    assertEquals(600, items.unbind(2, REMOVE).size());
    assertEquals(0, items.unbind(2, REMOVE).size());
    assertEquals(599, items.size());
    assertTrue(items.take().isUnbound());
    for (int i = 1; i < 300; i++) {
      assertEquals(3 * i, items.take().content());
      Item gone = items.take();
      assertTrue(gone.isUnbound());
      assertEquals(InterpQueue.UNBOUND_REPLACE, gone.origin().unboundOp());
    }
    assertNull(items.take());
  }

  @Test
  void itemsThatCountAsMemoryAreFound() {
    QueuedItems items = new QueuedItems();
    items.put("a", KEPT, 0);
    assertEquals(0, items.ofSender(2, x -> fail()));
    for (int i = 0; i < 100; i++) {
      items.put(i, REPLACED, 0);
      items.put("b", KEPT, 0);
    }
    items.take();
    items.take();
    List<Object> found = new ArrayList<>();
    assertEquals(8 * 99, items.ofSender(2, found::add));
    assertEquals(1, found.getFirst());
    assertEquals(99, found.size());
    items.unbind(2, REMOVE);
    assertEquals(0, items.ofSender(2, x -> fail()));
  }

  @Test
  void nothingIsPutIntoWhatIsClosed() {
    QueuedItems items = new QueuedItems();
    items.put("a", KEPT, 0);
    assertEquals(List.of(new Item("a", KEPT)), items.close());
    assertFalse(items.put("b", KEPT, 0));
    assertNull(items.take());
    assertEquals(0, items.size());
  }

  /// Three put and three take at once, while a fourth unbinds now one of them, now another, so that what is there is laid
  /// out anew in between: each item is taken once, with its value or without, those of one sender in order.
  @Test
  void nothingIsLostOrDoubledAmongMany() throws Exception {
    for (long max : new long[] {0, 1, 7, 500}) {
      amongMany(max, 20_000);
    }
  }

  private static void amongMany(long max, int each) throws Exception {
    Origin[] origins = {new Origin(0, InterpQueue.UNBOUND_REPLACE, false), REPLACED, new Origin(3, REMOVE, false)};
    QueuedItems items = new QueuedItems();
    AtomicLong valuesLeft = new AtomicLong((long) origins.length * each);
    AtomicLong sum = new AtomicLong();
    AtomicLong replaced = new AtomicLong();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> all = new ArrayList<>();
      for (Origin origin : origins) {
        all.add(threads.submit(() -> {
          for (long i = 1; i <= each; i++) {
            while (!items.put(i, origin, max)) {
              Thread.yield();
            }
          }
        }));
        all.add(threads.submit(() -> takeAll(items, max, valuesLeft, sum, replaced)));
      }
      all.add(threads.submit(() -> {
        for (int turn = 0; valuesLeft.get() > 0; turn++) {
          for (Item item : items.unbind(origins[turn % origins.length].interpreterId(), REMOVE)) {
            sum.addAndGet((Long) item.content());
            replaced.addAndGet(item.origin().unboundOp() == REMOVE ? 0 : 1);
            valuesLeft.decrementAndGet();
          }
          LockSupport.parkNanos(50_000);
        }
      }));
      for (Future<?> one : all) {
        one.get();
      }
    }
    for (Item item = items.take(); item != null; item = items.take()) {
      assertTrue(item.isUnbound());
      replaced.decrementAndGet();
    }
    assertEquals((long) origins.length * each * (each + 1) / 2, sum.get());
    assertEquals(0, replaced.get());
    assertTrue(items.isEmpty());
  }

  private static void takeAll(QueuedItems items, long max, AtomicLong valuesLeft, AtomicLong sum, AtomicLong replaced) {
    long[] last = new long[4];
    while (valuesLeft.get() > 0) {
      assertTrue(max == 0 || items.size() <= max);
      Item item = items.take();
      if (item == null) {
        Thread.yield();
      } else if (item.isUnbound()) {
        replaced.decrementAndGet();
      } else {
        int sender = (int) item.origin().interpreterId();
        long number = (Long) item.content();
        assertTrue(number > last[sender]);
        last[sender] = number;
        sum.addAndGet(number);
        valuesLeft.decrementAndGet();
      }
    }
  }
}
