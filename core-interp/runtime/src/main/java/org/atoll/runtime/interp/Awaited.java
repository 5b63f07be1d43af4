package org.atoll.runtime.interp;

/// What a thread waits for, as far as that can be told to those who look at it from outside: a lock that another thread holds,
/// another thread's end, an answer. Any thread may ask, at any time; the answer is that of a moment ago.
///
/// The waiting thread names it by [ThreadState#awaits].
public interface Awaited {
  /// Who can end the wait.
  ///
  /// @param interpreter where the thread does so
  record Holder(Interpreter interpreter, Thread thread) {
    /// The thread's state in that interpreter; null where it has none at the moment.
    public ThreadState state() {
      for (ThreadState ts : interpreter.threads()) {
        if (ts.thread == thread) {
          return ts;
        }
      }
      return null;
    }
  }

  /// What it is, in a few words: `a lock`, `the end`.
  String what();

  /// What it has to do with its holder, in a word or two: `held by`, `of`.
  String relation();

  /// On whose doing it depends for `waiter`; null where nobody knows.
  Holder holder(ThreadState waiter);
}
