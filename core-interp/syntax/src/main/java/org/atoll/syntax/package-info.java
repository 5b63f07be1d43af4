/// The Python 3.14 parser: [org.atoll.syntax.PythonParser] turns source into the tree of `org.atoll.syntax.ast`.
///
/// How it works. [org.atoll.syntax.SourceDecoder] makes UTF-8 with `\n` line ends of whatever comes in. The hand-written
/// tokenizer turns that into an array of tokens in one pass, INDENT, DEDENT, NEWLINE and the parts of f-strings
/// included; working on bytes gives CPython's columns for free. A second look over the array settles the soft
/// keywords and the parentheses of `with`, which leaves a grammar (`PythonGrammar.g4`) in which one token always
/// decides: ANTLR generates a plain recursive-descent parser from it, without prediction. Its actions call small
/// builders and make the tree at once; no parse tree is kept. Binary operators come as one flat row, and the operator
/// stack applies precedence. Where the grammar accepts more than Python (targets are read as expressions, parameters in any
/// order), the builders refuse it with CPython's message.
///
/// Errors. The first failure ends the parse. As in CPython, the source is then parsed a second time, by the same
/// parser with hints switched on: at the places where CPython's grammar tries its `invalid_...` rules the hints look
/// ahead, by running rules of the parser and taking the old state up again, and throw the message that fits. The
/// diagnosis finally weighs that against errors of the tokenizer and brackets that were never closed. `__future__`
/// imports are the compiler's to check, and type comments are comments.
///
/// Everything but the public classes is internal to this package. Nothing here knows of the runtime.
package org.atoll.syntax;
