/// The module `builtins` (`Python/bltinmodule.c`). Its types are in [org.atoll.runtime.types] and [org.atoll.runtime.object].
package org.atoll.runtime.modules.builtins;
