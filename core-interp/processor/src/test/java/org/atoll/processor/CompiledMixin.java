package org.atoll.processor;

import org.atoll.annotations.PyMethod;

/// What a type of another Maven module mixes in: it comes from a class file.
public interface CompiledMixin {
  @PyMethod
  default boolean __contains__(Object item) {
    return false;
  }

  @PyMethod(sig = "(size=1)")
  default long grow(long size) {
    return size;
  }
}
