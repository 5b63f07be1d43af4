package org.atoll.runtime.modules.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.atoll.runtime.interp.Finalizers;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// What an interpreter knows of its open files, to make up for reference counts: on CPython a file that nobody refers to any
/// more is flushed and closed at once.
///
/// - A stream with unwritten data is held here until it is flushed, so that none is lost; the interpreter flushes
///   what is left when it ends.
/// - Opening a file for reading, or many files, first flushes those, but for the standard streams, which are never dropped.
/// - A file object that was collected closes its descriptor then; see [PyIOBase#__del__].
///
/// Guarded by the GIL.
public final class OpenStreams {
  private static final int FLUSH_EVERY = 64;
  private static final long GC_NOTICE_NANOS = 5_000_000;

  private final Set<PyIOBase> dirty = new LinkedHashSet<>();
  private int openedSinceFlush;

  /// Those of the calling thread's interpreter.
  public static OpenStreams of(ThreadState ts) {
    return ts.interpreter().state(OpenStreams.class, OpenStreams::new);
  }

  void opened(ThreadState ts, boolean reading) {
    if (!dirty.isEmpty() && (reading || ++openedSinceFlush >= FLUSH_EVERY)) {
      flushAll(ts);
    }
  }

  /// Makes room where the system allows no more descriptors: has those closed that nothing refers to.
  void reclaim(ThreadState ts) {
    flushAll(ts);
    Finalizers finalizers = ts.interpreter().finalizers();
    finalizers.nursery().letGo();
    ts.beginBlocking();
    try {
      System.gc();
      LockSupport.parkNanos(GC_NOTICE_NANOS);
      finalizers.settle();
    } finally {
      ts.endBlocking();
    }
    finalizers.runDue(ts);
  }

  /// Notes that a stream has data to write.
  void dirty(PyIOBase stream) {
    dirty.add(stream);
  }

  /// Notes that it has none any more.
  void clean(PyIOBase stream) {
    dirty.remove(stream);
  }

  /// Writes what streams still hold when the interpreter ends, and reports once for each file what cannot be written
  /// (`iobase_finalize`). The standard streams are flushed by their owner.
  public void flushLast(ThreadState ts) {
    Set<Object> told = new LinkedHashSet<>(Set.of(0L, 1L, 2L));
    for (PyIOBase stream : new ArrayList<>(dirty)) {
      dirty.remove(stream);
      try {
        PyObjects.callMethod(ts, stream, "flush");
      } catch (PyException e) {
        if (told.add(descriptor(ts, stream))) {
          Unraisable.report(ts, e, "Exception ignored while finalizing file " + PyUnicode.toUtf16(PyObjects.repr(ts, stream)), null);
        }
      }
    }
  }

  private static Object descriptor(ThreadState ts, PyIOBase stream) {
    try {
      return PyObjects.callMethod(ts, stream, "fileno");
    } catch (PyException none) {
      return stream;
    }
  }

  /// Writes what streams still hold that the program may have dropped, so not the standard ones; their errors are left for
  /// whoever uses them next.
  public void flushAll(ThreadState ts) {
    openedSinceFlush = 0;
    Set<Object> standard = standard(ts);
    for (PyIOBase stream : new ArrayList<>(dirty)) {
      if (standard.contains(stream)) {
        continue;
      }
      dirty.remove(stream);
      try {
        PyObjects.callMethod(ts, stream, "flush");
      } catch (PyException e) {
        // The data stays with the stream, whose own flush or close reports the error.
      }
    }
  }

  /// Standard output and standard error, which `sys` refers to, and their buffers.
  private static Set<Object> standard(ThreadState ts) {
    Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (String name : new String[] {"__stdout__", "__stderr__"}) {
      if (ts.interpreter().sys().dict().get(name) instanceof PyTextIOWrapper stream) {
        found.add(stream);
        found.add(stream.bufferAttribute());
      }
    }
    return found;
  }
}
