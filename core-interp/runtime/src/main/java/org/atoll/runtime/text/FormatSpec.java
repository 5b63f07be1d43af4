package org.atoll.runtime.text;

/// A parsed format specification: `[[fill]align][sign][z][#][0][width][grouping][.[precision][grouping]][type]`.
/// Compare CPython's `formatter_unicode.c`. Immutable.
///
/// @param align one of `< > = ^`
/// @param explicitAlign whether the specification itself names the alignment
/// @param sign one of `+ -` and space, or 0
/// @param width the least width, or -1
/// @param grouping `,` or `_` for the digits before the point, or 0
/// @param precision the precision, or -1
/// @param fractionGrouping `,` or `_` for the digits after the point, or 0
/// @param type the presentation type, or 0 for none
public record FormatSpec(
    int fill,
    char align,
    boolean explicitAlign,
    int sign,
    boolean noNegativeZero,
    boolean alternate,
    int width,
    int grouping,
    int precision,
    int fractionGrouping,
    int type) {

  /// Parses a specification.
  ///
  /// @param typeName the name of the formatted object's type, for messages
  /// @param defaultType the presentation type where none is given, or 0
  /// @param defaultAlign the alignment where none is given
  /// @throws TextError ValueError for what is no valid specification
  public static FormatSpec parse(CodePoints spec, String typeName, int defaultType, char defaultAlign) {
    return new Parser(spec).parse(typeName, defaultType, defaultAlign);
  }

  /// The error for a presentation type that an object's type does not know.
  public static TextError unknownType(int type, String typeName) {
    return TextError.value("Unknown format code '" + shown(type) + "' for object of type '" + typeName + "'");
  }

  private static String shown(int c) {
    return c > 32 && c < 128 ? Character.toString(c) : "\\x" + Integer.toHexString(c);
  }

  /// The same with other fill, alignment, width and sign.
  FormatSpec with(int newFill, char newAlign, int newWidth, int newSign) {
    return new FormatSpec(newFill, newAlign, true, newSign, noNegativeZero, alternate, newWidth, grouping, precision,
        fractionGrouping, type);
  }

  /// The same with another type.
  FormatSpec withType(int newType) {
    return new FormatSpec(fill, align, explicitAlign, sign, noNegativeZero, alternate, width, grouping, precision,
        fractionGrouping, newType);
  }

  private static final class Parser {
    private final CodePoints spec;
    private final int end;
    private int at;

    Parser(CodePoints spec) {
      this.spec = spec;
      this.end = spec.length();
    }

    FormatSpec parse(String typeName, int defaultType, char defaultAlign) {
      int fill = ' ';
      char align = defaultAlign;
      boolean fillGiven = false;
      boolean alignGiven = false;
      if (end >= 2 && isAlign(spec.at(1))) {
        fill = spec.at(0);
        align = (char) spec.at(1);
        fillGiven = true;
        alignGiven = true;
        at = 2;
      } else if (end >= 1 && isAlign(spec.at(0))) {
        align = (char) spec.at(0);
        alignGiven = true;
        at = 1;
      }
      int sign = at < end && (spec.at(at) == '+' || spec.at(at) == '-' || spec.at(at) == ' ') ? spec.at(at++) : 0;
      boolean noNegativeZero = take('z');
      boolean alternate = take('#');
      if (!fillGiven && take('0')) {
        fill = '0';
        if (!alignGiven && defaultAlign == '>') {
          align = '=';
        }
      }
      int width = integer();
      int grouping = grouping();
      int precision = -1;
      int fractionGrouping = 0;
      if (take('.')) {
        int dot = at;
        precision = integer();
        fractionGrouping = grouping();
        if (at == dot) {
          throw TextError.value("Format specifier missing precision");
        }
      }
      if (end - at > 1) {
        var text = new TextBuilder().append(spec).toString();
        throw TextError.value("Invalid format specifier '" + text + "' for object of type '" + typeName + "'");
      }
      int type = at < end ? spec.at(at) : defaultType;
      checkGrouping(grouping, type);
      if (fractionGrouping != 0 && type == 'n') {
        throw cannotGroup(fractionGrouping, type);
      }
      return new FormatSpec(fill, align, alignGiven, sign, noNegativeZero, alternate, width, grouping, precision,
          fractionGrouping, type);
    }

    private static boolean isAlign(int c) {
      return c == '<' || c == '>' || c == '=' || c == '^';
    }

    private boolean take(int c) {
      if (at < end && spec.at(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private int integer() {
      long value = -1;
      while (at < end) {
        int digit = UnicodeData.decimal(spec.at(at));
        if (digit < 0) {
          break;
        }
        value = Math.max(value, 0) * 10 + digit;
        if (value > Integer.MAX_VALUE) {
          throw TextError.value("Too many decimal digits in format string");
        }
        at++;
      }
      return (int) value;
    }

    private int grouping() {
      int found = 0;
      if (take(',')) {
        found = ',';
      }
      if (take('_')) {
        if (found != 0) {
          throw bothGroupings();
        }
        found = '_';
      }
      if (found == '_' && at < end && spec.at(at) == ',') {
        throw bothGroupings();
      }
      return found;
    }

    private static void checkGrouping(int grouping, int type) {
      if (grouping == 0) {
        return;
      }
      switch (type) {
        case 'd', 'e', 'f', 'g', 'E', 'F', 'G', '%', 0 -> {}
        case 'b', 'o', 'x', 'X' -> {
          if (grouping != '_') {
            throw cannotGroup(grouping, type);
          }
        }
        default -> throw cannotGroup(grouping, type);
      }
    }

    private static TextError bothGroupings() {
      return TextError.value("Cannot specify both ',' and '_'.");
    }

    private static TextError cannotGroup(int grouping, int type) {
      return TextError.value("Cannot specify '" + (char) grouping + "' with '" + shown(type) + "'.");
    }
  }
}
