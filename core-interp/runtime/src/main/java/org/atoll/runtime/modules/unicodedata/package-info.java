/// The module `unicodedata`.
package org.atoll.runtime.modules.unicodedata;
