/// Text and number algorithms behind Python's built-in types: formatting, parsing, codecs, Unicode data, hashing, searching.
/// Knows nothing of the object model: it takes and gives Strings, arrays of code points, bytes and Java numbers, and
/// reports refusals as [org.atoll.runtime.text.TextError]. Everything here is stateless or confined to one caller.
package org.atoll.runtime.text;
