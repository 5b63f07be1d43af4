package org.atoll.actors.interpreters;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.channels.codec.KnownCallables;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_atoll_pool`: what `concurrent.futures.InterpreterPoolExecutor` is made faster with.
@PyModuleDef(value = "_atoll_pool", doc = "The fast parts of concurrent.futures.InterpreterPoolExecutor.")
final class PoolModule {
  @PyConstant(name = "PoolQueue")
  static final PyType POOL_QUEUE = PyPoolQueue.TYPE;

  @PyFunction(sig = "(fn, args, kwargs, /)", doc = "Return the task (fn, args, kwargs); scripts are refused.")
  Object resolve_task(ThreadState ts, Object fn, Object args, Object kwargs) {
    if (PyUnicode.check(fn)) {
      throw PyErr.typeError("scripts not supported");
    }
    Object[] items = {fn, args, kwargs};
    if (args instanceof PyTuple given && kwargs instanceof PyDict named && named.size() == 0) {
      PyTuple sent = Sending.immutable(given);
      Message function = sent == null ? null : KnownCallables.of(ts).message(ts, fn);
      if (function != null) {
        return new PoolTask(PyTuple.TYPE, items, function, sent);
      }
    }
    return PyTuple.of(items);
  }
}
