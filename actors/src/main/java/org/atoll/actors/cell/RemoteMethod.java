package org.atoll.actors.cell;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Shared;

/// A method of an actor: to call it is to send a message. Immutable.
@PyTypeDef(name = "RemoteMethod", module = "atoll.actors", basetype = false, instantiable = false,
    doc = "A method of an actor; calling it sends the call as a message.")
final class RemoteMethod extends PyObject implements Shared {
  static final PyType TYPE = PyType.builtin(new RemoteMethodBinder());
  private static final Object[] NOTHING = {};

  private final SendOptions way;
  private final String name;

  RemoteMethod(SendOptions way, String name) {
    super(TYPE);
    this.way = way;
    this.name = name;
  }

  @Override
  public Object call0(ThreadState ts) {
    return way.send(ts, name, NOTHING, null);
  }

  @Override
  public Object call1(ThreadState ts, Object a) {
    return way.send(ts, name, new Object[] {a}, null);
  }

  @Override
  public Object call2(ThreadState ts, Object a, Object b) {
    return way.send(ts, name, new Object[] {a, b}, null);
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    if (kwnames == null || kwnames.length == 0) {
      return way.send(ts, name, args, null);
    }
    int positional = args.length - kwnames.length;
    PyDict kwargs = new PyDict();
    for (int i = 0; i < kwnames.length; i++) {
      kwargs.put(kwnames[i], args[positional + i]);
    }
    return way.send(ts, name, java.util.Arrays.copyOf(args, positional), kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Send the call.")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    return way.send(ts, name, args.items, kwargs);
  }

  @PyGetter(name = "__name__")
  String name() {
    return name;
  }

  @PyMethod
  String __repr__() {
    return "<method " + way.title(name) + " of an actor>";
  }
}
