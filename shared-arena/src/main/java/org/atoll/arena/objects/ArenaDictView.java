package org.atoll.arena.objects;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.ClaimsClass;
import org.atoll.runtime.object.PyMappingProxy;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyList;

/// What keys, values and items of a dict in an arena share.
abstract class ArenaDictView extends PyObject implements ClaimsClass {
  final ArenaDict dict;
  private final ArenaDictIterator.What what;

  ArenaDictView(PyType type, ArenaDict dict, ArenaDictIterator.What what) {
    super(type);
    this.dict = dict;
    this.what = what;
  }

  /// The type of the views of plain dicts that this is one of.
  abstract PyType plainType();

  @PyGetter(name = "__class__", doc = "the type whose instances behave as this does")
  Object claimedClass() {
    return plainType();
  }

  @PyGetter(doc = "dictionary that this view refers to")
  Object mapping() {
    return new PyMappingProxy(dict);
  }

  final long size(ThreadState ts) {
    dict.reading(ts);
    return dict.size();
  }

  @PyMethod
  int __len__(ThreadState ts) {
    return (int) size(ts);
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    return dict.iterator(ts, what, false);
  }

  @PyMethod(sig = "()")
  Object __reversed__(ThreadState ts) {
    return dict.iterator(ts, what, true);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    dict.reading(ts);
    Object mark = dict.mark(1 + what.ordinal());
    if (!ts.reprEnter(mark)) {
      return "...";
    }
    try {
      return plainType().name() + "(" + PyObjects.repr(ts, PyList.fromIterable(ts, this)) + ")";
    } finally {
      ts.reprLeave(mark);
    }
  }
}
