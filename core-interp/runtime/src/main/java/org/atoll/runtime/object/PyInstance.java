package org.atoll.runtime.object;

import java.util.Arrays;
import org.atoll.runtime.interp.Finalizers;
import org.atoll.runtime.types.Freezer;
import org.atoll.runtime.types.PyDict;

/// An object that can have attributes of its own: instances of classes written in Python, and the built-in types such
/// classes may derive from (list, dict, exceptions ...).
///
/// `fields` holds first the values of `__slots__`, then either the attributes in the order of [Shape], or in dict mode
/// one [PyDict]. Where the class has a `__del__`, the last element is the watch for it. Guarded by the GIL.
public class PyInstance extends PyObject {
  private static final Object[] NO_FIELDS = {};
  /// How many fields a new instance gets at most for what others of its class have had.
  private static final int FIELDS_EXPECTED_MAX = 32;

  /// The layout of `fields`; see [Shape].
  public Shape shape;
  public Object[] fields;
  /// A number for whoever walks over a graph of objects, to tell which it has met: it proves nothing unless the walker's
  /// own table says the same, as nobody sets it back. Below 0 it is the object's own business, but for [#FROZEN].
  public int mark;
  /// What [#mark] is of a frozen container, for good.
  public static final int FROZEN = Integer.MIN_VALUE;

  public PyInstance(PyType type) {
    super(type);
    shape = type.instanceShape();
    int n = shape.slotCount();
    if (type.isFinalizable()) {
      fields = new Object[n];
      addWatch(Finalization.watch(this));
    } else {
      fields = n == 0 ? NO_FIELDS : new Object[n];
    }
  }

  /// The watch for `__del__`, or null.
  final Finalizers.Watch watch() {
    Object[] f = fields;
    return f.length > 0 && f[f.length - 1] instanceof Finalizers.Watch w ? w : null;
  }

  /// Has `__del__` called when nothing refers to the object any more. Instances of classes written in Python have that from
  /// the start where there is a `__del__`; Java classes whose type has one ask for it.
  public final void watchForDel() {
    if (watch() == null) {
      addWatch(Finalization.watch(this));
    }
  }

  /// Takes that back: somebody else sees to the object from now on.
  public final void unwatch() {
    Finalizers.Watch w = watch();
    if (w != null) {
      w.cancel();
      fields = Arrays.copyOf(fields, fields.length - 1);
    }
  }

  /// Whether `__del__` has been called because nothing referred to the object (`PyObject_GC_IsFinalized`).
  public final boolean isFinalized() {
    Finalizers.Watch w = watch();
    return w != null && w.isDone();
  }

  final void addWatch(Finalizers.Watch w) {
    if (w != null) {
      Object[] longer = Arrays.copyOf(fields, fields.length + 1);
      longer[fields.length] = w;
      fields = longer;
    }
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
    if (i >= f.length || f[i] != null) {
      f = grow(next, i);
    }
    f[i] = value;
    shape = next;
  }

  /// Makes room for the field at `i`, which is the first behind the array or the place of the watch.
  private Object[] grow(Shape next, int i) {
    Finalizers.Watch w = watch();
    int room = Math.max(next.slotCount() + next.expectedAttributes(), i + 1);
    if (i > next.slotCount()) {
      // Outgrown: the next instances of the class get room for as many fields at their first attribute.
      type.fieldsExpected = Math.min(FIELDS_EXPECTED_MAX, Math.max(type.fieldsExpected, i + 1));
    } else {
      room = Math.max(room, type.fieldsExpected);
    }
    Object[] grown = new Object[room + (w == null ? 0 : 1)];
    System.arraycopy(fields, 0, grown, 0, i);
    if (w != null) {
      grown[grown.length - 1] = w;
    }
    fields = grown;
    return grown;
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
    Finalizers.Watch w = watch();
    Object[] f = new Object[slots + (w == null ? 1 : 2)];
    System.arraycopy(fields, 0, f, 0, slots);
    f[slots] = d;
    if (w != null) {
      f[slots + 1] = w;
    }
    fields = f;
    shape = Shape.dict(slots);
  }

  /// Whether this is a frozen container: nothing changes it any more, and any interpreter may read it. See
  /// [org.atoll.runtime.types.Freezer].
  public final boolean isFrozen() {
    return mark == FROZEN;
  }

  /// To be called before a container is changed, after the last Python code that runs before.
  ///
  /// @throws org.atoll.runtime.types.PyException TypeError where it is frozen
  public final void requireMutable() {
    if (mark == FROZEN) {
      throw Freezer.refusal(this);
    }
  }

  /// Whether the object can be made again from its class and attributes alone.
  public boolean isOnlyAttributes() {
    return type.solidBase() == org.atoll.runtime.types.PyBaseObject.TYPE;
  }
}
