package org.atoll.runtime.text;

/// Reads a format string of `str.format` piece by piece. Not thread-safe. Compare `MarkupIterator`.
public final class FormatString {
  /// Literal text and the replacement field after it.
  ///
  /// @param literal text before the field; all of these are text as [TextBuilder#build] delivers it
  /// @param name the field's name, or null where no field follows
  /// @param spec the field's format specification, or null where no field follows
  /// @param nested whether the specification holds fields itself
  /// @param conversion the character after `!`, or 0
  public record Piece(Object literal, Object name, Object spec, boolean nested, int conversion) {}

  private final CodePoints text;
  private final int end;
  private int at;

  /// Starts at the beginning of the text.
  public FormatString(CodePoints text) {
    this.text = text;
    this.end = text.length();
  }

  /// The next piece, or null at the end.
  /// @throws TextError ValueError for malformed text
  public Piece next() {
    if (at >= end) {
      return null;
    }
    int start = at;
    int c = 0;
    boolean markup = false;
    while (at < end && !markup) {
      c = text.at(at++);
      markup = c == '{' || c == '}';
    }
    boolean atEnd = at >= end;
    if (markup && (c == '}' && (atEnd || text.at(at) != c) || c == '{' && atEnd)) {
      throw TextError.value("Single '" + (char) c + "' encountered in format string");
    }
    if (!markup) {
      return new Piece(text.slice(start, at), null, null, false, 0);
    }
    if (text.at(at) == c) {
      var literal = text.slice(start, at);
      at++;
      return new Piece(literal, null, null, false, 0);
    }
    return field(text.slice(start, at - 1));
  }

  private Piece field(Object literal) {
    int start = at;
    int c = 0;
    boolean ended = false;
    while (at < end && !ended) {
      c = text.at(at++);
      switch (c) {
        case '{' -> throw TextError.value("unexpected '{' in field name");
        case '[' -> {
          while (at < end && text.at(at) != ']') {
            at++;
          }
        }
        case '}', ':', '!' -> ended = true;
        default -> {}
      }
    }
    if (!ended) {
      throw TextError.value("expected '}' before end of string");
    }
    Object name = text.slice(start, at - 1);
    int conversion = 0;
    if (c == '!') {
      if (at >= end) {
        throw TextError.value("end of string while looking for conversion specifier");
      }
      conversion = text.at(at++);
      if (at < end) {
        c = text.at(at++);
        if (c != '}' && c != ':') {
          throw TextError.value("expected ':' after conversion specifier");
        }
      }
    }
    return c == '}' ? new Piece(literal, name, "", false, conversion) : specification(literal, name, conversion);
  }

  private Piece specification(Object literal, Object name, int conversion) {
    int start = at;
    int open = 1;
    boolean nested = false;
    while (at < end) {
      int c = text.at(at++);
      if (c == '{') {
        nested = true;
        open++;
      } else if (c == '}' && --open == 0) {
        return new Piece(literal, name, text.slice(start, at - 1), nested, conversion);
      }
    }
    throw TextError.value("unmatched '{' in format spec");
  }

  /// The error for a conversion that is none of `r s a`.
  public static TextError unknownConversion(int conversion) {
    String shown = conversion > 32 && conversion < 127
        ? Character.toString(conversion)
        : "\\x" + Integer.toHexString(conversion);
    return TextError.value("Unknown conversion specifier " + shown);
  }

  /// One step from an object to a part of it: an attribute or an item.
  ///
  /// @param key text, or a Long for an item's index
  public record Step(boolean attribute, Object key) {}

  /// A field's name, taken apart: `first.attribute[item]...`. Not thread-safe.
  public static final class FieldName {
    private final CodePoints name;
    private final Object first;
    private int at;

    /// Splits off what comes before the first `.` or `[`.
    /// @throws TextError ValueError for an index that is too large
    public FieldName(CodePoints name) {
      this.name = name;
      while (at < name.length() && name.at(at) != '.' && name.at(at) != '[') {
        at++;
      }
      long index = index(name, 0, at);
      first = index >= 0 ? (Object) index : name.slice(0, at);
    }

    /// The first part: a Long for a position, else text, which may be empty.
    public Object first() {
      return first;
    }

    /// The next step, or null at the end.
    /// @throws TextError ValueError for a malformed name
    public Step next() {
      if (at >= name.length()) {
        return null;
      }
      int c = name.at(at++);
      int start = at;
      if (c == '.') {
        while (at < name.length() && name.at(at) != '.' && name.at(at) != '[') {
          at++;
        }
        requireSome(start, at);
        return new Step(true, name.slice(start, at));
      }
      if (c != '[') {
        throw TextError.value("Only '.' or '[' may follow ']' in format field specifier");
      }
      while (at < name.length() && name.at(at) != ']') {
        at++;
      }
      if (at >= name.length()) {
        throw TextError.value("Missing ']' in format string");
      }
      int stop = at++;
      long index = index(name, start, stop);
      requireSome(start, stop);
      return new Step(false, index >= 0 ? (Object) index : name.slice(start, stop));
    }

    private static void requireSome(int start, int end) {
      if (start == end) {
        throw TextError.value("Empty attribute in format string");
      }
    }

    private static long index(CodePoints text, int start, int end) {
      if (start == end) {
        return -1;
      }
      long value = 0;
      for (int i = start; i < end; i++) {
        int digit = UnicodeData.decimal(text.at(i));
        if (digit < 0) {
          return -1;
        }
        if (value > (Long.MAX_VALUE - digit) / 10) {
          throw TextError.value("Too many decimal digits in format string");
        }
        value = value * 10 + digit;
      }
      return value;
    }
  }
}
