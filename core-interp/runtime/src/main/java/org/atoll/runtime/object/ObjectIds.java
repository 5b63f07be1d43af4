package org.atoll.runtime.object;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/// Gives every object its `id`: numbers are handed out on first use and kept as long as the object lives. Thread-safe.
final class ObjectIds {
  private static final ObjectIds IDS = new ObjectIds();
  private final ReferenceQueue<Object> dead = new ReferenceQueue<>();
  private final ConcurrentHashMap<Key, Long> ids = new ConcurrentHashMap<>();
  private final java.util.concurrent.atomic.AtomicLong next = new java.util.concurrent.atomic.AtomicLong(0x7f0000000000L);

  private ObjectIds() {}

  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object o, ReferenceQueue<Object> queue) {
      super(o, queue);
      hash = System.identityHashCode(o);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other || other instanceof Key k && get() != null && get() == k.get();
    }
  }

  static long of(Object o) {
    if (o instanceof PyObject) {
      return IDS.idOf(o);
    }
    return 0x10000000000L + (((long) o.getClass().getName().hashCode() << 34 ^ (long) o.hashCode() << 4) & 0xffffffffffffL);
  }

  private long idOf(Object o) {
    for (Object k = dead.poll(); k != null; k = dead.poll()) {
      ids.remove(k);
    }
    Long known = ids.get(new Key(o, null));
    return known != null ? known : ids.computeIfAbsent(new Key(o, dead), k -> next.getAndAdd(16));
  }
}
