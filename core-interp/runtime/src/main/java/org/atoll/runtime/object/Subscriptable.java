package org.atoll.runtime.object;

/// A built-in object whose `__getitem__` takes keys, not positions: unlike other objects with a `__getitem__` it can not be
/// iterated over by it (on CPython a type with `mp_subscript` but without `sq_item`).
public interface Subscriptable {}
