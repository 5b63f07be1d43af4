package org.atoll.arena.module;

import java.util.concurrent.atomic.AtomicLong;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.objects.Mode;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// `_atoll_arena`: what `atoll.arena` is made of.
@PyModuleDef(value = "_atoll_arena", doc = "Shared arenas; see atoll.arena.")
final class ArenaModule {
  private static final long DEFAULT_LIMIT = 1L << 30;

  @PyConstant(name = "Arena")
  static final PyType ARENA = PyArena.TYPE;
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

  /// Numbers for the arenas of a runtime.
  private static final class Numbers {
    final AtomicLong next = new AtomicLong(1);
  }

  @PyFunction(sig = "(name, *, mode='exclusive', adopt=True, debug=False)", doc = """
      Make an arena.

      debug: overwrite what is freed, so that mistakes of the arena's own show.""")
  Object create(ThreadState ts, String name, String mode, boolean adopt, boolean debug) {
    long number = ts.interpreter().runtime().state(Numbers.class, Numbers::new).next.getAndIncrement();
    return new PyArena(new SharedArena(name, number, Mode.named(mode), DEFAULT_LIMIT, adopt, debug));
  }
}
