package org.atoll.runtime.modules.pickle;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// `Pickler.memo`: shows a pickler's memo. Guarded by the GIL.
@PyTypeDef(name = "PicklerMemoProxy", module = "_pickle", hashable = false, basetype = false, instantiable = false)
public final class PyPicklerMemoProxy extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyPicklerMemoProxyBinder());

  final PyPickler pickler;

  PyPicklerMemoProxy(PyPickler pickler) {
    super(TYPE);
    this.pickler = pickler;
  }

  @PyMethod(sig = "()", doc = "Remove all items from memo.")
  void clear() {
    pickler.clear_memo();
  }

  @PyMethod(sig = "()", doc = "Copy the memo to a new object.")
  Object copy(ThreadState ts) {
    PyDict all = new PyDict();
    pickler.memoTable().forEach((o, number) -> all.put(ts, PyObjects.id(o), PyTuple.of((long) number, o)));
    return all;
  }

  @PyMethod(sig = "()", doc = "Implement pickle support.")
  Object __reduce__(ThreadState ts) {
    return PyTuple.of(PyDict.TYPE, PyTuple.of(copy(ts)));
  }
}
