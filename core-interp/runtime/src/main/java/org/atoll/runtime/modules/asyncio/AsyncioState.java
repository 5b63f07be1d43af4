package org.atoll.runtime.modules.asyncio;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// What `_asyncio` knows per interpreter: its tasks, and the parts of the package `asyncio` that it calls. Guarded by the
/// GIL.
final class AsyncioState {
  private static final String[] CONTEXT = {"context"};

  /// All tasks that have not been forgotten, whatever their class.
  final Set<Object> tasks = Collections.newSetFromMap(new WeakHashMap<>());
  /// Those in their first, eager step.
  final Set<Object> eagerTasks = Collections.newSetFromMap(new WeakHashMap<>());
  private long taskNames;
  private PyType cancelledError;
  private PyType invalidStateError;

  static AsyncioState of(ThreadState ts) {
    return ts.interpreter().state(AsyncioState.class, AsyncioState::new);
  }

  String nextTaskName() {
    return "Task-" + ++taskNames;
  }

  // Of the package asyncio.

  static Object attribute(ThreadState ts, String module, String name) {
    return PyObjects.getAttr(ts, ts.interpreter().importModule(ts, module), name);
  }

  PyType cancelledError(ThreadState ts) {
    if (cancelledError == null) {
      cancelledError = (PyType) attribute(ts, "asyncio.exceptions", "CancelledError");
    }
    return cancelledError;
  }

  PyException invalidState(ThreadState ts, String message) {
    if (invalidStateError == null) {
      invalidStateError = (PyType) attribute(ts, "asyncio.exceptions", "InvalidStateError");
    }
    return PyErr.format(invalidStateError, message);
  }

  // Loops.

  static Object runningLoop(ThreadState ts) {
    if (ts.runningLoop == null) {
      throw PyErr.runtimeError("no running event loop");
    }
    return ts.runningLoop;
  }

  /// `asyncio.get_event_loop()`.
  static Object eventLoop(ThreadState ts) {
    if (ts.runningLoop != null) {
      return ts.runningLoop;
    }
    Object policy = Call.call0(ts, attribute(ts, "asyncio.events", "_get_event_loop_policy"));
    return PyObjects.callMethod(ts, policy, "get_event_loop");
  }

  /// `loop.call_soon(callback, argument, context=context)`; the argument may be null.
  static void callSoon(ThreadState ts, Object loop, Object callback, Object argument, Object context) {
    Object[] args = argument == null ? new Object[] {callback, context} : new Object[] {callback, argument, context};
    Call.call(ts, PyObjects.getAttr(ts, loop, "call_soon"), args, CONTEXT);
  }

  /// The loop of anything that acts as a future.
  static Object loopOf(ThreadState ts, Object future) {
    if (future instanceof PyFuture f) {
      return f.loop();
    }
    Object getLoop = PyObjects.getOptionalAttr(ts, future, "get_loop");
    return getLoop != null ? Call.call0(ts, getLoop) : PyObjects.getAttr(ts, future, "_loop");
  }

  // The task that a loop runs.

  private static void checkRunning(ThreadState ts, Object loop) {
    if (ts.runningLoop != loop) {
      throw PyErr.runtimeError("loop %s is not the running loop", PyObjects.repr(ts, loop));
    }
  }

  static void enterTask(ThreadState ts, Object loop, Object task) {
    checkRunning(ts, loop);
    if (ts.runningTask != null) {
      throw PyErr.runtimeError("Cannot enter into task %s while another task %s is being executed.", PyObjects.repr(ts, task),
          PyObjects.repr(ts, ts.runningTask));
    }
    ts.runningTask = task;
  }

  static void leaveTask(ThreadState ts, Object loop, Object task) {
    checkRunning(ts, loop);
    if (ts.runningTask != task) {
      throw PyErr.runtimeError("Invalid attempt to leave task %s while task %s is entered.", PyObjects.repr(ts, task),
          PyObjects.repr(ts, ts.runningTask == null ? PyNone.NONE : ts.runningTask));
    }
    ts.runningTask = null;
  }

  /// Makes another task (None for none) the running one and gives the one before, or None.
  static Object swapTask(ThreadState ts, Object loop, Object task) {
    checkRunning(ts, loop);
    Object before = ts.runningTask;
    ts.runningTask = task == PyNone.NONE ? null : task;
    return before == null ? PyNone.NONE : before;
  }
}
