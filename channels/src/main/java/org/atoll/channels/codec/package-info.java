/// Messages between interpreters: what is sent becomes a snapshot, at the moment of sending and under the sender's GIL,
/// that shares nothing mutable with the original.
///
/// One Kryo registry ([org.atoll.channels.codec.PyKryo]) with an explicit id for each type serves two forms: inside a
/// process a copy with an identity memo, and bytes for everything else. Immutable values (numbers, str, bytes, code
/// objects, built-in types) stand for themselves in a copy. Lists, dicts, sets, tuples and bytearrays are copied into
/// objects that belong to no interpreter until the receiver takes them. Everything else becomes a
/// [org.atoll.channels.codec.Reduced], what `__reduce_ex__` gives, or a [org.atoll.channels.codec.GlobalRef] (classes and
/// functions), which the receiver turns into an object of its own ([org.atoll.channels.codec.Rebuilder]).
///
/// What cannot be sent raises at the sender.
package org.atoll.channels.codec;
