package org.atoll.arena.objects;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.NoRoom;
import org.atoll.arena.values.Words;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// A pool of objects of one `@arena.struct` class, in an arena; see [PoolTable].
@PyTypeDef(name = "Pool", module = "atoll.arena", basetype = false, instantiable = false, doc = """
    Objects of one class that are used again and again; see Arena.pool().

    Iterating gives those that are in use, and len() counts them.""")
public sealed class ArenaPool extends View permits FreePool {
  public static final PyType TYPE = PyType.builtin(new ArenaPoolBinder());
  private static final int CAPACITY_MAX = 1 << 30;

  final StructLayout layout;

  ArenaPool(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(TYPE, arena, hold, group, cell);
    this.layout = arena.structs.layout(hold.owner(), Cell.extra(arena.region.getLong(cell)));
  }

  @Override
  PyType plainType() {
    return TYPE;
  }

  /// A new pool; of whatever keeps it.
  ///
  /// @throws PyException ValueError, TypeError, ArenaNotHeld, ArenaFull
  public static ArenaPool make(ThreadState ts, SharedArena arena, PyType cls, long capacity) {
    StructClass struct = StructClass.of(cls);
    Hold hold = arena.hold(ts);
    if (capacity < 1 || capacity > CAPACITY_MAX) {
      throw PyErr.valueError("capacity must be from 1 to %d, not %d", CAPACITY_MAX, capacity);
    }
    return arena.making(ts, hold,
        () -> (ArenaPool) arena.view(hold, PoolTable.make(arena, struct.numberIn(ts, arena.structs), (int) capacity)));
  }

  @PyGetter(name = "capacity", doc = "how many objects may be in use at once")
  Object capacity(ThreadState ts) {
    reading(ts);
    return (long) PoolTable.capacity(arena, cell);
  }

  @PyMethod
  int __len__(ThreadState ts) {
    reading(ts);
    return PoolTable.inUse(arena, cell);
  }

  @PyMethod(sig = "(*args, **fields)", doc = """
      Take an object into use, with what its class's constructor takes.

      Raises PoolExhausted where all are in use.""")
  Object acquire(ThreadState ts, PyTuple args, PyDict fields) {
    StructView taken = take(ts);
    try {
      Structs.setDefaults(ts, taken);
      Object init = taken.type.slot(Slot.INIT);
      Object[] all = new Object[args.items.length + 1];
      all[0] = taken;
      System.arraycopy(args.items, 0, all, 1, args.items.length);
      Call.withDict(ts, init, all, fields);
      return taken;
    } catch (PyException e) {
      if (hold.isOf(ts)) {
        giveBack(ts, taken);
      }
      throw e;
    }
  }

  /// Releases what could not be made what it was to be, unless that has been released already.
  void giveBack(ThreadState ts, StructView taken) {
    if (!taken.isReleased()) {
      PoolTable.release(arena, cell, layout, taken.cell);
    }
  }

  /// Takes an object into use, whose fields are empty.
  StructView take(ThreadState ts) {
    writing(ts);
    StructClasses classes = StructClasses.of(ts);
    StructClass struct = arena.free == null ? classes.find(ts, layout) : classes.known(layout);
    reading(ts);
    for (boolean again = false; ; again = true) {
      try {
        long reference = PoolTable.acquire(ts, arena, cell, struct);
        if (reference == Words.NOTHING) {
          throw ArenaErrors.exhausted(layout.name(), PoolTable.capacity(arena, cell));
        }
        return arena.instance(hold, reference, struct);
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  @PyMethod(sig = "(obj, /)", doc = """
      Give an object back that acquire() has given.

      Whoever uses it from then on gets an ArenaError.""")
  void release(ThreadState ts, Object obj) {
    writing(ts);
    if (obj instanceof StructView s) {
      s.change(ts);
    }
    StructView v = ofPool(obj);
    if (v == null) {
      throw ArenaErrors.notOfPool(PyObject.typeOf(obj).name(), layout.name());
    }
    PoolTable.release(arena, cell, layout, v.cell);
  }

  /// A view of one of the pool's slots; null for anything else.
  private StructView ofPool(Object obj) {
    boolean slot = obj instanceof StructView v && v.arena == arena && v.layout == layout && v.isSlot() && PoolTable.has(arena, cell, layout, v.cell);
    return slot ? (StructView) obj : null;
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object obj) {
    reading(ts);
    StructView v = ofPool(obj);
    if (v == null) {
      return false;
    }
    v.reading(ts);
    return !v.isReleased();
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    reading(ts);
    return new ArenaPoolIterator(this);
  }

  /// Has an iterator go on.
  Object advance(ThreadState ts, ArenaPoolIterator iterator) {
    reading(ts);
    return iterator.advance(this);
  }

  @PyMethod(sig = "()", doc = "Release all objects that are in use.")
  void clear(ThreadState ts) {
    writing(ts);
    for (int i = 0; i < PoolTable.count(arena, cell); i++) {
      long reference = PoolTable.used(arena, cell, layout, i);
      if (reference != Words.NOTHING) {
        PoolTable.release(arena, cell, layout, Cell.offset(reference));
      }
    }
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    reading(ts);
    return "<Pool of " + layout.name() + ", " + PoolTable.inUse(arena, cell) + " of " + PoolTable.capacity(arena, cell) + " in use>";
  }
}
