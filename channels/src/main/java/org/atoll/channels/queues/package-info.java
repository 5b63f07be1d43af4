/// The queues of `concurrent.interpreters`: messages in order, shared by the interpreters of a runtime.
package org.atoll.channels.queues;
