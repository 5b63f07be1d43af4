/// The queues of `concurrent.interpreters`: messages in order, shared by the interpreters of a runtime. To be used by this
/// module and by those that end interpreters.
///
/// Sender and receiver share a [org.atoll.channels.queues.QueuedItems], whose two ends have a lock each. Who finds a queue empty,
/// or full, looks at it for some microseconds, if there is a core that nobody else wants and its thread is no virtual one,
/// and then sleeps ([org.atoll.runtime.modules.thread.WaitQueue]): so two that answer each other need not be woken by
/// the system each time, and nobody looks again and again for longer.
package org.atoll.channels.queues;
