/// `_atoll_compat`: the locks under which `atoll.compat` runs code that was not made for several interpreters. Used by
/// the module index only.
package org.atoll.arena.serial;
