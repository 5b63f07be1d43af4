/// The only door to the outside: files, clock, environment, randomness, processes, sockets. Everything else in the runtime
/// asks here, so that access can be limited, injected and simulated.
///
/// What the JDK offers is used where it suffices. Descriptors, `dup2`, `fcntl` and their like go to libc through the
/// foreign function API; that machinery takes tens of milliseconds to start, so nothing on the way to a first `print`
/// touches it (see [Libc]).
///
/// Nothing here knows Python objects. Calls return the C library's result, or the negated errno.
package org.atoll.runtime.host;
