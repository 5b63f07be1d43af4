/// Compiles Python libraries when Atoll is built: CPython's own, and the packages of Atoll's Maven modules.
///
/// The jar of such a module holds the classes, named `org.atoll.py.` and the module's name, and an index, a class whose
/// `get()` gives a line for each module: its name, 1 for a package or 0, and the path of its source below
/// `lib/python3.14`. The sources themselves are files of the distribution, for tracebacks. For the build only.
package org.atoll.compiler.library;
