package org.atoll.runtime.modules.pickle;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.Layout;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Shape;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBaseObject;

/// Knows of the classes whose instances are nothing but attributes, which nobody has said anything about pickling of: for
/// those, what `object.__reduce_ex__` would give can be written without asking for it. Remembers the class seen last.
final class PlainClasses {
  private final ObjectWriter writer;
  private PyType lastType;
  private Layout lastLayout;
  private boolean lastPlain;
  private Shape lastShape;

  PlainClasses(ObjectWriter writer) {
    this.writer = writer;
  }

  void forget() {
    lastType = null;
    lastShape = null;
  }

  /// Whether an instance is to be written as its class and attributes.
  boolean isPlain(ThreadState ts, PyInstance o) {
    PyType type = o.type;
    if (!type.isHeapType() || writer.protocol < 2) {
      return false;
    }
    Layout layout = type.layout();
    if (type != lastType || layout != lastLayout) {
      lastPlain = isPlain(ts, type);
      lastType = type;
      lastLayout = layout;
      lastShape = null;
    }
    return lastPlain && (o.shape == lastShape || hasPlainAttributes(o));
  }

  private boolean isPlain(ThreadState ts, PyType type) {
    return type.solidBase() == PyBaseObject.TYPE && type.instanceShape().slotCount() == 0 && type.hasGenericGetAttr()
        && isInherited(type, Slot.REDUCE_EX) && isInherited(type, Slot.REDUCE) && isInherited(type, Slot.GETSTATE)
        && type.lookup("__class__") == PyBaseObject.TYPE.lookup("__class__") && type.slot(Slot.NEW) != null
        && type.lookup("__getnewargs__") == null && type.lookup("__getnewargs_ex__") == null
        && type.lookup("__slotnames__") == null && writer.reductions().registered(ts, type) == null;
  }

  private static boolean isInherited(PyType type, Slot slot) {
    return type.slot(slot) == PyBaseObject.TYPE.slot(slot);
  }

  /// An instance may have what its class has not.
  private boolean hasPlainAttributes(PyInstance o) {
    if (o.getClass() != PyInstance.class || !o.isOnlyAttributes()) {
      return false;
    }
    for (Slot s : new Slot[] {Slot.REDUCE_EX, Slot.REDUCE, Slot.GETSTATE}) {
      if (o.shape.allowsAttributes() && o.getOwn(s.attribute) != null) {
        return false;
      }
    }
    if (!o.shape.isDict()) {
      lastShape = o.shape;
    }
    return true;
  }
}
