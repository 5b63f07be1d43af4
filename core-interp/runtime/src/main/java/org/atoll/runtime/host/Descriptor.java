package org.atoll.runtime.host;

import java.util.concurrent.ConcurrentHashMap;

/// One open descriptor and whose it is. What Python code opens is entered in a table of the process, by its number, and is
/// taken out before the number becomes free again: so an entry tells for certain who opened what has this number now.
/// Descriptors of the JVM, and those that the process was started with, have no entry.
///
/// Between the check that a limited interpreter may use a number and the system call with it, another of its threads could
/// close the descriptor, and the number become somebody else's. So such a call holds on to the entry, and a descriptor
/// that is held is closed when the last call lets go of it. Thread-safe.
final class Descriptor {
  private static final ConcurrentHashMap<Integer, Descriptor> OPEN = new ConcurrentHashMap<>();

  final int number;
  final Access owner;
  private int uses;
  private boolean closed;

  private Descriptor(int number, Access owner) {
    this.number = number;
    this.owner = owner;
  }

  /// The entry of a number, or null.
  static Descriptor of(int number) {
    return OPEN.get(number);
  }

  /// The entry of a number, made for `owner` where a descriptor is open that the process was started with; else null.
  static Descriptor known(int number, Access owner) {
    Descriptor d = OPEN.get(number);
    if (d != null || owner == null || StandardStreams.isStandard(number) || Libc.invoke("fcntl", number, Posix.F_GETFD, 0) < 0) {
      return d;
    }
    owner.countAdopted();
    opened(number, owner);
    return OPEN.get(number);
  }

  /// Enters what `owner` has just opened.
  static void opened(int number, Access owner) {
    Descriptor opened = new Descriptor(number, owner);
    Descriptor stale = OPEN.put(number, opened);
    if (stale != null) {
      stale.owner.countClosed(stale);
    }
    owner.hold(opened);
  }

  /// Holds on for the length of a call; false if it was closed.
  synchronized boolean enter() {
    if (closed) {
      return false;
    }
    uses++;
    return true;
  }

  /// The reverse of [#enter].
  void leave() {
    boolean last;
    synchronized (this) {
      last = --uses == 0 && closed;
    }
    if (last) {
      Libc.invoke("close", number);
    }
  }

  /// Closes it: what `close` answers.
  int close() {
    synchronized (this) {
      if (closed) {
        return -Errno.EBADF;
      }
      closed = true;
      OPEN.remove(number, this);
      owner.countClosed(this);
      if (uses > 0) {
        return 0;
      }
    }
    return Libc.invoke("close", number);
  }

  /// Takes it out of the table for one who closes it in another way.
  synchronized void forget() {
    if (!closed) {
      closed = true;
      OPEN.remove(number, this);
      owner.countClosed(this);
    }
  }
}
