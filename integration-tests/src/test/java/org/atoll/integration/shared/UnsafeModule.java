package org.atoll.integration.shared;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyModuleDef;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyType;

/// A built-in module around state of the whole process that nothing guards, as those made for one interpreter have it.
@PyModuleDef("_unsafe")
final class UnsafeModule {
  @PyConstant(name = "Counter")
  static final PyType COUNTER = Counter.TYPE;

  /// What the process has once.
  private static final class State {
    long total;
    int inside;
    int torn;
  }

  private static State state(ThreadState ts) {
    return ts.interpreter().runtime().state(State.class, State::new);
  }

  /// Counts for the process, as [#add] does.
  @PyTypeDef(name = "Counter", module = "_unsafe", doc = "Counts for the process.")
  static final class Counter extends PyInstance {
    static final PyType TYPE = PyType.builtin(new UnsafeModule_CounterBinder());

    private Counter(PyType cls) {
      super(cls);
    }

    @PyNew(sig = "()")
    static Object create(PyType cls) {
      return new Counter(cls);
    }

    @PyMethod(sig = "(times=1, /)", doc = "Add to the total.")
    long add(ThreadState ts, long times) {
      return change(state(ts), times);
    }

    @PyMethod
    long __len__(ThreadState ts) {
      return state(ts).total;
    }
  }

  private static long change(State state, long times) {
    state.inside++;
    state.torn += state.inside == 1 ? 0 : 1;
    for (long i = 0; i < times; i++) {
      long seen = state.total;
      Thread.onSpinWait();
      state.total = seen + 1;
    }
    state.inside--;
    return state.total;
  }

  @PyFunction(sig = "(times=1, /)", doc = "Add to the total, one at a time.")
  long add(ThreadState ts, long times) {
    return change(state(ts), times);
  }

  @PyFunction(sig = "()", doc = "Begin anew.")
  void reset(ThreadState ts) {
    state(ts).total = 0;
    state(ts).inside = 0;
    state(ts).torn = 0;
  }

  @PyFunction(sig = "()", doc = "The total.")
  long total(ThreadState ts) {
    return state(ts).total;
  }

  @PyFunction(sig = "()", doc = "How often a call found another one at work.")
  long overlaps(ThreadState ts) {
    return state(ts).torn;
  }

  @PyFunction(sig = "(callback, /)", doc = "Call something from within.")
  Object within(ThreadState ts, Object callback) {
    return Call.call0(ts, callback);
  }
}
