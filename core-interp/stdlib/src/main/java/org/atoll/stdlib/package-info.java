/// Compiles CPython's Python library when Atoll is built, and describes what is in the jar.
///
/// The jar holds the classes, named `org.atoll.py.` and the module's name, and the index `org.atoll.py.$Index`, a line
/// for each module: its name, 1 for a package or 0, and the path of its source below `lib/python3.14`. The sources
/// themselves are files of the distribution, for tracebacks.
package org.atoll.stdlib;
