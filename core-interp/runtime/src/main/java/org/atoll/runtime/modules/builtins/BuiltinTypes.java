package org.atoll.runtime.modules.builtins;

import org.atoll.runtime.object.PyClassMethod;
import org.atoll.runtime.object.PyProperty;
import org.atoll.runtime.object.PyStaticMethod;
import org.atoll.runtime.object.PySuper;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyBool;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyEnumerate;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyFilter;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyMap;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PyRange;
import org.atoll.runtime.types.PyReversed;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.PyZip;

/// The types and exceptions in the module `builtins`.
final class BuiltinTypes {
  private BuiltinTypes() {}

  static void addTo(PyDict d) {
    PyType[] types = {PyBaseObject.TYPE, PyType.TYPE, PyBool.TYPE, PyByteArray.TYPE, PyBytes.TYPE, PyClassMethod.TYPE, PyComplex.TYPE, PyDict.TYPE, PyEnumerate.TYPE,
        PyFilter.TYPE, PyFloat.TYPE, PyFrozenSet.TYPE, PyLong.TYPE, PyList.TYPE, PyMap.TYPE, PyMemoryView.TYPE, PyProperty.TYPE, PyRange.TYPE, PyReversed.TYPE,
        PySet.TYPE, PySlice.TYPE, PyStaticMethod.TYPE, PyUnicode.TYPE, PySuper.TYPE, PyTuple.TYPE, PyZip.TYPE};
    for (PyType t : types) {
      d.put(t.name(), t);
    }
    for (PyType t : PyExc.all()) {
      d.put(t.name(), t);
    }
    d.put("EnvironmentError", PyExc.OSError);
    d.put("IOError", PyExc.OSError);
  }
}
