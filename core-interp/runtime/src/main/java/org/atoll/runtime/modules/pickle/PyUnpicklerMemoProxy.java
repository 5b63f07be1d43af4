package org.atoll.runtime.modules.pickle;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// `Unpickler.memo`: shows an unpickler's memo. Guarded by the GIL.
@PyTypeDef(name = "UnpicklerMemoProxy", module = "_pickle", hashable = false, basetype = false, instantiable = false)
public final class PyUnpicklerMemoProxy extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyUnpicklerMemoProxyBinder());

  final PyUnpickler unpickler;

  PyUnpicklerMemoProxy(PyUnpickler unpickler) {
    super(TYPE);
    this.unpickler = unpickler;
  }

  @PyMethod(sig = "()", doc = "Remove all items from memo.")
  void clear() {
    unpickler.memoTable().clear();
  }

  @PyMethod(sig = "()", doc = "Copy the memo to a new object.")
  Object copy(ThreadState ts) {
    PyDict all = new PyDict();
    unpickler.memoTable().forEach((number, o) -> all.put(ts, (Object) number, o));
    return all;
  }

  @PyMethod(sig = "()", doc = "Implement pickle support.")
  Object __reduce__(ThreadState ts) {
    return PyTuple.of(PyDict.TYPE, PyTuple.of(copy(ts)));
  }
}
