package org.atoll.runtime.modules.collections;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// The descriptor behind a namedtuple's field (`Modules/_collectionsmodule.c`). Immutable but for its doc string.
@PyTypeDef(name = "_tuplegetter", module = "collections", basetype = false)
public final class TupleGetter extends PyObject {
  public static final PyType TYPE = PyType.builtin(new TupleGetterBinder());

  /// Which item of the tuple the field is.
  public final int index;
  @PyMember(name = "__doc__", readonly = false)
  Object doc;

  private TupleGetter(int index, Object doc) {
    super(TYPE);
    this.index = index;
    this.doc = doc;
  }

  @PyNew(sig = "(index, doc, /)")
  static Object create(PyType cls, int index, Object doc) {
    return new TupleGetter(index, doc);
  }

  @Override
  public int descriptorKind() {
    return 2;
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType owner) {
    if (!(obj instanceof PyTuple t)) {
      if (obj == null || obj == PyNone.NONE) {
        return this;
      }
      throw PyErr.typeError("descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object", index, PyObject.typeOf(obj).name());
    }
    if (index < 0 || index >= t.items.length) {
      throw PyErr.indexError("tuple index out of range");
    }
    return t.items[index];
  }

  @Override
  public void descrSet(ThreadState ts, Object obj, Object value) {
    throw PyErr.attributeError(obj, PyNone.NONE, value == null ? "can't delete attribute" : "can't set attribute");
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(ThreadState ts, Object instance, Object owner) {
    return descrGet(ts, instance, null);
  }

  @PyMethod(sig = "(instance, value, /)")
  void __set__(ThreadState ts, Object instance, Object value) {
    descrSet(ts, instance, value);
  }

  @PyMethod(sig = "(instance, /)")
  void __delete__(ThreadState ts, Object instance) {
    descrSet(ts, instance, null);
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    return PyTuple.of(TYPE, PyTuple.of((long) index, doc == null ? PyNone.NONE : doc));
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    return "_tuplegetter(" + index + ", " + PyObjects.repr(ts, doc == null ? PyNone.NONE : doc) + ")";
  }
}
