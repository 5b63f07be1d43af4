/// Actors as scripts have them: the Python module `atoll.actors`.
///
/// An actor is a [org.atoll.actors.cell.Cell]: an address ([org.atoll.actors.cell.PyActorRef]) that stays the same over
/// restarts, a [org.atoll.actors.cell.Mailbox], and an [org.atoll.actors.cell.Incarnation], which is an interpreter with an
/// instance of the class in it. A cell has no thread. A message for an idle one schedules a turn, on a virtual thread that
/// works through a batch of messages with the GIL of that interpreter; who waits for an answer takes the turn itself, on the
/// own thread, where the cell is idle. Only who has the turn touches the incarnation.
///
/// Neither messages nor decisions go through Akka: a mailbox is a lock-free queue, and a message a small object with a snapshot
/// ([org.atoll.channels.codec]). An incarnation that fails suspends its cell and tells the [org.atoll.actors.cell.Guardian],
/// which sees to one thing after another, decides by the cell's [org.atoll.actors.cell.Strategy] and answers with a
/// [org.atoll.actors.cell.Signal]; so restarts, back-off, watches and links have one order.
///
/// A function takes its messages by a [org.atoll.actors.cell.Reception], a coroutine function in a
/// [org.atoll.actors.cell.CoroutineRun]. Who waits for an actor shows it by a [org.atoll.actors.cell.Waiting], by which
/// deadlocks are found.
///
/// What is sent to an interpreter that never ran the program, such as the class itself, is described by
/// [org.atoll.channels.codec.MainDefinitions].
///
/// All types that every actor's interpreter needs are built-in types, which interpreters share; only coroutines and
/// `concurrent.futures` make an actor import Python code (`atoll._actor_async`).
package org.atoll.actors.cell;
