/// The module `_decimal`: decimal arithmetic by Mike Cowlishaw's General Decimal Arithmetic Specification, on the JDK's
/// big integers. [Num] is a value, [Arith] the arithmetic under one set of limits, [Functions] its transcendental
/// part; the `Py` classes are what Python sees of them.
package org.atoll.runtime.modules.decimal;
