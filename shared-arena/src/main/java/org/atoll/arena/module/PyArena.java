package org.atoll.arena.module;

import java.lang.ref.Cleaner;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.lock.Access;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.objects.ArenaPool;
import org.atoll.arena.objects.Mode;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.host.Cleanup;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.array.PyArray;
import org.atoll.runtime.modules.collections.PyDeque;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Shared;

/// An arena as scripts have it: the same object in all interpreters. `with` enters it. Thread-safe.
@PyTypeDef(name = "Arena", module = "atoll.arena", basetype = false, instantiable = false, doc = """
    Memory that interpreters have in common; see atoll.arena.create().

    with bank:                       # nobody else is in it
        bank.root['accounts'][1] -= 10""")
final class PyArena extends PyObject implements Shared {
  static final PyType TYPE = PyType.builtin(new PyArenaBinder());

  final SharedArena arena;
  /// Null for none.
  final String name;
  /// Where it is; null for an arena of this process alone.
  final String path;
  /// How long a hold may last until it is told; negative for any time.
  final long warnAfterNanos;
  /// Ends the payment for it; null where nobody pays. Set by its maker, before anybody else has it.
  private Cleaner.Cleanable paid;
  private final Arenas arenas;
  private final Access access;
  /// What [#read] gives where it need not wait for a limited time.
  private final PyAccess reading;

  /// @param path null for an arena of this process alone
  PyArena(SharedArena arena, Arenas arenas, String name, String path, long warnAfterNanos) {
    super(TYPE);
    this.path = path;
    this.arena = arena;
    this.arenas = arenas;
    this.name = name;
    this.warnAfterNanos = warnAfterNanos;
    access = arena.mode == Mode.FREE ? Access.FREE : Access.WRITE;
    reading = new PyAccess(-1, new PyAccess.Part(this, Access.READ));
  }

  /// Says who pays for it; null for nobody.
  void isPaidBy(Payment payment) {
    if (payment != null) {
      paid = Cleanup.register(this, payment);
    }
  }

  /// What `with` takes it for.
  Access access() {
    return access;
  }

  /// A time to wait: negative for no limit.
  ///
  /// @throws org.atoll.runtime.types.PyException ValueError for a negative number, TypeError for what is no number
  static long timeout(ThreadState ts, Object seconds) {
    if (seconds == PyNone.NONE) {
      return -1;
    }
    long nanos = Timeouts.nanos(ts, seconds);
    if (nanos < 0) {
      throw PyErr.valueError("timeout must not be negative");
    }
    return nanos;
  }

  // What it is.

  @PyGetter(name = "name", doc = "what the arena is called; None for an arena without a name")
  Object name() {
    return name == null ? PyNone.NONE : name;
  }

  @PyGetter(name = "path", doc = "the file that it is in; None for an arena of this process alone")
  Object path() {
    return path == null ? PyNone.NONE : path;
  }

  @PyGetter(name = "mode", doc = "'exclusive', 'rw' or 'free'")
  String mode() {
    return arena.mode.word;
  }

  @PyGetter(name = "limit", doc = "how many bytes it may take")
  long limit() {
    return arena.limitBytes;
  }

  @PyGetter(name = "closed", doc = "whether it is closed, and what was in it gone")
  boolean isClosed() {
    return arena.isClosed();
  }

