/// The module `_json`, which does the work of `json`. Compare CPython `Modules/_json.c`.
package org.atoll.runtime.modules.json;
