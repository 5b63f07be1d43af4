/// The module `_weakref`: weak references, proxies and their callbacks (`Objects/weakrefobject.c`, `Modules/_weakref.c`).
package org.atoll.runtime.modules.weakref;
