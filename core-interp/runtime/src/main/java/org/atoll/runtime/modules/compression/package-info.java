/// The modules `_bz2` and `_lzma`, over Commons Compress and XZ for Java. Those pull their input from a stream, whereas
/// Python pushes it in pieces; [StreamDecoder] turns one into the other.
package org.atoll.runtime.modules.compression;
