package org.atoll.arena.objects;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.values.Kinds;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.Shared;

/// A weak reference to an object of an arena. Immutable, belongs to no interpreter, and may be kept anywhere: in other arenas, in local
/// objects, in messages.
@PyTypeDef(name = "ref", module = "atoll.arena", basetype = false, instantiable = false, doc = """
    A weak reference to an object of an arena; see atoll.arena.ref().

    Calling it gives the object, while its arena is held, or None when it is gone.""")
public final class PyWeakReference extends PyObject implements Shared {
  public static final PyType TYPE = PyType.builtin(new PyWeakReferenceBinder());
  /// In its cell.
  static final long ID_AT = 8;
  static final long NUMBER_AT = 16;
  private static final long CELL_SIZE = 24;

  /// Null where there is no such arena any more.
  final SharedArena arena;
  private final long id;
  private final long number;

  PyWeakReference(SharedArena arena, long id, long number) {
    super(TYPE);
    this.arena = arena;
    this.id = id;
    this.number = number;
  }

  /// A reference to what a view stands for.
  ///
  /// @throws org.atoll.runtime.types.PyException TypeError for what is in no arena
  public static PyWeakReference to(ThreadState ts, Object value) {
    if (!(value instanceof View v)) {
      throw PyErr.typeError("ref() takes an object of an arena, not '%s'", PyObject.typeOf(value).name());
    }
    return v.arena.weak.to(ts, v);
  }

  /// A new cell that is this reference.
  long store(SharedArena to) {
    long cell = to.allocate(Cell.header(Kinds.REF, 0, 0, 0), CELL_SIZE);
    to.region.setLong(cell + ID_AT, id);
    to.region.setLong(cell + NUMBER_AT, number);
    return cell;
  }

  @PyMethod(sig = "()", doc = "The object, or None when it is gone or its arena is closed; the arena must be held.")
  public Object get(ThreadState ts) {
    if (arena == null || arena.isClosed()) {
      return PyNone.NONE;
    }
    Hold hold = arena.hold(ts);
    View view = arena.weak.get(ts, hold, number);
    return view == null ? PyNone.NONE : view;
  }

  @PyMethod(sig = "()")
  Object __call__(ThreadState ts) {
    return get(ts);
  }

  @PyMethod
  Object __eq__(Object other) {
    return other instanceof PyWeakReference r ? (Object) (r.id == id && r.number == number) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  long __hash__() {
    return Hashes.ofLong(id * 31 + number);
  }

  @PyMethod(sig = "()")
  Object __copy__() {
    return this;
  }

  @PyMethod(sig = "(memo, /)")
  Object __deepcopy__(Object memo) {
    return this;
  }

  @PyMethod(sig = "(protocol, /)")
  Object __reduce_ex__(Object protocol) {
    throw PyErr.typeError("a weak reference to an object of an arena cannot be pickled: it means something within this process only");
  }

  @PyMethod
  String __repr__() {
    return "<arena.ref " + number + " to " + (arena == null ? "an arena that is gone" : arena.name) + ">";
  }
}
