package org.atoll.syntax;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atoll.syntax.PythonSyntaxException.Kind;

/// From the bytes or text that a caller has to the form that the tokenizer reads: UTF-8, `\n` line ends, a newline at
/// the end. Knows byte order marks and PEP 263 coding lines.
final class SourceDecoder {
  private static final Pattern CODING = Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-\\w.]+)");
  private static final Pattern BLANK = Pattern.compile("^[ \\t\\f]*(?:#.*)?$");

  private static final Set<String> NO_TEXT =
      Set.of("rot13", "rot_13", "hex", "base64", "bz2", "zip", "zlib", "uu", "quopri");
  private static final int NONE = PythonSyntaxException.NONE;

  private SourceDecoder() {}

  /// UTF-8 of text; refuses lone surrogates.
  static byte[] encode(String source, String filename) {
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c) && i + 1 < source.length() && Character.isLowSurrogate(source.charAt(i + 1))) {
          i++;
          continue;
        }
        int at = source.codePointCount(0, i);
        throw placeless(Kind.UnicodeEncodeError, String.format(Locale.ROOT,
            "'utf-8' codec can't encode character '\\u%04x' in position %d: surrogates not allowed", (int) c, at),
            filename);
      }
    }
    return source.getBytes(StandardCharsets.UTF_8);
  }

  static PythonSyntaxException placeless(Kind kind, String message, String filename) {
    return new PythonSyntaxException(kind, message, filename, NONE, NONE, NONE, NONE, null, false);
  }

  /// Makes the tokenizer's form of UTF-8 bytes.
  /// `endLine` puts a newline at the end where there is none.
  static SourceText normalize(byte[] utf8, int from, int to, String filename, boolean endLine) {
    boolean returns = false;
    for (int i = from; i < to; i++) {
      if (utf8[i] == 0) {
        throw placeless(Kind.SyntaxError, "source code string cannot contain null bytes", filename);
      }
      returns |= utf8[i] == '\r';
    }
    byte[] out = new byte[to - from + 1 + SourceText.PADDING];
    int n = to - from;
    if (returns) {
      n = unixLines(utf8, from, to, out);
    } else {
      System.arraycopy(utf8, from, out, 0, n);
    }
    if (endLine && n > 0 && out[n - 1] != '\n') {
      out[n++] = '\n';
    }
    return new SourceText(out, n, filename);
  }

  private static int unixLines(byte[] in, int from, int to, byte[] out) {
    int n = 0;
    for (int i = from; i < to; i++) {
      if (in[i] == '\r') {
        out[n++] = '\n';
        if (i + 1 < to && in[i + 1] == '\n') {
          i++;
        }
      } else {
        out[n++] = in[i];
      }
    }
    return n;
  }

  /// Decodes a file's bytes.
  static SourceText decode(byte[] source, String filename, boolean endLine) {
    boolean mark = source.length >= 3 && source[0] == (byte) 0xEF && source[1] == (byte) 0xBB
        && source[2] == (byte) 0xBF;
    int from = mark ? 3 : 0;
    String name = codingName(source, from);
    if (mark && name != null && !normalName(name).equals("utf-8")) {
      throw markAndCoding(source, name, filename);
    }
    if (name == null || isUtf8(name)) {
      checkUtf8(source, from, filename);
      return normalize(source, from, source.length, filename, endLine);
    }
    byte[] utf8 = recode(source, name, filename);
    return normalize(utf8, 0, utf8.length, filename, endLine);
  }

  /// CPython's short names: only these spellings of UTF-8 may go with a byte order mark.
  private static String normalName(String name) {
    String n = name.toLowerCase(Locale.ROOT).replace('_', '-');
    if (n.equals("utf-8") || n.startsWith("utf-8-")) {
      return "utf-8";
    }
    for (String latin : new String[] {"latin-1", "iso-8859-1", "iso-latin-1"}) {
      if (n.equals(latin) || n.startsWith(latin + "-")) {
        return "iso-8859-1";
      }
    }
    return name;
  }

  private static PythonSyntaxException markAndCoding(byte[] source, String name, String filename) {
    int end = 3;
    while (end < source.length && source[end] != '\n' && source[end] != '\r') {
      end++;
    }
    String line = new String(source, 3, end - 3, StandardCharsets.UTF_8);
    return new PythonSyntaxException(Kind.SyntaxError, "encoding problem: " + normalName(name) + " with BOM", filename,
        1, 0, 1, end - 3, line, false);
  }

  private static PythonSyntaxException badEncoding(String message, String filename) {
    return new PythonSyntaxException(Kind.SyntaxError, message, filename, 0, -1, NONE, NONE, null, false);
  }

  private static boolean isUtf8(String name) {
    String n = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return n.equals("utf-8") || n.startsWith("utf-8-") || n.equals("utf8");
  }

  /// The name on a coding line among the first two lines, or null.
  private static String codingName(byte[] source, int from) {
    int start = from;
    for (int line = 0; line < 2 && start < source.length; line++) {
      int end = start;
      while (end < source.length && source[end] != '\n' && source[end] != '\r') {
        end++;
      }
      String text = new String(source, start, end - start, StandardCharsets.ISO_8859_1);
      Matcher m = CODING.matcher(text);
      if (m.find()) {
        return m.group(1);
      }
      if (!BLANK.matcher(text).matches()) {
        return null;
      }
      start = end + (end + 1 < source.length && source[end] == '\r' && source[end + 1] == '\n' ? 2 : 1);
    }
    return null;
  }

  private static byte[] recode(byte[] source, String name, String filename) {
    Charset charset = PythonCodecs.find(name);
    if (charset == null && NO_TEXT.contains(name.toLowerCase(Locale.ROOT))) {
      throw badEncoding("'" + name + "' is not a text encoding; use codecs.decode() to handle arbitrary codecs", filename);
    }
    if (charset == null) {
      throw badEncoding("unknown encoding: " + name, filename);
    }
    try {
      CharBuffer text = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(source));
      return text.toString().getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw badEncoding(undecodable(source, charset, name), filename);
    }
  }

  private static String undecodable(byte[] source, Charset charset, String name) {
    for (int i = 0; i < source.length && charset == StandardCharsets.US_ASCII; i++) {
      if (source[i] < 0) {
        return String.format(Locale.ROOT, "'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)",
            source[i] & 0xFF, i);
      }
    }
    return "encoding problem: " + name;
  }

  private static void checkUtf8(byte[] source, int from, String filename) {
    int line = 1;
    int lineStart = from;
    int p = from;
    while (p < source.length) {
      int c = source[p];
      if (c >= 0) {
        p++;
        if (c == '\n' || c == '\r' && (p == source.length || source[p] != '\n')) {
          line++;
          lineStart = p;
        }
        continue;
      }
      int n = sequenceLength(source, p);
      if (n == 0) {
        throw invalidUtf8(source, p, line, lineStart, filename);
      }
      p += n;
    }
  }

  /// The length of the well-formed UTF-8 sequence at `p`, or 0.
  private static int sequenceLength(byte[] s, int p) {
    int c = s[p] & 0xFF;
    int n = c >= 0xC2 && c <= 0xDF ? 2 : c >= 0xE0 && c <= 0xEF ? 3 : c >= 0xF0 && c <= 0xF4 ? 4 : 0;
    if (n == 0 || p + n > s.length) {
      return 0;
    }
    for (int i = 1; i < n; i++) {
      if ((s[p + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = s[p + 1] & 0xFF;
    boolean bad = c == 0xE0 && second < 0xA0 || c == 0xED && second > 0x9F || c == 0xF0 && second < 0x90
        || c == 0xF4 && second > 0x8F;
    return bad ? 0 : n;
  }

  private static PythonSyntaxException invalidUtf8(byte[] source, int p, int line, int lineStart, String filename) {
    String message = String.format(Locale.ROOT, "Non-UTF-8 code starting with '\\x%02x' on line %d, but no encoding declared; "
        + "see https://peps.python.org/pep-0263/ for details", source[p] & 0xFF, line);
    int end = lineStart;
    while (end < source.length && source[end] != '\n' && source[end] != '\r') {
      end++;
    }
    String text = new String(Arrays.copyOfRange(source, lineStart, end), StandardCharsets.UTF_8);
    int offset = new String(source, lineStart, p - lineStart, StandardCharsets.UTF_8).length() + 1;
    return new PythonSyntaxException(Kind.SyntaxError, message, filename, line, offset, line, offset, text, false);
  }
}
