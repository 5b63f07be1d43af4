package org.atoll.runtime.modules.io;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyException;

/// What an interpreter knows of its open files, to make up for reference counts: on CPython a file that nobody refers to any
/// more is flushed and closed at once.
///
/// - A stream with unwritten data is held here until it is flushed, so that none is lost; the interpreter flushes
///   what is left when it ends.
/// - Opening a file for reading, or many files, first flushes those.
/// - The descriptor of a file object that was collected is closed when the next file is opened.
///
/// Guarded by the GIL.
public final class OpenStreams {
  private static final int FLUSH_EVERY = 64;

  private final Set<PyIOBase> dirty = new LinkedHashSet<>();
  private final ReferenceQueue<PyFileIO> collected = new ReferenceQueue<>();
  private final Map<Integer, Open> open = new HashMap<>();
  private int openedSinceFlush;

  private static final class Open extends WeakReference<PyFileIO> {
    final int fd;

    Open(PyFileIO file, int fd, ReferenceQueue<PyFileIO> queue) {
      super(file, queue);
      this.fd = fd;
    }
  }

  /// Those of the calling thread's interpreter.
  public static OpenStreams of(ThreadState ts) {
    return ts.interpreter().state(OpenStreams.class, OpenStreams::new);
  }

  void opened(ThreadState ts, PyFileIO file, int fd, boolean reading) {
    open.put(fd, new Open(file, fd, collected));
    closeCollected();
    if (!dirty.isEmpty() && (reading || ++openedSinceFlush >= FLUSH_EVERY)) {
      flushAll(ts);
    }
  }

  void closed(PyFileIO file) {
    open.values().removeIf(o -> o.refersTo(file));
  }

  private void closeCollected() {
    for (Object o = collected.poll(); o != null; o = collected.poll()) {
      Open gone = (Open) o;
      if (open.remove(gone.fd, gone)) {
        Posix.close(gone.fd);
      }
    }
  }

  /// Makes room where the system allows no more descriptors.
  void reclaim(ThreadState ts) {
    flushAll(ts);
    System.gc();
    for (int i = 0; i < 20; i++) {
      ts.beginBlocking();
      try {
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
      } finally {
        ts.endBlocking();
      }
      closeCollected();
    }
  }

  /// Notes that a stream has data to write.
  void dirty(PyIOBase stream) {
    dirty.add(stream);
  }

  /// Notes that it has none any more.
  void clean(PyIOBase stream) {
    dirty.remove(stream);
  }

  /// Writes what streams still hold; their errors are left for whoever uses them next.
  public void flushAll(ThreadState ts) {
    openedSinceFlush = 0;
    for (PyIOBase stream : new ArrayList<>(dirty)) {
      dirty.remove(stream);
      try {
        PyObjects.callMethod(ts, stream, "flush");
      } catch (PyException e) {
        // The data stays with the stream, whose own flush or close reports the error.
      }
    }
  }
}
