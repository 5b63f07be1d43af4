/// The module `_queue`.
package org.atoll.runtime.modules.queue;
