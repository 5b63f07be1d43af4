package org.atoll.arena.when;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The behaviours that want one arena, in the order in which they were scheduled. It is the turn of the first one, and where that only
/// reads, of all that read before the next that writes. Guarded by the lock of [Behaviours].
final class Turns {
  private static final class Place {
    final boolean reads;
    /// Whether it is its turn.
    boolean in;

    Place(boolean reads) {
      this.reads = reads;
    }
  }

  private final Map<Behaviour, Place> places = new LinkedHashMap<>();
  private int writers;
  /// Of how many it is the turn.
  private int in;

  boolean isEmpty() {
    return places.isEmpty();
  }

  /// Puts one at the end; answers whether it is its turn at once.
  boolean add(Behaviour b, boolean reads) {
    Place place = new Place(reads);
    place.in = reads ? writers == 0 : places.isEmpty();
    places.put(b, place);
    writers += reads ? 0 : 1;
    in += place.in ? 1 : 0;
    return place.in;
  }

  /// Takes one out, wherever it is.
  ///
  /// @param turned gets those whose turn has come by that
  void remove(Behaviour b, List<Behaviour> turned) {
    Place place = places.remove(b);
    writers -= place.reads ? 0 : 1;
    in -= place.in ? 1 : 0;
    // Where others are in that came together with it, nobody else's turn has come.
    if (!place.in || in == 0) {
      advance(turned);
    }
  }

  private void advance(List<Behaviour> turned) {
    boolean first = true;
    for (Map.Entry<Behaviour, Place> e : places.entrySet()) {
      Place p = e.getValue();
      if (!p.reads && !first) {
        return;
      }
      if (!p.in) {
        p.in = true;
        in++;
        turned.add(e.getKey());
      }
      if (!p.reads) {
        return;
      }
      first = false;
    }
  }
}
