/// The modules `math` and `cmath` (`Modules/mathmodule.c`, `Modules/cmathmodule.c`).
package org.atoll.runtime.modules.math;
