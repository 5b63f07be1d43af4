package org.atoll.channels.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.atoll.channels.schedule.Operation.Outcome;

/// What a channel is, in the simplest words: a list of items, and the handles of its two sides.
///
/// @param rules what does not change
public record ChannelModel(Rules rules, List<Integer> items, Map<Integer, State> handles, int dropped) implements Linearization.Model {
  /// @param overflow the name of the policy
  /// @param priorities of the items by number; null where the channel has none
  public record Rules(long maxsize, String overflow, Map<Integer, Integer> priorities) {}

  /// A handle's.
  public enum State {
    /// Made, and not used.
    NEW,
    USED,
    GIVEN_AWAY,
    CLOSED;

    boolean counts() {
      return this == NEW || this == USED;
    }
  }

  /// Handles of senders have even numbers, those of receivers odd ones.
  public ChannelModel(Rules rules) {
    this(rules, List.of(), Map.of(), 0);
  }

  private boolean isGone(int side) {
    return handles.entrySet().stream().noneMatch(h -> h.getKey() % 2 == side && h.getValue().counts());
  }

  private ChannelModel with(int handle, State state) {
    Map<Integer, State> changed = new TreeMap<>(handles);
    changed.put(handle, state);
    return new ChannelModel(rules, items, changed, dropped);
  }

  private ChannelModel with(List<Integer> changed, int moreDropped) {
    return new ChannelModel(rules, List.copyOf(changed), handles, dropped + moreDropped);
  }

  private ChannelModel used(int handle) {
    State now = handles.get(handle);
    return now == State.NEW || now == State.GIVEN_AWAY ? with(handle, State.USED) : this;
  }

  @Override
  public ChannelModel after(Operation o) {
    return switch (o.kind()) {
      case SEND -> used(o.handle()).send(o);
      case RECEIVE -> used(o.handle()).receive(o, true);
      case PEEK -> used(o.handle()).receive(o, false);
      case RECLAIM -> reclaim(o);
      case USE -> used(o.handle());
      case OPEN -> open(o);
      case CLOSE -> with(o.handle(), State.CLOSED);
      case GIVE -> handles.get(o.handle()) == State.NEW ? with(o.handle(), State.GIVEN_AWAY) : this;
      case DROPPED -> o.got() == dropped ? this : null;
      case UNBIND, DESTROY, ARRIVE -> throw new IllegalArgumentException(o.toString());
    };
  }

  private ChannelModel open(Operation o) {
    boolean works = o.handle() < 0 || handles.get(o.handle()) != State.CLOSED;
    return o.outcome() == (works ? Outcome.DONE : Outcome.END_CLOSED) ? works ? with(o.number(), State.NEW) : this : null;
  }

  private ChannelModel send(Operation o) {
    Outcome expected = handles.get(o.handle()) == State.CLOSED ? Outcome.END_CLOSED : isGone(1) ? Outcome.NOBODY : Outcome.DONE;
    List<Integer> changed = new ArrayList<>(items);
    int lost = 0;
    if (expected == Outcome.DONE && items.size() >= rules.maxsize) {
      switch (rules.overflow) {
        case "drop_oldest" -> {
          changed.remove(least());
          changed.add(o.number());
          lost = 1;
        }
        case "drop_newest" -> lost = 1;
        default -> expected = Outcome.FULL;
      }
    } else if (expected == Outcome.DONE) {
      changed.add(o.number());
    }
    if (o.outcome() != expected && o.outcome() != Outcome.UNKNOWN) {
      return null;
    }
    return expected == Outcome.DONE ? with(changed, lost) : this;
  }

  private int priority(int item) {
    return rules.priorities == null ? 0 : rules.priorities.get(item);
  }

  /// The place of the oldest item of the lowest priority.
  private int least() {
    int found = 0;
    for (int i = 1; i < items.size(); i++) {
      found = priority(items.get(i)) < priority(items.get(found)) ? i : found;
    }
    return found;
  }

  /// The place of the oldest item of the highest priority.
  private int first() {
    int found = 0;
    for (int i = 1; i < items.size(); i++) {
      found = priority(items.get(i)) > priority(items.get(found)) ? i : found;
    }
    return found;
  }

  private ChannelModel receive(Operation o, boolean takes) {
    if (handles.get(o.handle()) == State.CLOSED) {
      return o.outcome() == Outcome.END_CLOSED || o.outcome() == Outcome.GONE || o.outcome() == Outcome.UNKNOWN ? this : null;
    }
    if (items.isEmpty()) {
      boolean gone = o.outcome() == Outcome.NOBODY || o.outcome() == Outcome.GONE;
      return o.outcome() == Outcome.UNKNOWN || (isGone(0) ? gone : o.outcome() == Outcome.EMPTY) ? this : null;
    }
    int i = first();
    if (o.outcome() != Outcome.UNKNOWN && (o.outcome() != Outcome.DONE || items.get(i) != o.got())) {
      return null;
    }
    return takes ? without(i) : this;
  }

  private ChannelModel without(int place) {
    List<Integer> changed = new ArrayList<>(items);
    changed.remove(place);
    return with(changed, 0);
  }

  private ChannelModel reclaim(Operation o) {
    boolean works = isGone(1) && !items.isEmpty();
    if (o.outcome() == Outcome.UNKNOWN) {
      return works ? without(first()) : this;
    }
    if (o.outcome() != (works ? Outcome.DONE : Outcome.EMPTY)) {
      return null;
    }
    return !works ? this : items.get(first()) == o.got() ? without(first()) : null;
  }
}
