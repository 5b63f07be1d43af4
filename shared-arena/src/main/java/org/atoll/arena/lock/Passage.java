package org.atoll.arena.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What the operations of one hold do in an arena that is free for all: whether one is within its [Turnstile], and what it has
/// locked there. Belongs to the hold's thread; others ask [#isWithin] only.
public final class Passage {
  private static final VarHandle WITHIN = within();

  private volatile boolean within;
  /// What the operation has locked; 0 for nothing. For who locks it.
  public long first;
  public long second;
  /// How often it has been tried in vain, for want of memory.
  public int attempts;
  /// What the hold has of the arena. Written within the turnstile, or before the hold has ever been there; so who has closed it may look.
  public Object views;

  private static VarHandle within() {
    try {
      return MethodHandles.lookup().findVarHandle(Passage.class, "within", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// Whether an operation is within the turnstile.
  public boolean isWithin() {
    return within;
  }

  /// Ordered before whatever the thread does next, also before it looks whether the turnstile is closed.
  void begin() {
    within = true;
  }

  /// All that was done within is there for who sees it.
  void end() {
    WITHIN.setRelease(this, false);
  }
}
