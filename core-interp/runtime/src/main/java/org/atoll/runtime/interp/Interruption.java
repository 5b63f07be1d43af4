package org.atoll.runtime.interp;

/// An exception to be raised in running code from outside, made by the thread in which it is raised.
@FunctionalInterface
public interface Interruption {
  /// The exception, a class or an instance. Called with the GIL held, at the safepoint at which it is raised; what it throws
  /// is raised instead.
  Object exception(ThreadState ts);
}
