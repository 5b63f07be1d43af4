package org.atoll.runtime.modules.locale;

import java.util.Arrays;
import java.util.Map;
import org.atoll.runtime.host.Locales;

/// Which locale each category has, by name, as `setlocale` keeps and tells it. Guarded by the GIL.
final class LocaleNames {
  static final int ALL = 6;
  static final int CTYPE = 0;
  static final int COUNT = 13;
  private static final String[] CATEGORIES = {"LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LC_ALL", "LC_PAPER", "LC_NAME",
      "LC_ADDRESS", "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION"};
  private static final String PLAIN = "C";

  private final Locales locales;
  private final String[] names = new String[COUNT];

  /// As a program begins: the categories are those of C, but characters are what the environment says, and UTF-8 where that
  /// says nothing of use.
  LocaleNames(Locales locales, Map<String, String> environment) {
    this.locales = locales;
    Arrays.fill(names, PLAIN);
    String wanted = wanted(environment, CTYPE);
    boolean coerced = wanted.equals(PLAIN) && environment.getOrDefault("LC_ALL", "").isEmpty() || locales.find(wanted) == 0;
    names[CTYPE] = coerced && locales.find("C.UTF-8") != 0 ? "C.UTF-8" : locales.find(wanted) == 0 ? PLAIN : wanted;
  }

  /// The name for a category, or for all of them.
  String get(int category) {
    return category == ALL ? composite(names) : names[category];
  }

  /// What stands for all categories together: one name if all have the same.
  private static String composite(String[] names) {
    StringBuilder all = new StringBuilder();
    boolean same = true;
    for (int i = 0; i < COUNT; i++) {
      if (i != ALL) {
        same &= names[i].equals(names[CTYPE]);
        all.append(all.isEmpty() ? "" : ";").append(CATEGORIES[i]).append('=').append(names[i]);
      }
    }
    return same ? names[CTYPE] : all.toString();
  }

  /// The locale of the C library's that these names make together.
  long handle() {
    return locales.find(composite(names));
  }

  /// Sets a category, or all: a name, one for each category, or an empty one for what the environment says. False, and
  /// nothing changed, where there is no such locale.
  boolean set(int category, String name, Map<String, String> environment) {
    String[] changed = names.clone();
    if (category != ALL) {
      changed[category] = plain(name.isEmpty() ? wanted(environment, category) : name);
    } else if (!name.contains(";")) {
      for (int i = 0; i < COUNT; i++) {
        changed[i] = plain(name.isEmpty() ? wanted(environment, i) : name);
      }
    } else if (!setEach(changed, name)) {
      return false;
    }
    changed[ALL] = PLAIN;
    for (String one : changed) {
      if (one.contains(";") || locales.find(one) == 0) {
        return false;
      }
    }
    System.arraycopy(changed, 0, names, 0, COUNT);
    return true;
  }

  private static boolean setEach(String[] names, String composite) {
    for (String part : composite.split(";")) {
      int at = Arrays.asList(CATEGORIES).indexOf(part.substring(0, Math.max(part.indexOf('='), 0)));
      if (at < 0 || at == ALL) {
        return false;
      }
      names[at] = plain(part.substring(part.indexOf('=') + 1));
    }
    return true;
  }

  private static String plain(String name) {
    return name.equals("POSIX") ? PLAIN : name;
  }

  /// What the environment wants.
  private static String wanted(Map<String, String> environment, int category) {
    for (String variable : new String[] {"LC_ALL", CATEGORIES[category], "LANG"}) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isEmpty()) {
        return plain(value);
      }
    }
    return PLAIN;
  }
}
