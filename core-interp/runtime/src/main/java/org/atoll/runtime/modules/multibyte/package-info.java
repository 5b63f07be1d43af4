/// The modules `_multibytecodec`, `_codecs_cn`, `_codecs_jp` and their like: Python's face of
/// [org.atoll.runtime.text.multibyte].
package org.atoll.runtime.modules.multibyte;
