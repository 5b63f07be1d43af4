/// The module `_warnings`, and how the runtime itself warns.
package org.atoll.runtime.modules.warnings;
