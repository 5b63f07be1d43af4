/// The module `_random`. Compare CPython `Modules/_randommodule.c`.
package org.atoll.runtime.modules.random;
