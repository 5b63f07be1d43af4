/// The module `_codecs`.
package org.atoll.runtime.modules.codecs;
