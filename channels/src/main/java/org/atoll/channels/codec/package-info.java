/// Messages between interpreters: what is sent becomes a snapshot, at the moment of sending and under the sender's GIL,
/// that shares nothing mutable with the original.
///
/// One Kryo registry ([org.atoll.channels.codec.PyKryo]) with an explicit id for each type serves two forms: inside a
/// process a copy with an identity memo, and bytes for everything else. Immutable values (numbers, str, bytes, code
/// objects, built-in types) stand for themselves in a copy. Lists, dicts, sets, deques, tuples, bytearrays, arrays, dates and
/// times are copied into objects that belong to no interpreter until the receiver takes them. Instances that are their class
/// and their attributes become a [org.atoll.channels.codec.Record], everything else a
/// [org.atoll.channels.codec.Reduced], what `__reduce_ex__` gives, or a [org.atoll.channels.codec.GlobalRef] (classes and
/// functions), which the receiver turns into an object of its own ([org.atoll.channels.codec.Rebuilder]). Functions that no name
/// leads to are parts of the snapshot as well ([org.atoll.channels.codec.FunctionCapture]), but in tasks, which take
/// along more ([org.atoll.channels.codec.MainDefinitions]).
///
/// A container that is given away ([org.atoll.channels.codec.Sending#moved]) has its storage in the message itself, unless
/// something in it has to be rebuilt. What comes in bytes is bounded ([org.atoll.channels.codec.Limits]) and passive until a
/// receiver opens it, as plain data or as its sender says.
///
/// What cannot be sent raises at the sender.
package org.atoll.channels.codec;
