package org.atoll.channels.codec;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.types.Freezer;

/// `_atoll_freeze`: values that stand for themselves in messages because nobody can change them any more. What is in
/// `atoll.shared` of it.
@PyModuleDef(value = "_atoll_freeze", doc = "Frozen values, which interpreters have in common.")
final class FreezeModule {
  @PyFunction(sig = "(obj, /)", doc = """
      Freeze obj, and all containers in it, in place, and return it.

      From then on whatever would change one of them raises TypeError, and obj crosses between
      interpreters as it is: nothing is copied. It is a dict, list, set, deque, bytearray, array,
      tuple or frozenset, of these and of numbers, strings, bytes and None; cycles are allowed.
      Raise TypeError for anything else in it, as an instance of a class written in Python, and
      BufferError while a memoryview shows a bytearray or array in it; nothing is frozen then.""")
  Object freeze(Object obj) {
    Freezer.freeze(obj, PyKryo::isImmutable);
    return obj;
  }

  @PyFunction(sig = "(obj, /)", doc = "Return whether nothing in obj can change, so that it crosses between interpreters as it is.")
  boolean is_frozen(Object obj) {
    return Freezer.isFrozen(obj, PyKryo::isImmutable);
  }
}
