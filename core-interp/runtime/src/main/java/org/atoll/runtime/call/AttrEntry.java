package org.atoll.runtime.call;

import org.atoll.runtime.object.Layout;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyMemberDescr;
import org.atoll.runtime.object.PyMethodDescr;
import org.atoll.runtime.object.PyProperty;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Shape;

/// What a call site knows of one kind of receiver: valid while its shape and its type's layout are these. Immutable.
final class AttrEntry {
  /// How the attribute is had.
  enum How {
    /// `fields[index]` of the instance.
    FIELD,
    /// The plain value in the class dict.
    CLASS_VALUE,
    /// The Python function in the class dict, to be bound.
    FUNCTION,
    /// A method of a built-in type, to be bound.
    METHOD_DESCR,
    /// A slot of the instance, whose descriptor is in the class dict.
    MEMBER,
    /// A property, whose getter is to be called.
    PROPERTY,
    /// Another descriptor in the class dict.
    DESCRIPTOR
  }

  /// The instance's shape; null for receivers without fields.
  final Shape shape;
  final Layout layout;
  final How how;
  /// The field, or the dense index in the class dict.
  final int index;
  final int mroIndex;
  /// For a store that adds the attribute: the shape afterwards.
  final Shape next;
  /// A built-in type whose instances have no attributes of their own, or null: for exactly these receivers the attribute
  /// is the method `constant`. Such types never change and are shared by all interpreters.
  final PyType exactType;
  final PyMethodDescr constant;

  AttrEntry(Shape shape, Layout layout, How how, int mroIndex, int index, Shape next) {
    this(shape, layout, how, mroIndex, index, next, null, null);
  }

  private AttrEntry(Shape shape, Layout layout, How how, int mroIndex, int index, Shape next, PyType exactType, PyMethodDescr constant) {
    this.shape = shape;
    this.layout = layout;
    this.how = how;
    this.mroIndex = mroIndex;
    this.index = index;
    this.next = next;
    this.exactType = exactType;
    this.constant = constant;
  }

  boolean fits(Object o, PyType type) {
    return type.siteLayout() == layout && (o instanceof PyInstance i ? i.shape : null) == shape;
  }

  Object classValue(PyType type) {
    return type.classValue(mroIndex, index);
  }

  /// The entry for reading `name` of `o`; null where it cannot be cached.
  static AttrEntry forLoad(Object o, PyType type, String name) {
    if (!type.hasGenericGetAttr()) {
      return null;
    }
    PyInstance instance = o instanceof PyInstance i ? i : null;
    Shape shape = instance == null ? null : instance.shape;
    Layout.Lookup found = type.layout().lookup(name);
    if (found != null && found.kind() == Layout.Kind.DYNAMIC) {
      return null;
    }
    boolean data = found != null && found.kind() == Layout.Kind.DATA;
    if (!data && instance != null) {
      if (shape.isDict()) {
        return null;
      }
      int i = shape.indexOf(name);
      if (i >= 0) {
        return new AttrEntry(shape, type.layout(), How.FIELD, 0, i, null);
      }
    }
    return found == null ? null : ofClass(shape, type, found);
  }

  private static AttrEntry ofClass(Shape shape, PyType type, Layout.Lookup found) {
    How how = how(found);
    if (how == How.METHOD_DESCR && !type.isHeapType() && (shape == null || !shape.allowsAttributes())) {
      PyMethodDescr method = (PyMethodDescr) type.mro()[found.mroIndex()].dict().valueAt(found.denseIndex());
      return new AttrEntry(shape, type.layout(), how, found.mroIndex(), found.denseIndex(), null, type, method);
    }
    return new AttrEntry(shape, type.layout(), how, found.mroIndex(), found.denseIndex(), null);
  }

  private static How how(Layout.Lookup found) {
    return switch (found.kind()) {
      case VALUE -> How.CLASS_VALUE;
      case FUNCTION -> How.FUNCTION;
      case NON_DATA -> found.descriptorClass() == PyMethodDescr.class ? How.METHOD_DESCR : How.DESCRIPTOR;
      case DATA -> found.descriptorClass() == PyMemberDescr.class ? How.MEMBER : found.descriptorClass() == PyProperty.class ? How.PROPERTY : How.DESCRIPTOR;
      case DYNAMIC -> throw new IllegalStateException();
    };
  }

  /// The entry for writing `name` of `o`; null where it cannot be cached.
  static AttrEntry forStore(Object o, PyType type, String name) {
    if (!type.hasGenericSetAttr()) {
      return null;
    }
    Layout.Lookup found = type.layout().lookup(name);
    if (found != null && found.kind() == Layout.Kind.DATA && found.descriptorClass() != PyMemberDescr.class) {
      return new AttrEntry(o instanceof PyInstance i ? i.shape : null, type.layout(), How.DESCRIPTOR, found.mroIndex(), found.denseIndex(), null);
    }
    if (!(o instanceof PyInstance instance)) {
      return null;
    }
    Shape shape = instance.shape;
    if (found != null && found.kind() == Layout.Kind.DATA && found.descriptorClass() == PyMemberDescr.class) {
      return new AttrEntry(shape, type.layout(), How.MEMBER, found.mroIndex(), found.denseIndex(), null);
    }
    if (found != null && (found.kind() == Layout.Kind.DATA || found.kind() == Layout.Kind.DYNAMIC) || shape.isDict() || !shape.allowsAttributes()) {
      return null;
    }
    int i = shape.indexOf(name);
    if (i >= 0) {
      return new AttrEntry(shape, type.layout(), How.FIELD, 0, i, null);
    }
    Shape next = shape.with(name);
    return next == null ? null : new AttrEntry(shape, type.layout(), How.FIELD, 0, -1, next);
  }
}
