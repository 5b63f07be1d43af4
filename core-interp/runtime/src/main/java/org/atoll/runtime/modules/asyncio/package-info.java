/// The module `_asyncio`: futures, tasks and what is running, by which the package `asyncio` is fast. Everything here acts as
/// the classes and functions of the same names in `asyncio.futures`, `asyncio.tasks` and `asyncio.events`.
package org.atoll.runtime.modules.asyncio;
