/// The module `posix` and others that call the operating system: `_posixsubprocess`, `fcntl`, `grp`, `pwd`, `resource`, `syslog`,
/// `termios`.
package org.atoll.runtime.modules.posix;
