package org.atoll.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.atoll.syntax.PythonSyntaxException.Kind;
import org.atoll.syntax.ast.Mod;

/// Parses Python 3.14 source into the tree of [org.atoll.syntax.ast]. Stateless and thread-safe. Every method throws
/// [PythonSyntaxException] for source that CPython's parser refuses, and nothing else. Compare CPython's `ast.parse`.
public final class PythonParser {
  private PythonParser() {}

  /// Parses a module.
  public static Mod.Module parseModule(String source, String filename) {
    return (Mod.Module) parse(source, filename, ParseMode.EXEC).tree();
  }

  /// Parses text in a mode.
  public static ParseResult parse(String source, String filename, ParseMode mode) {
    return parse(source, filename, mode, Set.of());
  }

  /// Parses text in a mode with flags.
  public static ParseResult parse(String source, String filename, ParseMode mode, Set<ParseFlag> flags) {
    byte[] utf8 = SourceDecoder.encode(source, filename);
    return parse(SourceDecoder.normalize(utf8, 0, utf8.length, filename, mode == ParseMode.EXEC), mode, flags);
  }

  /// Parses bytes: honours a byte order mark and a PEP 263 coding line, UTF-8 without either.
  public static ParseResult parse(byte[] source, String filename, ParseMode mode) {
    return parse(source, filename, mode, Set.of());
  }

  /// Parses bytes with flags.
  public static ParseResult parse(byte[] source, String filename, ParseMode mode, Set<ParseFlag> flags) {
    return parse(SourceDecoder.decode(source, filename, mode == ParseMode.EXEC), mode, flags);
  }

  /// One line of a source file, decoded as the parser would, its line end included; null where there is no such line or
  /// the source cannot be decoded.
  public static String line(byte[] source, int line) {
    try {
      SourceText text = SourceDecoder.decode(source, "", true);
      int start = text.lineStart(line);
      return line < 1 || start >= text.length ? null : text.text(start, text.lineEnd(start));
    } catch (PythonSyntaxException e) {
      return null;
    }
  }

  private static ParseResult parse(SourceText source, ParseMode mode, Set<ParseFlag> flags) {
    List<SyntaxWarning> warnings = new ArrayList<>(0);
    Tokenizer tokenizer = new Tokenizer(source, warnings);
    TokenList tokens = tokenizer.tokenize(mode == ParseMode.SINGLE, !flags.contains(ParseFlag.DONT_IMPLY_DEDENT));
    new SoftKeywords(tokens).resolve();
    PythonGrammar parser = new PythonGrammar(tokens);
    parser.begin(source, new Literals(parser, source, warnings));
    try {
      Mod tree = run(parser, mode);
      return new ParseResult(tree, List.copyOf(warnings));
    } catch (SyntaxFailure failure) {
      throw new Diagnosis(source, tokenizer, tokens).exception(failure, secondPass(source, tokens, mode, failure));
    } catch (StackOverflowError _) {
      SyntaxFailure failure = ParserSupport.tooDeep(tokens.current(), null);
      throw new Diagnosis(source, tokenizer, tokens).exception(failure, new SecondPass(failure, failure.token));
    }
  }

  /// What the second pass found: the failure to report, and the last token seen by either pass.
  record SecondPass(SyntaxFailure failure, PyToken furthest) {}

  /// Parses again with hints, as CPython does.
  private static SecondPass secondPass(SourceText source, TokenList tokens, ParseMode mode, SyntaxFailure first) {
    if (first.kind == Kind.MemoryError) {
      return new SecondPass(first, first.token);
    }
    tokens.seek(0);
    PythonGrammar parser = new PythonGrammar(tokens);
    parser.begin(source, new Literals(parser, source, new ArrayList<>(0)));
    Hints hints = new Hints(parser, first.token);
    parser.hints = hints;
    SyntaxFailure better = first;
    try {
      run(parser, mode);
    } catch (SyntaxFailure failure) {
      if (!failure.generic() || failure.token.type == PythonGrammar.BAD) {
        better = failure;
      }
    } catch (StackOverflowError _) {
      better = first;
    }
    return new SecondPass(better, hints.furthest());
  }

  private static Mod run(PythonGrammar parser, ParseMode mode) {
    return switch (mode) {
      case EXEC -> new Mod.Module(parser.fileInput().v, List.of());
      case EVAL -> new Mod.Expression(parser.evalInput().v);
      case SINGLE -> {
        Mod.Interactive tree = new Mod.Interactive(parser.singleInput().v);
        parser.onlyOneStatement();
        yield tree;
      }
      case FUNC_TYPE -> {
        PythonGrammar.FuncTypeContext c = parser.funcType();
        yield new Mod.FunctionType(c.args, c.result);
      }
    };
  }
}
