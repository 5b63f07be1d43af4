/// Channels as scripts have them: the Python module `atoll.channels`.
///
/// # Parts
/// A [org.atoll.channels.ends.Channel] has a [org.atoll.channels.ends.Buffer] of items, each a value that stands for
/// itself or a [org.atoll.channels.ends.Parcel] with a snapshot, and two sides. Scripts hold it by ends,
/// [org.atoll.channels.ends.PySender] and [org.atoll.channels.ends.PyReceiver], each with a
/// [org.atoll.channels.ends.Handle] of its own. A channel is in no table and has no thread: who still has an end keeps
/// it.
///
/// A [org.atoll.channels.ends.Broadcast] has no items: each of its subscribers has a channel of its own, a
/// [org.atoll.channels.ends.Subscription], whose receivers are receivers as all others. An item is packed once for all
/// of them ([org.atoll.channels.ends.Circular]). What both kinds have in common, sides with handles, is an
/// [org.atoll.channels.ends.Exchange].
///
/// Who waits at a side is an [org.atoll.channels.ends.Arrivals]: threads in a queue, of which one is woken at a time,
/// and [org.atoll.channels.ends.Watcher]s, which are all told: the [org.atoll.channels.ends.PyLobby] of an event loop,
/// where its tasks wait, and the place that a [org.atoll.channels.ends.Selection] has at each of its sources.
///
/// # Nothing is handed over
/// Whoever is woken looks again, and takes what is there then; an item is in the buffer, or has been taken by somebody
/// who returns with it. So a task that is cancelled, a thread that is interrupted, a wait whose time is over or an
/// interpreter that ends has either received an item or left it where it was. (Go and Kotlin hand an item to the
/// waiter, and then it can be lost with a cancelled one; trio can do so safely because nothing comes between in its one
/// thread.) The price is that somebody else may be faster than who was woken, who then waits on.
///
/// # Invariants
/// 1. What one sender has sent is received in that order, or by priority where the channel has priorities; an item is
///    received once.
/// 2. `taken <= put <= taken + maxsize`. See [org.atoll.channels.items.BlockQueue].
/// 3. A wait begins with telling that one waits, and looks then; who changes something looks for those who wait
///    afterwards. Both are volatile accesses, of which all threads see one order, so that one of the two sees the
///    other.
/// 4. A thread that stops waiting, for whatever reason, wakes the next if there may be something for it. An event loop,
///    which may never run again, never stands in for a thread: it is told besides.
/// 5. The handles that count are counted under the lock of their side, under which an item is also put. So who finds no
///    sender left, and then no item, will not miss one.
/// 6. A handle counts from when it is made, and while it is on its way, until it is closed: by `close()`, by the end of
///    its interpreter, or when nothing refers to its end any more. One that was sent on by an interpreter that had not
///    used it itself does not count from when it has arrived elsewhere, until that uses it after all: it was given
///    away. One that is on its way counts until its message is opened or released; a message that is forgotten is
///    released when it is collected.
///
/// # Locks
/// Each side has a lock, held for moments, in which no Python code runs, nobody is woken and no message is opened or
/// released. Who needs both takes the senders' first (to make room by dropping). Those of a channel with priorities are
/// one and the same. A broadcast adds to its subscriptions with the lock of its own senders held: theirs come after
/// that, and nothing is released meanwhile, which might need the locks of another broadcast. An Arrivals has a lock for
/// changes of its watchers, in which nothing else is taken. Waiting is done without the GIL and without a permit
/// ([org.atoll.runtime.modules.thread.WaitQueue]).
///
/// # What fails how
/// A channel whose senders have all closed gives what it has, and then raises ChannelClosed. One whose receivers have
/// gone raises ChannelClosed in those who send, also in those who wait for room; what was not received stays, to be
/// read by `Sender.unreceived()`. The ends and queues that such items carry are let go at once, so that who waits for
/// an answer to one learns that there will be none. An item that cannot be rebuilt raises at its receiver and is gone.
///
/// # Cost
/// Senders and receivers share two counters only, and what each side writes lies apart in memory
/// ([org.atoll.channels.ends.Lane]): one sender and one receiver do not wait for each other's locks. A selection is
/// told by a source that it has something, once until it looks, and takes its sources in turn: a message costs the same
/// whether it selects from one or from thousands.
///
/// Used by `actors`, which tells of interpreters that have ended ([org.atoll.channels.ends.Handles]). Other packages
/// have their objects selected from: built-in ones as [org.atoll.channels.ends.Selectable], others by
/// [org.atoll.channels.ends.SelectableTypes]; they tell of what comes by [org.atoll.channels.ends.Watchers].
package org.atoll.channels.ends;
