/// The parts of CPython's own test modules that mean something without C: `_testlimitedcapi`, and `_testinternalcapi` in
/// the Maven module `actors`.
/// `_testcapi` is left out on purpose: nearly all of it tests a C API that Atoll does not have, and CPython's test suite
/// skips those tests where the module cannot be imported.
package org.atoll.runtime.modules.testing;
