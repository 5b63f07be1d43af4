/// Signals: the module `_signal` and their way to the main thread of the main interpreter.
package org.atoll.runtime.modules.signal;
