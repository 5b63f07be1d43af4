package org.atoll.channels.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.atoll.channels.schedule.Operation.Outcome;

/// What a broadcast is, in the simplest words: the ends that are open, and a list of items for each subscriber. That an item is
/// sent is decided for all subscribers at one point; it comes to each at another one, before anything else is sent.
///
/// @param rules of the subscribers
/// @param ends the numbers of those that are open, see [#PUBLISHER]
/// @param subscribers by number, with those that have left
/// @param underway who has not got the item yet that was sent last
/// @param published all that were sent
public record BroadcastModel(Map<Integer, Rule> rules, Set<Integer> ends, Map<Integer, Subscriber> subscribers, Set<Integer> underway,
    List<Integer> published) implements Linearization.Model {
  /// An end's number modulo [#KINDS].
  public static final int PUBLISHER = 0;
  public static final int TOPIC = 1;
  public static final int RECEIVER = 2;
  public static final int KINDS = 3;

  private static final int NEVER = -1;

  /// @param slow the name of the policy
  public record Rule(long maxsize, String slow) {}

  /// @param cutOffAt how many items had been sent before the one that it had no room for
  private record Subscriber(List<Integer> items, int dropped, int cutOffAt) {
    Subscriber() {
      this(List.of(), 0, NEVER);
    }

    boolean isCutOff() {
      return cutOffAt != NEVER;
    }

    Subscriber with(List<Integer> changed, int moreDropped) {
      return new Subscriber(List.copyOf(changed), dropped + moreDropped, cutOffAt);
    }
  }

  /// @param ends those that there are at first
  public BroadcastModel(Map<Integer, Rule> rules, Set<Integer> ends) {
    this(rules, ends, Map.of(), Set.of(), List.of());
  }

  private BroadcastModel with(Set<Integer> changed) {
    return new BroadcastModel(rules, changed, subscribers, underway, published);
  }

  private BroadcastModel with(int number, Subscriber changed) {
    Map<Integer, Subscriber> all = new TreeMap<>(subscribers);
    all.put(number, changed);
    return new BroadcastModel(rules, ends, all, underway, published);
  }

  private boolean isGone(int kind) {
    return ends.stream().noneMatch(e -> e % KINDS == kind);
  }

  @Override
  public BroadcastModel after(Operation o) {
    return switch (o.kind()) {
      case OPEN -> subscribe(o);
      case SEND -> send(o);
      case ARRIVE -> arrive(o);
      case RECEIVE -> receive(o);
      case CLOSE -> close(o.handle());
      case DROPPED -> o.got() == missed(o.handle()) ? this : null;
      default -> throw new IllegalArgumentException(o.toString());
    };
  }

  private BroadcastModel subscribe(Operation o) {
    if (o.outcome() == Outcome.NOBODY) {
      return isGone(PUBLISHER) ? this : null;
    }
    if (!ends.contains(o.handle())) {
      return o.outcome() == Outcome.END_CLOSED ? this : null;
    }
    if (o.outcome() != Outcome.DONE || isGone(PUBLISHER)) {
      return null;
    }
    Set<Integer> more = new TreeSet<>(ends);
    more.add(o.number());
    return with(more).with(o.number(), new Subscriber());
  }

  private BroadcastModel close(int end) {
    // Who closes a publisher waits until an item that is being sent has come to all.
    if (end % KINDS == PUBLISHER && !underway.isEmpty()) {
      return null;
    }
    Set<Integer> fewer = new TreeSet<>(ends);
    fewer.remove(end);
    return with(fewer);
  }

  private boolean keepsWaiting(int receiver) {
    Rule rule = rules.get(receiver);
    return rule.slow.equals("block") && subscribers.get(receiver).items.size() >= rule.maxsize;
  }

  private BroadcastModel send(Operation o) {
    if (!underway.isEmpty()) {
      return null;
    }
    List<Integer> to = ends.stream().filter(e -> e % KINDS == RECEIVER && !subscribers.get(e).isCutOff()).toList();
    // One that is cut off is passed over a moment later.
    boolean mayBeForNobody = to.isEmpty() && isGone(TOPIC);
    boolean isForNobody = mayBeForNobody && isGone(RECEIVER);
    boolean right = switch (o.outcome()) {
      case END_CLOSED -> !ends.contains(o.handle());
      case NOBODY -> ends.contains(o.handle()) && mayBeForNobody;
      case FULL -> ends.contains(o.handle()) && to.stream().anyMatch(this::keepsWaiting);
      case DONE -> ends.contains(o.handle()) && !isForNobody && to.stream().noneMatch(this::keepsWaiting);
      default -> false;
    };
    if (!right || o.outcome() != Outcome.DONE) {
      return right ? this : null;
    }
    List<Integer> more = new ArrayList<>(published);
    more.add(o.number());
    return new BroadcastModel(rules, ends, subscribers, new TreeSet<>(to), List.copyOf(more));
  }

  /// An item comes to a subscriber, if that was one when it was sent.
  private BroadcastModel arrive(Operation o) {
    int place = published.indexOf(o.number());
    if (place < 0) {
      return null;
    }
    if (place < published.size() - 1 || !underway.contains(o.handle())) {
      return this;
    }
    Set<Integer> fewer = new TreeSet<>(underway);
    fewer.remove(o.handle());
    BroadcastModel after = new BroadcastModel(rules, ends, subscribers, fewer, published);
    return ends.contains(o.handle()) ? after.with(o.handle(), added(o.handle(), o.number(), place)) : after;
  }

  private Subscriber added(int receiver, int item, int place) {
    Subscriber s = subscribers.get(receiver);
    Rule rule = rules.get(receiver);
    List<Integer> changed = new ArrayList<>(s.items);
    changed.add(item);
    if (s.items.size() < rule.maxsize) {
      return s.with(changed, 0);
    }
    return switch (rule.slow) {
      case "close" -> new Subscriber(s.items, s.dropped, place);
      case "drop_oldest" -> s.with(changed.subList(1, changed.size()), 1);
      case "drop_newest" -> s.with(s.items, 1);
      default -> throw new IllegalStateException("sent where there is no room");
    };
  }

  private BroadcastModel receive(Operation o) {
    if (!ends.contains(o.handle())) {
      return o.outcome() == Outcome.END_CLOSED || o.outcome() == Outcome.GONE ? this : null;
    }
    Subscriber s = subscribers.get(o.handle());
    if (s.items.isEmpty()) {
      boolean isOver = s.isCutOff() || isGone(PUBLISHER);
      return isOver && o.outcome() == Outcome.GONE || o.outcome() == (isOver ? Outcome.NOBODY : Outcome.EMPTY) ? this : null;
    }
    return o.outcome() == Outcome.DONE && s.items.getFirst() == o.got() ? with(o.handle(), s.with(s.items.subList(1, s.items.size()), 0)) : null;
  }

  private int missed(int receiver) {
    Subscriber s = subscribers.get(receiver);
    return s.dropped + (s.isCutOff() ? published.size() - s.cutOffAt : 0);
  }
}
