/// The matching engine behind Python's `re`: runs the code arrays that CPython 3.14's own
/// `re._compiler` emits. Compare CPython `Modules/_sre/sre.c` and `sre_lib.h`.
///
/// The way of a pattern: [org.atoll.runtime.sre.SreDecoder] reads the code words into a tree of
/// [org.atoll.runtime.sre.SreNode], [org.atoll.runtime.sre.SreAssembler] turns the tree, with what
/// [org.atoll.runtime.sre.FirstSet] knows of possible next characters, into an immutable
/// [org.atoll.runtime.sre.SreProgram], and a [org.atoll.runtime.sre.SreMatcher] runs that over an
/// [org.atoll.runtime.sre.SreSubject].
///
/// The package knows nothing of Python objects; only the module `_sre` uses it.
package org.atoll.runtime.sre;
