package org.atoll.arena.shared;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Access;
import org.atoll.arena.objects.Mode;
import org.atoll.arena.objects.ObjectPlace;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyException;

/// What `@locked` and the like enter for an object of an arena: the arena, which the thread may be in already, and a lock of the object's
/// own where the arena is free for all. For one `with` block.
@PyTypeDef(name = "ArenaSide", module = "_atoll_shared", basetype = false, instantiable = false, doc = "The arena of an object, to be entered.")
final class PyArenaSide extends PyObject {
  static final PyType TYPE = PyType.builtin(new PyArenaSideBinder());

  private final ObjectPlace place;
  private final boolean writes;
  /// The object's own lock, while the thread is in; null for none.
  private ReadWrite own;

  PyArenaSide(ObjectPlace place, boolean writes) {
    super(TYPE);
    this.place = place;
    this.writes = writes;
  }

  private Access access() {
    return switch (place.arena().mode) {
      case EXCLUSIVE -> Access.WRITE;
      case RW -> writes ? Access.WRITE : Access.READ;
      case FREE -> Access.FREE;
    };
  }

  @PyMethod
  Object __enter__(ThreadState ts) {
    SharedArena arena = place.arena();
    arena.enter(ts, access(), -1);
    if (arena.mode != Mode.FREE || place.reference() == 0) {
      return this;
    }
    ReadWrite lock = ArenaObjectLocks.of(ts).use(place);
    try {
      lock.enter(ts, writes ? Access.WRITE : Access.READ, -1);
    } catch (PyException e) {
      ArenaObjectLocks.of(ts).leave(place);
      arena.leave(ts, arena.hold(ts));
      throw e;
    }
    own = lock;
    return this;
  }

  @PyMethod(sig = "(exc_type, exc_value, traceback, /)")
  void __exit__(ThreadState ts, Object type, Object value, Object traceback) {
    if (own != null) {
      own.leave(ts);
      ArenaObjectLocks.of(ts).leave(place);
    }
    SharedArena arena = place.arena();
    arena.leave(ts, arena.hold(ts), type);
  }
}
