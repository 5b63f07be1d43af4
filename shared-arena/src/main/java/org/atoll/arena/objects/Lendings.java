package org.atoll.arena.objects;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.atoll.arena.lock.Hold;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyErr;

/// The bytes of one arena's containers that memoryviews and other users of buffers have, without a copy.
///
/// What was lent in a hold belongs to a memory session of its own, which is the thread's and ends with the hold: from then on, and for other threads
/// always, each access throws, whoever has kept what. While bytes are lent, their container keeps its size and its cell. What is not
/// given back but dropped counts until the JVM's collector has found it.
///
/// Thread-safe.
final class Lendings {
  private final SharedArena arena;
  private final Map<Hold, OfHold> all = new ConcurrentHashMap<>();

  Lendings(SharedArena arena) {
    this.arena = arena;
  }

  private record Lent(long cell, WeakReference<PyBuffer> buffer) {}

  /// What was lent in one hold.
  private static final class OfHold {
    final Arena session = Arena.ofConfined();
    private final Thread thread = Thread.currentThread();
    private final List<Lent> lent = new ArrayList<>();

    synchronized void add(long cell, PyBuffer buffer) {
      lent.add(new Lent(cell, new WeakReference<>(buffer)));
    }

    synchronized void remove(PyBuffer buffer) {
      lent.removeIf(l -> l.buffer.refersTo(buffer) || l.buffer.refersTo(null));
    }

    synchronized void forEach(LongConsumer sink) {
      for (Iterator<Lent> i = lent.iterator(); i.hasNext(); ) {
        Lent l = i.next();
        if (l.buffer.refersTo(null)) {
          i.remove();
        } else {
          sink.accept(l.cell);
        }
      }
    }

    /// Another thread is here only when the hold's own has come to its end; then nobody can use the session any more.
    void end() {
      if (Thread.currentThread() == thread) {
        session.close();
      }
    }
  }

  private OfHold of(Hold hold) {
    OfHold known = all.get(hold);
    if (known == null) {
      known = new OfHold();
      all.put(hold, known);
      hold.whenOver(() -> all.remove(hold).end());
    }
    return known;
  }

  /// Lends the bytes of a view, which the calling thread may read.
  ///
  /// @throws org.atoll.runtime.types.PyException BufferError where they are to be written to, and the arena is only read
  PyBuffer lend(ThreadState ts, View view, int flags, int itemsize, String format) {
    boolean readonly = !view.hold.mayWrite();
    if (readonly && (flags & Buffers.WRITABLE) != 0) {
      throw PyErr.bufferError("Object is not writable.");
    }
    OfHold lendings = of(view.hold);
    long begin = RawTable.begin(arena, view.cell, 0);
    long size = RawTable.size(arena, view.cell);
    if (!readonly) {
      arena.region.exposing(begin, size);
    }
    long address = arena.region.segment().address() + begin;
    MemorySegment bytes = MemorySegment.ofAddress(address).reinterpret(size, lendings.session, null);
    PyBuffer buffer = PyBuffer.guarded(view, readonly ? bytes.asReadOnly() : bytes, readonly, itemsize, format, lendings::remove,
        () -> view.reading(ThreadState.current()));
    lendings.add(view.cell, buffer);
    return buffer;
  }

  /// Whether the bytes of a container are lent to anybody. What was dropped only counts until the JVM has found it, so it is asked to look
  /// before the answer is yes.
  boolean isLent(long cell) {
    if (all.isEmpty() || !isListed(cell)) {
      return false;
    }
    System.gc();
    return isListed(cell);
  }

  private boolean isListed(long cell) {
    boolean[] found = {false};
    forEach(c -> found[0] |= c == cell);
    return found[0];
  }

  /// The cells of which bytes are lent.
  void forEach(LongConsumer sink) {
    all.values().forEach(h -> h.forEach(sink));
  }
}
