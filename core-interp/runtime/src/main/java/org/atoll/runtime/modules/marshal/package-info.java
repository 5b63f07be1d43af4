/// The module `marshal` (`Python/marshal.c`) for data. Code objects, whose instructions are Java class files here, cannot
/// be marshalled.
package org.atoll.runtime.modules.marshal;
