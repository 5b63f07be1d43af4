package org.atoll.channels.codec;

/// A class or function by module and qualified name; the receiver looks it up in its own modules. Immutable.
///
/// @param mainPath for what stands in `__main__`, the path of the program's file, so that an interpreter that has not run
///     it can; null otherwise
/// @param definition what a class or function of `__main__` is made of, for interpreters that never run the program; null
///     where there are no such interpreters. Not part of the bytes
record GlobalRef(String module, String qualname, String mainPath, MainDefinitions definition) {
  GlobalRef(String module, String qualname, String mainPath) {
    this(module, qualname, mainPath, null);
  }
}
