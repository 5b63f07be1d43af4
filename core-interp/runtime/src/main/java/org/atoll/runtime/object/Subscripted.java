package org.atoll.runtime.object;

import org.atoll.runtime.interp.ThreadState;

/// A built-in container that compiled code asks for its items directly, as it does lists and dicts. Its methods do what `__getitem__` and
/// `__setitem__` of its type do, from which no class of a program can derive.
public interface Subscripted {
  /// `self[key]`.
  Object item(ThreadState ts, Object key);

  /// `self[key] = value`.
  void setItem(ThreadState ts, Object key, Object value);
}
