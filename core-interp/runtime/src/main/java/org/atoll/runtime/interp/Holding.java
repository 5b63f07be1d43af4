package org.atoll.runtime.interp;

/// What a thread has taken of something that all interpreters share, and is to give back: [ThreadState#holding]. Belongs to
/// the thread, unless said otherwise.
public interface Holding {
  /// The thread's run of Python code is over, and it has not given back what it holds: its interpreter has been ended by force, or the
  /// code that would have done so was dropped. Any thread may call this, once; the thread itself runs no more.
  void abandoned(ThreadState ts);

  /// Whether others that want the thread's permit should wait a little longer, since still others wait for what it holds.
  ///
  /// @param now `System.nanoTime()`
  boolean keepsPermit(long now);
}
