/// The module `select`.
package org.atoll.runtime.modules.select;
