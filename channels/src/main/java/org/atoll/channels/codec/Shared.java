package org.atoll.channels.codec;

/// A Python object that cannot change and belongs to no interpreter: it stands for itself in messages, as numbers and
/// strings do. Has no form in bytes.
public interface Shared {}
