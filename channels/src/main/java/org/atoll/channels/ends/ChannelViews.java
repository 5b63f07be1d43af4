package org.atoll.channels.ends;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.atoll.channels.items.ChannelView;
import org.atoll.runtime.interp.Interpreter;

/// Looks at the channels that interpreters have ends of; one whose ends are all on their way is seen again when one arrives.
/// Used by one thread. Takes the locks of each for a moment.
public final class ChannelViews {
  private final Map<Exchange, Set<Long>> senders = new HashMap<>();
  private final Map<Exchange, Set<Long>> receivers = new HashMap<>();

  private ChannelViews() {}

  /// Those that these interpreters have open ends of, by their numbers. Any thread may ask, at any time.
  public static List<ChannelView> of(Collection<Interpreter> interpreters) {
    ChannelViews found = new ChannelViews();
    interpreters.forEach(found::look);
    return found.views();
  }

  private void look(Interpreter interpreter) {
    Handles own = interpreter.stateIfMade(Handles.class);
    if (own == null) {
      return;
    }
    own.forEach(h -> {
      if (h.counts()) {
        (h.side == Side.SENDERS ? senders : receivers).computeIfAbsent(h.exchange, e -> new TreeSet<>()).add(interpreter.id());
      }
    });
  }

  private List<ChannelView> views() {
    Set<Exchange> all = new TreeSet<>(Comparator.comparingLong(e -> e.id));
    all.addAll(senders.keySet());
    all.addAll(receivers.keySet());
    List<ChannelView> views = new ArrayList<>();
    for (Exchange e : all) {
      if (e instanceof Channel c) {
        views.add(c.view(senders.getOrDefault(c.sendingSide(), Set.of()), receivers.getOrDefault(c, Set.of())));
      }
    }
    return views;
  }
}
