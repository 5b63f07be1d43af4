package org.atoll.runtime.modules.locale;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.host.Locales;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.modules.posix.ConstantTable;
import org.atoll.runtime.modules.posix.EnvironmentState;
import org.atoll.runtime.modules.posix.FsPath;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.Formatter.NumberLocale;
import org.atoll.runtime.types.PresentLocale;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// The module `_locale` (`Modules/_localemodule.c`). The locale is the interpreter's own and does not become that of the
/// process; it says how `locale` and the format type `n` write numbers and how texts compare. The C library's message
/// catalogs are not read.
@PyModuleDef(value = "_locale", doc = "Support for POSIX locales.")
final class LocaleModule {
  @PyConstant(name = "Error")
  static final PyType ERROR = ExceptionType.define("locale", "Error", PyExc.Exception, null);
  private static final String CONSTANTS = """
      ABDAY_1=131072 ABDAY_2=131073 ABDAY_3=131074 ABDAY_4=131075 ABDAY_5=131076 ABDAY_6=131077 ABDAY_7=131078 ABMON_1=131086
      ABMON_2=131087 ABMON_3=131088 ABMON_4=131089 ABMON_5=131090 ABMON_6=131091 ABMON_7=131092 ABMON_8=131093 ABMON_9=131094
      ABMON_10=131095 ABMON_11=131096 ABMON_12=131097 ALT_DIGITS=131119 AM_STR=131110 CODESET=14 CRNCYSTR=262159 DAY_1=131079
      DAY_2=131080 DAY_3=131081 DAY_4=131082 DAY_5=131083 DAY_6=131084 DAY_7=131085 D_FMT=131113 D_T_FMT=131112 ERA=131116
      ERA_D_FMT=131118 ERA_D_T_FMT=131120 ERA_T_FMT=131121 MON_1=131098 MON_2=131099 MON_3=131100 MON_4=131101 MON_5=131102
      MON_6=131103 MON_7=131104 MON_8=131105 MON_9=131106 MON_10=131107 MON_11=131108 MON_12=131109 NOEXPR=327681 PM_STR=131111
      RADIXCHAR=65536 THOUSEP=65537 T_FMT=131114 T_FMT_AMPM=131115 YESEXPR=327680 _DATE_FMT=131180""";
  private static final String CATEGORIES = """
      CHAR_MAX=127 LC_ALL=6 LC_COLLATE=3 LC_CTYPE=0 LC_MESSAGES=5 LC_MONETARY=4 LC_NUMERIC=1 LC_TIME=2""";
  private static final int NUMERIC = 1 << 16;
  private static final int MONETARY = 4 << 16;
  private static final int CODESET = 14;
  private static final int CHAR_MAX = 127;
  private static final String[] TEXTS = {"int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep", "mon_grouping", "positive_sign",
      "negative_sign"};
  private static final int MON_GROUPING = 4;
  private static final String[] NUMBERS = {"int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes", "n_sep_by_space",
      "p_sign_posn", "n_sign_posn"};
  private static final String NO_LOCALE = "unsupported locale setting";

  private LocaleNames names;
  private String domain = "messages";
  private final Map<String, Object> folders = new HashMap<>();
  private int[] items;

  void exec(ThreadState ts, PyModule module) {
    ConstantTable.add(module, CATEGORIES);
    items = Arrays.stream(CONSTANTS.split("\\s+")).filter(c -> !c.isEmpty()).mapToInt(c -> Integer.parseInt(c.substring(c.indexOf('=') + 1))).toArray();
    ConstantTable.add(module, CONSTANTS);
  }

  /// Made when first asked for, since many programs import this and ask for nothing.
  private LocaleNames names() {
    if (names == null) {
      ThreadState ts = ThreadState.current();
      names = new LocaleNames(ts.interpreter().runtime().state(Locales.class, Locales::new), EnvironmentState.of(ts).variables());
    }
    return names;
  }

