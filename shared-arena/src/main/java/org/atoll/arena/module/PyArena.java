package org.atoll.arena.module;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Access;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.objects.ArenaPool;
import org.atoll.arena.objects.Mode;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.array.PyArray;
import org.atoll.runtime.modules.collections.PyDeque;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
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

  @PyMethod(sig = "(cls, /, *, capacity)", doc = """
      Make a pool of up to so many objects of a class declared with @arena.struct.

      It is in the arena as dicts are: store it to keep it.""")
  Object pool(ThreadState ts, Object cls, long capacity) {
    if (!(cls instanceof PyType t)) {
      throw PyErr.typeError("pool() takes a class declared with @arena.struct, not '%s'", PyObject.typeOf(cls).name());
    }
    return ArenaPool.make(ts, arena, t, capacity);
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

  @PyMethod(sig = "(*args, **kwargs)", doc = "Make a dict in the arena, with the arguments of dict().")
  Object dict(ThreadState ts, PyTuple args, PyDict kwargs) {
    return born(ts, PyDict.TYPE, args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Make a list in the arena, with the arguments of list().")
  Object list(ThreadState ts, PyTuple args, PyDict kwargs) {
    return born(ts, PyList.TYPE, args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Make a deque in the arena, with the arguments of collections.deque().")
  Object deque(ThreadState ts, PyTuple args, PyDict kwargs) {
    return born(ts, PyDeque.TYPE, args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Make a bytearray in the arena, with the arguments of bytearray().")
  Object bytearray(ThreadState ts, PyTuple args, PyDict kwargs) {
    return born(ts, PyByteArray.TYPE, args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Make an array in the arena, with the arguments of array.array().")
  Object array(ThreadState ts, PyTuple args, PyDict kwargs) {
    return born(ts, PyArray.TYPE, args, kwargs);
  }

  private Object born(ThreadState ts, PyType type, PyTuple args, PyDict kwargs) {
    arena.hold(ts);
    return arena.born(ts, (PyObject) Call.withDict(ts, type, args.items, kwargs));
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
