package org.atoll.runtime.modules.datetime;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;

/// What the types of the module do with arguments. Stateless.
final class Arguments {
  private static final String[] DATE = {"year", "month", "day"};

  private Arguments() {}

  /// Makes sure that the parts of a date are all given; those before a missing one are ints.
  static void require(ThreadState ts, Object... date) {
    for (int i = 0; i < date.length; i++) {
      if (date[i] == null) {
        for (int j = 0; j < i; j++) {
          Convert.toInt(ts, date[j]);
        }
        throw PyErr.typeError("function missing required argument '%s' (pos %d)", DATE[i], i + 1);
      }
    }
  }

  /// An int, or what stands for an argument that was not given.
  static int orInt(ThreadState ts, Object given, int otherwise) {
    return given == null ? otherwise : Convert.toInt(ts, given);
  }

  /// `self.replace(**changes)`, as a type itself does that.
  static Object replaced(ThreadState ts, PyType type, Object self, PyDict changes) {
    return Call.withDict(ts, type.lookup("replace"), new Object[] {self}, changes);
  }
}
