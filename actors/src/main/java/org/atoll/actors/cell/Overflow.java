package org.atoll.actors.cell;

/// What becomes of a message for a full mailbox.
enum Overflow {
  /// The sender waits until there is room.
  BLOCK("block"),
  /// The sender gets MailboxFull.
  FAIL("fail"),
  /// The oldest message becomes a dead letter.
  DROP_OLDEST("drop_oldest");

  final String label;

  Overflow(String label) {
    this.label = label;
  }

  static Overflow named(String label) {
    for (Overflow o : values()) {
      if (o.label.equals(label)) {
        return o;
      }
    }
    return null;
  }
}
