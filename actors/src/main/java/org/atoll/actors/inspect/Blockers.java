package org.atoll.actors.inspect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atoll.runtime.importlib.ModuleLocks;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.PyLock;

/// Who waits for whom. Any thread may ask, at any time. Stateless.
final class Blockers {
  /// Waits for a lock that it has taken itself and that others release: no one holds it up.
  private static final String CONDITION = "Condition.wait";

  private Blockers() {}

  /// What keeps a thread waiting; null where that is nothing, or nothing that is known.
  ///
  /// @param innermost the qualified name of the function that its stack ends in; null for none
  static BlockerView of(ThreadState ts, String innermost) {
    Awaited awaited = ts.awaited();
    if (awaited == null) {
      return null;
    }
    ModuleLocks.Taken module = module(ts, awaited);
    if (module != null) {
      return view("the lock of module '" + module.module() + "'", "held by", ts.interpreter(), thread(ts.interpreter(), module.ident()), module.ident());
    }
    if (awaited instanceof PyLock && CONDITION.equals(innermost)) {
      return null;
    }
    Awaited.Holder holder = awaited.holder(ts);
    return holder == null ? new BlockerView(awaited.what(), "", -1, 0, "")
        : view(awaited.what(), awaited.relation(), holder.interpreter(), holder.thread(), holder.thread().threadId());
  }

  /// The import that a thread waits for; null where it is none.
  private static ModuleLocks.Taken module(ThreadState ts, Awaited awaited) {
    return awaited instanceof PyLock ? ModuleLocks.at(ts.interpreter(), awaited) : null;
  }

  /// What keeps a thread waiting that wants its interpreter's GIL, which `holder` has.
  static BlockerView ofGil(ThreadState holder) {
    return holder == null ? null : view("the GIL", "held by", holder.interpreter(), holder.thread, holder.ident);
  }

  private static BlockerView view(String what, String relation, Interpreter interpreter, Thread thread, long ident) {
    return new BlockerView(what, relation, interpreter.id(), ident, thread == null ? "" : thread.getName());
  }

  private static Thread thread(Interpreter interpreter, long ident) {
    ThreadState ts = state(interpreter, ident);
    return ts == null ? null : ts.thread;
  }

  private static ThreadState state(Interpreter interpreter, long ident) {
    for (ThreadState ts : interpreter.threads()) {
      if (ts.ident == ident) {
        return ts;
      }
    }
    return null;
  }

  /// The threads that wait for each other in a ring, each for the next and the last for the first, as states in their
  /// interpreters; a ring that stood still while it was looked at twice.
  static List<List<ThreadState>> rings(PyRuntime runtime) {
    List<List<ThreadState>> rings = new ArrayList<>();
    Set<ThreadState> known = new HashSet<>();
    List<Interpreter> all = new ArrayList<>(runtime.others());
    all.addFirst(runtime.main());
    for (Interpreter i : all) {
      for (ThreadState start : i.threads()) {
        List<ThreadState> ring = known.contains(start) ? null : ring(start);
        if (ring != null && known.addAll(ring) && ring.equals(ring(start))) {
          rings.add(ring);
        }
      }
    }
    return rings;
  }

  /// The ring that a thread is part of; null for none.
  private static List<ThreadState> ring(ThreadState start) {
    List<ThreadState> way = new ArrayList<>();
    Set<ThreadState> seen = new HashSet<>();
    for (ThreadState ts = start; ts != null && seen.add(ts); ts = next(ts)) {
      way.add(ts);
      if (next(ts) == start) {
        return way;
      }
    }
    return null;
  }

  /// The thread that another one waits for, be it the same in another interpreter; null for none that is known.
  private static ThreadState next(ThreadState ts) {
    if (ts.inner() != null) {
      return ts.inner();
    }
    Awaited awaited = ts.awaited();
    if (awaited == null) {
      return null;
    }
    ModuleLocks.Taken module = module(ts, awaited);
    if (module != null) {
      return state(ts.interpreter(), module.ident());
    }
    Awaited.Holder holder = awaited.holder(ts);
    ThreadState next = holder == null ? null : holder.state();
    // What waits at a lock that it has taken itself mostly waits for others to release it, as a condition does.
    return next == ts && awaited instanceof PyLock ? null : next;
  }
}
