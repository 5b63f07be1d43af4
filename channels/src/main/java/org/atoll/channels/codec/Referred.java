package org.atoll.channels.codec;

/// Marks the serializers of what the form in bytes refers to where it comes again, so that it is one object for the receiver
/// too. Their `read` announces the object with [PyKryo#reference] before it reads the parts.
interface Referred {}
