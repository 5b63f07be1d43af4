/// The module `_datetime` and its types: immutable dates, times and durations. Used by the module index only.
package org.atoll.runtime.modules.datetime;
