package org.atoll.arena;

import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// The exceptions of `atoll.arena`. Each message says what to do.
public final class ArenaErrors {
  private static final String MODULE = "atoll.arena";

  public static final PyType ERROR = ExceptionType.define(MODULE, "ArenaError", PyExc.RuntimeError, "What is wrong with the use of an arena.");
  public static final PyType NOT_HELD = ExceptionType.define(MODULE, "ArenaNotHeld", ERROR,
      "An object of an arena was used outside the `with` block in which it was obtained, or by another thread.");
  public static final PyType REFERENCE = ExceptionType.define(MODULE, "ArenaReferenceError", ERROR,
      "An object was to be stored that does not belong into this arena.");
  public static final PyType FULL = ExceptionType.define(MODULE, "ArenaFull", ERROR, "There is no room left in the arena.");
  public static final PyType POISONED = ExceptionType.define(MODULE, "ArenaPoisoned", ERROR,
      "The last holder of the arena ended before it had left it; recover(fn) makes it usable again.");
  public static final PyType CLOSED = ExceptionType.define(MODULE, "ArenaClosed", ERROR, "The arena is closed, and what was in it is gone.");
  public static final PyType ORDER = ExceptionType.define(MODULE, "ArenaOrderError", ERROR,
      "Arenas were entered in an order in which threads could wait for each other for ever.");
  public static final PyType CORRUPT = ExceptionType.define(MODULE, "ArenaCorrupt", ERROR, "A file is not an arena, or is damaged.");

  public static final PyType EXHAUSTED = ExceptionType.define(MODULE, "PoolExhausted", ERROR, "All objects of a pool are in use.");

  private ArenaErrors() {}

  /// Arenas are taken in the order in which they were made.
  public static PyException order(String wanted, String held) {
    return PyErr.format(ORDER, "%s was made before %s, which this thread holds already; enter both at once: with arena.hold(%s, %s)", wanted, held, wanted, held);
  }

  /// Arenas of files are taken after all others.
  public static PyException orderOfFiles(String wanted, String held) {
    return PyErr.format(ORDER, "%s is in a file, and entered after all arenas that are in none, and this thread holds it already; enter both at once: with arena.hold(%s, %s)",
        held, wanted, held);
  }

  public static PyException upgrade(String name) {
    return PyErr.format(ERROR, "this thread reads %s and cannot begin to write to it; leave the block, or enter it without read()", name);
  }

  public static PyException otherTask(String name) {
    return PyErr.format(ERROR, "another task of this event loop holds %s; do not await anything within the block", name);
  }

  public static PyException closed(String name) {
    return PyErr.format(CLOSED, "%s is closed, and what was in it is gone", name);
  }

  public static PyException poisoned(String name, String by) {
    return PyErr.format(POISONED, "%s held %s and was ended within the block, so that what is in it may be half done; call recover(fn) to look at it and use it again", by, name);
  }

  public static PyException full(String name, long wanted, long limit) {
    return PyErr.format(FULL, "%s has no room for %d bytes more: its limit is %d bytes; make it with a larger limit=, or take something out", name, wanted, limit);
  }

  public static PyException noRoomOnDisk(String name, String why) {
    return PyErr.format(FULL, "the file of %s cannot be made larger (%s); make room on the disk, or take something out", name, why);
  }

  public static PyException noRoomForLog(String name, String why) {
    return PyErr.format(FULL, "the undo log of %s cannot be made larger (%s): all that was changed since the arena was entered is undone; make room on the disk, "
        + "or change less in one block", name, why);
  }

  public static PyException corrupt(String name, String what) {
    return PyErr.format(CORRUPT, "the file of %s is damaged: %s; close the arena, and open a copy of the file made before", name, what);
  }

  public static PyException noArena(String path, String what) {
    return PyErr.format(CORRUPT, "'%s' cannot be opened as an arena: %s; open a copy of the file made before, or make a new one with arena.create(path=...)", path, what);
  }

  public static PyException noFile(String name) {
    return PyErr.format(ERROR, "%s is in no file; make it with arena.create(path=...)", name);
  }

