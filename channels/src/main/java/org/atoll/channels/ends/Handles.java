package org.atoll.channels.ends;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;

/// What one interpreter has to do with channels, to be let go when it ends. Thread-safe.
public final class Handles implements BetweenInterpreters {
  private final Set<Handle> handles = ConcurrentHashMap.newKeySet();
  private final Set<PyLobby> lobbies = ConcurrentHashMap.newKeySet();
  private final Set<Selection> selections = ConcurrentHashMap.newKeySet();

  /// That of the interpreter; null where that has none.
  private final Ledger ledger;

  Handles() {
    ledger = null;
  }

  private Handles(Interpreter interpreter) {
    ledger = Ledger.make(interpreter, this);
  }

  Ledger ledger() {
    return ledger;
  }

  /// How many handles there are.
  long count() {
    return handles.size();
  }

  /// Hands over all that there are.
  void forEach(Consumer<Handle> sink) {
    handles.forEach(sink);
  }

  static Handles of(ThreadState ts) {
    return of(ts.interpreter());
  }

  private static Handles of(Interpreter interpreter) {
    return interpreter.state(Handles.class, () -> new Handles(interpreter));
  }

  void add(Handle h) {
    handles.add(h);
  }

  void remove(Handle h) {
    handles.remove(h);
  }

  void add(PyLobby lobby) {
    lobbies.add(lobby);
  }

  void remove(PyLobby lobby) {
    lobbies.remove(lobby);
  }

  void add(Selection s) {
    selections.add(s);
  }

  void remove(Selection s) {
    selections.remove(s);
  }

  /// An interpreter is gone: the ends that it had are closed, and its tasks wait no more.
  public static void interpreterClosed(Interpreter interpreter) {
    Handles own = of(interpreter);
    List.copyOf(own.selections).forEach(Selection::end);
    List.copyOf(own.lobbies).forEach(PyLobby::abandon);
    List.copyOf(own.handles).forEach(Handle::close);
    if (own.ledger != null) {
      own.ledger.close(interpreter);
    }
  }
}
