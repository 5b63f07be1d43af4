package org.atoll.syntax;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;

/// Java's charsets by Python's codec names.
final class PythonCodecs {
  private static final Map<String, String> ALIASES = Map.ofEntries(
      Map.entry("ascii", "US-ASCII"), Map.entry("us-ascii", "US-ASCII"), Map.entry("latin-1", "ISO-8859-1"),
      Map.entry("latin1", "ISO-8859-1"), Map.entry("latin", "ISO-8859-1"), Map.entry("l1", "ISO-8859-1"),
      Map.entry("iso-latin-1", "ISO-8859-1"), Map.entry("cp932", "windows-31j"), Map.entry("ms932", "windows-31j"),
      Map.entry("cp949", "x-windows-949"), Map.entry("cp950", "x-windows-950"), Map.entry("euc-jp", "EUC-JP"),
      Map.entry("eucjp", "EUC-JP"), Map.entry("euc-kr", "EUC-KR"), Map.entry("koi8-r", "KOI8-R"),
      Map.entry("koi8-u", "KOI8-U"), Map.entry("shift-jis", "Shift_JIS"), Map.entry("sjis", "Shift_JIS"),
      Map.entry("gb2312", "GB2312"), Map.entry("gbk", "GBK"), Map.entry("gb18030", "GB18030"),
      Map.entry("big5", "Big5"), Map.entry("mac-roman", "x-MacRoman"), Map.entry("utf-16", "UTF-16"));

  private PythonCodecs() {}

  /// The charset, or null where Java has none of that name.
  static Charset find(String name) {
    String n = name.toLowerCase(Locale.ROOT).replace('_', '-');
    String java = ALIASES.get(n);
    if (java == null) {
      java = n.startsWith("iso8859-") ? "iso-8859-" + n.substring(8) : n.startsWith("cp12") ? "windows-" + n.substring(2) : n;
    }
    try {
      return Charset.forName(java);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return null;
    }
  }
}
