package org.atoll.arena.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is written to a region in whatever way is put back as it was.
class JournalTest {
  private static final int SIZE = 1 << 14;

  private static void change(Region region, Random choose) {
    long at = choose.nextInt(SIZE / 8 - 64) * 8L;
    switch (choose.nextInt(10)) {
      case 0 -> region.setLong(at, choose.nextLong());
      case 1 -> region.setInt(at + 4, choose.nextInt());
      case 2 -> region.setDouble(at, choose.nextDouble());
      case 3 -> region.setByte(at + choose.nextInt(8), (byte) choose.nextInt());
      case 4 -> region.setLongVolatile(at, choose.nextLong());
      case 5 -> region.setLongRelease(at, choose.nextLong());
      case 6 -> region.fill(at + choose.nextInt(8), choose.nextInt(400), (byte) choose.nextInt());
      case 7 -> region.copy(choose.nextInt(SIZE / 2), at + choose.nextInt(8), choose.nextInt(400));
      case 8 -> region.copyIn(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, at + 3, 8);
      default -> {
        region.getAndAdd(at, 5);
        region.compareAndSet(at, region.getLong(at), choose.nextLong());
      }
    }
  }

  private static byte[] content(Region region) {
    byte[] all = new byte[SIZE];
    region.copyOut(0, all, 0, SIZE);
    return all;
  }

  private static void assertSame(byte[] expected, byte[] found, int seed) {
    for (int i = 0; i < SIZE; i++) {
      int at = i;
      assertEquals(expected[i], found[i], () -> "seed " + seed + ", at " + at);
    }
  }

  @Test
  void putsBackWhatWasThere() {
    for (int seed = 0; seed < 50; seed++) {
      Random choose = new Random(seed);
      Journal journal = new Journal();
      try (Region plain = Region.reserve(SIZE)) {
        Region noting = plain.noting(journal);
        for (int round = 0; round < 4; round++) {
          for (int i = choose.nextInt(200); i > 0; i--) {
            change(noting, choose);
          }
          byte[] before = content(plain);
          journal.begin(SIZE);
          assertTrue(journal.isEmpty());
          for (int i = 1 + choose.nextInt(3000); i > 0; i--) {
            change(noting, choose);
          }
          journal.undo(plain);
          assertSame(before, content(plain), seed);
        }
      }
    }
  }

  @Test
  void leavesOutWhatIsNew() {
    Journal journal = new Journal();
    try (Region plain = Region.reserve(SIZE)) {
      Region noting = plain.noting(journal);
      journal.begin(128);
      noting.fill(120, 16, (byte) 1);
      noting.setLong(136, 5);
      journal.undo(plain);
      assertEquals(0, plain.getLong(120));
      assertEquals(0x0101_0101_0101_0101L, plain.getLong(128));
      assertEquals(5, plain.getLong(136));
    }
  }

  @Test
  void forgetsWhatIsKept() {
    Journal journal = new Journal();
    try (Region plain = Region.reserve(SIZE)) {
      Region noting = plain.noting(journal);
      journal.begin(SIZE);
      noting.setLong(64, 1);
      assertFalse(journal.isEmpty());
      journal.end();
      noting.setLong(64, 2);
      journal.begin(SIZE);
      noting.setLong(64, 3);
      plain.setLong(72, 4);
      journal.undo(plain);
      assertEquals(2, plain.getLong(64));
      assertEquals(4, plain.getLong(72));
    }
  }
}
