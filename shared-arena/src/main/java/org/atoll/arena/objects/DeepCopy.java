package org.atoll.arena.objects;

import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;

/// `copy.deepcopy` of views: local objects all the way down. What is in an arena twice, or contains itself, is so in the copy.
final class DeepCopy {
  private DeepCopy() {}

  /// The copy of a view.
  ///
  /// @param memo what the module `copy` has copied already
  /// @param made an empty object of the plain type
  /// @param fill puts copies of the items into it, each made by what it is given
  static <T extends PyObject> Object of(ThreadState ts, View view, Object memo, T made, BiConsumer<T, UnaryOperator<Object>> fill) {
    Object mark = PyObjects.id(view.mark());
    Object known = PyObjects.callMethod(ts, memo, "get", mark);
    if (known instanceof PyObject o && o.type == made.type) {
      return o;
    }
    PyObjects.setItem(ts, memo, mark, made);
    Object deepcopy = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "copy"), "deepcopy");
    fill.accept(made, item -> item instanceof PyObject ? org.atoll.runtime.call.Call.call2(ts, deepcopy, item, memo) : item);
    return made;
  }
}
