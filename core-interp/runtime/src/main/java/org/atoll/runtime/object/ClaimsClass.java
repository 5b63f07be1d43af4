package org.atoll.runtime.object;

/// A built-in object whose `__class__` may be another class than its type: one that stands in for an instance of that, as
/// `isinstance` has it.
public interface ClaimsClass {}
