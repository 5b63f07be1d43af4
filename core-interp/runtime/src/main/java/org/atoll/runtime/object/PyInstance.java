package org.atoll.runtime.object;

import org.atoll.runtime.types.PyDict;

/// An object that can have attributes of its own: instances of classes written in Python, and the built-in types such
/// classes may derive from (list, dict, exceptions ...).
///
/// `fields` holds first the values of `__slots__`, then either the attributes in the order of [Shape], or in dict mode
/// one [PyDict]. Guarded by the GIL.
public class PyInstance extends PyObject {
  private static final Object[] NO_FIELDS = {};

  /// The layout of `fields`; see [Shape].
  public Shape shape;
  public Object[] fields;

  public PyInstance(PyType type) {
    super(type);
    shape = type.instanceShape();
    int n = shape.slotCount();
    fields = n == 0 ? NO_FIELDS : new Object[n];
  }

  /// The value of attribute `name` in the instance itself, or null.
  public final Object getOwn(String name) {
    Shape s = shape;
    if (s.isDict()) {
      return ((PyDict) fields[s.slotCount()]).get(name);
    }
    int i = s.indexOf(name);
    return i < 0 ? null : fields[i];
  }

  /// Sets attribute `name` in the instance itself. The type must allow a `__dict__`.
  public final void setOwn(String name, Object value) {
    Shape s = shape;
    if (!s.isDict()) {
      int i = s.indexOf(name);
      if (i >= 0) {
        fields[i] = value;
        return;
      }
      Shape next = s.with(name);
      if (next != null) {
        append(next, value);
        return;
      }
      toDictMode();
      s = shape;
    }
    ((PyDict) fields[s.slotCount()]).put(name, value);
  }

  /// Adds the value of the attribute by which `next` exceeds the present shape.
  public final void append(Shape next, Object value) {
    int i = next.lastIndex();
    Object[] f = fields;
    if (i >= f.length) {
      Object[] grown = new Object[Math.max(next.slotCount() + next.expectedAttributes(), i + 1)];
      System.arraycopy(f, 0, grown, 0, i);
      fields = f = grown;
    }
    f[i] = value;
    shape = next;
  }

  /// Deletes attribute `name` of the instance itself; false if there is none.
  public final boolean deleteOwn(String name) {
    if (!shape.isDict()) {
      if (shape.indexOf(name) < 0) {
        return false;
      }
      toDictMode();
    }
    return ((PyDict) fields[shape.slotCount()]).remove(name) != null;
  }

  /// The `__dict__` of this instance, live: from now on the attributes are stored there. Null if the type has none.
  public PyDict dict() {
    if (!shape.allowsAttributes()) {
      return null;
    }
    if (!shape.isDict()) {
      toDictMode();
    }
    return (PyDict) fields[shape.slotCount()];
  }

  /// Replaces the `__dict__`.
  public void setDict(PyDict dict) {
    dict();
    fields[shape.slotCount()] = dict;
  }

  /// Whether attributes are held without a dict having been made (so that code that only reads can avoid making one).
  public final boolean hasOwnAttributes() {
    return shape.isDict() ? ((PyDict) fields[shape.slotCount()]).size() > 0 : shape.attributeCount() > 0;
  }

  private void toDictMode() {
    PyDict d = new PyDict();
    Shape s = shape;
    int slots = s.slotCount();
    for (int i = 0; i < s.attributeCount(); i++) {
      d.put(s.nameAt(slots + i), fields[slots + i]);
    }
    Object[] f = new Object[slots + 1];
    System.arraycopy(fields, 0, f, 0, slots);
    f[slots] = d;
    fields = f;
    shape = Shape.dict(slots);
  }
}
