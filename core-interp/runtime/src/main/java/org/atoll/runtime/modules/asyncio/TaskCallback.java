package org.atoll.runtime.modules.asyncio;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// What a loop calls to have a task go on: without an argument its next step, with one because that future is done.
/// Guarded by the GIL.
@PyTypeDef(name = "TaskStepMethWrapper", module = "_asyncio", basetype = false, instantiable = false)
final class TaskCallback extends PyObject {
  static final PyType TYPE = PyType.builtin(new TaskCallbackBinder());

  private final PyTask task;
  private final boolean wakeup;
  /// What the step throws into the coroutine, or null.
  private final PyBaseException exception;

  TaskCallback(PyTask task, boolean wakeup, PyBaseException exception) {
    super(TYPE);
    this.task = task;
    this.wakeup = wakeup;
    this.exception = exception;
  }

  @Override
  public Object call0(ThreadState ts) {
    if (wakeup) {
      throw PyErr.typeError("_asyncio.Task.task_wakeup() takes exactly one argument (0 given)");
    }
    task.step(ts, exception);
    return PyNone.NONE;
  }

  @Override
  public Object call1(ThreadState ts, Object future) {
    if (!wakeup) {
      throw PyErr.typeError("function takes no positional arguments");
    }
    task.wakeUp(ts, future);
    return PyNone.NONE;
  }

  @PyMethod(sig = "(*args, **kwargs)")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    if (kwargs.size() != 0) {
      throw PyErr.typeError("function takes no keyword arguments");
    }
    return args.items.length == 1 ? call1(ts, args.items[0]) : call0(ts);
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    if (kwnames != null && kwnames.length > 0 || args.length > 1) {
      throw PyErr.typeError("function takes no keyword arguments");
    }
    return args.length == 1 ? call1(ts, args[0]) : call0(ts);
  }

  @PyGetter(name = "__self__")
  Object self() {
    return task;
  }

  @PyGetter(name = "__qualname__")
  Object qualname(ThreadState ts) {
    return PyObjects.getAttr(ts, task.coroutineOrNone(), "__qualname__");
  }
}
