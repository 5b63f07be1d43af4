package dev.atoll;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/// A Java type with its type arguments, to ask for a result. Immutable.
///
/// ```java
/// Map<String, List<Integer>> places = python.call(PythonCall.of("index", text).returning(new TypeRef<Map<String, List<Integer>>>() {}));
/// ```
///
/// @param <T> the type
public abstract class TypeRef<T> {
  private final Type type;

  /// @throws IllegalStateException without a type argument
  protected TypeRef() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType p)) {
      throw new IllegalStateException("a TypeRef wants its type argument: new TypeRef<List<String>>() {}");
    }
    type = p.getActualTypeArguments()[0];
  }

  final Type type() {
    return type;
  }
}
