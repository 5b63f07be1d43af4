package org.atoll.runtime.modules.heapq;

import org.atoll.runtime.call.Items;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.StandIn;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;

/// The list that a heap is in: a list of its own interpreter, or what stands in for one.
interface Heap {
  int size();

  Object get(int i);

  void set(int i, Object item);

  void append(Object item);

  Object removeLast();

  /// The heap in an argument.
  ///
  /// @param place which argument that is, in the message where it is no list
  static Heap of(ThreadState ts, Object o, String function, String place) {
    if (o instanceof PyList l) {
      return new OfList(l);
    }
    if (o instanceof StandIn s && s.claimedType().isSubtype(PyList.TYPE)) {
      return new OfStandIn(ts, (PyObject) s);
    }
    throw PyErr.typeError("%s() %s must be list, not %s", function, place, PyObject.typeOf(o).name());
  }

  record OfList(PyList list) implements Heap {
    @Override
    public int size() {
      return list.size();
    }

    @Override
    public Object get(int i) {
      return list.get(i);
    }

    @Override
    public void set(int i, Object item) {
      list.set(i, item);
    }

    @Override
    public void append(Object item) {
      list.append(item);
    }

    @Override
    public Object removeLast() {
      int last = list.size() - 1;
      Object item = list.get(last);
      list.set(last, null);
      list.size = last;
      return item;
    }
  }

  record OfStandIn(ThreadState ts, PyObject list) implements Heap {
    @Override
    public int size() {
      return (int) PyObjects.len(ts, list);
    }

    @Override
    public Object get(int i) {
      return Items.get(ts, list, (long) i);
    }

    @Override
    public void set(int i, Object item) {
      Items.set(ts, list, (long) i, item);
    }

    @Override
    public void append(Object item) {
      PyObjects.callMethod(ts, list, "append", item);
    }

    @Override
    public Object removeLast() {
      return PyObjects.callMethod(ts, list, "pop");
    }
  }
}
