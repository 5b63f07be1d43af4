/// The module `mmap`.
package org.atoll.runtime.modules.mmap;
