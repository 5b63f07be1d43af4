package org.atoll.runtime.object;

/// An object that stands for something that is kept elsewhere, so that several of them can be the same to Python's `is`.
public interface Alias {
  /// Whether another object, which is not this one, stands for the same.
  boolean isSame(Object other);
}
