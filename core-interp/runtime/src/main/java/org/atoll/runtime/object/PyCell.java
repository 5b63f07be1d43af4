package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;

/// The variable that a closure shares with its enclosing function (`Objects/cellobject.c`).
@PyTypeDef(name = "cell", basetype = false, hashable = false, doc = "Create a new cell object.")
public final class PyCell extends PyObject implements RichComparison {
  public static final PyType TYPE = PyType.builtin(new PyCellBinder());

  /// The value, or null while unbound.
  public Object value;

  public PyCell(Object value) {
    super(TYPE);
    this.value = value;
  }

  @PyNew(sig = "(contents=<absent>, /)")
  static Object create(PyType cls, Object contents) {
    return new PyCell(contents);
  }

  @PyGetter(name = "cell_contents")
  Object contents() {
    if (value == null) {
      throw PyErr.valueError("cell is empty");
    }
    return value;
  }

  @PySetter(name = "cell_contents")
  void setContents(Object value) {
    this.value = value;
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    if (!(other instanceof PyCell c)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    if (value != null && c.value != null) {
      return PyObjects.richCompare(ts, value, c.value, op);
    }
    // An empty cell comes before one with contents.
    return PyObjects.richCompare(ts, value == null ? 0L : 1L, c.value == null ? 0L : 1L, op);
  }

  @PyMethod
  String __repr__() {
    String at = "<cell at 0x" + Long.toHexString(PyObjects.id(this)) + ": ";
    return at + (value == null ? "empty>" : PyObject.typeOf(value).name() + " object at 0x" + Long.toHexString(PyObjects.id(value)) + ">");
  }
}
