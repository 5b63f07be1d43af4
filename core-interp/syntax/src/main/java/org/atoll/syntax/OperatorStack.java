package org.atoll.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.atoll.syntax.ast.BoolOp;
import org.atoll.syntax.ast.CmpOp;
import org.atoll.syntax.ast.Expr;
import org.atoll.syntax.ast.Operator;
import org.atoll.syntax.ast.Position;
import org.atoll.syntax.ast.UnaryOp;

/// Operands and operators in the order of the source, and their reduction to a tree by precedence. The grammar reads
/// `a + b * c < d and not e` as one flat row; nested expressions use the same arrays above a mark.
final class OperatorStack {
  private static final int OPERAND = 0;
  private static final int IS_NOT = -1;
  private static final int NOT_IN = -2;

  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int COMPARISON = 4;
  private static final int BIT_OR = 5;

  private final ParserSupport parser;
  private int[] types = new int[32];
  private Expr[] exprs = new Expr[32];
  private PyToken[] starts = new PyToken[32];
  private PyToken[] ends = new PyToken[32];
  private int count;

  private int cursor;
  private int limit;
  private PyToken end;

  OperatorStack(ParserSupport parser) {
    this.parser = parser;
  }

  int mark() {
    return count;
  }

  private void push(int type, Expr e, PyToken start, PyToken last) {
    if (count == types.length) {
      types = Arrays.copyOf(types, count * 2);
      exprs = Arrays.copyOf(exprs, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    types[count] = type;
    exprs[count] = e;
    starts[count] = start;
    ends[count++] = last;
  }

  void operand(Token start, Expr e) {
    push(OPERAND, e, (PyToken) start, parser.last());
  }

  void operator(Token op) {
    push(op.getType(), null, (PyToken) op, null);
  }

  void notIn(Token not) {
    push(NOT_IN, null, (PyToken) not, null);
  }

  /// A `not` before an operand: negation, or the second word of `is not`.
  void not(Token token, int mark) {
    int before = count == mark ? PythonGrammar.NOT : types[count - 1];
    switch (before) {
      case PythonGrammar.NOT, PythonGrammar.AND, PythonGrammar.OR -> push(PythonGrammar.NOT, null, (PyToken) token, null);
      case PythonGrammar.IS -> types[count - 1] = IS_NOT;
      default -> {
        if (parser.hints != null) {
          parser.hints.notAfterOperator((PyToken) token);
        }
        throw parser.fail(token);
      }
    }
  }

  /// The tree of everything above the mark. `bitOrOnly` refuses comparisons and boolean operators.
  Expr reduce(int mark, boolean bitOrOnly) {
    if (count == mark + 1) {
      Expr e = exprs[mark];
      drop(mark);
      return e;
    }
    if (bitOrOnly) {
      for (int i = mark; i < count; i++) {
        if (types[i] != OPERAND && precedence(types[i]) < BIT_OR) {
          throw parser.fail(starts[i]);
        }
      }
    }
    cursor = mark;
    limit = count;
    Expr e = climb(OR);
    drop(mark);
    return e;
  }

  /// Forgets everything above the mark.
  void drop(int mark) {
    for (int i = mark; i < count; i++) {
      exprs[i] = null;
    }
    count = mark;
  }

  private static int precedence(int type) {
    return switch (type) {
      case PythonGrammar.OR -> OR;
      case PythonGrammar.AND -> AND;
      case PythonGrammar.NOT -> NOT;
      case PythonGrammar.LESS, PythonGrammar.GREATER, PythonGrammar.EQEQUAL, PythonGrammar.GREATEREQUAL,
          PythonGrammar.LESSEQUAL, PythonGrammar.NOTEQUAL, PythonGrammar.IN, PythonGrammar.IS, IS_NOT, NOT_IN ->
          COMPARISON;
      case PythonGrammar.VBAR -> BIT_OR;
      case PythonGrammar.CIRCUMFLEX -> BIT_OR + 1;
      case PythonGrammar.AMPER -> BIT_OR + 2;
      case PythonGrammar.LEFTSHIFT, PythonGrammar.RIGHTSHIFT -> BIT_OR + 3;
      case PythonGrammar.PLUS, PythonGrammar.MINUS -> BIT_OR + 4;
      default -> BIT_OR + 5;
    };
  }

  private Expr climb(int min) {
    PyToken start = starts[cursor];
    Expr left = types[cursor] == PythonGrammar.NOT ? negation() : operandAtCursor();
    while (cursor < limit) {
      int precedence = precedence(types[cursor]);
      if (precedence < min) {
        break;
      }
      left = switch (precedence) {
        case OR, AND -> bool(left, start, precedence);
        case COMPARISON -> comparison(left, start);
        default -> {
          Operator op = operatorOf(types[cursor++]);
          Expr right = climb(precedence + 1);
          yield new Expr.BinOp(left, op, right, from(start));
        }
      };
    }
    return left;
  }

  private Expr operandAtCursor() {
    end = ends[cursor];
    return exprs[cursor++];
  }

  private Position from(PyToken start) {
    return new Position(start.line, start.col, end.endLine, end.endCol);
  }

  private Expr negation() {
    int first = cursor;
    while (types[cursor] == PythonGrammar.NOT) {
      cursor++;
    }
    int last = cursor;
    Expr e = climb(COMPARISON);
    parser.checkDepth(last - first);
    for (int i = last - 1; i >= first; i--) {
      e = new Expr.UnaryOp(UnaryOp.Not, e, from(starts[i]));
    }
    return e;
  }

  private Expr bool(Expr left, PyToken start, int precedence) {
    int type = types[cursor];
    List<Expr> values = new ArrayList<>();
    values.add(left);
    while (cursor < limit && types[cursor] == type) {
      cursor++;
      values.add(climb(precedence + 1));
    }
    return new Expr.BoolOp(precedence == OR ? BoolOp.Or : BoolOp.And, ParserSupport.freeze(values), from(start));
  }

  private Expr comparison(Expr left, PyToken start) {
    List<CmpOp> ops = new ArrayList<>();
    List<Expr> comparators = new ArrayList<>();
    while (cursor < limit && precedence(types[cursor]) == COMPARISON) {
      ops.add(comparisonOf(types[cursor++]));
      comparators.add(climb(BIT_OR));
    }
    return new Expr.Compare(left, ParserSupport.freeze(ops), ParserSupport.freeze(comparators), from(start));
  }

  private static CmpOp comparisonOf(int type) {
    return switch (type) {
      case PythonGrammar.LESS -> CmpOp.Lt;
      case PythonGrammar.GREATER -> CmpOp.Gt;
      case PythonGrammar.EQEQUAL -> CmpOp.Eq;
      case PythonGrammar.GREATEREQUAL -> CmpOp.GtE;
      case PythonGrammar.LESSEQUAL -> CmpOp.LtE;
      case PythonGrammar.NOTEQUAL -> CmpOp.NotEq;
      case PythonGrammar.IN -> CmpOp.In;
      case PythonGrammar.IS -> CmpOp.Is;
      case IS_NOT -> CmpOp.IsNot;
      default -> CmpOp.NotIn;
    };
  }

  /// The operator of a token, of an augmented assignment's too.
  static Operator operatorOf(int type) {
    return switch (type) {
      case PythonGrammar.VBAR, PythonGrammar.VBAREQUAL -> Operator.BitOr;
      case PythonGrammar.CIRCUMFLEX, PythonGrammar.CIRCUMFLEXEQUAL -> Operator.BitXor;
      case PythonGrammar.AMPER, PythonGrammar.AMPEREQUAL -> Operator.BitAnd;
      case PythonGrammar.LEFTSHIFT, PythonGrammar.LEFTSHIFTEQUAL -> Operator.LShift;
      case PythonGrammar.RIGHTSHIFT, PythonGrammar.RIGHTSHIFTEQUAL -> Operator.RShift;
      case PythonGrammar.PLUS, PythonGrammar.PLUSEQUAL -> Operator.Add;
      case PythonGrammar.MINUS, PythonGrammar.MINEQUAL -> Operator.Sub;
      case PythonGrammar.STAR, PythonGrammar.STAREQUAL -> Operator.Mult;
      case PythonGrammar.SLASH, PythonGrammar.SLASHEQUAL -> Operator.Div;
      case PythonGrammar.DOUBLESLASH, PythonGrammar.DOUBLESLASHEQUAL -> Operator.FloorDiv;
      case PythonGrammar.PERCENT, PythonGrammar.PERCENTEQUAL -> Operator.Mod;
      case PythonGrammar.DOUBLESTAREQUAL -> Operator.Pow;
      default -> Operator.MatMult;
    };
  }
}
