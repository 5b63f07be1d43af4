package org.atoll.channels.ends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FifoBufferTest {
  @Test
  void keepsOrderAndBound() {
    for (int seed = 0; seed < 20; seed++) {
      Random choose = new Random(seed);
      int capacity = 1 + choose.nextInt(2000);
      FifoBuffer buffer = new FifoBuffer(capacity);
      int added = 0;
      int taken = 0;
      for (int i = 0; i < 20_000; i++) {
        if (choose.nextInt(100) < 55) {
          boolean room = buffer.add(added, null, 0);
          assertEquals(added - taken < capacity, room);
          added += room ? 1 : 0;
        } else {
          assertEquals(taken < added ? (Object) taken : null, buffer.peek());
          assertEquals(taken < added ? (Object) taken : null, buffer.poll());
          taken += taken < added ? 1 : 0;
        }
        assertEquals(added - taken, buffer.size());
        assertEquals(added == taken, buffer.isEmpty());
      }
      List<Object> left = new ArrayList<>();
      buffer.forEach((item, ledger) -> left.add(item));
      assertEquals(added - taken, left.size());
      for (Object x : left) {
        assertEquals(taken++, x);
      }
    }
  }

  /// One that adds and one that takes, each without the other's lock.
  @Test
  void twoAtWork() throws InterruptedException {
    FifoBuffer buffer = new FifoBuffer(100);
    int n = 300_000;
    Thread adds = Thread.ofPlatform().start(() -> {
      for (int i = 0; i < n;) {
        if (buffer.add(i, null, 0)) {
          i++;
        } else {
          Thread.onSpinWait();
        }
      }
    });
    for (int i = 0; i < n;) {
      Object got = buffer.poll();
      if (got != null) {
        assertEquals(i++, got);
      } else {
        Thread.onSpinWait();
      }
    }
    adds.join();
    assertNull(buffer.poll());
    assertTrue(buffer.isEmpty());
    assertFalse(!buffer.hasRoom());
  }
}
