/// What compiled code calls: call sites with their caches, the binding of arguments, frames, unwinding, iteration, matching, the
/// making of functions and classes. The compiler knows these classes by the names in `org.atoll.compiler.RuntimeAbi` only; a test
/// compares the two.
///
/// The body of a code object is a [org.atoll.runtime.call.CodeBody]: a class of its own, or a
/// [org.atoll.runtime.call.ColdBody], which carries out what the class would consist of, and while a thread of the process is
/// watched a [org.atoll.runtime.call.WatchedBody] before it. Built-in functions are reached through generated binders
/// ([org.atoll.runtime.call.Binder]).
///
/// Code is shared by the threads of all interpreters: a cache entry is one immutable object that is published in one write. All
/// else requires the GIL of the interpreter whose thread state is passed.
package org.atoll.runtime.call;
