/// Interpreters and the threads that run in them. An [org.atoll.runtime.interp.Interpreter] is state without a thread; a
/// [org.atoll.runtime.interp.ThreadState] is a Java thread at work in it, with the [org.atoll.runtime.interp.Gil] and one of the
/// process's [org.atoll.runtime.interp.RunPermits]. Safepoints, pending calls, interrupts, limits, capabilities and finalizers are
/// here too. [org.atoll.runtime.interp.PyRuntime] holds the interpreters that belong together.
///
/// Each class says which of its methods need the GIL; what others may call while an interpreter runs is thread-safe.
package org.atoll.runtime.interp;
