/// The module `_abc` (`Modules/_abc.c`), the fast half of `abc`.
package org.atoll.runtime.modules.abc;