  public static PyException openAs(String path, String name) {
    return PyErr.format(ERROR, "'%s' is open in this process already, %s; take that with arena.open(path=...), or close it first", path,
        name == null ? "without a name" : "as '" + name + "'");
  }

  public static PyException copyOpen(String path, String other) {
    return PyErr.format(ERROR, "'%s' is a copy of '%s', which is open in this process: close that first", path, other);
  }

  public static PyException left(String name) {
    return PyErr.format(NOT_HELD, "this object of %s was obtained in a `with` block that is over; enter the arena and look it up again", name);
  }

  public static PyException otherThread(String name) {
    return PyErr.format(NOT_HELD, "this object of %s was obtained by another thread; enter the arena in this one and look it up", name);
  }

  public static PyException readOnly(String name) {
    return PyErr.format(ERROR, "%s is entered with read(): nothing in it can be changed; enter it without", name);
  }

  public static PyException otherArena(String to, String of) {
    return PyErr.format(REFERENCE, "an object of %s cannot be stored in %s: store arena.ref(obj), a weak reference, or a copy (copy.deepcopy)", of, to);
  }

  public static PyException notAdopted(String name, String type) {
    return PyErr.format(REFERENCE, "%s takes no copies of local objects (adopt=False), and a %s can change: make it in the arena, as with %s.dict()", name, type, name);
  }

  public static PyException cannotBeShared(String name, String type) {
    return PyErr.format(REFERENCE, "a %s cannot be in %s: immutable values, dict, list, set, deque, bytearray, array and instances of @arena.struct classes can", type, name);
  }

  public static PyException nowhere(String type) {
    return PyErr.format(NOT_HELD, "a %s is made in the arena that is entered last, and this thread holds none: enter one with `with`", type);
  }

  public static PyException unknownClass(String module, String qualname, String why) {
    return PyErr.format(ERROR, "this interpreter does not know the class %s.%s of this object (%s): declare it in a module that all interpreters can import, "
        + "or use it by name in the function that is sent here", module, qualname, why);
  }

  public static PyException otherFields(String module, String qualname) {
    return PyErr.format(ERROR, "the class %s.%s has other fields in this interpreter than the object, which was made by another one: declare the same in both", module, qualname);
  }

  public static PyException tooManyClasses(String name, int most) {
    return PyErr.format(ERROR, "%s has instances of %d classes already, and takes no more", name, most);
  }

  public static PyException gone() {
    return PyErr.format(REFERENCE, "the object that this arena.ref() was made of is gone");
  }

  public static PyException released(String type, String name) {
    return PyErr.format(ERROR, "this %s of %s has been released to its pool, and may be in use as another one; get a new one with acquire()", type, name);
  }

  public static PyException notOfPool(String type, String pool) {
    return PyErr.format(ERROR, "this %s does not come from this pool of %s: release it to the one that it was acquired from", type, pool);
  }

  public static PyException exhausted(String type, long capacity) {
    return PyErr.format(EXHAUSTED, "all %d objects of this pool of %s are in use: release some, or make the pool with a larger capacity=", capacity, type);
  }

  public static PyException closing(String name) {
    return PyErr.format(CLOSED, "%s is being closed", name);
  }

  public static PyException again(String name) {
    return PyErr.format(ERROR, "%s was about to be closed, which was given up; try again", name);
  }

  public static PyException withinItself(String name, String what) {
    return PyErr.format(ERROR, "%s of %s cannot be called while this thread holds it; leave the block first", what, name);
  }

  public static PyException notReadWrite(String name, String mode) {
    return PyErr.format(ERROR, "%s has mode='%s': read() is for arenas that are made with mode='rw'", name, mode);
  }

  public static PyException nameTaken(String name) {
    return PyErr.format(ERROR, "there is an arena called '%s' already; take that with arena.open('%s'), or choose another name", name, name);
  }

  public static PyException unknown(String name, String known) {
    return PyErr.format(ERROR, "there is no arena called '%s' (%s); make it with arena.create('%s')", name, known, name);
  }

  public static PyException notHolding(String name) {
    return PyErr.format(NOT_HELD, "this thread does not hold %s: enter it with a `with` block", name);
  }
}
