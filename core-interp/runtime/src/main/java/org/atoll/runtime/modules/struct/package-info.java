/// The module `_struct`. Compare CPython `Modules/_struct.c`.
package org.atoll.runtime.modules.struct;
