package org.atoll.runtime.modules.random;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.object.PyType;

/// The module `_random`.
@PyModuleDef(value = "_random", doc = "The Mersenne Twister behind the module random.")
public final class RandomModule {
  @PyConstant(name = "Random")
  static final PyType RANDOM = PyRandom.TYPE;
}
