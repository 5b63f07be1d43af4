package org.atoll.actors.inspect;

/// What keeps a thread waiting, and who: a lock that another thread holds, another thread's end, an answer. Immutable.
///
/// @param what what it waits for, in a few words: `an RLock`, `the GIL`, `the lock of module 'json'`, `the end`
/// @param relation what that has to do with the thread: `held by`, `of`; empty where the thread is not known
/// @param interpreter the number of the interpreter in which the thread is that can end the wait; -1 where it is not known
/// @param thread that thread's `threading.get_ident()`; 0 where it is not known
/// @param threadName its name; empty where it is not known
public record BlockerView(String what, String relation, long interpreter, long thread, String threadName) {
  /// Whether it is known whose doing it depends on.
  public boolean isKnown() {
    return thread != 0;
  }
}
