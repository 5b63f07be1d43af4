package org.atoll.arena.objects;

import java.lang.ref.Reference;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;

/// Changes to one value that depend on what it is, each of them atomic: what Python code has to be asked for is computed first, and put there if
/// nothing else has come there since; otherwise it is computed again. As `atoll.shared.ConcurrentDict` does it.
final class Updates {
  private Updates() {}

  /// What stood in a place at a moment, and does not become anything else as long as this is there.
  private record Seen(long bits, Object value, ViewGroup kept) {}

  private static Seen see(ThreadState ts, Place place) {
    return place.view.atomically(ts, () -> {
      long bits = place.bits(ts);
      return new Seen(bits, place.value(bits), place.keep(bits));
    });
  }

  /// Puts a value where still stands what was seen, and answers whether it does.
  private static boolean replace(ThreadState ts, Place place, Seen seen, Object value) {
    Object prepared = place.prepared(ts, value);
    boolean[] done = {false};
    place.view.changing(ts, () -> {
      done[0] = place.bits(ts) == seen.bits;
      if (done[0]) {
        place.put(ts, prepared);
      }
    });
    Reference.reachabilityFence(seen);
    return done[0];
  }

  /// Puts what a function makes of the value there, or of another where there is none, and returns it.
  ///
  /// @param otherwise null for an exception
  static Object update(ThreadState ts, Place place, Object fn, Object otherwise) {
    while (true) {
      Seen seen = see(ts, place);
      if (seen.value == null && otherwise == null) {
        throw place.missing();
      }
      Object made = Call.call1(ts, fn, seen.value == null ? otherwise : seen.value);
      if (replace(ts, place, seen, made)) {
        return made;
      }
    }
  }

  /// Puts a value where another stands that is equal to the expected one, and answers whether it does.
  static boolean compareAndSet(ThreadState ts, Place place, Object expected, Object value) {
    while (true) {
      Seen seen = see(ts, place);
      if (seen.value == null || !PyObjects.equal(ts, seen.value, expected)) {
        return false;
      }
      if (replace(ts, place, seen, value)) {
        return true;
      }
    }
  }

  /// Adds to a number, and returns the sum.
  static Object increment(ThreadState ts, Place place, Object by) {
    requireNumber(by);
    Object[] sum = {null};
    place.view.changing(ts, () -> {
      Object value = place.value(place.bits(ts));
      sum[0] = value == null ? by : PyNumber.add(ts, requireNumber(value), by);
      place.put(ts, sum[0]);
    });
    return sum[0];
  }

  /// Numbers that are added without Python code.
  private static Object requireNumber(Object value) {
    if (!(value instanceof Number)) {
      throw PyErr.typeError("increment() adds int and float, not %s; use update(key, fn)", PyObject.typeOf(value).name());
    }
    return value;
  }
}
