package org.atoll.runtime.modules.decimal;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.contextvars.PyContextVar;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;

/// What the module keeps for each interpreter. Guarded by the GIL.
final class DecimalState {
  private final PyContextVar current = PyContextVar.named("decimal_context");
  /// What the contexts of new threads are copies of.
  final PyDecimalContext defaults = PyDecimalContext.standard();

  private DecimalState() {
    defaults.template = true;
  }

  private Object tuple;
  private Object rational;

  static DecimalState of(ThreadState ts) {
    return ts.interpreter().state(DecimalState.class, DecimalState::new);
  }

  /// The context of the running code, made if there is none yet.
  PyDecimalContext context(ThreadState ts) {
    if (current.get(ts, PyNone.NONE) instanceof PyDecimalContext c) {
      return c;
    }
    PyDecimalContext made = defaults.duplicate();
    made.status = 0;
    current.set(ts, made);
    return made;
  }

  void setContext(ThreadState ts, PyDecimalContext context) {
    current.set(ts, context);
  }

  /// `DecimalTuple`.
  Object tuple(ThreadState ts) {
    if (tuple == null) {
      Object namedtuple = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "collections"), "namedtuple");
      tuple = Call.call2(ts, namedtuple, "DecimalTuple", "sign digits exponent");
      PyObjects.setAttr(ts, tuple, "__module__", "decimal");
    }
    return tuple;
  }

  /// `numbers.Rational`.
  Object rational(ThreadState ts) {
    if (rational == null) {
      rational = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "numbers"), "Rational");
    }
    return rational;
  }
}
