package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;

/// `itertools.compress`: the items whose selector is true. Guarded by the GIL.
@PyTypeDef(name = "compress", module = "itertools", doc = """
    Return data elements corresponding to true selector elements.
    
    Forms a shorter iterator from selected data elements using the selectors to
    choose the data elements.""")
public final class Compress extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new CompressBinder());

  private final Object data;
  private final Object selectors;

  private Compress(PyType type, Object data, Object selectors) {
    super(type);
    this.data = data;
    this.selectors = selectors;
  }

  @PyNew(sig = "(data, selectors)")
  static Object create(ThreadState ts, PyType cls, Object data, Object selectors) {
    return new Compress(cls, PyObjects.iter(ts, data), PyObjects.iter(ts, selectors));
  }

  @Override
  public Object next(ThreadState ts) {
    while (true) {
      Object o = PyObjects.next(ts, data);
      if (o == null) {
        return null;
      }
      Object s = PyObjects.next(ts, selectors);
      if (s == null) {
        return null;
      }
      if (PyObjects.isTrue(ts, s)) {
        return o;
      }
    }
  }
}
