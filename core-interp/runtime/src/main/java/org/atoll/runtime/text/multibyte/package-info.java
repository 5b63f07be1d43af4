/// The multibyte encodings of East Asia, with CPython's rules for errors and state, over the character tables of the
/// JDK's charsets. Knows nothing of Python objects.
package org.atoll.runtime.text.multibyte;
