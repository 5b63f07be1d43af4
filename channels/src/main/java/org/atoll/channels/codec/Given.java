package org.atoll.channels.codec;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.atoll.runtime.interp.ThreadState;

/// The queues and channels that an interpreter with limited capabilities may use: those that it has made, and those that have
/// come to it in messages. Their numbers can be guessed, so that knowing one is not enough there; to other interpreters all are
/// open, as on CPython. Guarded by the GIL of the interpreter.
public final class Given {
  private final Set<Object> things = Collections.newSetFromMap(new WeakHashMap<>());

  private Given() {}

  private static Given of(ThreadState ts) {
    return ts.interpreter().state(Given.class, Given::new);
  }

  private static boolean isUnlimited(ThreadState ts) {
    return ts.access().permissions().unlimited();
  }

  /// The calling thread's interpreter has made a thing, or was sent it.
  ///
  /// @param thing equal to itself only
  public static void add(ThreadState ts, Object thing) {
    if (!isUnlimited(ts)) {
      of(ts).things.add(thing);
    }
  }

  /// Whether the calling thread's interpreter may use a thing.
  public static boolean includes(ThreadState ts, Object thing) {
    return isUnlimited(ts) || of(ts).things.contains(thing);
  }
}
