/// Subinterpreters as Akka actors.
///
/// Each subinterpreter has an actor ([org.atoll.actors.interpreters.InterpreterActor]) whose `receive` never runs Python:
/// it hands a piece of work to a thread and stays answerable. Calls, results and exceptions cross as messages
/// ([org.atoll.channels.codec]); the caller waits without its GIL and open to signals. An error of the JVM in the work
/// becomes a Python exception of that interpreter and never leaves its thread.
package org.atoll.actors.interpreters;
