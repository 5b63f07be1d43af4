/// The module `array` and its types. Used by the module index only.
package org.atoll.runtime.modules.array;
