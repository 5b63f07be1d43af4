package org.atoll.integration.interpreters;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;

/// A built-in module that is broken as only Java code can be: it needs a class that cannot be initialized.
@PyModuleDef("_unlinked")
final class UnlinkedModule {
  /// What cannot be initialized: an ExceptionInInitializerError at the first use, a NoClassDefFoundError at every later one.
  private static final class Broken {
    static final int LENGTH = lengthOfNothing();

    private static int lengthOfNothing() {
      throw new IllegalStateException("this class is broken");
    }
  }

  @PyFunction(sig = "()", doc = "Use what cannot be linked.")
  long use() {
    return Broken.LENGTH;
  }
}
