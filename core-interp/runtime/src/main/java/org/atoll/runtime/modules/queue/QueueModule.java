package org.atoll.runtime.modules.queue;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyExc;

/// `_queue` (`Modules/_queuemodule.c`).
@PyModuleDef(value = "_queue", doc = "The part of the module queue that is written in Java. Use queue instead.")
final class QueueModule {
  @PyConstant(name = "Empty")
  static final PyType EMPTY = ExceptionType.define("_queue", "Empty", PyExc.Exception, "Exception raised by Queue.get(block=0)/get_nowait().");
  @PyConstant(name = "SimpleQueue")
  static final PyType SIMPLE_QUEUE = PySimpleQueue.TYPE;
}
