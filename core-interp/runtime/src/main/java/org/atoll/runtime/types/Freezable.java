package org.atoll.runtime.types;

import java.util.function.Consumer;

/// A container that can be frozen in place: from then on nothing changes it, and every interpreter may read it at once. That it
/// is frozen stands in its [org.atoll.runtime.object.PyInstance#mark], so that it stays what it is for all who read; who writes
/// asks [org.atoll.runtime.object.PyInstance#requireMutable] first. See [Freezer], which alone calls this. Requires the GIL of
/// the interpreter that owns the object.
public interface Freezable {
  /// Whether this is an instance of the built-in type itself, not of a class derived from it, and has its contents.
  ///
  /// @throws PyException BufferError where somebody holds a view through which the memory can be written
  boolean isFreezable();

  /// Hands out all that the container refers to.
  void forEachPart(Consumer<Object> sink);

  /// Freezes the container alone, which [#isFreezable].
  void freeze();
}
