package org.atoll.runtime.text;

import java.util.ArrayList;
import java.util.List;

/// What the methods of str do to text: splitting, stripping, replacing, padding. Stateless.
/// Results are text as [TextBuilder#build] delivers it. Compare CPython's `stringlib`.
public final class TextOps {
  private TextOps() {}

  /// `str.split(sep, maxsplit)`; a negative `most` means no limit.
  public static List<Object> split(CodePoints text, CodePoints separator, int most) {
    var parts = new ArrayList<Object>();
    int start = 0;
    int left = most < 0 ? Integer.MAX_VALUE : most;
    while (left-- > 0) {
      int at = TextSearch.find(text, separator, start, text.length());
      if (at < 0) {
        break;
      }
      parts.add(text.slice(start, at));
      start = at + separator.length();
    }
    parts.add(text.slice(start, text.length()));
    return parts;
  }

  /// `str.rsplit(sep, maxsplit)`; a negative `most` means no limit.
  public static List<Object> rsplit(CodePoints text, CodePoints separator, int most) {
    var parts = new ArrayList<Object>();
    int end = text.length();
    int left = most < 0 ? Integer.MAX_VALUE : most;
    while (left-- > 0) {
      int at = TextSearch.rfind(text, separator, 0, end);
      if (at < 0) {
        break;
      }
      parts.add(text.slice(at + separator.length(), end));
      end = at;
    }
    parts.add(text.slice(0, end));
    return parts.reversed();
  }

  /// `str.split(None, maxsplit)`: at runs of white space.
  public static List<Object> splitSpace(CodePoints text, int most) {
    var parts = new ArrayList<Object>();
    int length = text.length();
    int left = most < 0 ? Integer.MAX_VALUE : most;
    int at = skipSpace(text, 0);
    while (at < length) {
      if (left-- == 0) {
        parts.add(text.slice(at, length));
        break;
      }
      int end = at;
      while (end < length && !UnicodeData.isSpace(text.at(end))) {
        end++;
      }
      parts.add(text.slice(at, end));
      at = skipSpace(text, end);
    }
    return parts;
  }

  /// `str.rsplit(None, maxsplit)`: at runs of white space, from the end.
  public static List<Object> rsplitSpace(CodePoints text, int most) {
    var parts = new ArrayList<Object>();
    int left = most < 0 ? Integer.MAX_VALUE : most;
    int end = rskipSpace(text, text.length());
    while (end > 0) {
      if (left-- == 0) {
        parts.add(text.slice(0, end));
        break;
      }
      int start = end;
      while (start > 0 && !UnicodeData.isSpace(text.at(start - 1))) {
        start--;
      }
      parts.add(text.slice(start, end));
      end = rskipSpace(text, start);
    }
    return parts.reversed();
  }

  /// `str.splitlines(keepends)`.
  public static List<Object> splitLines(CodePoints text, boolean keepEnds) {
    var lines = new ArrayList<Object>();
    int length = text.length();
    int start = 0;
    while (start < length) {
      int end = start;
      while (end < length && !UnicodeData.isLineBreak(text.at(end))) {
        end++;
      }
      int next = end;
      if (next < length) {
        next += text.at(next) == '\r' && next + 1 < length && text.at(next + 1) == '\n' ? 2 : 1;
      }
      lines.add(text.slice(start, keepEnds ? next : end));
      start = next;
    }
    return lines;
  }

  /// Where white space at the beginning ends, from `start` on.
  public static int skipSpace(CodePoints text, int start) {
    int at = start;
    while (at < text.length() && UnicodeData.isSpace(text.at(at))) {
      at++;
    }
    return at;
  }

  /// Where white space at the end begins, back from `end`.
  public static int rskipSpace(CodePoints text, int end) {
    int at = end;
    while (at > 0 && UnicodeData.isSpace(text.at(at - 1))) {
      at--;
    }
    return at;
  }

  /// `str.strip(chars)` and its one-sided forms.
  /// @param chars the characters to take off, or null for white space
  public static Object strip(CodePoints text, CodePoints chars, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    if (chars == null) {
      start = left ? skipSpace(text, 0) : 0;
      end = right ? Math.max(start, rskipSpace(text, end)) : end;
      return text.slice(start, end);
    }
    while (left && start < end && indexOf(chars, text.at(start)) >= 0) {
      start++;
    }
    while (right && end > start && indexOf(chars, text.at(end - 1)) >= 0) {
      end--;
    }
    return text.slice(start, end);
  }

  private static int indexOf(CodePoints text, int c) {
    for (int i = 0; i < text.length(); i++) {
      if (text.at(i) == c) {
        return i;
      }
    }
    return -1;
  }

  /// `str.replace(old, new, count)`; a negative `most` means no limit.
  public static Object replace(CodePoints text, CodePoints old, CodePoints with, int most) {
    if (most < 0 && old.length() > 0 && old.length() < TextSearch.LONG_NEEDLE
        && text instanceof CodePoints.OfString(String s)
        && old instanceof CodePoints.OfString(String o)
        && with instanceof CodePoints.OfString(String w)) {
      return s.replace(o, w);
    }
    int left = most < 0 ? Integer.MAX_VALUE : most;
    int length = text.length();
    var out = new TextBuilder(length);
    int start = 0;
    if (old.length() == 0) {
      for (int i = 0; i <= length; i++) {
        if (left-- > 0) {
          out.append(with);
        }
        if (i < length) {
          out.appendCodePoint(text.at(i));
        }
      }
      return out.build();
    }
    while (left-- > 0) {
      int at = TextSearch.find(text, old, start, length);
      if (at < 0) {
        break;
      }
      out.append(text, start, at).append(with);
      start = at + old.length();
    }
    return out.append(text, start, length).build();
  }

  /// Text between `left` and `right` times a fill character.
  public static Object pad(CodePoints text, int left, int right, int fill) {
    return new TextBuilder(text.length() + left + right).repeat(fill, left).append(text).repeat(fill, right).build();
  }

  /// `str.zfill(width)` for a width beyond the length.
  public static Object zeroFill(CodePoints text, int width) {
    boolean signed = text.length() > 0 && (text.at(0) == '+' || text.at(0) == '-');
    var out = new TextBuilder(width);
    if (signed) {
      out.appendCodePoint(text.at(0));
    }
    return out.repeat('0', width - text.length()).append(text, signed ? 1 : 0, text.length()).build();
  }

  /// `str.expandtabs(tabsize)`.
  /// @throws TextError OverflowError for a result too long
  public static Object expandTabs(CodePoints text, int tabSize) {
    var out = new TextBuilder(text.length());
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (c == '\t') {
        if (tabSize > 0) {
          int step = tabSize - column % tabSize;
          if ((long) out.length() + step > Integer.MAX_VALUE - 8) {
            throw TextError.overflow("new string is too long");
          }
          out.repeat(' ', step);
          column += step;
        }
      } else {
        out.appendCodePoint(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return out.build();
  }

  /// Compares by code points, as str does.
  public static int compare(CodePoints a, CodePoints b) {
    if (a instanceof CodePoints.OfString(String s) && b instanceof CodePoints.OfString(String t)) {
      return s.compareTo(t);
    }
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      if (a.at(i) != b.at(i)) {
        return Integer.compare(a.at(i), b.at(i));
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
