package org.atoll.runtime.modules.testing;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;

/// The module `_testlimitedcapi` (`Modules/_testlimitedcapi/`): the abstract protocols as C extensions see them, where
/// they differ from what Python code can write.
@PyModuleDef("_testlimitedcapi")
final class TestLimitedCapiModule {
  @PyFunction(sig = "(obj, index, /)", doc = "PySequence_GetItem: an index that is negative with the length added is out of range.")
  Object sequence_getitem(ThreadState ts, Object obj, Object index) {
    return PyObjects.getItem(ts, obj, position(ts, obj, index));
  }

  @PyFunction(sig = "(obj, index, value, /)", doc = "PySequence_SetItem.")
  long sequence_setitem(ThreadState ts, Object obj, Object index, Object value) {
    PyObjects.setItem(ts, obj, position(ts, obj, index), value);
    return 0;
  }

  @PyFunction(sig = "(obj, index, /)", doc = "PySequence_DelItem.")
  long sequence_delitem(ThreadState ts, Object obj, Object index) {
    PyObjects.delItem(ts, obj, position(ts, obj, index));
    return 0;
  }

  private static Object position(ThreadState ts, Object sequence, Object index) {
    long i = PyNumber.asIndex(ts, index, PyExc.OverflowError);
    if (!PyObjects.isSequence(sequence)) {
      throw PyErr.typeError("'%s' object does not support indexing", PyObject.typeOf(sequence).name());
    }
    if (i >= 0) {
      return i;
    }
    i += PyObjects.len(ts, sequence);
    if (i < 0 && !PyObject.typeOf(sequence).isHeapType()) {
      throw PyErr.format(PyExc.IndexError, "%s index out of range", PyObject.typeOf(sequence).name());
    }
    return i;
  }

  @PyFunction(sig = "(obj, name, /)", doc = "PyObject_HasAttrString.")
  long object_hasattrstring(ThreadState ts, Object obj, PyBytes name) {
    String text = new String(name.bytes, java.nio.charset.StandardCharsets.UTF_8);
    return PyObjects.hasAttr(ts, obj, text) ? 1 : 0;
  }
}
