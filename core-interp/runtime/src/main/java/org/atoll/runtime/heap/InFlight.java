package org.atoll.runtime.heap;

import java.util.function.Consumer;

/// What keeps things that are on their way from one interpreter to another: queues and the like. They count as the memory of
/// the interpreter that sent them until somebody has received them.
///
/// To be implemented by what a runtime keeps ([org.atoll.runtime.interp.PyRuntime#state]).
public interface InFlight {
  /// Hands over what an interpreter whose memory is limited has sent and nobody has received. Any thread may ask, at any time.
  ///
  /// @param sink is handed values or what they are to be made from; takes no locks
  /// @return the bytes that keeping them takes besides, and all else that is kept for the interpreter
  long ofSender(long interpreterId, Consumer<Object> sink);
}