  @PyGetter(name = "poisoned", doc = "whether a thread has ended while it held the arena, and nobody has called recover() since")
  boolean isPoisoned() {
    return arena.isPoisoned();
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

  // Holds.

  @PyMethod
  Object __enter__(ThreadState ts) {
    arena.enter(ts, access, -1);
    return this;
  }

  @PyMethod(sig = "(exc_type=None, exc_value=None, traceback=None, /)")
  void __exit__(ThreadState ts, Object type, Object value, Object traceback) {
    Hold hold = arena.hold(ts);
    arena.leave(ts, hold, type);
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      For a with statement: enters the arena, and waits for that timeout seconds at most.

      Where the time is over before, TimeoutError is raised.""")
  Object hold(ThreadState ts, Object timeout) {
    return new PyAccess(timeout(ts, timeout), new PyAccess.Part(this, access));
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      For a with statement: enters the arena to read it, as others may do at the same time.

      For arenas with mode='rw'. Nothing in it can be changed meanwhile.""")
  Object read(ThreadState ts, Object timeout) {
    if (arena.mode != Mode.RW) {
      throw ArenaErrors.notReadWrite(arena.name, arena.mode.word);
    }
    return timeout == PyNone.NONE ? reading : new PyAccess(timeout(ts, timeout), new PyAccess.Part(this, Access.READ));
  }

  // Failure, and its end.

  @PyMethod(sig = "(fn, /)", doc = """
      Make an arena usable again whose last holder ended within its block.

      Enters the arena and calls fn(root), which may look at what is there and mend it. When fn returns, others may
      enter again; where it raises, the arena stays poisoned. Return whether there was anything to recover from: if not,
      fn is not called.""")
  boolean recover(ThreadState ts, Object fn) {
    Hold hold = arena.enterPoisoned(ts);
    if (hold == null) {
      return false;
    }
    try {
      Call.call1(ts, fn, arena.root(ts));
    } catch (PyException e) {
      arena.leave(ts, hold);
      throw e;
    }
    arena.mended();
    arena.leave(ts, hold);
    return true;
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      Free all that is in the arena at once, as soon as nobody holds it any more.

      Whoever wants to enter it afterwards, or waits for it now, gets ArenaClosed. Where the time is over before all others
      have left, TimeoutError is raised, and the arena stays open.""")
  void close(ThreadState ts, Object timeout) {
    if (!arena.close(ts, timeout(ts, timeout))) {
      throw PyErr.format(PyExc.TimeoutError, "others held %s all the time; it was not closed", arena.name);
    }
    arenas.closed(this);
    if (paid != null) {
      paid.clean();
    }
  }

  // What is born in it.

  @PyMethod(sig = "(*args, **kwargs)", doc = "Make a dict in the arena, with the arguments of dict().")
  Object dict(ThreadState ts, PyTuple args, PyDict kwargs) {
    return born(ts, PyDict.TYPE, args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Make a list in the arena, with the arguments of list().")
  Object list(ThreadState ts, PyTuple args, PyDict kwargs) {
    return born(ts, PyList.TYPE, args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Make a set in the arena, with the arguments of set().")
  Object set(ThreadState ts, PyTuple args, PyDict kwargs) {
    return born(ts, PySet.TYPE, args, kwargs);
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

  // Memory.

  @PyMethod(sig = "()", doc = "Find what nothing in the arena leads to any more, and free it; the arena must be held.")
  void collect(ThreadState ts) {
    arena.requireWriting(ts);
    arena.collect();
  }

  @PyMethod(sig = "()", doc = """
      Have all that is in the arena's file written to the disk, so that it is there also after the whole system has gone down.

      The arena is held meanwhile, and must not be by the calling thread.""")
  void sync(ThreadState ts) {
    if (path == null) {
      throw ArenaErrors.noFile(arena.name);
    }
    int r = arena.sync(ts);
    if (r < 0) {
      throw PyErr.osError(-r, path);
    }
  }

  @PyMethod(sig = "()", doc = "Figures of the arena at this moment.")
  Object stats() {
    arena.requireOpen();
    return ArenaModule.stats(arena.figures());
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    throw PyErr.typeError("an arena cannot be pickled: it means something in this process only");
  }

  @PyMethod
  String __repr__() {
    return "<Arena " + arena.name + (path == null ? "" : " in '" + path + "'") + (arena.isClosed() ? ", closed>" : arena.isPoisoned() ? ", poisoned>" : ">");
  }
}
