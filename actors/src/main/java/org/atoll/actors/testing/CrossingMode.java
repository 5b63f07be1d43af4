package org.atoll.actors.testing;

import java.util.Locale;
import org.atoll.actors.interpreters.Scripts;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// The ways in which an object can be sent to another interpreter (the `_Py..._GetXIData` functions of CPython).
enum CrossingMode {
  XIDATA {
    @Override
    Crossing send(ThreadState ts, Object o) {
      return of(Sending.shareable(ts, o));
    }
  },
  PICKLE {
    @Override
    Crossing send(ThreadState ts, Object o) {
      return of(Sending.pickled(ts, o));
    }
  },
  MARSHAL {
    @Override
    Crossing send(ThreadState ts, Object o) {
      try {
        Object bytes = PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "marshal"), "dumps", o);
        return receiver -> PyObjects.callMethod(receiver, receiver.interpreter().importModule(receiver, "marshal"), "loads", bytes);
      } catch (PyException e) {
        throw Sending.refused(e, "object could not be marshalled");
      }
    }
  },
  CODE {
    @Override
    Crossing send(ThreadState ts, Object o) {
      if (!(o instanceof PyCode)) {
        throw PyErr.create(Sending.NOT_SHAREABLE, PyUnicode.concat("expected code, got ", PyObjects.repr(ts, o)));
      }
      return receiver -> ((PyCode) o).copy();
    }
  },
  FUNC {
    @Override
    Crossing send(ThreadState ts, Object o) {
      return of(Sending.function(ts, o));
    }
  },
  SCRIPT {
    @Override
    Crossing send(ThreadState ts, Object o) {
      return script(ts, o, false);
    }
  },
  SCRIPT_PURE {
    @Override
    Crossing send(ThreadState ts, Object o) {
      return script(ts, o, true);
    }
  },
  FALLBACK {
    @Override
    Crossing send(ThreadState ts, Object o) {
      return of(Sending.asCPython(ts, o));
    }
  };

  /// Something on its way.
  interface Crossing {
    Object open(ThreadState receiver);
  }

  /// Makes what crosses; NotShareableError where the object cannot be sent in this way.
  abstract Crossing send(ThreadState ts, Object o);

  private static Crossing of(Message message) {
    return receiver -> Sending.open(receiver, message);
  }

  private static Crossing script(ThreadState ts, Object o, boolean pure) {
    try {
      PyCode code = pure ? Scripts.pure(ts, o) : Scripts.of(ts, o);
      return receiver -> code.copy();
    } catch (PyException e) {
      throw Sending.refused(e, "object not a valid script");
    }
  }

  /// The mode of a name.
  static CrossingMode named(ThreadState ts, Object name) {
    for (CrossingMode m : values()) {
      if (m.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(PyUnicode.toJava(name))) {
        return m;
      }
    }
    throw PyErr.create(PyExc.ValueError, PyUnicode.concat("unsupported mode ", PyObjects.repr(ts, name)));
  }
}
