package org.atoll.runtime.types;

/// The keys of a dict, all str, in order, with the table that finds them: other dicts of these keys are made from it without
/// looking for a place for any. Immutable.
public final class DictKeys {
  /// How many there are at most.
  public static final int MOST = 64;

  private final Object[] keys;
  final int[] hashes;
  final int[] index;
  final int shift;

  DictKeys(Object[] keys, int[] hashes, int[] index, int shift) {
    this.keys = keys;
    this.hashes = hashes;
    this.index = index;
    this.shift = shift;
  }

  public int size() {
    return keys.length;
  }

  /// Whether an object is the key in a place; an equal one does not count.
  public boolean isAt(int i, Object key) {
    return keys[i] == key;
  }

  /// Room for keys and values in turn, to be filled for [PyDict#fill].
  public Object[] newEntries() {
    return new Object[2 * hashes.length];
  }
}
