package org.atoll.arena.module;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Access;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.objects.Mode;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyTuple;

/// One interpreter's handle of an arena. `with` enters it.
@PyTypeDef(name = "Arena", module = "atoll.arena", basetype = false, instantiable = false, doc = """
    Memory that interpreters have in common; see atoll.arena.create().

    with bank:                       # nobody else is in it
        bank.root['accounts'][1] -= 10""")
final class PyArena extends PyObject {
  static final PyType TYPE = PyType.builtin(new PyArenaBinder());

  final SharedArena arena;

  PyArena(SharedArena arena) {
    super(TYPE);
    this.arena = arena;
  }

  @PyGetter(name = "name", doc = "what the arena is called")
  String name() {
    return arena.name;
  }

  @PyGetter(name = "mode", doc = "'exclusive', 'rw' or 'free'")
  String mode() {
    return arena.mode.word;
  }

  @PyGetter(name = "root", doc = "the dict that everything else is reached from")
  Object root(ThreadState ts) {
    return arena.root(ts);
  }

  @PyMethod
  Object __enter__(ThreadState ts) {
    arena.enter(ts, arena.mode == Mode.FREE ? Access.FREE : Access.WRITE, -1);
    return this;
  }

  @PyMethod(sig = "(*exc_info)")
  void __exit__(ThreadState ts, PyTuple exc_info) {
    Hold hold = arena.hold(ts);
    arena.leave(ts, hold);
  }

  @PyMethod(sig = "()", doc = "Find what nothing in the arena leads to any more, and free it; the arena must be held.")
  void collect(ThreadState ts) {
    arena.hold(ts);
    arena.collect();
  }

  @PyMethod
  String __repr__() {
    return "<Arena " + arena.name + (arena.isClosed() ? ", closed>" : ">");
  }
}
