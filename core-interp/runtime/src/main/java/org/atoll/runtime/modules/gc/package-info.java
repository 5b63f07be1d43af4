/// The module `gc` (`Modules/gcmodule.c`), in front of the JVM's garbage collector.
package org.atoll.runtime.modules.gc;
