/// The built-in types, one file each, named as in CPython's C sources (`PyList`, `PyDict` ...), with what several of them share:
/// hash tables, sorting, buffers, formatting, exceptions ([org.atoll.runtime.types.PyExc], [org.atoll.runtime.types.PyErr]). The
/// types of what only runs code (functions, frames, descriptors) are in [org.atoll.runtime.object]. Mutable objects are guarded by
/// their interpreter's GIL.
package org.atoll.runtime.types;
