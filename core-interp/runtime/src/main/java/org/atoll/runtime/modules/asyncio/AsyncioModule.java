package org.atoll.runtime.modules.asyncio;

import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PySet;

/// The module `_asyncio` (`Modules/_asynciomodule.c`).
@PyModuleDef(value = "_asyncio", doc = "Accelerator module for asyncio")
final class AsyncioModule {
  @PyConstant(name = "Future")
  static final PyType FUTURE = PyFuture.TYPE;
  @PyConstant(name = "Task")
  static final PyType TASK = PyTask.TYPE;


  // Loops.

  @PyFunction(sig = "()", name = "_get_running_loop", doc = "Return the running event loop or None.")
  Object runningLoopOrNone(ThreadState ts) {
    return ts.runningLoop == null ? PyNone.NONE : ts.runningLoop;
  }

  @PyFunction(sig = "(loop, /)", name = "_set_running_loop", doc = "Set the running event loop.")
  void setRunningLoop(ThreadState ts, Object loop) {
    ts.runningLoop = loop == PyNone.NONE ? null : loop;
  }

  @PyFunction(sig = "()", name = "get_running_loop", doc = "Return the running event loop.  Raise a RuntimeError if there is none.")
  Object getRunningLoop(ThreadState ts) {
    return AsyncioState.runningLoop(ts);
  }

  @PyFunction(sig = "()", name = "get_event_loop", doc = "Return an asyncio event loop.")
  Object getEventLoop(ThreadState ts) {
    return AsyncioState.eventLoop(ts);
  }

  // Tasks.

  @PyFunction(sig = "(task)", name = "_register_task", doc = "Register a new task in asyncio as executed by loop.")
  void registerTask(ThreadState ts, Object task) {
    AsyncioState.of(ts).tasks.add(task);
  }

  @PyFunction(sig = "(task)", name = "_register_eager_task", doc = "Register a new task in asyncio as executed by loop.")
  void registerEagerTask(ThreadState ts, Object task) {
    AsyncioState.of(ts).eagerTasks.add(task);
  }

  @PyFunction(sig = "(task)", name = "_unregister_task", doc = "Unregister a task.")
  void unregisterTask(ThreadState ts, Object task) {
    AsyncioState.of(ts).tasks.remove(task);
  }

  @PyFunction(sig = "(task)", name = "_unregister_eager_task", doc = "Unregister a task.")
  void unregisterEagerTask(ThreadState ts, Object task) {
    AsyncioState.of(ts).eagerTasks.remove(task);
  }

  @PyFunction(sig = "(loop, task)", name = "_enter_task", doc = "Enter into task execution or resume suspended task.")
  void enterTask(ThreadState ts, Object loop, Object task) {
    AsyncioState.enterTask(ts, loop, task);
  }

  @PyFunction(sig = "(loop, task)", name = "_leave_task", doc = "Leave task execution or suspend a task.")
  void leaveTask(ThreadState ts, Object loop, Object task) {
    AsyncioState.leaveTask(ts, loop, task);
  }

  @PyFunction(sig = "(loop, task)", name = "_swap_current_task", doc = "Temporarily swap in the supplied task and return the original one (or None).")
  Object swapCurrentTask(ThreadState ts, Object loop, Object task) {
    return AsyncioState.swapTask(ts, loop, task);
  }

  @PyFunction(sig = "(loop=None)", name = "current_task", doc = "Return a currently executed task.")
  Object currentTask(ThreadState ts, Object loop) {
    Object wanted = loop == PyNone.NONE ? AsyncioState.runningLoop(ts) : loop;
    if (ts.runningLoop == wanted) {
      return ts.runningTask == null ? PyNone.NONE : ts.runningTask;
    }
    for (ThreadState other : ts.interpreter().threads()) {
      if (other.runningLoop == wanted) {
        Object task = other.runningTask;
        return task == null ? PyNone.NONE : task;
      }
    }
    return PyNone.NONE;
  }

  @PyFunction(sig = "(loop=None)", name = "all_tasks", doc = "Return a set of all tasks for the loop.")
  Object allTasks(ThreadState ts, Object loop) {
    Object wanted = loop == PyNone.NONE ? AsyncioState.runningLoop(ts) : loop;
    AsyncioState state = AsyncioState.of(ts);
    List<Object> tasks = new ArrayList<>(state.eagerTasks);
    tasks.addAll(state.tasks);
    PySet out = new PySet();
    for (Object task : tasks) {
      if (AsyncioState.loopOf(ts, task) == wanted && !PyObjects.isTrue(ts, PyObjects.callMethod(ts, task, "done"))) {
        out.add(ts, task);
      }
    }
    return out;
  }

  // Who awaits whom.

  @PyFunction(sig = "(fut, waiter, /)", name = "future_add_to_awaited_by", doc = "Record that `fut` is awaited on by `waiter`.")
  void futureAddToAwaitedBy(Object future, Object waiter) {
    if (future instanceof PyFuture f && waiter instanceof PyFuture w) {
      f.addAwaitedBy(w);
    }
  }

  @PyFunction(sig = "(fut, waiter, /)", name = "future_discard_from_awaited_by", doc = "Record that `fut` is no longer awaited on by `waiter`.")
  void futureDiscardFromAwaitedBy(Object future, Object waiter) {
    if (future instanceof PyFuture f && waiter instanceof PyFuture w) {
      f.discardAwaitedBy(w);
    }
  }
}
