/// The module `itertools`: one file per type. Used by the module index only.
package org.atoll.runtime.modules.itertools;
