package org.atoll.runtime.modules.array;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// Arrays of numbers in machine form. Compare `Modules/arraymodule.c`. Isolated: without state.
@PyModuleDef(value = "array", doc = """
    This module defines an object type which can efficiently represent
    an array of basic values: characters, integers, floating-point
    numbers.  Arrays are sequence types and behave very much like lists,
    except that the type of objects stored in them is constrained.
    """)
public final class ArrayModule {
  @PyConstant(name = "array")
  static final PyType ARRAY = PyArray.TYPE;
  @PyConstant(name = "ArrayType")
  static final PyType ARRAY_TYPE = PyArray.TYPE;
  @PyConstant
  static final String typecodes = "bBuwhHiIlLqQfd";

  /// Makes arrays known as mutable sequences to `collections.abc`.
  void exec(ThreadState ts, PyModule module) {
    Object abc = ts.interpreter().importModule(ts, "collections.abc");
    PyObjects.callMethod(ts, PyObjects.getAttr(ts, abc, "MutableSequence"), "register", PyArray.TYPE);
  }

  @PyFunction(sig = "(arraytype, typecode, mformat_code, items, /)", doc = "Internal. Used for pickling support.")
  Object _array_reconstructor(ThreadState ts, Object arraytype, Object typecode, long mformat_code, Object items) {
    return PyArray.reconstruct(ts, arraytype, typecode, mformat_code, items);
  }
}
