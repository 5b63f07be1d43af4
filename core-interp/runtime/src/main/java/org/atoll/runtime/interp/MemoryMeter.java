package org.atoll.runtime.interp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.atoll.runtime.host.AllocationCounter;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// Keeps the objects of one interpreter within a limit of memory.
///
/// All that its threads allocate is charged, as the JVM counts it; so they are platform threads. Once the charge passes the
/// limit the objects that can still be reached are counted anew: only if these take more than the limit is MemoryError
/// raised, in each thread whose count says so, at its next safepoint or poll. What is about to be allocated in one piece is
/// asked for before ([#reserve]). Between two counts at least a quarter of the limit is allocated, so that counting costs
/// no more than a collector does; by so much the objects can pass the limit for a moment. Code that goes on allocating after
/// the exception, until twice as much is reached, has its interpreter ended.
///
/// Thread-safe, except where said.
public final class MemoryMeter {
  /// Smaller pieces are not asked for.
  private static final long BIG_BYTES = 1 << 20;
  /// No thread allocates faster.
  private static final long BYTES_PER_MICROSECOND = 8_000;
  private static final long LEAST_WAIT_NANOS = 1_000_000;
  /// How often the exception is raised before the end: telling of it allocates, too, while all is still held.
  private static final int EXCESSES = 3;
  private static final long LONGEST_WAIT_NANOS = 50_000_000;

  private final Interpreter interpreter;
  private final long limitBytes;
  private final ToLongFunction<ThreadState> reachableBytes;
  private final AllocationCounter counter = new AllocationCounter();
  /// What each thread had allocated when it entered the interpreter.
  private final Map<ThreadState, Long> entered = new ConcurrentHashMap<>();
  private final AtomicLong leftBytes = new AtomicLong();
  /// What it has taken outside the Java heap.
  private final AtomicLong outsideBytes = new AtomicLong();
  /// What was counted last, when so much had been allocated, and how much more may be before the next count.
  private volatile long liveBytes = -1;
  private volatile long allocatedThen;
  private volatile long slackBytes;
  private volatile boolean counting;
  /// How often in a row too much was counted.
  private volatile int excesses;
  private volatile Runnable exhausted = () -> {};

  /// @param reachableBytes counts what the calling thread's interpreter can reach
  MemoryMeter(Interpreter interpreter, long limitBytes, ToLongFunction<ThreadState> reachableBytes) {
    this.interpreter = interpreter;
    this.reachableBytes = reachableBytes;
    this.limitBytes = limitBytes;
    this.slackBytes = limitBytes;
    if (!counter.isSupported()) {
      throw new UnsupportedOperationException("this JVM does not count what threads allocate, so memory cannot be limited");
    }
  }

  /// Says what is to be done where MemoryError does not help.
  public void onExhausted(Runnable action) {
    exhausted = action;
  }

  void enters(ThreadState ts) {
    entered.put(ts, counter.allocatedBytes(ts.thread));
  }

  void leaves(ThreadState ts) {
    Long then = entered.remove(ts);
    if (then != null) {
      leftBytes.addAndGet(counter.allocatedBytes(ts.thread) - then);
    }
  }

  private long allocatedBytes() {
    long sum = leftBytes.get();
    for (Map.Entry<ThreadState, Long> e : entered.entrySet()) {
      sum += Math.max(0, counter.allocatedBytes(e.getKey().thread) - e.getValue());
    }
    return sum;
  }

  /// What its objects took when they were counted last; -1 before.
  public long liveBytes() {
    return liveBytes;
  }

  public long limitBytes() {
    return limitBytes;
  }

  /// Has the threads count if that is due. Called now and then from outside while they run; answers after how many
  /// nanoseconds it wants to be called again.
  public long look() {
    if (counting) {
      // Which allocates, too.
      return LEAST_WAIT_NANOS;
    }
    long left = slackBytes - (allocatedBytes() - allocatedThen);
    if (left <= 0) {
      interpreter.threads().forEach(ts -> ts.setPending(ThreadState.PENDING_MEMORY));
      return LEAST_WAIT_NANOS;
    }
    return Math.clamp(left / BYTES_PER_MICROSECOND * 1_000, LEAST_WAIT_NANOS, LONGEST_WAIT_NANOS);
  }

  /// Counts. Requires the GIL; on the thread whose stack holds what it works with.
  ///
  /// @throws PyException MemoryError if it is too much
  void check(ThreadState ts) {
    long live = count(ts);
    if (live <= limitBytes) {
      excesses = 0;
      return;
    }
    if (++excesses > EXCESSES && live > 2 * limitBytes) {
      exhausted.run();
      ts.poll();
    }
    throw error(live);
  }

  private long count(ThreadState ts) {
    counting = true;
    try {
      long live = reachableBytes.applyAsLong(ts) + outsideBytes.get();
      liveBytes = live;
      slackBytes = Math.max(limitBytes - live, limitBytes / 4);
      allocatedThen = allocatedBytes();
      return live;
    } finally {
      counting = false;
    }
  }

  private PyException error(long live) {
    return PyErr.format(PyExc.MemoryError, "the objects of interpreter %d take %d bytes, %d allowed", interpreter.id(), live, limitBytes);
  }

  /// To be called before so much is allocated in one piece, by a thread that may run Python code and holds its GIL.
  ///
  /// @throws PyException MemoryError if the calling thread's interpreter is limited to less
  public static void reserve(long bytes) {
    if (bytes >= BIG_BYTES) {
      ThreadState ts = ThreadState.currentOrNull();
      MemoryMeter meter = ts == null ? null : ts.interpreter().memory();
      if (meter != null) {
        meter.require(ts, bytes);
      }
    }
  }

  /// Whether [#reserve] would look at so much at all: where finding out how much it will be takes time itself.
  public static boolean isAsked(long bytes) {
    ThreadState ts = bytes < BIG_BYTES ? null : ThreadState.currentOrNull();
    return ts != null && ts.interpreter().memory() != null;
  }

  /// [#reserve] for an array of so many items of a size in bytes.
  public static void reserve(long items, int itemBytes) {
    reserve(items * itemBytes);
  }

  /// Charges memory outside the Java heap, until [#giveBack]. Requires the GIL, on a thread of the interpreter.
  ///
  /// @throws PyException MemoryError where it is too much
  public void takeOutside(ThreadState ts, long bytes) {
    require(ts, bytes);
    outsideBytes.addAndGet(bytes);
  }

  /// The reverse of [#takeOutside].
  public void giveBack(long bytes) {
    outsideBytes.addAndGet(-bytes);
  }

  private void require(ThreadState ts, long bytes) {
    long known = Math.max(outsideBytes.get(), liveBytes);
    if (bytes <= limitBytes && known + allocatedBytes() - allocatedThen + bytes <= limitBytes) {
      return;
    }
    long live = bytes > limitBytes ? known : count(ts);
    if (bytes > limitBytes - live) {
      throw PyErr.format(PyExc.MemoryError, "%d bytes are too many: the objects of interpreter %d take %d bytes, %d allowed", bytes, interpreter.id(), live,
          limitBytes);
    }
  }
}
