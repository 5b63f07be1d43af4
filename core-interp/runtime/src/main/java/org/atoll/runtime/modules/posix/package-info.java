/// The module `posix` and what it shares with other modules that call the operating system.
package org.atoll.runtime.modules.posix;
