package org.atoll.channels.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.atoll.channels.schedule.Operation.Outcome;

/// What a channel of `_interpchannels` is, in the simplest words: a list of items, of which those of interpreters that are gone
/// have lost their values; and the interpreters that have used an end, with whether they still do.
///
/// @param origins where each item comes from
/// @param items their numbers; 0 - the number where the value is gone
/// @param received the numbers of those that were received with their values
public record InterpChannelModel(Map<Integer, Origin> origins, List<Integer> items, Set<Integer> received, Map<Integer, Boolean> senders,
    Map<Integer, Boolean> receivers, boolean open, boolean closing) implements Linearization.Model {
  /// In the number of a GIVE or a CLOSE: which ends, and whether by force.
  public static final int SEND_END = 1;
  public static final int RECEIVE_END = 2;
  public static final int FORCE = 4;

  /// @param interpreter the number of the one that has sent it
  /// @param removed whether it goes with that interpreter
  /// @param mark what tells its place when the value is gone
  public record Origin(int interpreter, boolean removed, int mark) {}

  public InterpChannelModel(Map<Integer, Origin> origins) {
    this(origins, List.of(), Set.of(), Map.of(), Map.of(), true, false);
  }

  private InterpChannelModel with(List<Integer> changed) {
    return new InterpChannelModel(origins, List.copyOf(changed), received, senders, receivers, open, closing);
  }

  private InterpChannelModel closed() {
    return new InterpChannelModel(origins, List.of(), received, senders, receivers, false, closing);
  }

  private InterpChannelModel with(Map<Integer, Boolean> senders, Map<Integer, Boolean> receivers) {
    return new InterpChannelModel(origins, items, received, senders, receivers, open, closing);
  }

  private static Map<Integer, Boolean> with(Map<Integer, Boolean> ends, int interpreter, boolean uses) {
    Map<Integer, Boolean> changed = new TreeMap<>(ends);
    changed.put(interpreter, uses);
    return changed;
  }

  @Override
  public InterpChannelModel after(Operation o) {
    return switch (o.kind()) {
      case SEND -> send(o);
      case RECEIVE -> receive(o);
      case USE -> learn(o);
      case CLOSE -> close(o);
      case GIVE -> release(o);
      case UNBIND -> unbind(o.number());
      default -> throw new IllegalArgumentException(o.toString());
    };
  }

  private InterpChannelModel send(Operation o) {
    boolean works = open && !closing && senders.getOrDefault(o.handle(), true);
    if (o.outcome() != (works ? Outcome.DONE : Outcome.END_CLOSED)) {
      return null;
    }
    List<Integer> changed = new ArrayList<>(items);
    changed.add(o.number());
    return works ? with(changed).with(with(senders, o.handle(), true), receivers) : this;
  }

  private InterpChannelModel receive(Operation o) {
    if (!open || !receivers.getOrDefault(o.handle(), true)) {
      return o.outcome() == Outcome.END_CLOSED ? this : null;
    }
    InterpChannelModel used = with(senders, with(receivers, o.handle(), true));
    if (items.isEmpty()) {
      return o.outcome() != Outcome.EMPTY ? null : closing ? used.closed() : used;
    }
    int first = items.getFirst();
    if (o.outcome() != Outcome.DONE || o.got() != (first > 0 ? first : -origins.get(-first).mark)) {
      return null;
    }
    Set<Integer> more = new TreeSet<>(received);
    more.add(first);
    List<Integer> rest = List.copyOf(items.subList(1, items.size()));
    return new InterpChannelModel(origins, rest, more, used.senders, used.receivers, !closing || !rest.isEmpty(), closing);
  }

  /// Who has sent an item learns what has become of it; one that is still there is taken back by whoever waits no longer.
  private InterpChannelModel learn(Operation o) {
    boolean isThere = items.contains(o.number());
    boolean isReceived = received.contains(o.number());
    boolean right = switch (o.outcome()) {
      case DONE -> isReceived;
      case NOBODY -> !isThere && !isReceived;
      case GONE -> !isReceived;
      default -> true;
    };
    return right ? with(items.stream().filter(i -> i != o.number()).toList()) : null;
  }

  private InterpChannelModel close(Operation o) {
    boolean sendOnly = (o.number() & SEND_END) != 0;
    boolean force = (o.number() & FORCE) != 0;
    if (!open || sendOnly && closing && !force) {
      return o.outcome() == Outcome.END_CLOSED ? this : null;
    }
    if (items.isEmpty() || force) {
      return o.outcome() == Outcome.DONE ? closed() : null;
    }
    if (o.outcome() != (sendOnly ? Outcome.DONE : Outcome.FULL)) {
      return null;
    }
    return new InterpChannelModel(origins, items, received, senders, receivers, true, closing || sendOnly);
  }

  private InterpChannelModel release(Operation o) {
    if (!open) {
      return o.outcome() == Outcome.END_CLOSED ? this : null;
    }
    return o.outcome() != Outcome.DONE ? null : with(
        (o.number() & SEND_END) != 0 ? with(senders, o.handle(), false) : senders,
        (o.number() & RECEIVE_END) != 0 ? with(receivers, o.handle(), false) : receivers).unlessUnused();
  }

  /// A channel that nobody uses any more is closed.
  private InterpChannelModel unlessUnused() {
    boolean isUsed = senders.isEmpty() && receivers.isEmpty() || senders.containsValue(true) || receivers.containsValue(true);
    return isUsed ? this : closed();
  }

  private InterpChannelModel unbind(int interpreter) {
    List<Integer> changed = new ArrayList<>();
    for (int item : items) {
      Origin origin = origins.get(Math.abs(item));
      if (origin.interpreter != interpreter) {
        changed.add(item);
      } else if (!origin.removed) {
        changed.add(-Math.abs(item));
      }
    }
    return with(changed).with(senders.containsKey(interpreter) ? with(senders, interpreter, false) : senders,
        receivers.containsKey(interpreter) ? with(receivers, interpreter, false) : receivers).unlessUnused();
  }
}
