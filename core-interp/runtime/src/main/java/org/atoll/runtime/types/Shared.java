package org.atoll.runtime.types;

/// A Python object that belongs to no interpreter: it stands for itself in messages, as numbers and strings do. Either it cannot
/// change, or all that it does may be done by any threads of any interpreters at once. It has no form in bytes.
public interface Shared {}
