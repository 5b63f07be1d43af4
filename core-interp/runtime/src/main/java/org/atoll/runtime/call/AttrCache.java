package org.atoll.runtime.call;

import org.atoll.runtime.object.PyType;

/// The entries of one call site: the latest, and up to three others. Each write publishes one immutable object; races
/// between threads lose an entry at worst.
abstract class AttrCache {
  private static final int MOST = 4;
  private static final AttrEntry NOTHING = new AttrEntry(null, null, null, 0, 0, null);

  final String name;
  AttrEntry first = NOTHING;
  private AttrEntry[] others;
  private int misses;

  AttrCache(String name) {
    this.name = name;
  }

  /// The entry for this receiver among those that are not first; null if there is none.
  final AttrEntry other(Object o, PyType type) {
    AttrEntry[] all = others;
    if (all != null) {
      for (AttrEntry e : all) {
        if (e.fits(o, type)) {
          return e;
        }
      }
    }
    return null;
  }

  /// Whether it is still worth making entries here.
  final boolean open() {
    return misses < 64;
  }

  final void add(AttrEntry e) {
    misses++;
    if (first == NOTHING) {
      first = e;
      return;
    }
    AttrEntry[] old = others;
    int keep = old == null ? 0 : Math.min(old.length, MOST - 2);
    AttrEntry[] more = new AttrEntry[keep + 1];
    more[0] = first;
    if (keep > 0) {
      System.arraycopy(old, 0, more, 1, keep);
    }
    others = more;
    first = e;
  }
}
