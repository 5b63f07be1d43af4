package org.atoll.arena.memory;

import java.util.Locale;

/// What a file says cannot be so. The message tells where, for those who look for the cause.
public final class Damage extends Exception {
  private static final long serialVersionUID = 1;

  public Damage(String message, Object... args) {
    super(String.format(Locale.ROOT, message, args), null, false, false);
  }
}
