package org.atoll.syntax.ast;

import java.util.List;

/// The ASDL sum type `pattern` of CPython's `Parser/Python.asdl`. A record's components are the ASDL fields in
/// order; an optional field may be null, a `*` field is an immutable list.
public sealed interface Pattern extends Node {
  Position pos();

  record MatchValue(Expr value, Position pos) implements Pattern {}

  record MatchSingleton(Object value, Position pos) implements Pattern {}

  record MatchSequence(List<Pattern> patterns, Position pos) implements Pattern {}

  record MatchMapping(List<Expr> keys, List<Pattern> patterns, String rest, Position pos) implements Pattern {}

  record MatchClass(Expr cls, List<Pattern> patterns, List<String> kwd_attrs, List<Pattern> kwd_patterns, Position pos) implements Pattern {}

  record MatchStar(String name, Position pos) implements Pattern {}

  record MatchAs(Pattern pattern, String name, Position pos) implements Pattern {}

  record MatchOr(List<Pattern> patterns, Position pos) implements Pattern {}
}
