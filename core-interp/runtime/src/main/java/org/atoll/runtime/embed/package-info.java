/// Runs a program as `python` does: the main interpreter's start, the script, command, module or prompt, uncaught exceptions, and
/// the end of interpreters, the main one and others, and of the process with its exit status. For the command `atoll`; Java
/// programs use `dev.atoll`.
package org.atoll.runtime.embed;
