package org.atoll.arena.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.atoll.runtime.host.MappedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process leaves that ends within a hold is undone by who opens the file next, the heap included. Another opening of the same
/// files stands for the other process.
class ArenaFileTest {
  private static final long LIMIT = 8 << 20;

  @TempDir
  private Path folder;

  private MappedFile file(String name, boolean make) {
    return MappedFile.open(folder.resolve(name).toString().getBytes(StandardCharsets.UTF_8), make).file();
  }

  private ArenaFile make() {
    ArenaFile made = ArenaFile.make(file("a", true), file("a-undo", true), new ArenaFile.Settings(7, 1, LIMIT, 0, 0), 1);
    CellHeap heap = heap(made);
    made.commit(made.memory(), heap, 0);
    made.finish(Block.SIZE, Block.SIZE);
    return made;
  }

  private static CellHeap heap(ArenaFile f) {
    return new CellHeap(f.memory().noting(f.journal()), f.memory(), LIMIT, false);
  }

  private ArenaFile open() throws Damage {
    MappedFile file = file("a", false);
    return ArenaFile.open(file, file("a-undo", false), ArenaFile.settings(file), 2);
  }

  /// Makes cells, writes to them, and frees some.
  private static void work(CellHeap heap, Region noting, Random choose) {
    long last = 0;
    for (int i = choose.nextInt(2000); i > 0; i--) {
      long size = 16 + choose.nextInt(choose.nextInt(50) == 0 ? 100_000 : 200);
      long cell = heap.allocate(Cell.header(33, 0, 0, 0), size);
      if (cell != 0) {
        noting.setLong(cell + 8, choose.nextLong());
      }
      if (last != 0 && choose.nextInt(3) == 0) {
        heap.free(last);
      }
      last = cell;
    }
  }

  private byte[] content(long end) throws Exception {
    return Arrays.copyOf(Files.readAllBytes(folder.resolve("a")), (int) end);
  }

  @Test
  void undoesWhatWasNotCommitted() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      Random choose = new Random(seed);
      ArenaFile first = make();
      CellHeap heap = heap(first);
      first.load(heap);
      Region noting = first.memory().noting(first.journal());
      first.journal().begin(heap.end());
      work(heap, noting, choose);
      first.commit(noting, heap, 0);
      long end = heap.end();
      byte[] before = content(end);
      first.journal().begin(end);
      work(heap, noting, choose);
      noting.setLong(Block.SIZE + 1088, seed);
      assertTrue(first.journal().isInUse());

      ArenaFile second = open();
      second.repair(false);
      assertFalse(second.journal().isInUse());
      CellHeap found = heap(second);
      second.load(found);
      byte[] after = content(end);
      // How often the arena was changed, who has entered it last.
      second.memory().fill(128, 512 - 128 + 8, (byte) 0);
      Arrays.fill(before, 128, 520, (byte) 0);
      Arrays.fill(after, 128, 520, (byte) 0);
      assertArrayEquals(before, after, "seed " + seed);
      found.checkBlocks();
      first.close();
      second.close();
      Files.delete(folder.resolve("a"));
      Files.delete(folder.resolve("a-undo"));
    }
  }

  @Test
  void refusesAnotherLog() throws Exception {
    ArenaFile first = make();
    first.journal().begin(Block.SIZE);
    first.memory().noting(first.journal()).setLong(1024, 1);
    Files.delete(folder.resolve("a-undo"));
    MappedFile file = file("a", false);
    ArenaFile second = ArenaFile.open(file, file("a-undo", true), ArenaFile.settings(file), 2);
    assertThrows(Damage.class, () -> second.repair(false));
    first.close();
    second.close();
  }
}
