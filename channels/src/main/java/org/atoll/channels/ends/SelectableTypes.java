package org.atoll.channels.ends;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// What can be selected besides receivers, timers and what is [Selectable], by the classes of one interpreter. Guarded by the GIL.
public final class SelectableTypes {
  private final Map<PyType, BiFunction<ThreadState, Object, Source>> types = new HashMap<>();

  private SelectableTypes() {}

  /// Those of an interpreter.
  public static SelectableTypes of(ThreadState ts) {
    return ts.interpreter().state(SelectableTypes.class, SelectableTypes::new);
  }

  /// Adds a class. What `source` gives for one object must be the same each time, or equal to itself only.
  public void add(PyType type, BiFunction<ThreadState, Object, Source> source) {
    types.put(type, source);
  }

  /// The source that an object stands for.
  ///
  /// @throws PyException TypeError where it is none
  static Source source(ThreadState ts, Object o) {
    if (o instanceof PyReceiver r) {
      return r.handle;
    }
    if (o instanceof PyTimer t) {
      return t;
    }
    if (o instanceof Selectable s) {
      return s.source(ts);
    }
    PyType type = PyObject.typeOf(o);
    BiFunction<ThreadState, Object, Source> known = of(ts).types.get(type);
    if (known == null) {
      throw PyErr.typeError("select() takes receivers, timers, queues of interpreters, what receive() gives in an actor, and answers of actors, not %s", type.name());
    }
    return known.apply(ts, o);
  }
}
