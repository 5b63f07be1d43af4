package org.atoll.arena.objects;

import java.util.function.Supplier;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.NoRoom;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.Alias;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.StandIn;
import org.atoll.runtime.types.PyErr;

/// A Python object that stands for a container in an arena, as long as the hold lasts under which it was made. Views of one cell are one
/// object to `is`, and `isinstance` takes a view for an instance of the plain type.
public abstract class View extends PyObject implements Alias, StandIn {
  final SharedArena arena;
  final Hold hold;
  /// Keeps the cell from being collected while the view lives; null where nobody collects.
  private final ViewGroup group;
  final long cell;

  View(PyType type, SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(type);
    this.arena = arena;
    this.hold = hold;
    this.group = group;
    this.cell = cell;
  }

  /// The type whose instances behave as this does.
  abstract PyType plainType();

  @Override
  public final PyType claimedType() {
    return plainType();
  }

  /// A local object of the plain type with the same items; containers among these stay in the arena.
  @Override
  public PyObject plain(ThreadState ts) {
    return (PyObject) Call.call1(ts, plainType(), this);
  }

  /// The calling thread is about to read.
  ///
  /// @throws org.atoll.runtime.types.PyException ArenaNotHeld where the view is not its own, or not any more
  final void reading(ThreadState ts) {
    if (!hold.isOf(ts)) {
      arena.requireHeld(ts, hold);
    }
  }

  /// The calling thread is about to change something.
  final void writing(ThreadState ts) {
    if (!hold.isOf(ts)) {
      arena.requireHeld(ts, hold);
    }
    if (!hold.mayWrite()) {
      throw ArenaErrors.readOnly(arena.name);
    }
    arena.collectSome();
  }

  /// Changes something by a body that may find no room before it has changed anything, and is then run again. It must begin by looking
  /// at what it is going to change.
  final void changing(ThreadState ts, Runnable body) {
    writing(ts);
    if (arena.free != null) {
      arena.free.run(ts, hold, cell, 0, () -> {
        body.run();
        return null;
      });
      return;
    }
    for (boolean again = false; ; again = true) {
      try {
        body.run();
        return;
      } catch (NoRoom e) {
        arena.makeRoom(e, again);
      }
    }
  }

  /// Carries out what works on this object's cells, in an arena that is free for all as one with regard to other threads. No Python code of the
  /// program may run meanwhile but by [#outside].
  final <T> T atomically(ThreadState ts, Supplier<T> body) {
    reading(ts);
    return arena.free == null ? body.get() : arena.free.run(ts, hold, cell, 0, body);
  }

  /// Runs what may be Python code of the program in the midst of an operation. The thread holds the arena afterwards; but what is in this object
  /// may have been changed, by that code or by others.
  final <T> T outside(ThreadState ts, Supplier<T> code) {
    T result = arena.free == null ? code.get() : arena.free.outside(ts, hold, code);
    reading(ts);
    return result;
  }

  /// The reference by which this is stored in an arena.
  final long reference(ThreadState ts, SharedArena to) {
    if (to != arena) {
      throw ArenaErrors.otherArena(to.name, arena.name);
    }
    reading(ts);
    return reference();
  }

  /// The word that refers to what it stands for.
  long reference() {
    return cell;
  }

  /// What stands for the cell where Java objects are compared by identity, as by those who make the repr of a cycle; the same one as
  /// long as the hold lasts.
  final Object mark() {
    return mark(0);
  }

  /// As [#mark()], for what is shown of the cell in other ways, from 1 to 15.
  final Object mark(int way) {
    return hold.mark(cell + way);
  }

  @Override
  public boolean isSame(Object other) {
    return other instanceof View v && v.cell == cell && v.arena == arena && v.hold == hold;
  }

  @PyGetter(name = "__class__", doc = "the type whose instances behave as this does")
  Object claimedClass() {
    return plainType();
  }

  @PyMethod(sig = "(memo, /)", doc = "Return a local copy of the object and of all that is in it.")
  Object __deepcopy__(ThreadState ts, Object memo) {
    Object deepcopy = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "copy"), "deepcopy");
    return Call.call2(ts, deepcopy, plain(ts), memo);
  }

  @PyMethod(sig = "(protocol, /)")
  Object __reduce_ex__(Object protocol) {
    throw PyErr.typeError("an object of an arena cannot be pickled or sent: send the arena, or a copy (copy.deepcopy)");
  }
}
