package org.atoll.channels.ends;

/// The two sides of a channel.
enum Side {
  SENDERS, RECEIVERS;

  Side other() {
    return this == SENDERS ? RECEIVERS : SENDERS;
  }
}
