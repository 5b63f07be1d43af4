/// Subinterpreters, their work and their mailboxes.
///
/// An interpreter does one piece of work at a time ([org.atoll.actors.interpreters.ManagedInterpreter]). Who waits for
/// the result does it on the own thread, whose own interpreter goes on meanwhile; work that nobody lends a thread for, from
/// actors and Java programs, waits in the interpreter's [org.atoll.actors.interpreters.WorkQueue]. Its Akka actor
/// ([org.atoll.actors.interpreters.InterpreterActor]) puts it there; its `receive` never runs Python.
/// Calls, results and exceptions cross as messages ([org.atoll.channels.codec]). An error of the JVM in the work becomes a
/// Python exception of that interpreter.
package org.atoll.actors.interpreters;
