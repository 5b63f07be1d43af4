/// The only door to the outside: files, clock, environment, randomness, processes, sockets. Everything else in the runtime
/// asks here, so that access can be limited, injected and simulated.
///
/// What the JDK offers is used where it suffices. Descriptors, `dup2`, `fcntl` and their like go to libc through the
/// foreign function API; that machinery takes tens of milliseconds to start, so nothing on the way to a first `print`
/// touches it (see [Libc]).
///
/// What goes out to the system asks the [org.atoll.runtime.host.Access] of the interpreter that the calling thread runs. A
/// function of libc that is called by its name has a rule in [org.atoll.runtime.host.HostRules], names of files go through
/// [org.atoll.runtime.host.GuardedPaths] where something is refused, and whose a descriptor is stands in
/// [org.atoll.runtime.host.Descriptor]. An interpreter that may do everything pays for one look at a field.
///
/// Nothing here knows Python objects. Calls return the C library's result, or the negated errno.
package org.atoll.runtime.host;