  private static PyException error(String message) {
    return PyErr.create(ERROR, message);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte[] information(int item) {
    return Locales.information(names().handle(), item);
  }

  @PyFunction(sig = "(category, locale=None, /)", doc = "Activates/queries locale processing.")
  Object setlocale(ThreadState ts, int category, Object locale) {
    boolean known = category >= 0 && category < LocaleNames.COUNT;
    if (locale == PyNone.NONE) {
      if (!known) {
        throw error("locale query failed");
      }
      return names().get(category);
    }
    if (!PyUnicode.check(locale)) {
      throw PyErr.typeError("setlocale() argument 2 must be str or None, not %s", PyObject.typeOf(locale).name());
    }
    codePoints("setlocale", 2, locale);
    String name = new String(FsPath.encode(ts, locale), StandardCharsets.ISO_8859_1);
    if (!known || !names().set(category, name, EnvironmentState.of(ts).variables())) {
      throw error(NO_LOCALE);
    }
    PresentLocale.of(ts).setNumbers(numbers());
    return names().get(category);
  }

  /// What the type `n` of format specifications obeys.
  private NumberLocale numbers() {
    byte[] grouping = information(NUMERIC + 2);
    // A last 127 says that the rest stays together, the end of the text that the last group repeats.
    int[] groups = IntStream.range(0, grouping.length).map(i -> grouping[i] < 0 ? CHAR_MAX : grouping[i]).toArray();
    boolean grouped = groups.length > 0 && groups[0] != CHAR_MAX && groups[0] > 0;
    String separator = text(information(NUMERIC + 1));
    return grouped ? new NumberLocale(text(information(NUMERIC)), separator, groups) : new NumberLocale(text(information(NUMERIC)), "");
  }

  @PyFunction(sig = "()", doc = "Returns numeric and monetary locale-specific parameters.")
  Object localeconv() {
    PyDict out = new PyDict();
    for (int i = 0; i < TEXTS.length; i++) {
      out.put(TEXTS[i], i == MON_GROUPING ? groups(information(MONETARY + i)) : FsPath.decode(information(MONETARY + i)));
    }
    for (int i = 0; i < NUMBERS.length; i++) {
      byte[] b = information(MONETARY + TEXTS.length + i);
      out.put(NUMBERS[i], b.length == 0 ? 0L : b[0] < 0 ? (long) CHAR_MAX : (long) b[0]);
    }
    out.put("decimal_point", FsPath.decode(information(NUMERIC)));
    out.put("thousands_sep", FsPath.decode(information(NUMERIC + 1)));
    out.put("grouping", groups(information(NUMERIC + 2)));
    return out;
  }

  private static PyList groups(byte[] grouping) {
    PyList out = new PyList();
    if (grouping.length == 0 || grouping[0] < 0 || grouping[0] == CHAR_MAX) {
      return out;
    }
    for (byte b : grouping) {
      out.append(b < 0 ? (long) CHAR_MAX : (long) b);
      if (b < 0 || b == CHAR_MAX) {
        return out;
      }
    }
    out.append(0L);
    return out;
  }

  @PyFunction(sig = "(key, /)", name = "nl_langinfo", doc = "Return the value for the locale information associated with key.")
  Object nlLanginfo(int key) {
    for (int item : items) {
      if (item == key) {
        return FsPath.decode(information(key));
      }
    }
    throw PyErr.valueError("unsupported langinfo constant");
  }

  private static int[] codePoints(String function, int argument, Object o) {
    if (!PyUnicode.check(o)) {
      throw PyErr.typeError("%s() argument%s must be str, not %s", function, argument == 0 ? "" : " " + argument, PyObject.typeOf(o).name());
    }
    Object v = PyUnicode.value(o);
    int[] out = v instanceof String s ? s.chars().toArray() : ((PyUcs4) v).codePoints;
    if (Arrays.stream(out).anyMatch(c -> c == 0)) {
      throw PyErr.valueError("embedded null character");
    }
    return out;
  }

  @PyFunction(sig = "(os1, os2, /)", doc = "Compares two strings according to the locale.")
  long strcoll(Object a, Object b) {
    return Locales.compare(names().handle(), codePoints("strcoll", 1, a), codePoints("strcoll", 2, b));
  }

  @PyFunction(sig = "(string, /)", doc = "Return a string that can be used as a key for locale-aware comparisons.")
  Object strxfrm(Object string) {
    return PyUcs4.of(Locales.transform(names().handle(), codePoints("strxfrm", 0, string)));
  }

  @PyFunction(sig = "()", doc = "Get the current locale encoding.")
  Object getencoding(ThreadState ts) {
    return ts.interpreter().config().flag("utf8_mode") > 0 ? "utf-8" : text(information(CODESET));
  }

  // Messages.

  @PyFunction(sig = "(msg, /)", doc = "gettext(msg) -> string\n\nReturn translation of msg.")
  Object gettext(String msg) {
    return msg;
  }

  @PyFunction(sig = "(domain, msg, /)", doc = "dgettext(domain, msg) -> string\n\nReturn translation of msg in domain.")
  Object dgettext(Object domain, String msg) {
    return msg;
  }

  @PyFunction(sig = "(domain, msg, category, /)", doc = "Return translation of msg in domain and category.")
  Object dcgettext(Object domain, String msg, int category) {
    return msg;
  }

  @PyFunction(sig = "(domain, /)", doc = "Set the C library's text domain to domain, returning the new domain.")
  Object textdomain(Object wanted) {
    if (wanted != PyNone.NONE) {
      domain = PyUnicode.toJava(wanted);
    }
    return domain;
  }

  @PyFunction(sig = "(domain, dir, /)", doc = "Bind the C library's domain to dir.")
  Object bindtextdomain(String wanted, Object dir) {
    if (wanted.isEmpty()) {
      throw error("domain must be a non-empty string");
    }
    if (dir != PyNone.NONE) {
      folders.put(wanted, dir);
    }
    return folders.getOrDefault(wanted, "/usr/share/locale");
  }

  @PyFunction(sig = "(domain, codeset, /)", name = "bind_textdomain_codeset", doc = "Bind the C library's domain to codeset.")
  Object bindTextdomainCodeset(String wanted, Object codeset) {
    return codeset;
  }
}
