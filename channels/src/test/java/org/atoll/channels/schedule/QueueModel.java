package org.atoll.channels.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.atoll.channels.schedule.Operation.Outcome;

/// What a queue between interpreters is, in the simplest words: a list of items, of which those of interpreters that are gone
/// have lost their values.
///
/// @param origins where each item comes from
/// @param items their numbers; 0 - the number where the value is gone
public record QueueModel(long maxsize, Map<Integer, Origin> origins, List<Integer> items, boolean destroyed) implements Linearization.Model {
  /// @param interpreter the number of the one that has put it
  /// @param removed whether it goes with that interpreter
  /// @param mark what tells its place when the value is gone
  public record Origin(long interpreter, boolean removed, int mark) {}

  private QueueModel with(List<Integer> changed) {
    return new QueueModel(maxsize, origins, List.copyOf(changed), destroyed);
  }

  @Override
  public QueueModel after(Operation o) {
    return switch (o.kind()) {
      case SEND -> put(o);
      case RECEIVE -> take(o);
      case UNBIND -> unbind(o.number());
      case DESTROY -> new QueueModel(maxsize, origins, List.of(), true);
      default -> throw new IllegalArgumentException(o.toString());
    };
  }

  private QueueModel put(Operation o) {
    Outcome expected = destroyed ? Outcome.NOBODY : maxsize > 0 && items.size() >= maxsize ? Outcome.FULL : Outcome.DONE;
    if (o.outcome() != expected) {
      return null;
    }
    if (expected != Outcome.DONE) {
      return this;
    }
    List<Integer> changed = new ArrayList<>(items);
    changed.add(o.number());
    return with(changed);
  }

  private QueueModel take(Operation o) {
    Outcome expected = destroyed ? Outcome.NOBODY : items.isEmpty() ? Outcome.EMPTY : Outcome.DONE;
    if (o.outcome() != expected) {
      return null;
    }
    if (expected != Outcome.DONE) {
      return this;
    }
    int first = items.getFirst();
    return o.got() == (first > 0 ? first : -origins.get(-first).mark) ? with(items.subList(1, items.size())) : null;
  }

  private QueueModel unbind(long interpreter) {
    List<Integer> changed = new ArrayList<>();
    for (int item : items) {
      Origin origin = origins.get(Math.abs(item));
      if (origin.interpreter != interpreter) {
        changed.add(item);
      } else if (!origin.removed) {
        changed.add(-Math.abs(item));
      }
    }
    return with(changed);
  }
}
