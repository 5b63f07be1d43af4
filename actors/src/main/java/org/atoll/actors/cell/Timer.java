package org.atoll.actors.cell;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// A message that is sent later, once or periodically. It ends with its receiver, and with the actor that has asked for it.
/// Thread-safe.
@PyTypeDef(name = "Timer", module = "atoll.actors", basetype = false, instantiable = false, doc = "A message that is sent later, once or again and again.")
final class Timer extends PyObject {
  static final PyType TYPE = PyType.builtin(new TimerBinder());

  private final Cell target;
  private final Cell owner;
  private final Envelope envelope;
  private final boolean periodic;
  private volatile ScheduledFuture<?> ticking;
  private volatile boolean cancelled;
  /// Whether its only message is on its way. Guarded by this, as the change of `cancelled`.
  private boolean sent;

  private Timer(Cell target, Envelope envelope, boolean periodic, Cell owner) {
    super(TYPE);
    this.target = target;
    this.envelope = envelope;
    this.periodic = periodic;
    this.owner = owner;
  }

  static Timer start(ThreadState ts, Cell target, Envelope envelope, long delayNanos, long periodNanos, Cell owner) {
    Timer made = new Timer(target, envelope, periodNanos > 0, owner);
    ScheduledExecutorService timer = target.actors.timer();
    // They know of it before it ticks, since it takes its leave of them then.
    target.own(made);
    if (owner != null && owner != target) {
      owner.own(made);
    }
    made.ticking = periodNanos > 0 ? timer.scheduleAtFixedRate(made::tick, delayNanos, periodNanos, TimeUnit.NANOSECONDS)
        : timer.schedule(made::tick, delayNanos, TimeUnit.NANOSECONDS);
    if (made.cancelled) {
      made.ticking.cancel(false);
    }
    return made;
  }

  private void tick() {
    synchronized (this) {
      if (!active()) {
        return;
      }
      sent = !periodic;
    }
    if (!periodic) {
      done();
      target.tellAsync(envelope);
    } else if (target.ended() != null) {
      cancel();
    } else {
      target.tellAsync(envelope.again());
    }
  }

  /// An actor has ended that knows of it. What would still have been sent to that, once, by somebody else, is a message that
  /// nobody handles.
  void endsWith(Cell cell) {
    if (cancel() && cell == target && owner != target && !periodic) {
      target.tellAsync(envelope);
    }
  }

  /// An actor is restarted that knows of it. Its constructor makes anew what it sends again and again.
  void restarts(Cell cell) {
    if (cell == owner && periodic) {
      cancel();
    }
  }

  private void done() {
    target.disown(this);
    if (owner != null) {
      owner.disown(this);
    }
  }

  @PyMethod(sig = "()", doc = "Send it no more; tells whether there was anything left to be sent.")
  boolean cancel() {
    boolean was;
    synchronized (this) {
      was = active();
      cancelled = true;
    }
    ScheduledFuture<?> t = ticking;
    if (t != null) {
      t.cancel(false);
    }
    done();
    return was;
  }

  @PyGetter(name = "active", doc = "whether it will be sent (again)")
  synchronized boolean active() {
    return !cancelled && !sent;
  }

  @PyMethod
  String __repr__() {
    return "<Timer for " + target.path + "." + envelope.title() + (active() ? ">" : " over>");
  }
}
