package org.atoll.arena.objects;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// The descriptor of a field of an `@arena.struct` class: reads and writes the instance's cell. Compare `member_descriptor`.
@PyTypeDef(name = "field_descriptor", module = "atoll.arena", basetype = false, instantiable = false)
final class StructField extends PyObject {
  static final PyType TYPE = PyType.builtin(new StructFieldBinder());

  private final StructClass struct;
  private final StructLayout layout;
  private final int index;
  private final FieldType fieldType;
  private final int offset;

  StructField(StructClass struct, int index) {
    super(TYPE);
    this.struct = struct;
    this.layout = struct.layout;
    this.index = index;
    this.fieldType = layout.types[index];
    this.offset = layout.offsets[index];
  }

  @Override
  public int descriptorKind() {
    return 2;
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType owner) {
    if (obj instanceof StructView v && v.layout == layout) {
      if (v.arena.free != null) {
        return v.field(ts, index);
      }
      v.use(ts);
      long at = v.cell + offset;
      return fieldType.isWord() ? v.arena.read(v.hold, v.arena.region.getLong(at)) : fieldType.read(v.arena.region, at);
    }
    return obj == null ? this : getOther(ts, obj);
  }

  /// From a copy, or an instance of a derived class, which may be laid out otherwise.
  private Object getOther(ThreadState ts, Object obj) {
    check(obj);
    if (obj instanceof StructCopy c) {
      return c.values[c.struct.layout.indexOf(name())];
    }
    StructView v = (StructView) obj;
    return v.field(ts, v.layout.indexOf(name()));
  }

  @Override
  public void descrSet(ThreadState ts, Object obj, Object value) {
    check(obj);
    if (value == null) {
      throw PyErr.attributeError(obj, name(), "field '%s' of %s cannot be deleted", name(), layout.name());
    }
    if (obj instanceof StructCopy c) {
      c.set(c.struct.layout.indexOf(name()), value);
      return;
    }
    StructView v = (StructView) obj;
    v.change(ts);
    if (v.arena.free == null && v.layout == layout && fieldType == FieldType.FLOAT64 && value instanceof Double d) {
      v.arena.region.setDouble(v.cell + offset, d);
      return;
    }
    int i = v.layout == layout ? index : v.layout.indexOf(name());
    v.set(ts, i, v.layout.types[i].convert(v.layout.fieldName(i), value));
  }

  private void check(Object obj) {
    if (!(obj instanceof StructView v && v.layout == layout) && !PyObject.typeOf(obj).isSubtype(struct.cls)) {
      throw PyErr.typeError("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name(), layout.name(), PyObject.typeOf(obj).name());
    }
  }

  @PyGetter(name = "__name__")
  String name() {
    return layout.names[index];
  }

  @PyGetter(name = "__qualname__")
  String qualname() {
    return layout.qualname + "." + name();
  }

  @PyGetter(name = "__objclass__")
  Object objclass() {
    return struct.cls;
  }

  @PyGetter(name = "type", doc = "what the field takes, such as 'float' or 'object'")
  String typeName() {
    return fieldType.word;
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(ThreadState ts, Object obj, Object type) {
    return descrGet(ts, obj == PyNone.NONE ? null : obj, null);
  }

  @PyMethod
  void __set__(ThreadState ts, Object obj, Object value) {
    descrSet(ts, obj, value);
  }

  @PyMethod
  void __delete__(ThreadState ts, Object obj) {
    descrSet(ts, obj, null);
  }

  @PyMethod
  String __repr__() {
    return "<field '" + name() + "' of '" + layout.name() + "' objects>";
  }
}
