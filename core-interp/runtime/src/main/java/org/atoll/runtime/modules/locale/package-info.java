/// Locales: the module `_locale`. Each interpreter has its own; that of the process stays what it was.
package org.atoll.runtime.modules.locale;
