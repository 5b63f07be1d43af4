package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;

/// `itertools.groupby`: runs of items with equal keys. Guarded by the GIL.
@PyTypeDef(name = "groupby", module = "itertools", doc = """
    make an iterator that returns consecutive keys and groups from the iterable
    
      iterable
        Elements to divide into groups according to the key function.
      key
        A function for computing the group category for each element.
        If the key function is not specified or is None, the element itself
        is used for grouping.""")
public final class GroupBy extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new GroupByBinder());

  private final Object iterator;
  private final Object keyFunction;
  private Object targetKey;
  private Object currentKey;
  private Object currentValue;
  private Grouper currentGrouper;

  private GroupBy(PyType type, Object iterator, Object keyFunction) {
    super(type);
    this.iterator = iterator;
    this.keyFunction = keyFunction;
  }

  @PyNew(sig = "(iterable, key=None)")
  static Object create(ThreadState ts, PyType cls, Object iterable, Object key) {
    return new GroupBy(cls, PyObjects.iter(ts, iterable), key);
  }

  @Override
  public Object next(ThreadState ts) {
    currentGrouper = null;
    while (currentKey == null || targetKey != null && PyObjects.equal(ts, targetKey, currentKey)) {
      if (!step(ts)) {
        return null;
      }
    }
    targetKey = currentKey;
    currentGrouper = new Grouper(this, targetKey);
    return PyTuple.of(currentKey, currentGrouper);
  }

  /// Takes one item from the source; false at its end.
  private boolean step(ThreadState ts) {
    Object value = PyObjects.next(ts, iterator);
    if (value == null) {
      return false;
    }
    Object key = keyFunction == PyNone.NONE ? value : Call.call1(ts, keyFunction, value);
    currentValue = value;
    currentKey = key;
    return true;
  }

  /// The next item of a group, or null at its end.
  Object nextOf(ThreadState ts, Grouper group, Object key) {
    if (currentGrouper != group) {
      return null;
    }
    if (currentValue == null && !step(ts)) {
      return null;
    }
    if (!PyObjects.equal(ts, key, currentKey)) {
      return null;
    }
    Object value = currentValue;
    currentValue = null;
    return value;
  }
}
