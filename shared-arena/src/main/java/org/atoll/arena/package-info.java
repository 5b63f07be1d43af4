/// Shared arenas: memory that interpreters have in common, entered with `with`, worked on in place, left again.
///
/// # Parts, each of which knows only those before it
///
/// - `memory`: a [org.atoll.arena.memory.Region] is a range of addresses outside the Java heap that is reserved at once and
///   takes memory as it is used; a [org.atoll.arena.memory.CellHeap] divides it into cells. Knows nothing of Python.
/// - `collect`: marks the cells that an arena's roots lead to; what was not marked is free.
/// - `lock`: who may touch an arena. A [org.atoll.arena.lock.Hold] is one thread's stay in it.
/// - `values`: Python values as words and cells.
/// - `views`: the Python objects by which a program works on cells: dict, list, set, deque, bytearray, typed arrays,
///   instances of `@arena.struct` classes, pools.
/// - `when`: functions that are run as soon as arenas are free.
/// - `shared`: atomics, locks and the like (`atoll.shared`), which need no arena.
///
/// # Cells and words
///
/// A cell begins at a multiple of 16 bytes, never moves, and begins with a header of 8 bytes: kind, flags, and 32 bits for
/// the kind's own use. A place that holds a Python value is a word of 64 bits ([org.atoll.arena.values.Words]): a small
/// int, most floats, None and the like, or a short str by itself, else the offset of a cell of the same region. So a word never
/// means anything outside its arena, and nothing in an arena refers to the Java heap. Offsets, not addresses: a file may be
/// mapped anywhere.
///
/// # The rule of references
///
/// Words refer to immutable values and to cells of the same arena. A local mutable object is copied when it is stored; a
/// view of another arena raises `ArenaReferenceError`. There is one place where a Python value becomes a word, and it is
/// there that the rule is kept.
///
/// # Holds and views
///
/// `with` makes a [org.atoll.arena.lock.Hold], which names the thread state that it belongs to until it ends. A view
/// has the hold under which it was made, and each of its operations first looks whether that hold belongs to the calling
/// thread still: one comparison, which tells views that were kept, that are used by another thread, and whose arena is
/// closed. Views are never revived; the next `with` makes new ones. Two views of one cell are the same object for `is`.
///
/// # Reclaiming
///
/// Marking starts from what is there at one moment (a snapshot): what was reachable then and what is made later
/// survives. So whoever overwrites a word while marking goes on hands over what stood there. Between two holds nothing but
/// the root and the pools has to be marked. Where it becomes necessary within a hold, its live views are roots, too: views of a hold
/// belong to groups of a few hundred; a group keeps their offsets, and is itself kept by its views only, so what it lists counts as
/// long as any of them is alive. All phases but marking begin and end at the start of an operation, when no other code has an offset in its
/// hands. Whoever holds the arena for writing does the work, in steps bounded by what it has allocated; nobody else
/// ever waits for it.
///
/// An operation takes all memory that it needs before it changes anything; so ArenaFull leaves everything as it was.
///
/// # Free for all
///
/// In an arena of mode `free` each operation passes a turnstile ([org.atoll.arena.lock.Turnstile]) and locks its container's cell by a bit in the header, for
/// as long as it works on cells, never while Python code runs. Storage of a container is seen under its lock only, so it is
/// discarded at once as elsewhere. Allocating, marking and sweeping are synchronized on the heap, in short steps; the turnstile is closed where a
/// collection begins and ends, so no operation has an offset in its hands then. Views of all holds are roots. The classes of views that do so
/// derive from those of the other modes, which pay nothing for it ([org.atoll.arena.objects.FreeAccess]).
///
/// # Files
///
/// An arena can be in a file ([org.atoll.arena.memory.ArenaFile]), which its region maps: there is nothing outside of it that is needed
/// to open it. Behind the lock of such an arena is a [org.atoll.arena.lock.Gate], a lock on the file by which processes take turns; who comes through it
/// undoes what a killed process has left, by the log beside the file, and reads the state of the heap again where another process has
/// changed it. What a file says is looked through when it is opened, as nothing of it can be trusted.
///
/// # Failure
///
/// An interpreter that ends within a hold gives the arena back and marks it as poisoned, or has its changes undone from a
/// log. Memory that is not there raises a Python exception: offsets are checked against the region by every access, and
/// the region's life by the JDK's memory session, so that no mistake in here can harm the process.
package org.atoll.arena;
