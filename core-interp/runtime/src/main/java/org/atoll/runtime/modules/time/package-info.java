/// The module `time`.
package org.atoll.runtime.modules.time;
