/// The module `sys` (`Python/sysmodule.c`) with `sys.monitoring`, and how uncaught exceptions are shown.
package org.atoll.runtime.modules.sys;
