/// The module `_pickle` and its types: what turns objects into the byte streams of all protocols of `pickle`, and back.
/// Used by the module index only.
package org.atoll.runtime.modules.pickle;
