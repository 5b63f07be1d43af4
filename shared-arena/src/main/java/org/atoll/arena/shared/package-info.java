/// `_atoll_shared`: the small tools of sharing between interpreters. Atomics, a dict, locks and the like, which need no
/// arena; for methods that are `@locked`, also what enters the arena of an object.
///
/// Each tool is one Java object that all interpreters of the process have in common ([org.atoll.runtime.types.Shared]):
/// it stands for itself wherever it is sent, and its methods may be called by any threads at once. What it keeps are
/// values that cannot change ([SharedValues]), so that nothing that belongs to one interpreter is ever seen by another.
/// Python code, as the function given to `update`, never runs while anything is locked that the caller did not lock
/// himself.
///
/// Whoever waits does so in a [org.atoll.runtime.modules.thread.WaitQueue]: without the GIL, woken when it is time, and
/// by signals, interrupts and the end of his interpreter.
///
/// What a thread has locked is listed in its [Taken]. When the thread ends without having given it back, since its
/// interpreter was killed for instance, the lock is free again and marked as abandoned. Permits of semaphores belong to
/// nobody and are lost with who had them.
package org.atoll.arena.shared;
