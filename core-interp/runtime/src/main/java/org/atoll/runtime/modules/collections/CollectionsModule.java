package org.atoll.runtime.modules.collections;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyDefaultDict;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyOrderedDict;

/// The module behind `collections`. Compare `Modules/_collectionsmodule.c`. Isolated: without state.
@PyModuleDef(value = "_collections", doc = """
    High performance data structures.
    - deque:        ordered collection accessible from endpoints only
    - defaultdict:  dict subclass with a default value factory
    """)
public final class CollectionsModule {
  @PyConstant(name = "deque")
  static final PyType DEQUE = PyDeque.TYPE;
  @PyConstant(name = "defaultdict")
  static final PyType DEFAULT_DICT = PyDefaultDict.TYPE;
  @PyConstant(name = "OrderedDict")
  static final PyType ORDERED_DICT = PyOrderedDict.TYPE;
  @PyConstant(name = "_deque_iterator")
  static final PyType DEQUE_ITERATOR = DequeIterator.TYPE;
  @PyConstant(name = "_deque_reverse_iterator")
  static final PyType DEQUE_REVERSE_ITERATOR = DequeReverseIterator.TYPE;
  @PyConstant(name = "_tuplegetter")
  static final PyType TUPLE_GETTER = TupleGetter.TYPE;

  @PyFunction(sig = "(mapping, iterable, /)", doc = """
      Count elements in the iterable, updating the mapping""")
  void _count_elements(ThreadState ts, Object mapping, Object iterable) {
    if (mapping instanceof PyDict d && isPlain(d)) {
      d.countAll(ts, iterable);
      return;
    }
    Object get = PyObjects.getAttr(ts, mapping, "get");
    Object it = PyObjects.iter(ts, iterable);
    for (Object key; (key = PyObjects.next(ts, it)) != null; ) {
      Object old = Call.call2(ts, get, key, 0L);
      PyObjects.setItem(ts, mapping, key, PyNumber.add(ts, old, 1L));
    }
  }

  /// Whether reading and writing items is dict's own, whatever else a derived class changes.
  private static boolean isPlain(PyDict d) {
    PyType t = d.type;
    return t == PyDict.TYPE || t.lookup("get") == PyDict.TYPE.lookup("get") && t.slot(Slot.SETITEM) == PyDict.TYPE.slot(Slot.SETITEM);
  }
}
