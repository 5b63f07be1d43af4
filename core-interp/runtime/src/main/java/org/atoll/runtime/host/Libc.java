package org.atoll.runtime.host;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ConcurrentHashMap;

/// The system's C library. All its functions that are used here take and return integers and pointers, which the calling
/// conventions of Linux pass alike in registers: so one method handle of six `long` arguments serves them all, and the
/// foreign function machinery is started once only, when first needed. Thread-safe.
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle CALL = LINKER.downcallHandle(
      FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
      Linker.Option.captureCallState("errno"));
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final ConcurrentHashMap<String, MemorySegment> FUNCTIONS = new ConcurrentHashMap<>();
  /// Where `errno` is found at the beginning of every [Scratch].
  static final long STATE_SIZE = Math.max(STATE.byteSize(), 16);

  private Libc() {}

  /// The address of a function.
  /// @throws UnsatisfiedLinkError where the library has none of this name
  static MemorySegment function(String name) {
    MemorySegment f = FUNCTIONS.get(name);
    if (f == null) {
      f = LINKER.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError("libc has no function " + name));
      FUNCTIONS.put(name, f);
    }
    return f;
  }

  static boolean has(String name) {
    return FUNCTIONS.containsKey(name) || LINKER.defaultLookup().find(name).isPresent();
  }

  /// Calls a function that returns a pointer or a `long`; the result is as it is, `errno` in `scratch`.
  static long call(Scratch scratch, MemorySegment function, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) CALL.invokeExact(function, scratch.memory, a, b, c, d, e, f);
    } catch (Error overflow) {
      throw overflow;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /// The handle for the few functions with more arguments than registers hold.
  private static final class Longer {
    static final MethodHandle CALL = LINKER.downcallHandle(
        FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
        Linker.Option.captureCallState("errno"));
  }

  /// As [#call] for functions of seven or eight arguments.
  static long callLonger(Scratch scratch, MemorySegment function, long a, long b, long c, long d, long e, long f, long g, long h) {
    try {
      return (long) Longer.CALL.invokeExact(function, scratch.memory, a, b, c, d, e, f, g, h);
    } catch (Error overflow) {
      throw overflow;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /// Calls a function that returns an `int`: the result, or the negated errno where that is -1.
  static int callInt(Scratch scratch, MemorySegment function, long a, long b, long c, long d, long e, long f) {
    int r = (int) call(scratch, function, a, b, c, d, e, f);
    return r == -1 ? -scratch.errno() : r;
  }

  /// Calls a function that returns a `ssize_t` or `off_t`: the result, or the negated errno where that is -1.
  static long callLong(Scratch scratch, MemorySegment function, long a, long b, long c, long d, long e, long f) {
    long r = call(scratch, function, a, b, c, d, e, f);
    return r == -1 ? -scratch.errno() : r;
  }

  /// An `int` function without need of memory.
  static int invoke(String name, long... args) {
    MemorySegment function = function(name);
    Scratch s = Scratch.borrow();
    try {
      return callInt(s, function, at(args, 0), at(args, 1), at(args, 2), at(args, 3), at(args, 4), at(args, 5));
    } finally {
      s.giveBack();
    }
  }

  /// A function that returns 64 bits, without need of memory.
  static long invokeLong(String name, long... args) {
    MemorySegment function = function(name);
    Scratch s = Scratch.borrow();
    try {
      return callLong(s, function, at(args, 0), at(args, 1), at(args, 2), at(args, 3), at(args, 4), at(args, 5));
    } finally {
      s.giveBack();
    }
  }

  private static long at(long[] args, int i) {
    return i < args.length ? args[i] : 0;
  }

  /// A C string at an address of C's own.
  static byte[] string(long address) {
    MemorySegment all = MemorySegment.ofAddress(address).reinterpret(Integer.MAX_VALUE);
    int n = 0;
    while (all.get(ValueLayout.JAVA_BYTE, n) != 0) {
      n++;
    }
    byte[] out = new byte[n];
    MemorySegment.copy(all, ValueLayout.JAVA_BYTE, 0, out, 0, n);
    return out;
  }
}
