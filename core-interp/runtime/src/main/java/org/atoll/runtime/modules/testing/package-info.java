/// The parts of CPython's own test modules that mean something without C: `_testlimitedcapi` here, `_testinternalcapi` and the
/// little of `_testcapi` that can be answered in the Maven module `actors`. What tests a C API is left out on purpose: CPython's
/// test suite skips such tests where the names cannot be imported.
package org.atoll.runtime.modules.testing;
