package org.atoll.runtime.heap;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// A walk over the objects of one interpreter, for one thread. Requires the interpreter's GIL; takes time and memory in
/// proportion to the objects.
///
/// It starts from the interpreter and from the stack of the calling thread; what only the stack of another thread holds is
/// not found. It does not enter other interpreters, what they share ([ClassPlan]), what lies between them
/// ([BetweenInterpreters]), nor what the runtime keeps for all of them. Nor, where a thread of another interpreter has lent
/// itself to this one, what that one's frames hold.
public final class HeapWalk {
  private final Interpreter interpreter;
  private final IdentitySet seen = new IdentitySet();
  private final ArrayDeque<Object> pending = new ArrayDeque<>();
  private long bytes;

  /// What a walk has found.
  ///
  /// @param objects the number of Java objects
  /// @param bytes what they take together, an estimate
  public record Size(long objects, long bytes) {}

  private HeapWalk(Interpreter interpreter) {
    this.interpreter = interpreter;
    interpreter.runtime().forEachState(seen::add);
    seen.add(this);
    seen.add(seen);
    seen.add(pending);
  }

  /// How much memory the objects of the calling thread's interpreter take, what it has sent and nobody has received included
  /// ([InFlight]).
  public static Size reachable(ThreadState ts) {
    HeapWalk walk = new HeapWalk(ts.interpreter());
    long before = walk.seen.size();
    walk.roots(walk::count);
    walk.interpreter.runtime().forEachState(walk::countInFlight);
    for (Object o = walk.pending.pollLast(); o != null; o = walk.pending.pollLast()) {
      ClassPlan.of(o).forEachReference(o, walk::count);
    }
    return new Size(walk.seen.size() - before, walk.bytes);
  }

  /// The Python objects that `o` refers to by itself, without those that all interpreters share; none where it is shared itself,
  /// as a built-in type is: nobody is to get hold of what such a one is made of.
  public static List<Object> referents(ThreadState ts, Object o) {
    HeapWalk walk = new HeapWalk(ts.interpreter());
    List<Object> found = new ArrayList<>();
    if (walk.isEntered(o)) {
      walk.eachReferent(o, found::add);
    }
    return found;
  }

  /// The Python objects of the calling thread's interpreter that can be reached, in no order.
  ///
  /// @param sink is handed each of them once
  public static void forEach(ThreadState ts, Consumer<Object> sink) {
    HeapWalk walk = new HeapWalk(ts.interpreter());
    walk.roots(walk::reach);
    for (Object o = walk.pending.poll(); o != null; o = walk.pending.poll()) {
      if (isValue(o)) {
        sink.accept(o);
      }
      ClassPlan.of(o).forEachReference(o, walk::reach);
    }
  }

  /// Whether a Python value can refer to others.
  public static boolean isContainer(Object o) {
    return o instanceof PyObject p && ClassPlan.of(o).hasReferences(p.type.isHeapType());
  }

  /// Those of the interpreter's objects that refer to one of `targets` by themselves.
  ///
  /// One walk notes backwards what may be part of the way from an object to a target: the targets, and the Java objects in
  /// between, which belong to no one object. From the targets that is followed to the first Python values.
  public static List<Object> referrers(ThreadState ts, Object[] targets) {
    HeapWalk walk = new HeapWalk(ts.interpreter());
    Map<Object, List<Object>> holders = new IdentityHashMap<>();
    // What stands on this thread's stack is walked, too, and this map with it.
    walk.seen.add(holders);
    for (Object t : targets) {
      holders.put(t, new ArrayList<>());
    }
    walk.roots(walk::reach);
    for (Object o = walk.pending.poll(); o != null; o = walk.pending.poll()) {
      Object holder = o;
      ClassPlan.of(o).forEachReference(o, r -> {
        if (holders.containsKey(r) || !isValue(r) && walk.isEntered(r)) {
          holders.computeIfAbsent(r, k -> new ArrayList<>(1)).add(holder);
        }
        walk.reach(r);
      });
    }
    return back(holders, targets);
  }

  private static List<Object> back(Map<Object, List<Object>> holders, Object[] targets) {
    IdentitySet known = new IdentitySet();
    ArrayDeque<Object> way = new ArrayDeque<>(Arrays.asList(targets));
    List<Object> found = new ArrayList<>();
    for (Object o = way.poll(); o != null; o = way.poll()) {
      for (Object holder : holders.getOrDefault(o, List.of())) {
        if (!known.add(holder)) {
          continue;
        }
        if (!isValue(holder)) {
          if (!(holder instanceof ThreadState)) {
            way.add(holder);
          }
        } else if (!(holder instanceof PyFrame)) {
          found.add(holder);
        }
      }
    }
    return found;
  }

  /// What the interpreter holds, and the calling thread.
  private void roots(Consumer<Object> sink) {
    interpreter.threads().forEach(ThreadState::forgetLeftFrames);
    interpreter.forEachRoot(sink);
    LiveStack.forEach(sink);
  }

  private void count(Object o) {
    if (isEntered(o) && seen.add(o)) {
      ClassPlan plan = ClassPlan.of(o);
      bytes += plan.bytes(o);
      if (!plan.isLeaf()) {
        pending.add(o);
      }
    }
  }

  private void countInFlight(Object state) {
    if (state instanceof InFlight keeper) {
      bytes += keeper.ofSender(interpreter.id(), this::count);
    }
  }

  private void reach(Object o) {
    if (isEntered(o) && seen.add(o)) {
      pending.add(o);
    }
  }

  private boolean isEntered(Object o) {
    if (o instanceof PyType t && !t.isHeapType() || o instanceof ThreadState ts && ts.interpreter() != interpreter) {
      return false;
    }
    return !ClassPlan.of(o).isShared();
  }

  /// Follows the Java objects in between until it comes to Python values.
  private void eachReferent(Object o, Consumer<Object> sink) {
    seen.add(o);
    ClassPlan.of(o).forEachReference(o, this::reach);
    for (Object r = pending.poll(); r != null; r = pending.poll()) {
      if (isValue(r)) {
        sink.accept(r);
      } else if (!(r instanceof ThreadState)) {
        ClassPlan.of(r).forEachReference(r, this::reach);
      }
    }
  }

  private static boolean isValue(Object o) {
    return o instanceof PyObject || o instanceof String || o instanceof Long || o instanceof Double || o instanceof Boolean || o instanceof BigInteger;
  }
}
