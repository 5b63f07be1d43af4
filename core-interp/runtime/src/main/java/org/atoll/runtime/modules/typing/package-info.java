/// The module `_typing` (`Objects/typevarobject.c`, `Modules/_typingmodule.c`): type variables, type aliases and
/// `typing.Generic`. Compiled code makes them through [TypeObjects].
package org.atoll.runtime.modules.typing;
