package org.atoll.syntax;

/// Source that Python refuses: what CPython raises as SyntaxError or one of its subclasses. Columns (`offset`,
/// `endOffset`) count characters from 1, as the attributes of CPython's exception do; [#NONE] stands for Python's None,
/// 0 and -1 are CPython's ways to say "unknown". Immutable.
public final class PythonSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A line or column that is None in CPython's exception.
  public static final int NONE = Integer.MIN_VALUE;

  /// The Python exception class to raise. `MemoryError` is what CPython's parser raises when its stack overflows;
  /// `UnicodeEncodeError` what compiling a str with lone surrogates raises.
  public enum Kind { SyntaxError, IndentationError, TabError, MemoryError, UnicodeEncodeError }

  private final Kind kind;
  private final String filename;
  private final int lineno;
  private final int offset;
  private final int endLineno;
  private final int endOffset;
  private final String text;
  private final boolean incomplete;

  /// Makes the exception; the lines and columns are [#NONE] and `text` is null for errors without a place (such as null bytes).
  public PythonSyntaxException(Kind kind, String message, String filename, int lineno, int offset, int endLineno,
      int endOffset, String text, boolean incomplete) {
    super(message, null, false, true);
    this.kind = kind;
    this.filename = filename;
    this.lineno = lineno;
    this.offset = offset;
    this.endLineno = endLineno;
    this.endOffset = endOffset;
    this.text = text;
    this.incomplete = incomplete;
  }

  /// The Python exception class.
  public Kind kind() {
    return kind;
  }

  /// The message: CPython's `msg`.
  public String msg() {
    return getMessage();
  }

  /// The file name that was given to the parser.
  public String filename() {
    return filename;
  }

  /// The same with the line end taken off the text, as the tokenizer's own errors have it, but for those about a
  /// backslash.
  PythonSyntaxException withoutLineEnd() {
    boolean atBackslash = getMessage().startsWith("unexpected ");
    if (kind != Kind.SyntaxError || atBackslash || text == null || !text.endsWith("\n")) {
      return this;
    }
    return new PythonSyntaxException(kind, getMessage(), filename, lineno, offset, endLineno, endOffset, text.substring(0, text.length() - 1), incomplete);
  }

  /// The line, from 1, or [#NONE].
  public int lineno() {
    return lineno;
  }

  /// The column in characters, from 1.
  public int offset() {
    return offset;
  }

  /// The line of the end of the range.
  public int endLineno() {
    return endLineno;
  }

  /// The column of the end of the range, from 1, exclusive.
  public int endOffset() {
    return endOffset;
  }

  /// The source line, with its newline where it has one; null where there is none.
  public String text() {
    return text;
  }

  /// Whether more input could make the source valid: the error stands at the end of the source. For REPLs.
  public boolean incomplete() {
    return incomplete;
  }
}
