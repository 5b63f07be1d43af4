/// The module `_heapq`. Compare CPython `Modules/_heapqmodule.c`.
package org.atoll.runtime.modules.heapq;
