package org.atoll.runtime.modules.typing;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;

/// A value that is given, or computed by a function when first asked for. Guarded by the GIL.
final class Lazy {
  private static final long FORMAT_VALUE = 1;

  private Object value;
  private final Object evaluator;

  private Lazy(Object value, Object evaluator) {
    this.value = value;
    this.evaluator = evaluator;
  }

  /// A value; null for none.
  static Lazy of(Object value) {
    return new Lazy(value, null);
  }

  /// What `evaluator` gives; null for none.
  static Lazy by(Object evaluator) {
    return new Lazy(null, evaluator);
  }

  boolean isAbsent() {
    return value == null && evaluator == null;
  }

  Object get(ThreadState ts, Object otherwise) {
    if (value == null && evaluator != null) {
      value = Call.call1(ts, evaluator, FORMAT_VALUE);
    }
    return value == null ? otherwise : value;
  }

  /// The function, one that gives the value, or None.
  Object evaluator() {
    if (evaluator != null) {
      return evaluator;
    }
    return value == null ? PyNone.NONE : new ConstEvaluator(value);
  }
}
