/// The module `_symtable` (`Modules/symtablemodule.c`), on the compiler's own table of names.
package org.atoll.runtime.modules.symtable;
