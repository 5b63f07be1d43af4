package org.atoll.channels.ends;

import java.util.concurrent.atomic.AtomicInteger;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyException;

/// A snapshot that goes to several channels, made once for all of them. Whoever opens it gets a copy, the last one the snapshot
/// itself. Thread-safe.
final class Circular {
  private final Parcel parcel;
  /// Who may still open it, and who still holds on to what it holds; its publisher is one of them until it is sent.
  private final AtomicInteger readers = new AtomicInteger(1);
  private final AtomicInteger holders = new AtomicInteger(1);

  private Circular(Parcel parcel) {
    this.parcel = parcel;
  }

  /// What a broadcast sends for an item: the item itself, where it stands for itself.
  static Object of(Object packed) {
    return packed instanceof Parcel p ? new Issue(new Circular(p)) : packed;
  }

  /// The item for one of the channels.
  static Object another(Object issue) {
    if (!(issue instanceof Issue i)) {
      return issue;
    }
    i.circular().readers.incrementAndGet();
    i.circular().holders.incrementAndGet();
    return new Issue(i.circular());
  }

  /// There will be no more of them: the publisher's own is opened by nobody.
  static void sent(Object issue) {
    if (issue instanceof Issue i) {
      i.circular().readers.decrementAndGet();
      i.release();
    }
  }

  /// One channel's. What it holds on to may be let go long before it is opened after all.
  private static final class Issue extends Parcel {
    private final Circular circular;
    private boolean released;

    Issue(Circular circular) {
      super(circular.parcel.message, circular.parcel.bytes);
      this.circular = circular;
    }

    Circular circular() {
      return circular;
    }

    @Override
    Object open(ThreadState ts) {
      try {
        return circular.readers.get() == 1 ? Sending.open(ts, message) : openCopy(ts, message);
      } finally {
        circular.readers.decrementAndGet();
        release();
      }
    }

    private static Object openCopy(ThreadState ts, Message message) {
      try {
        return message.openCopy(ts);
      } catch (PyException e) {
        throw Sending.refused(e, "object could not be unpickled");
      }
    }

    @Override
    void release() {
      synchronized (this) {
        if (released) {
          return;
        }
        released = true;
      }
      if (circular.holders.decrementAndGet() == 0) {
        message.release();
      }
    }
  }
}
