/// The module `_io`: raw files, buffers, text (`Modules/_io/`). Where the parts of a stack are exactly the built-in types,
/// they call each other in Java; where a Python class stands between, by its methods.
package org.atoll.runtime.modules.io;
