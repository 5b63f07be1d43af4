package org.atoll.channels.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks for an order of operations in which a simple model would have given the same results: each takes effect at one point
/// between its beginning and its end (Wing and Gong, Testing and Verifying Concurrent Objects, 1993; with the states that
/// have been tried remembered, after Lowe).
public final class Linearization {
  /// A state of the model. Immutable; equal to another one with the same content.
  public interface Model {
    /// The state after an operation; null where the operation could not have ended as it did.
    Model after(Operation o);
  }

  private record Tried(List<Integer> done, Model state) {}

  private final List<List<Operation>> byActor;
  private final Set<Tried> tried = new HashSet<>();

  private Linearization(List<Operation> history) {
    Map<String, List<Operation>> grouped = new LinkedHashMap<>();
    history.forEach(o -> grouped.computeIfAbsent(o.by(), b -> new ArrayList<>()).add(o));
    byActor = List.copyOf(grouped.values());
  }

  /// Whether there is such an order.
  public static boolean exists(List<Operation> history, Model initial) {
    Linearization l = new Linearization(history);
    List<Integer> done = new ArrayList<>();
    l.byActor.forEach(a -> done.add(0));
    return l.search(done, initial);
  }

  private boolean search(List<Integer> done, Model state) {
    if (!tried.add(new Tried(List.copyOf(done), state))) {
      return false;
    }
    int firstEnd = Integer.MAX_VALUE;
    boolean all = true;
    for (int a = 0; a < byActor.size(); a++) {
      if (done.get(a) < byActor.get(a).size()) {
        Operation next = byActor.get(a).get(done.get(a));
        firstEnd = Math.min(firstEnd, next.ended());
        all &= next.outcome() == Operation.Outcome.UNKNOWN;
      }
    }
    if (all) {
      return true;
    }
    for (int a = 0; a < byActor.size(); a++) {
      if (done.get(a) < byActor.get(a).size()) {
        Operation next = byActor.get(a).get(done.get(a));
        Model after = next.begun() <= firstEnd ? next.outcome() == Operation.Outcome.GAVE_UP ? state : state.after(next) : null;
        if (after != null) {
          List<Integer> more = new ArrayList<>(done);
          more.set(a, done.get(a) + 1);
          if (search(more, after)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
