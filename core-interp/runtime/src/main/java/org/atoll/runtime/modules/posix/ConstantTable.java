package org.atoll.runtime.modules.posix;

import org.atoll.runtime.object.PyModule;

/// Adds the many constants of system modules from one text: `NAME=1 OTHER=2`.
public final class ConstantTable {
  private ConstantTable() {}

  public static void add(PyModule module, String table) {
    int i = 0;
    int n = table.length();
    while (i < n) {
      int eq = table.indexOf('=', i);
      int end = eq;
      while (end < n && table.charAt(end) > ' ') {
        end++;
      }
      module.dict().put(table.substring(i, eq).intern(), Long.parseLong(table, eq + 1, end, 10));
      i = end;
      while (i < n && table.charAt(i) <= ' ') {
        i++;
      }
    }
  }
}
