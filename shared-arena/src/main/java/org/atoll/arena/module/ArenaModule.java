package org.atoll.arena.module;

import java.util.function.Supplier;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.objects.Mode;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyStructSequence.Field;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_atoll_arena`: what `atoll.arena` is made of.
@PyModuleDef(value = "_atoll_arena", doc = "Shared arenas; see atoll.arena.")
final class ArenaModule {
  private static final double NANOS = 1e9;

  @PyConstant(name = "Arena")
  static final PyType ARENA = PyArena.TYPE;
  @PyConstant(name = "Access")
  static final PyType ACCESS = PyAccess.TYPE;
  @PyConstant(name = "ArenaStats")
  static final PyType STATS = PyStructSequence.defineSealed("atoll.arena.ArenaStats", """
      Figures of an arena, as its stats() gives them.

      print(bank.stats().bytes)""",
      new Field("bytes", "what the objects in it take, those included that nothing leads to any more and no collection has found yet"),
      new Field("objects", "how many these are, counted with them what is inside: containers have their items in an object of its own"),
      new Field("block_bytes", "how much memory is divided into objects, or free for these"),
      new Field("limit", "how much there may be"),
      new Field("fragmentation", "which part of block_bytes no object takes"),
      new Field("collections", "how many collections have come to their end"),
      new Field("longest_pause", "how long the longest step of a collection has taken, in seconds"),
      new Field("collecting", "how long all steps together have taken, in seconds"),
      new Field("holds", "how often it was entered"),
      new Field("waits", "how often somebody had to wait for that"),
      new Field("waiting", "how long all of these together have waited, in seconds"));
  @PyConstant(name = "ArenaError")
  static final PyType ERROR = ArenaErrors.ERROR;
  @PyConstant(name = "ArenaNotHeld")
  static final PyType NOT_HELD = ArenaErrors.NOT_HELD;
  @PyConstant(name = "ArenaReferenceError")
  static final PyType REFERENCE = ArenaErrors.REFERENCE;
  @PyConstant(name = "ArenaFull")
  static final PyType FULL = ArenaErrors.FULL;
  @PyConstant(name = "ArenaPoisoned")
  static final PyType POISONED = ArenaErrors.POISONED;
  @PyConstant(name = "ArenaClosed")
  static final PyType CLOSED = ArenaErrors.CLOSED;
  @PyConstant(name = "ArenaOrderError")
  static final PyType ORDER = ArenaErrors.ORDER;
  @PyConstant(name = "ArenaCorrupt")
  static final PyType CORRUPT = ArenaErrors.CORRUPT;

  static Object stats(SharedArena.Figures f) {
    double free = f.blockBytes() == 0 ? 0 : 1 - Math.min(1, (double) f.bytes() / f.blockBytes());
    return PyStructSequence.of(STATS, f.bytes(), f.cells(), f.blockBytes(), f.limitBytes(), free, f.collections(), f.stepNanosMax() / NANOS, f.stepNanos() / NANOS,
        f.holds(), f.waits(), f.waitNanos() / NANOS);
  }

  private static Arenas arenas(ThreadState ts) {
    return Arenas.of(ts.interpreter().runtime());
  }

  /// @param debug whether what is freed is overwritten, and memory is looked through after each collection, so that mistakes of the arena's own show
  /// @param warnAfter how long a hold may last until it is told, in seconds; None for any time
  @PyFunction(sig = "(name, mode, limit, adopt, rollback, warn_after, debug)")
  Object create(ThreadState ts, Object name, String mode, long limit, boolean adopt, boolean rollback, Object warnAfter, boolean debug) {
    Mode m = Mode.named(mode);
    String text = text(name);
    if (rollback && m == Mode.FREE) {
      throw PyErr.valueError("on_abandon='rollback' is for arenas that one thread at a time changes, not for mode='free'");
    }
    long warnAfterNanos = PyArena.timeout(ts, warnAfter);
    Payment payment = Payment.of(ts, limit);
    PyArena made = null;
    try {
      made = withRoom(limit, () -> arenas(ts).create(text,
          number -> new SharedArena(text == null ? "arena " + number : text, number, m, limit, adopt, rollback, debug), warnAfterNanos));
      made.isPaidBy(payment);
      return made;
    } finally {
      if (made == null && payment != null) {
        payment.run();
      }
    }
  }

  @PyFunction(sig = "(name, path, mode, limit, adopt, rollback, warn_after)")
  Object create_file(ThreadState ts, Object name, Object path, String mode, long limit, boolean adopt, boolean rollback, Object warnAfter) {
    Mode m = Mode.named(mode);
    if (m == Mode.FREE) {
      throw PyErr.valueError("an arena of a file cannot have mode='free': processes take turns, by mode='exclusive' or mode='rw'");
    }
    return withRoom(limit, () -> arenas(ts).create(ts, new Arenas.Wanted(text(name), FileArenas.Name.of(ts, path), m, limit, SharedArena.flags(adopt, rollback),
        PyArena.timeout(ts, warnAfter))));
  }

  @PyFunction(sig = "(name, path, warn_after)")
  Object open_file(ThreadState ts, Object name, Object path, Object warnAfter) {
    return withRoom(0, () -> arenas(ts).open(ts, new Arenas.Wanted(text(name), FileArenas.Name.of(ts, path), null, 0, 0, PyArena.timeout(ts, warnAfter))));
  }

  /// @throws org.atoll.runtime.types.PyException PermissionError where the interpreter may not give arenas names
  private static String text(Object name) {
    if (name == PyNone.NONE) {
      return null;
    }
    Access.requireShared("an arena with a name");
    return PyUnicode.toJava(name);
  }

  private static <T> T withRoom(long limit, Supplier<T> make) {
    try {
      return make.get();
    } catch (OutOfMemoryError e) {
      throw PyErr.format(PyExc.MemoryError, "the system has no room for an arena of %d bytes; choose a smaller limit", limit);
    }
  }

  @PyFunction(sig = "(name, /)", doc = "The arena that was made with this name, in any interpreter; ArenaError where there is none.")
  Object open(ThreadState ts, String name) {
    Access.requireShared("open()");
    return arenas(ts).open(name);
  }

  @PyFunction(sig = "()", doc = "The names of all arenas that have one.")
  Object list(ThreadState ts) {
    Access.requireShared("list()");
    return new PyList(arenas(ts).names().toArray());
  }

  @PyFunction(sig = "(*arenas, timeout=None)", doc = """
      For a with statement: enters several arenas at once.

      Give arenas, or what their read() gives. They are taken in one order, the same for all threads, whatever the order
      of the arguments, so that nobody can wait for each other for ever; within timeout seconds, or TimeoutError is raised and none
      is held.""")
  Object hold(ThreadState ts, PyTuple arenas, Object timeout) {
    return PyAccess.of(ts, arenas.items, timeout);
  }
}
