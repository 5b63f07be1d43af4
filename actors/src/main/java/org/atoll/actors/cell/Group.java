package org.atoll.actors.cell;

import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Shared;

/// Actors that are restarted together. Thread-safe.
@PyTypeDef(name = "Group", module = "atoll.actors", basetype = false, doc = """
    Group(kind='one_for_one', *, supervise=Restart())
    --

    Actors that are supervised together, in the order in which group.spawn() makes them.

    kind: 'one_for_one' restarts the actor that has failed, 'one_for_all' all of them, 'rest_for_one' it and
    those that were spawned after it. The limits of Restart() hold for the group as a whole; past them all end.""")
final class Group extends PyObject implements Shared {
  static final PyType TYPE = PyType.builtin(new GroupBinder());

  private static final int MIN_CLEANED = 16;

  /// Who is restarted.
  private enum Kind {
    ONE_FOR_ONE, ONE_FOR_ALL, REST_FOR_ONE
  }

  private final Kind kind;
  private final Strategy strategy;
  private final List<Cell> members = new ArrayList<>();
  /// With how many members those that have ended are looked for.
  private int cleaned = MIN_CLEANED;

  private Group(Kind kind, Strategy strategy) {
    super(TYPE);
    this.kind = kind;
    this.strategy = strategy;
  }

  @PyNew(sig = "(kind='one_for_one', *, supervise=None)")
  static Object create(ThreadState ts, PyType cls, String kind, Object supervise) {
    Kind found = switch (kind) {
      case "one_for_one" -> Kind.ONE_FOR_ONE;
      case "one_for_all" -> Kind.ONE_FOR_ALL;
      case "rest_for_one" -> Kind.REST_FOR_ONE;
      default -> throw PyErr.valueError("a group is 'one_for_one', 'one_for_all' or 'rest_for_one', not '%s'", kind);
    };
    Strategy strategy = supervise == PyNone.NONE ? ActorsModule.DEFAULT_RESTART : Spawning.strategy(ts, supervise, null);
    return new Group(found, strategy);
  }

  @PyMethod(sig = "(cls, /, *args, name=None, mailbox=None, limits=None, capabilities=None, **kwargs)", doc = "Spawn an actor of this group; see spawn().")
  Object spawn(ThreadState ts, Object cls, PyTuple args, Object name, Object mailbox, Object limits, Object capabilities,
      PyDict kwargs) {
    Cell made = Spawning.spawn(ts, cls, args, kwargs, name, strategy, mailbox, limits, capabilities, this);
    return made.ref;
  }

  synchronized void add(Cell cell) {
    if (members.size() >= cleaned) {
      members.removeIf(c -> c.ended() != null);
      cleaned = Math.max(MIN_CLEANED, 2 * members.size());
    }
    members.add(cell);
  }

  /// Those that live, in the order in which they were spawned.
  synchronized List<Cell> members() {
    members.removeIf(c -> c.ended() != null);
    return new ArrayList<>(members);
  }

  /// Those that are restarted where one fails.
  synchronized List<Cell> concerned(Cell failed) {
    List<Cell> all = members();
    return switch (kind) {
      case ONE_FOR_ONE -> List.of(failed);
      case ONE_FOR_ALL -> all;
      case REST_FOR_ONE -> all.indexOf(failed) < 0 ? List.of(failed) : all.subList(all.indexOf(failed), all.size());
    };
  }

  @PyGetter(name = "actors", doc = "the refs of its actors that live, in the order in which they were spawned")
  Object refs() {
    PyList all = new PyList();
    members().forEach(c -> all.append(c.ref));
    return all;
  }

  @PyMethod(sig = "(reason='stopped')", doc = "Have all its actors end, the last one first.")
  void stop(String reason) {
    members().reversed().forEach(c -> c.stop(Terminated.Reason.of(reason), false));
  }

  @PyMethod
  String __repr__() {
    return "<Group " + kind.name().toLowerCase(java.util.Locale.ROOT) + " of " + members().size() + ">";
  }
}
