package org.atoll.channels.ends;

import org.atoll.annotations.PyMethod;

/// What both ends of a channel show of it.
interface ChannelEnd {
  /// The channel; thread-safe.
  Channel channel();

  @PyMethod(sig = "()", doc = "Figures of the channel, as a ChannelStats.")
  default Object stats() {
    return ChannelsModule.stats(channel());
  }

  @PyMethod
  default long __len__() {
    return channel().size();
  }
}
