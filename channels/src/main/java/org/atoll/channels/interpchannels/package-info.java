/// The channels of CPython's `_interpchannels`: like queues, but with two ends that interpreters are tied to by using
/// them, and that close. `concurrent.interpreters` does not use them; CPython's own tests do.
package org.atoll.channels.interpchannels;
