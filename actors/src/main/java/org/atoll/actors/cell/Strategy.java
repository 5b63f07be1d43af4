package org.atoll.actors.cell;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Shared;

/// What is to become of an actor that has failed. Immutable.
@PyTypeDef(name = "Strategy", module = "atoll.actors", basetype = false, instantiable = false,
    doc = "What becomes of an actor when an exception leaves its code: made by Resume(), Restart(), Stop() and Escalate().")
final class Strategy extends PyObject implements Shared {
  static final PyType TYPE = PyType.builtin(new StrategyBinder());
  static final long FOREVER = Long.MAX_VALUE;
  static final Strategy RESUME = new Strategy(Directive.RESUME, 0, 0, 0, 0);
  static final Strategy STOP = new Strategy(Directive.STOP, 0, 0, 0, 0);
  static final Strategy ESCALATE = new Strategy(Directive.ESCALATE, 0, 0, 0, 0);

  /// What is done.
  enum Directive {
    RESUME, RESTART, STOP, ESCALATE
  }

  final Directive directive;
  /// How many restarts are allowed within the time before the actor is stopped.
  final long times;
  final long withinNanos;
  /// How long the first restart of a row is put off; each further one twice as long as the one before, to the limit.
  final long backoffNanos;
  final long maxBackoffNanos;

  Strategy(Directive directive, long times, long withinNanos, long backoffNanos, long maxBackoffNanos) {
    super(TYPE);
    this.directive = directive;
    this.times = times;
    this.withinNanos = withinNanos;
    this.backoffNanos = backoffNanos;
    this.maxBackoffNanos = maxBackoffNanos;
  }

  /// How long the restart is put off that follows on `before` others.
  long delayNanos(int before) {
    if (backoffNanos == 0) {
      return 0;
    }
    long delay = backoffNanos << Math.min(before, 40);
    return delay < backoffNanos || delay > maxBackoffNanos ? maxBackoffNanos : delay;
  }

  private static String seconds(long nanos) {
    return Double.toString(nanos / 1e9);
  }

  @PyGetter(name = "directive", doc = "'resume', 'restart', 'stop' or 'escalate'")
  String directiveName() {
    return directive.name().toLowerCase(java.util.Locale.ROOT);
  }

  @PyMethod
  String __repr__() {
    return switch (directive) {
      case RESUME -> "Resume()";
      case STOP -> "Stop()";
      case ESCALATE -> "Escalate()";
      case RESTART -> "Restart(times=" + (times == FOREVER ? "None" : times) + ", within=" + (withinNanos == FOREVER ? "None" : seconds(withinNanos))
          + ", backoff=" + seconds(backoffNanos) + ", max_backoff=" + seconds(maxBackoffNanos) + ")";
    };
  }
}
