/// The module `_sre`: patterns, matches, scanners and templates over the engine in `org.atoll.runtime.sre`. Compare
/// CPython `Modules/_sre/sre.c`.
package org.atoll.runtime.modules.sre;
