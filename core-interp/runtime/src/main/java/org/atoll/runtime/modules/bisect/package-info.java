/// The module `_bisect`. Compare CPython `Modules/_bisectmodule.c`.
package org.atoll.runtime.modules.bisect;
