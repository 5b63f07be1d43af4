/// The module `_string`.
package org.atoll.runtime.modules.string;
