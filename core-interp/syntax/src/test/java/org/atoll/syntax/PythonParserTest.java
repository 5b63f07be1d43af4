package org.atoll.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.atoll.syntax.PythonSyntaxException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonParserTest {
  private static String dump(String source) {
    return AstDump.dump(PythonParser.parse(source, "t.py", ParseMode.EVAL).tree(), false);
  }

  private static PythonSyntaxException error(String source) {
    return assertThrows(PythonSyntaxException.class, () -> PythonParser.parseModule(source, "t.py"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
      a + b * c ~ Expression(body=BinOp(left=Name(id='a', ctx=Load()), op=Add(), right=BinOp(left=Name(id='b', ctx=Load()), op=Mult(), right=Name(id='c', ctx=Load()))))
      -a ** -b ~ Expression(body=UnaryOp(op=USub(), operand=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), right=UnaryOp(op=USub(), operand=Name(id='b', ctx=Load())))))
      a is not b ~ Expression(body=Compare(left=Name(id='a', ctx=Load()), ops=[IsNot()], comparators=[Name(id='b', ctx=Load())]))
      f"{x!r:>{w}}" ~ Expression(body=JoinedStr(values=[FormattedValue(value=Name(id='x', ctx=Load()), conversion=114, format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='w', ctx=Load()), conversion=-1)]))]))
      t"{ x }" ~ Expression(body=TemplateStr(values=[Interpolation(value=Name(id='x', ctx=Load()), str=' x', conversion=-1)]))
      5e-324 ~ Expression(body=Constant(value=5e-324))
      0xFFFFFFFFFFFFFFFF ~ Expression(body=Constant(value=18446744073709551615))
      'a' "b" ~ Expression(body=Constant(value='ab'))
      """)
  void trees(String source, String expected) {
    assertEquals(expected, dump(source));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
      f() = 1 ~ cannot assign to function call here. Maybe you meant '==' instead of '='?
      (a b) ~ invalid syntax. Perhaps you forgot a comma?
      x = ( ~ '(' was never closed
      print x ~ Missing parentheses in call to 'print'. Did you mean print(...)?
      f(a=1, b) ~ positional argument follows keyword argument
      x = 'abc ~ unterminated string literal (detected at line 1)
      f'{a ~ f-string: expecting '}'
      if x = 3: pass ~ invalid syntax. Maybe you meant '==' or ':=' instead of '='?
      def f(a=1, b): pass ~ parameter without a default follows parameter with a default
      0777 ~ leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
      try: pass ~ expected 'except' or 'finally' block
      """)
  void messages(String source, String expected) {
    String text = source.startsWith("f'{a") ? "f'{a'" : source;
    assertEquals(expected, error(text).msg());
  }

  @Test
  void columnsCountBytesInTreesAndCharactersInErrors() {
    String tree = AstDump.dump(PythonParser.parse("é = ä", "t.py", ParseMode.EXEC).tree(), true);
    assertTrue(tree.contains("Name(id='ä', ctx=Load(), lineno=1, col_offset=5, end_lineno=1, end_col_offset=7)"), tree);
    PythonSyntaxException e = error("é = ä b");
    assertEquals(List.of(1, 7, 1, 8), List.of(e.lineno(), e.offset(), e.endLineno(), e.endOffset()));
    assertEquals("é = ä b\n", e.text());
  }

  @Test
  void blocksAndIndentation() {
    assertEquals("expected an indented block after 'if' statement on line 1", error("if x:\npass\n").msg());
    assertEquals(Kind.IndentationError, error("x\n  y\n").kind());
    assertEquals(Kind.TabError, error("if x:\n\ty\n        z\n").kind());
  }

  @Test
  void incompleteInput() {
    assertTrue(incomplete("if x:\n"));
    assertTrue(incomplete("x = ("));
    assertTrue(incomplete("'''a"));
    assertFalse(incomplete("x = )"));
  }

  private static boolean incomplete(String source) {
    return assertThrows(PythonSyntaxException.class, () -> PythonParser.parse(source, "t.py", ParseMode.SINGLE))
        .incomplete();
  }

  @Test
  void warnings() {
    List<SyntaxWarning> warnings = PythonParser.parse("x = 1\ny = '\\d'", "t.py", ParseMode.EXEC).warnings();
    assertEquals(1, warnings.size());
    assertEquals(2, warnings.get(0).lineno());
    assertTrue(warnings.get(0).message().startsWith("\"\\d\" is an invalid escape sequence."));
  }

  @Test
  void encodings() {
    byte[] latin = "# coding: latin-1\nx = 'é'".getBytes(StandardCharsets.ISO_8859_1);
    String tree = AstDump.dump(PythonParser.parse(latin, "t.py", ParseMode.EXEC).tree(), false);
    assertTrue(tree.contains("'é'"), tree);
    byte[] wrong = "x = 'é'".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(1, assertThrows(PythonSyntaxException.class, () -> PythonParser.parse(wrong, "t.py", ParseMode.EXEC))
        .lineno());
  }

  @Test
  void longChainsAndDeepNesting() {
    PythonParser.parseModule("1+".repeat(10_000) + "1", "t.py");
    PythonParser.parseModule("if a: pass\n" + "elif a: pass\n".repeat(5_000), "t.py");
    PythonParser.parseModule("a" + ".b".repeat(10_000), "t.py");
    AstDump.dump(PythonParser.parseModule("-".repeat(5_000) + "1", "t.py"), true);
    assertEquals("too many nested parentheses", error("(".repeat(300)).msg());
    assertEquals(Kind.MemoryError, error("lambda: ".repeat(100_000) + "1").kind());
    assertEquals(Kind.MemoryError, error("not ".repeat(100_000) + "1").kind());
    assertEquals("too many levels of indentation", error(indented(100)).msg());
  }

  private static String indented(int levels) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < levels; i++) {
      out.append(" ".repeat(i)).append("if 1:\n");
    }
    return out.append(" ".repeat(levels)).append("pass\n").toString();
  }
}
