/// The module `_thread`: locks, threads and thread-local data, and the waiting that other modules share.
package org.atoll.runtime.modules.thread;
