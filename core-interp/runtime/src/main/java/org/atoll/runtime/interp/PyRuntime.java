package org.atoll.runtime.interp;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// What the interpreters of one runtime have in common (`_PyRuntimeState`): their ids, and state that parts of the runtime
/// keep for all of them. Thread-safe.
public final class PyRuntime {
  private volatile Interpreter main;
  private volatile String programFolder;
  private volatile int status;
  private volatile Supplier<Collection<Interpreter>> directory = List::of;
  private final AtomicLong nextId = new AtomicLong();
  private final ConcurrentHashMap<Class<?>, Object> states = new ConcurrentHashMap<>();

  private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();

  /// Told of what happens to the main interpreter and concerns the others. Called with its GIL held.
  public interface Listener {
    /// The default handler of SIGINT is about to raise this KeyboardInterrupt in the main thread.
    void interrupted(ThreadState main, PyBaseException interrupt);

    /// The program's own code has run, its threads have ended; what it has dropped is not finalized yet.
    void leaving(ThreadState main);

    /// The program has ended, its threads too; what other interpreters hold is to be freed.
    void ending(ThreadState main);
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  /// As [#addListener], for one that is told before the others.
  public void addFirstListener(Listener listener) {
    listeners.add(0, listener);
  }

  /// The KeyboardInterrupt that SIGINT's default handler raises; the other interpreters hear of it.
  public PyException interrupt(ThreadState main) {
    PyException e = PyErr.keyboardInterrupt();
    listeners.forEach(l -> l.interrupted(main, e.value));
    return e;
  }

  /// The exit status of the program as far as it is known.
  public int status() {
    return status;
  }

  public void setStatus(int status) {
    this.status = status;
  }

  /// Tells that the program's own code has run.
  public void leave(ThreadState main) {
    listeners.forEach(l -> l.leaving(main));
  }

  /// Tells that the program ends.
  public void end(ThreadState main) {
    listeners.forEach(l -> l.ending(main));
  }

  /// The interpreters besides the main one that exist now, the oldest first. Any thread may ask.
  public Collection<Interpreter> others() {
    return directory.get();
  }

  /// Tells how the interpreters besides the main one are found. Called by whoever keeps them.
  public void setDirectory(Supplier<Collection<Interpreter>> others) {
    directory = others;
  }

  /// What the program's own modules are found in, first in the `sys.path` of every interpreter; null for nothing.
  public String programFolder() {
    return programFolder;
  }

  public void setProgramFolder(String folder) {
    programFolder = folder;
  }

  /// The interpreter that was made first; signals are its business.
  public Interpreter main() {
    return main;
  }

  void adopt(Interpreter interpreter) {
    if (interpreter.id() == 0) {
      main = interpreter;
    }
  }

  long newInterpreterId() {
    return nextId.getAndIncrement();
  }

  /// The number that the next interpreter will have, unless another is made meanwhile.
  public long nextInterpreterId() {
    return nextId.get();
  }

  /// State kept for all interpreters, made when first asked for. It must be thread-safe itself.
  public <T> T state(Class<T> key, Supplier<T> make) {
    Object s = states.get(key);
    if (s == null) {
      s = states.computeIfAbsent(key, k -> make.get());
    }
    return key.cast(s);
  }

  /// Hands over all such state.
  public void forEachState(Consumer<Object> sink) {
    states.values().forEach(sink);
  }
}
