/// The module `_contextvars` (`Python/context.c`).
package org.atoll.runtime.modules.contextvars;
