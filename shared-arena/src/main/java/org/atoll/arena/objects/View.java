package org.atoll.arena.objects;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.lock.Hold;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.Alias;
import org.atoll.runtime.object.ClaimsClass;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// A Python object that stands for a container in an arena, as long as the hold lasts under which it was made. Views of one cell are one
/// object to `is`, and `isinstance` takes a view for an instance of the plain type.
public abstract class View extends PyObject implements Alias, ClaimsClass {
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

  /// The calling thread is about to read.
  ///
  /// @throws org.atoll.runtime.types.PyException ArenaNotHeld where the view is not its own, or not any more
  final void reading(ThreadState ts) {
    if (!hold.isOf(ts)) {
      throw notHeld();
    }
  }

  /// The calling thread is about to change something.
  final void writing(ThreadState ts) {
    if (!hold.isOf(ts)) {
      throw notHeld();
    }
    if (!hold.mayWrite()) {
      throw ArenaErrors.readOnly(arena.name);
    }
    arena.collectSome();
  }

  private RuntimeException notHeld() {
    arena.requireOpen();
    return hold.isOver() ? ArenaErrors.left(arena.name) : ArenaErrors.otherThread(arena.name);
  }

  /// The reference by which this is stored in an arena.
  final long reference(ThreadState ts, SharedArena to) {
    if (to != arena) {
      throw ArenaErrors.otherArena(to.name, arena.name);
    }
    reading(ts);
    return cell;
  }

  @Override
  public final boolean isSame(Object other) {
    return other instanceof View v && v.cell == cell && v.arena == arena && v.hold == hold;
  }

  @PyGetter(name = "__class__", doc = "the type whose instances behave as this does")
  Object claimedClass() {
    return plainType();
  }

  @PyMethod(sig = "(protocol, /)")
  Object __reduce_ex__(Object protocol) {
    throw PyErr.typeError("an object of an arena cannot be pickled or sent: send the arena, or a copy (copy.deepcopy)");
  }
}
