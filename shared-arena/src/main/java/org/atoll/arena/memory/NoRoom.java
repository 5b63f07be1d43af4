package org.atoll.arena.memory;

/// A cell could not be had. Whoever began the operation collects and begins again, or tells that the arena is full; nothing has been
/// changed so far.
public final class NoRoom extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// How many bytes were asked for.
  public final long byteSize;

  public NoRoom(long byteSize) {
    super(null, null, false, false);
    this.byteSize = byteSize;
  }
}
