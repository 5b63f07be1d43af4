/// Who may touch an arena: locks of three kinds, and what one thread holds of them.
///
/// A thread takes arenas in the order of their numbers; one with a smaller number than any it holds already is refused, whether it is free
/// or not, so that no circle of threads can wait for each other. [Holdings] keeps that, and takes several in that order.
///
/// Lock order: an arena first, then the GIL, then the permit to run. So whoever has to wait gives up both first, which is what
/// [org.atoll.runtime.modules.thread.WaitQueue] does.
///
/// Knows nothing of cells. Used by the rest of this module only.
package org.atoll.arena.lock;
