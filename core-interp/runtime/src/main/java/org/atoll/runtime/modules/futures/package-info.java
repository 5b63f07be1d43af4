/// The module `_atoll_futures`: the parts of `concurrent.futures` that every task goes through, which CPython writes in
/// Python. `_atoll_pools` puts them in the place of the library's; whatever is not plain is left to the library's own code.
package org.atoll.runtime.modules.futures;
