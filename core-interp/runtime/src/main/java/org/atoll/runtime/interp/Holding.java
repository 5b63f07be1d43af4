package org.atoll.runtime.interp;

/// What a thread has taken of one kind of thing that all interpreters share, and is to give back: [ThreadState#holding]. Belongs
/// to the thread, unless said otherwise.
public abstract class Holding {
  /// What the thread holds of another kind; null for nothing.
  Holding next;

  /// The thread's run of Python code is over, and it has not given back what it holds: its interpreter has been ended by force, or the
  /// code that would have done so was dropped. Any thread may call this, once; the thread itself runs no more.
  public abstract void abandoned(ThreadState ts);

  /// What is to be raised where an access to memory has failed, as of a file that was cut short, and it is memory of what the thread holds; null
  /// where it is not.
  public RuntimeException explain(InternalError fault) {
    return null;
  }

  /// Whether others that want the thread's permit should wait a little longer, since still others wait for what it holds.
  ///
  /// @param now `System.nanoTime()`
  public abstract boolean keepsPermit(long now);
}
