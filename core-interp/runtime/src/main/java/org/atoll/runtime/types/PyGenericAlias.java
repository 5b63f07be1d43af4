package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyType;

/// `types.GenericAlias` (`Objects/genericaliasobject.c`).
@PyTypeDef(name = "GenericAlias", module = "types")
public final class PyGenericAlias extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyGenericAliasBinder());

  /// The class, and what stands in the brackets.
  public final Object origin;
  public final Object arguments;

  public PyGenericAlias(Object origin, Object arguments) {
    super(TYPE);
    this.origin = origin;
    this.arguments = arguments;
  }

  /// `origin[arguments]`.
  public static Object of(Object origin, Object arguments) {
    return new PyGenericAlias(origin, arguments);
  }
}
