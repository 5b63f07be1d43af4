/// The module `marshal` (`Python/marshal.c`): CPython's format for data; a code object goes as the class files of its unit, which
/// only the build of Atoll that wrote them can load.
package org.atoll.runtime.modules.marshal;
