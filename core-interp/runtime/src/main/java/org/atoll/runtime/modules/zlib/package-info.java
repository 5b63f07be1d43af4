/// The module `zlib` over `java.util.zip`. Compare CPython `Modules/zlibmodule.c`. Compressors cannot be copied: the JDK
/// does not give access to the state of a stream.
package org.atoll.runtime.modules.zlib;
