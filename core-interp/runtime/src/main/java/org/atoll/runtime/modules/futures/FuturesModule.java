package org.atoll.runtime.modules.futures;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// `_atoll_futures`: what `concurrent.futures` is made faster with.
@PyModuleDef(value = "_atoll_futures", doc = "The fast parts of concurrent.futures.")
final class FuturesModule {
  @PyConstant(name = "Future")
  static final PyType FUTURE = PyConcurrentFuture.TYPE;
  @PyConstant(name = "IdleCount")
  static final PyType IDLE_COUNT = PyIdleCount.TYPE;
  @PyConstant(name = "WorkerQueue")
  static final PyType WORKER_QUEUE = PyWorkerQueue.TYPE;

  @PyConstant(name = "Watch")
  static final PyType WATCH = PyFutureWatch.TYPE;

  @PyFunction(sig = "(future_class, /)", doc = "Note the library's own class Future, to which Future leaves what is not plain.")
  void adopt(ThreadState ts, PyType future_class) {
    PyConcurrentFuture.Library.of(ts).type = future_class;
  }
}
