package org.atoll.runtime.types;

import org.atoll.runtime.interp.ThreadState;

/// What `yield from` and `await` can run without going through Python methods: generators, coroutines, and the awaitables
/// of asynchronous generators. Guarded by the GIL.
public interface Resumable {
  /// Runs on with a value. Gives what is yielded, or null at the end, when [#result] has the value.
  Object send(ThreadState ts, Object value);

  /// Runs on with an exception raised at the place of suspension; otherwise as [#send].
  Object throwInto(ThreadState ts, PyException e);

  /// Ends it (`close()`).
  Object close(ThreadState ts);

  /// What the last [#send] that gave null has returned.
  Object result();

  /// The value of a step for Python code: StopIteration at the end.
  default Object orStop(Object yielded) {
    if (yielded == null) {
      throw PyErr.stopIteration(result());
    }
    return yielded;
  }
}
