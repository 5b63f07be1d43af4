package org.atoll.runtime.types;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.text.Formatter.NumberLocale;

/// What an interpreter's locale says of numbers, for those who format them. Set by the module `_locale`; guarded by the GIL.
public final class PresentLocale {
  private NumberLocale numbers = NumberLocale.C;

  private PresentLocale() {}

  public static PresentLocale of(ThreadState ts) {
    return ts.interpreter().state(PresentLocale.class, PresentLocale::new);
  }

  public NumberLocale numbers() {
    return numbers;
  }

  public void setNumbers(NumberLocale locale) {
    numbers = locale;
  }
}
