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
