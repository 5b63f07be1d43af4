package org.atoll.runtime.object;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// `object.__reduce_ex__`: how instances of ordinary classes are pickled and copied (`Objects/typeobject.c`,
/// `object___reduce_ex__`, `reduce_newobj`).
public final class Reduce {
  private Reduce() {}

  public static Object reduceEx(ThreadState ts, Object self, int protocol) {
    Object own = PyObject.typeOf(self).slot(Slot.REDUCE);
    if (own != PyBaseObject.TYPE.slot(Slot.REDUCE)) {
      return Call.call0(ts, PyObjects.getAttr(ts, self, "__reduce__"));
    }
    return reduce(ts, self, protocol);
  }

  public static Object reduce(ThreadState ts, Object self, int protocol) {
    Object copyreg = ts.interpreter().importModule(ts, "copyreg");
    if (protocol < 2) {
      return Call.call2(ts, PyObjects.getAttr(ts, copyreg, "_reduce_ex"), self, (long) protocol);
    }
    PyType t = PyObject.typeOf(self);
    if (t.slot(Slot.NEW) == null) {
      throw PyErr.typeError("cannot pickle '%s' object", t.name());
    }
    PyTuple args = PyTuple.EMPTY;
    PyDict kwargs = null;
    Object getNewArgsEx = PyObjects.lookupSpecial(ts, self, "__getnewargs_ex__");
    Object getNewArgs = getNewArgsEx == null ? PyObjects.lookupSpecial(ts, self, "__getnewargs__") : null;
    boolean hasArgs = getNewArgsEx != null || getNewArgs != null;
    if (getNewArgsEx != null) {
      PyTuple both = newArgsEx(Call.call0(ts, getNewArgsEx));
      args = (PyTuple) both.items[0];
      kwargs = (PyDict) both.items[1];
    } else if (getNewArgs != null) {
      Object given = Call.call0(ts, getNewArgs);
      if (!(given instanceof PyTuple positional)) {
        throw PyErr.typeError("__getnewargs__ should return a tuple, not '%s'", PyObject.typeOf(given).messageName());
      }
      args = positional;
    }
    Object maker;
    PyTuple makerArgs;
    if (kwargs == null || kwargs.size() == 0) {
      maker = PyObjects.getAttr(ts, copyreg, "__newobj__");
      Object[] all = new Object[args.items.length + 1];
      all[0] = t;
      System.arraycopy(args.items, 0, all, 1, args.items.length);
      makerArgs = PyTuple.of(all);
    } else {
      maker = PyObjects.getAttr(ts, copyreg, "__newobj_ex__");
      makerArgs = PyTuple.of(t, args, kwargs);
    }
    Object state = stateOf(ts, self, !hasArgs);
    return PyTuple.of(maker, makerArgs, state, listItems(ts, self), dictItems(ts, self));
  }

  private static PyTuple newArgsEx(Object given) {
    if (!(given instanceof PyTuple both)) {
      throw PyErr.typeError("__getnewargs_ex__ should return a tuple, not '%s'", PyObject.typeOf(given).name());
    }
    if (both.items.length != 2) {
      throw PyErr.valueError("__getnewargs_ex__ should return a tuple of length 2, not %d", both.items.length);
    }
    if (!(both.items[0] instanceof PyTuple)) {
      throw PyErr.typeError("first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'", PyObject.typeOf(both.items[0]).name());
    }
    if (!(both.items[1] instanceof PyDict)) {
      throw PyErr.typeError("second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'", PyObject.typeOf(both.items[1]).name());
    }
    return both;
  }

  private static Object listItems(ThreadState ts, Object self) {
    return self instanceof PyList ? PyObjects.iter(ts, self) : PyNone.NONE;
  }

  private static Object dictItems(ThreadState ts, Object self) {
    return self instanceof PyDict ? PyObjects.iter(ts, PyObjects.callMethod(ts, self, "items")) : PyNone.NONE;
  }

  private static Object stateOf(ThreadState ts, Object self, boolean required) {
    Object getState = PyObject.typeOf(self).slot(Slot.GETSTATE);
    if (getState == PyBaseObject.TYPE.slot(Slot.GETSTATE)) {
      if (required) {
        checkPicklable(self);
      }
      return getState(ts, self);
    }
    return Call.call0(ts, PyObjects.getAttr(ts, self, "__getstate__"));
  }

  /// Values whose Java object holds more than attributes cannot be made again from their attributes alone.
  private static void checkPicklable(Object self) {
    boolean plain = self instanceof PyList || self instanceof PyDict || self instanceof PyInstance i && i.isOnlyAttributes();
    if (!plain) {
      throw PyErr.typeError("cannot pickle '%s' object", PyObject.typeOf(self).name());
    }
  }

  /// `object.__getstate__`.
  public static Object getState(ThreadState ts, Object self) {
    Object state = PyNone.NONE;
    if (self instanceof PyInstance i && i.shape.allowsAttributes() && i.hasOwnAttributes()) {
      state = i.dict().copy();
    }
    PyDict slots = self instanceof PyInstance i ? slotValues(ts, i) : null;
    return slots == null || slots.size() == 0 ? state : PyTuple.of(state, slots);
  }

  private static PyDict slotValues(ThreadState ts, PyInstance self) {
    if (self.shape.slotCount() == 0 && self.type.dict().get("__slotnames__") == null) {
      return null;
    }
    Object copyreg = ts.interpreter().importModule(ts, "copyreg");
    Object names = Call.call1(ts, PyObjects.getAttr(ts, copyreg, "_slotnames"), self.type);
    PyDict values = new PyDict();
    if (names instanceof PyList list) {
      for (int k = 0; k < list.size; k++) {
        String name = PyObjects.attributeName(list.items[k]);
        Object value = PyObjects.getOptionalAttr(ts, self, name);
        if (value != null) {
          values.put(name, value);
        }
      }
    }
    return values;
  }
}
