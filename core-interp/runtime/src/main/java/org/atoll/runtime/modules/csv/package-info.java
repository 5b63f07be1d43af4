/// The module `_csv`. Compare CPython `Modules/_csv.c`.
package org.atoll.runtime.modules.csv;
