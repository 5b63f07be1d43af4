package org.atoll.runtime.call;

import org.atoll.runtime.object.PyType;

/// The generated binder of a `@PyTypeDef` class.
public abstract class TypeBinder extends Binder {
  protected TypeBinder(Member... members) {
    super(members);
  }

  /// `__module__`.
  public String module() {
    return "builtins";
  }

  /// The base type; null for `object` itself. Called when the type is first used, not when its class is initialised,
  /// so that the Java classes of base and derived types may refer to each other.
  public abstract PyType base();

  /// All base types, where there is more than one.
  public PyType[] bases() {
    PyType base = base();
    return base == null ? new PyType[0] : new PyType[] {base};
  }

  /// Whether instances have a Java class of their own, so that classes of this type and of an unrelated one cannot be
  /// combined (`extra_ivars` in `Objects/typeobject.c`).
  public boolean solid() {
    return true;
  }

  /// Whether Python classes may derive from the type.
  public boolean basetype() {
    return true;
  }

  /// Whether calling the type makes an instance.
  public boolean instantiable() {
    return true;
  }

  /// Whether plain instances have a `__dict__` (exceptions, `partial`, ...).
  public boolean hasDict() {
    return false;
  }

  public boolean hashable() {
    return true;
  }

  public String[] matchArgs() {
    return null;
  }

  /// Whether the Java object is a value of this type (or of a type derived from it).
  public abstract boolean accepts(Object o);
}
