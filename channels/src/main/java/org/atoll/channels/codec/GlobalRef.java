package org.atoll.channels.codec;

/// A class or function by module and qualified name; the receiver looks it up in its own modules. Immutable.
///
/// @param mainPath for what stands in `__main__`, the path of the program's file, so that an interpreter that has not run
///     it can; null otherwise
record GlobalRef(String module, String qualname, String mainPath) {}
