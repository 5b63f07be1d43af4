/// The `atoll` command: reads the command line as CPython's `python` does and hands it to the runtime.
///
/// Nothing in this package is meant to be called by other programs; embedders use the runtime's public API.
package org.atoll.cli;
