// Python 3.14. Every decision is LL(1), so that ANTLR makes a plain recursive-descent parser without prediction;
// the actions build the tree at once and no parse tree is kept. To stay LL(1) the grammar accepts too much in places;
// the builders that the actions call refuse the rest.
//
// A list with an optional trailing comma is written `x (',' x?)*`, and `comma()` refuses two commas in a row.
parser grammar PythonGrammar;

options {
  tokenVocab = PythonTokens;
  superClass = ParserSupport;
}

@header {
import org.atoll.syntax.ast.*;
}

// --- entry points ---

fileInput returns [List<Stmt> v]
  locals [ArrayList<Stmt> l = new ArrayList<>()]
  : stmt[$l]* EOF { $v = freeze($l); }
  ;

singleInput returns [List<Stmt> v]
  locals [ArrayList<Stmt> l = new ArrayList<>()]
  : ( NEWLINE { $l.add(new Stmt.Pass(at($start))); }
    | simpleLine[$l]
    | compound[$l] NEWLINE
    | EOF
    ) { $v = freeze($l); }
  ;

evalInput returns [Expr v]
  : e=expressions NEWLINE* EOF { $v = $e.v; }
  ;

funcType returns [List<Expr> args, Expr result]
  locals [FuncTypeBuilder l]
  @init { $l = new FuncTypeBuilder(this); }
  : '(' ( funcTypeArg[$l] (',' { comma(); } funcTypeArg[$l]?)* )? ')' '->' e=expression NEWLINE* EOF
    { $args = $l.types(); $result = $e.v; }
  ;

funcTypeArg[FuncTypeBuilder l]
  : '*' e=expression { $l.star($start, $e.v); }
  | '**' e=expression { $l.doubleStar($start, $e.v); }
  | e=expression { $l.plain($start, $e.v); }
  ;

// --- statements ---

stmt[List<Stmt> l]
  @init { if (hints != null) { hints.statement(); } }
  : simpleLine[$l]
  | compound[$l]
  ;

simpleLine[List<Stmt> l]
  : simpleStmt[$l] { if (hints != null) { hints.afterSimpleStatement(); } }
    (';' { semicolon(); } ( simpleStmt[$l] { if (hints != null) { hints.afterSimpleStatement(); } } )? )* NEWLINE
  ;

simpleStmt[List<Stmt> l]
  : exprStmt[$l]
  | 'return' e=starExprs? { $l.add(new Stmt.Return($e.ctx == null ? null : $e.v, at($start))); }
  | importStmt[$l]
  | fromStmt[$l]
  | raiseStmt[$l]
  | 'pass' { $l.add(new Stmt.Pass(at($start))); }
  | 'break' { $l.add(new Stmt.Break(at($start))); }
  | 'continue' { $l.add(new Stmt.Continue(at($start))); }
  | 'del' e=starExprs { $l.add(targets.delete($start, $e.start, $e.v)); }
  | yieldExpr { $l.add(new Stmt.ExprStmt($yieldExpr.v, $yieldExpr.v.pos())); }
    ( '=' { targets.refuseYield($yieldExpr.v); } )?
  | assertStmt[$l]
  | 'global' n=nameList { $l.add(new Stmt.Global($n.v, at($start))); }
  | 'nonlocal' n=nameList { $l.add(new Stmt.Nonlocal($n.v, at($start))); }
  | TYPE NAME p=typeParams? '=' e2=expression
    { $l.add(new Stmt.TypeAlias(storeName($NAME), params($p.ctx == null ? null : $p.v), $e2.v, at($start))); }
  ;

exprStmt[List<Stmt> l]
  locals [ArrayList<Expr> lefts, boolean plain]
  @init { $plain = true; }
  : e=starExprs
    ( { $plain = false; } ( '=' { $lefts = targets.push($lefts, $e.v); } a=assigned
        ( '=' { targets.push($lefts, $a.v); } a=assigned )*
      ) { $l.add(targets.assign($start, $lefts, $a.v, hints)); }
    | { $plain = false; } op=('+='|'-='|'*='|'/='|'%='|'&='|'|='|'^='|'<<='|'>>='|'**='|'//='|'@=') a=assigned
      { $l.add(targets.augmented($start, $e.v, $op, $a.v)); }
    | ':' { $plain = false; targets.beforeAnnotation($e.v); } t=expression { targets.checkAnnotated($start, $e.v); } ( '=' a=assigned )?
      { $l.add(targets.annotated($start, $e.v, $t.v, $a.ctx == null ? null : $a.v)); }
    )?
    { if ($plain) { $l.add(new Stmt.ExprStmt($e.v, at($start))); } }
  ;

assigned returns [Expr v]
  : starExprs { $v = $starExprs.v; }
  | yieldExpr { $v = $yieldExpr.v; }
  ;

importStmt[List<Stmt> l]
  locals [ArrayList<Alias> names = new ArrayList<>()]
  : 'import' dottedAs[$names] (',' dottedAs[$names])* { $l.add(new Stmt.Import(freeze($names), at($start))); }
  ;

dottedAs[List<Alias> names]
  : d=dotted ('as' NAME)? { $names.add(new Alias($d.v, nameOrNull($NAME), at($start))); }
  ;

dotted returns [String v]
  : NAME { $v = name($NAME); } ('.' n=NAME { $v = $v + "." + name($n); })*
  ;

fromStmt[List<Stmt> l]
  locals [int level, String module, ArrayList<Alias> names = new ArrayList<>()]
  : 'from' ( '.' { $level++; } | '...' { $level += 3; } )*
    ( d=dotted { $module = $d.v; } )? { checkFrom($level, $module); } 'import'
    ( '*' { $names.add(new Alias("*", null, at(last()))); }
    | '(' nameAs[$names] (',' { comma(); } nameAs[$names]?)* ')'
    | nameAs[$names] (',' nameAs[$names])*
    )
    { $l.add(new Stmt.ImportFrom($module, freeze($names), $level, at($start))); }
  ;

nameAs[List<Alias> names]
  : n=NAME ('as' a=NAME)? { $names.add(new Alias(name($n), nameOrNull($a), at($start))); }
  ;

raiseStmt[List<Stmt> l]
  locals [Expr exc, Expr cause]
  : 'raise' ( e=expression { $exc = $e.v; } ( 'from' c=expression { $cause = $c.v; } )? )?
    { $l.add(new Stmt.Raise($exc, $cause, at($start))); }
  ;

assertStmt[List<Stmt> l]
  locals [Expr msg]
  : 'assert' e=expression ( ',' m=expression { $msg = $m.v; } )?
    { $l.add(new Stmt.Assert($e.v, $msg, at($start))); }
  ;

nameList returns [List<String> v]
  locals [ArrayList<String> l = new ArrayList<>()]
  : NAME { $l.add(name($NAME)); } (',' n=NAME { $l.add(name($n)); })* { $v = freeze($l); }
  ;

// --- compound statements ---

compound[List<Stmt> l]
  : ifStmt[$l]
  | whileStmt[$l]
  | forStmt[$l, null]
  | tryStmt[$l]
  | withStmt[$l, null]
  | defStmt[$l, null, null]
  | classStmt[$l, null]
  | matchStmt[$l]
  | decorated[$l]
  | 'async'
    ( defStmt[$l, $start, null] | forStmt[$l, $start] | withStmt[$l, $start] )
  ;

decorated[List<Stmt> l]
  locals [ArrayList<Expr> ds = new ArrayList<>()]
  : ( '@' n=namedExpr NEWLINE { $ds.add($n.v); } )+
    ( defStmt[$l, null, $ds] | classStmt[$l, $ds] | a='async' defStmt[$l, $a, $ds] )
  ;

// A colon and a suite; `what` and `keyword` name the statement in the error for a missing suite.
block[String what, Token keyword] returns [List<Stmt> v]
  locals [ArrayList<Stmt> l = new ArrayList<>()]
  : ':'
    ( NEWLINE { expectIndent($what, $keyword); } INDENT stmt[$l]+ DEDENT
    | simpleLine[$l]
    ) { $v = freeze($l); }
  ;

ifStmt[List<Stmt> l]
  locals [IfBuilder b]
  @init { $b = new IfBuilder(this); }
  : 'if' t=namedExpr s=block["'if' statement", $start] { $b.branch($start, $t.v, $s.v); }
    ( k='elif' t=namedExpr s=block["'elif' statement", $k] { $b.branch($k, $t.v, $s.v); } )*
    o=elseBlock? { if (hints != null) { hints.elif(); } $l.add($b.build($o.ctx == null ? null : $o.v)); }
  ;

elseBlock returns [List<Stmt> v]
  : k='else' s=block["'else' statement", $k] { $v = $s.v; }
  ;

whileStmt[List<Stmt> l]
  : 'while' t=namedExpr s=block["'while' statement", $start] o=elseBlock?
    { $l.add(new Stmt.While($t.v, $s.v, list($o.ctx == null ? null : $o.v), at($start))); }
  ;

forStmt[List<Stmt> l, Token async]
  : 'for' t=targetList 'in' e=starExprs s=block["'for' statement", $start] o=elseBlock?
    { $l.add(targets.forLoop($async, $start, $t.v, $e.v, $s.v, list($o.ctx == null ? null : $o.v))); }
  ;

withStmt[List<Stmt> l, Token async]
  locals [WithBuilder b]
  @init { $b = new WithBuilder(this); }
  : 'with'
    ( WITH_LPAR withItem[$b] (',' { comma(); } withItem[$b]?)* ')'
    | withItem[$b] (',' withItem[$b])*
    )
    s=block["'with' statement", $start] { $l.add($b.build($async, $start, $s.v)); }
  ;

withItem[WithBuilder b]
  : e=expression { $b.item($start, $e.v); } ( 'as' t=target { $b.as($t.v); } )?
  ;

tryStmt[List<Stmt> l]
  locals [TryBuilder b]
  @init { $b = new TryBuilder(this); }
  : 'try' s=block["'try' statement", $start] { $b.body($s.v); }
    ( exceptClause[$b]+ ( o=elseBlock { $b.orelse($o.v); } )? ( f=finallyBlock { $b.finalbody($f.v); } )?
    | f=finallyBlock { $b.finalbody($f.v); }
    ) { $l.add($b.build($start)); }
  ;

finallyBlock returns [List<Stmt> v]
  : k='finally' s=block["'finally' statement", $k] { $v = $s.v; }
  ;

exceptClause[TryBuilder b]
  locals [ArrayList<Expr> types = new ArrayList<>(), boolean tuple]
  : 'except' ( st='*' )? { $b.kind($start, $st); }
    ( e=expression { $types.add($e.v); } ( ',' { comma(); $tuple = true; } ( m=expression { $types.add($m.v); } )? )*
      { $b.type($e.start, $types, $tuple); }
      ( 'as' n=NAME { $b.name($n); } )?
    )?
    { $b.checkTyped(); }
    s=block[$st == null ? "'except' statement" : "'except*' statement", $start] { $b.handler($start, $s.v); }
  ;

defStmt[List<Stmt> l, Token async, List<Expr> ds]
  locals [ParamsBuilder b, Expr result]
  @init { $b = new ParamsBuilder(this, false); }
  : 'def' NAME t=typeParams? { params(null); } '(' ( param[$b] (',' { comma(); } param[$b]?)* )? ')' { $b.end(); }
    ( '->' r=expression { $result = $r.v; } )?
    s=block["function definition", $start]
    { $l.add(def($async, $start, $ds, name($NAME), params($t.ctx == null ? null : $t.v), $b.build(), $result, $s.v)); }
  ;

param[ParamsBuilder b]
  : NAME { $b.plain($NAME); } ( ':' a=expression { $b.annotation($a.v); } )? { $b.close(); }
    ( '=' { $b.beforeDefault(); } d=expression { $b.defaultValue($d.v); } )?
  | '/' { $b.slash($start); }
  | '*' { $b.star($start); }
    ( NAME { $b.vararg($NAME); } ( ':' s=starAnnotation { $b.annotation($s.v); } )? { $b.close(); }
      ( '=' { $b.refuseDefault(); } )? )?
  | '**' NAME { $b.kwarg($NAME); } ( ':' a=expression { $b.annotation($a.v); } )? { $b.close(); }
    ( '=' { $b.refuseDefault(); } )?
  ;

starAnnotation returns [Expr v]
  : '*' e=bitOr { $v = new Expr.Starred($e.v, ExprContext.Load, at($start)); }
  | expression { $v = $expression.v; }
  ;

lambdaParam[ParamsBuilder b]
  : NAME { $b.plain($NAME); $b.close(); } ( '=' { $b.beforeDefault(); } d=expression { $b.defaultValue($d.v); } )?
  | '/' { $b.slash($start); }
  | '*' { $b.star($start); } ( NAME { $b.vararg($NAME); $b.close(); } ( '=' { $b.refuseDefault(); } )? )?
  | '**' NAME { $b.kwarg($NAME); $b.close(); } ( '=' { $b.refuseDefault(); } )?
  ;

classStmt[List<Stmt> l, List<Expr> ds]
  locals [CallBuilder b]
  @init { $b = new CallBuilder(this); }
  : 'class' NAME t=typeParams? ( '(' { $b.ofClass(); } arguments[$b]? ')' )? s=block["class definition", $start]
    { $l.add(new Stmt.ClassDef(name($NAME), $b.args(), $b.keywords(), $s.v, list($ds),
        params($t.ctx == null ? null : $t.v), at($start))); }
  ;

typeParams returns [List<TypeParam> v]
  locals [ArrayList<TypeParam> l = new ArrayList<>()]
  : '[' { emptyTypeParams(); } typeParam[$l] (',' { comma(); } typeParam[$l]?)* ']' { $v = freeze($l); }
  ;

typeParam[List<TypeParam> l]
  locals [Expr bound, Expr value]
  : NAME ( ':' b=expression { $bound = $b.v; } )? ( '=' d=expression { $value = $d.v; } )?
    { $l.add(new TypeParam.TypeVar(name($NAME), $bound, $value, at($start))); }
  | '*' NAME ( c=':' b=expression { refuseBound($c, "TypeVarTuple", $b.v); } )?
    ( '=' s=starAnnotation { $value = $s.v; } )?
    { $l.add(new TypeParam.TypeVarTuple(name($NAME), $value, at($start))); }
  | '**' NAME ( c=':' b=expression { refuseBound($c, "ParamSpec", $b.v); } )? ( '=' d=expression { $value = $d.v; } )?
    { $l.add(new TypeParam.ParamSpec(name($NAME), $value, at($start))); }
  ;

// --- match ---

matchStmt[List<Stmt> l]
  locals [ArrayList<MatchCase> cases = new ArrayList<>()]
  : MATCH e=subject ':' NEWLINE { expectIndent("'match' statement", $start); } INDENT caseBlock[$cases]+ DEDENT
    { $l.add(new Stmt.Match($e.v, freeze($cases), at($start))); }
  ;

subject returns [Expr v]
  locals [ArrayList<Expr> l, boolean tuple]
  : e=starNamed { $v = $e.v; }
    ( ( ',' { comma(); $l = grow($l, $e.v); } ( n=starNamed { $l.add($n.v); } )? )+
      { $v = new Expr.TupleExpr(freeze($l), ExprContext.Load, at($start)); }
    )? { refuseLoneStar($start, $v); }
  ;

caseBlock[List<MatchCase> l]
  locals [Expr guard]
  : CASE p=patterns ( 'if' g=namedExpr { $guard = $g.v; } )? s=block["'case' statement", $start]
    { $l.add(new MatchCase($p.v, $guard, $s.v)); }
  ;

patterns returns [Pattern v]
  locals [ArrayList<Pattern> l = new ArrayList<>(), boolean sequence]
  : maybeStar[$l] ( ',' { comma(); $sequence = true; } maybeStar[$l]? )*
    { $v = patterns.open($start, $l, $sequence); }
  ;

maybeStar[List<Pattern> l]
  : '*' NAME { $l.add(patterns.star($start, $NAME)); }
  | pattern { $l.add($pattern.v); }
  ;

pattern returns [Pattern v]
  : p=orPattern { $v = $p.v; } ( 'as' t=operand { $v = patterns.as($start, $v, $t.start, $t.v); } )?
  ;

orPattern returns [Pattern v]
  locals [ArrayList<Pattern> l]
  : p=closedPattern { $v = $p.v; }
    ( ( '|' { $l = grow($l, $p.v); } q=closedPattern { $l.add($q.v); } )+
      { $v = patterns.or($start, $l); } )?
  ;

closedPattern returns [Pattern v]
  locals [ArrayList<Pattern> l, boolean sequence, Expr path, PatternBuilder.ClassArgs args, PatternBuilder.Items items]
  : NAME { $path = load($NAME); } ( '.' n=NAME { $path = attribute($start, $path, $n); } )*
    ( { $v = patterns.nameOrValue($start, $path); }
    | '(' { $args = new PatternBuilder.ClassArgs(); } ( classArg[$args] (',' { comma(); } classArg[$args]?)* )? ')'
      { $v = patterns.cls($start, $path, $args); }
    )
  | signedNumber { $v = new Pattern.MatchValue($signedNumber.v, at($start)); }
  | strings { $v = patterns.string($start, $strings.v); }
  | 'None' { $v = new Pattern.MatchSingleton(NoneValue.NONE, at($start)); }
  | 'True' { $v = new Pattern.MatchSingleton(Boolean.TRUE, at($start)); }
  | 'False' { $v = new Pattern.MatchSingleton(Boolean.FALSE, at($start)); }
  | { $l = new ArrayList<>(); }
    '(' ( maybeStar[$l] ( ',' { comma(); $sequence = true; } maybeStar[$l]? )* )? ')'
    { $v = patterns.group($start, $l, $sequence); }
  | { $l = new ArrayList<>(); }
    '[' ( maybeStar[$l] ( ',' { comma(); } maybeStar[$l]? )* )? ']'
    { $v = new Pattern.MatchSequence(freeze($l), at($start)); }
  | { $items = new PatternBuilder.Items(); }
    '{' ( mapItem[$items] ( ',' { comma(); } mapItem[$items]? )* )? '}'
    { $v = patterns.mapping($start, $items); }
  ;

signedNumber returns [Expr v]
  : a=signed { $v = $a.v; }
    ( op=('+'|'-') b=NUMBER { $v = patterns.complex($start, $v, $op, number($b), $b); } )?
  ;

signed returns [Expr v]
  : NUMBER { $v = number($NUMBER); }
  | '-' NUMBER { $v = new Expr.UnaryOp(org.atoll.syntax.ast.UnaryOp.USub, number($NUMBER), at($start)); }
  ;

classArg[PatternBuilder.ClassArgs args]
  : p=pattern ( { $args.positional($p.start, $p.v, this); } | '=' q=pattern { $args.keyword($p.start, $p.v, $q.v, this); } )
  ;

mapItem[PatternBuilder.Items items]
  locals [Expr key]
  : ( signedNumber { $key = $signedNumber.v; }
    | strings { $key = $strings.v; }
    | 'None' { $key = constant(NoneValue.NONE); }
    | 'True' { $key = constant(Boolean.TRUE); }
    | 'False' { $key = constant(Boolean.FALSE); }
    | NAME { $key = load($NAME); } ( '.' n=NAME { $key = attribute($start, $key, $n); } )+
    ) ':' p=pattern { $items.add($start, $key, $p.v, this); }
  | '**' NAME { $items.rest($start, $NAME, this); }
  ;

// --- expressions ---

// One or more, as a tuple where there is a comma.
starExprs returns [Expr v]
  locals [ArrayList<Expr> l]
  : e=starExpr { $v = $e.v; }
    ( ( ',' { comma(); $l = grow($l, $e.v); } ( n=starExpr { $l.add($n.v); } )? )+
      { $v = new Expr.TupleExpr(freeze($l), ExprContext.Load, at($start)); } )?
  ;

starExpr returns [Expr v]
  : '*' e=bitOr { $v = new Expr.Starred($e.v, ExprContext.Load, at($start)); }
  | expression { $v = $expression.v; }
  ;

expressions returns [Expr v]
  locals [ArrayList<Expr> l]
  : e=expression { $v = $e.v; }
    ( ( ',' { comma(); $l = grow($l, $e.v); } ( n=expression { $l.add($n.v); } )? )+
      { $v = new Expr.TupleExpr(freeze($l), ExprContext.Load, at($start)); } )?
  ;

starNamed returns [Expr v]
  : '*' e=bitOr { if (hints != null) { hints.disjunction($e.start, $e.v); } $v = new Expr.Starred($e.v, ExprContext.Load, at($start)); }
  | namedExpr { $v = $namedExpr.v; }
  ;

namedExpr returns [Expr v]
  : e=expression { $v = $e.v; if (hints != null) { hints.named($start, $v); } }
    ( ':=' r=expression
      { targets.checkWalrus($start, $v); $v = new Expr.NamedExpr(targets.walrus($start, $v), $r.v, at($start)); } )?
  ;

yieldExpr returns [Expr v]
  : 'yield'
    ( 'from' f=expression { $v = new Expr.YieldFrom($f.v, at($start)); }
    | e=starExprs { $v = new Expr.Yield($e.v, at($start)); }
    )?
    { if ($v == null) { $v = new Expr.Yield(null, at($start)); } }
  ;

expression returns [Expr v]
  @init { if (hints != null) { hints.expression(); } }
  : d=disjunction { $v = $d.v; if (hints != null) { hints.disjunction($start, $v); } }
    ( 'if' t=disjunction 'else' { deeper(); } o=expression
      { shallower(); $v = new Expr.IfExp($t.v, $v, $o.v, at($start)); } )?
  | lambda { $v = $lambda.v; }
  ;

lambda returns [Expr v]
  locals [ParamsBuilder b]
  @init { $b = new ParamsBuilder(this, true); }
  : 'lambda' ( lambdaParam[$b] (',' { comma(); } lambdaParam[$b]?)* )? ':' { $b.end(); deeper(); if (hints != null) { hints.lambda($start); } } e=expression
    { shallower(); $v = new Expr.Lambda($b.build(), $e.v, at($start)); }
  ;

disjunction returns [Expr v]
  locals [int mark]
  @init { $mark = operators.mark(); }
  : flat { $v = operators.reduce($mark, false); }
  ;

bitOr returns [Expr v]
  locals [int mark]
  @init { $mark = operators.mark(); }
  : flat { $v = operators.reduce($mark, true); }
  ;

// Operands and operators in a row; precedence is applied afterwards.
flat
  locals [int mark]
  @init { $mark = operators.mark(); }
  : ( 'not' { operators.not(last(), $mark); } )* o=operand { operators.operand($o.start, $o.v); }
    ( ( op=( 'or' | 'and' | '<' | '>' | '==' | '>=' | '<=' | '!=' | 'in' | 'is' | '|' | '^' | '&' | '<<' | '>>' | '+' | '-'
           | '*' | '/' | '//' | '%' | '@' ) { operators.operator($op); }
      | op='not' 'in' { operators.notIn($op); }
      )
      ( 'not' { operators.not(last(), $mark); } )* p=operand { operators.operand($p.start, $p.v); }
    )*
  ;

operand returns [Expr v]
  locals [ArrayList<Token> prefix, Token awaited, Token first]
  : ( op=('+'|'-'|'~') { $prefix = push($prefix, $op); } )*
    ( 'await' { $awaited = last(); } )?
    { $first = _input.LT(1); }
    ( NAME { $v = load($NAME); }
    | NUMBER { $v = number($NUMBER); }
    | strings { $v = $strings.v; }
    | 'None' { $v = constant(NoneValue.NONE); }
    | 'True' { $v = constant(Boolean.TRUE); }
    | 'False' { $v = constant(Boolean.FALSE); }
    | '...' { $v = constant(EllipsisValue.ELLIPSIS); }
    | group { $v = $group.v; }
    | listDisplay { $v = $listDisplay.v; }
    | braces { $v = $braces.v; }
    )
    ( '.' n=NAME { $v = attribute($first, $v, $n); }
    | c=call[$first, $v] { $v = $c.v; }
    | '[' s=slices ']' { $v = new Expr.Subscript($v, $s.v, ExprContext.Load, at($first)); }
    )*
    { if ($awaited != null) { $v = new Expr.Await($v, at($awaited)); } }
    ( '**' { deeper(); } r=operand { shallower(); $v = power($awaited, $first, $v, $r.v); } )?
    { if ($prefix != null) { $v = unary($prefix, $v); } }
  ;

call[Token first, Expr func] returns [Expr v]
  : '('
    ( ')' { $v = new Expr.Call($func, List.of(), List.of(), at($first)); }
    | { CallBuilder b = new CallBuilder(this); } arguments[b] ')' { $v = b.build($first, $start, $func); }
    )
  ;

arguments[CallBuilder b]
  : argument[$b] (',' { comma(); } argument[$b]?)*
  ;

argument[CallBuilder b]
  : '*' { $b.beforeStar($start); } e=expression { $b.star($start, $e.v); if (hints != null) { hints.unpacking($start, "iterable"); } } ( f=compFor { $b.starredComprehension($start, $e.v); } )?
  | '**' e=expression { $b.doubleStar($start, $e.v); if (hints != null) { hints.unpacking($start, "keyword"); } }
  | { $b.beforePlain($start); } e=expression
    ( { $b.positional($e.start, $e.v); }
    | { $b.beforeGenerator(); } f=compFor { $b.generator($e.start, $e.v, $f.v); }
    | '=' { $b.checkKeyword($e.start, $e.v); } v=expression { $b.keyword($e.start, $e.v, $v.v); } ( f=compFor { $b.keywordGenerator($e.start); } )?
    | ':=' v=expression { targets.checkWalrus($e.start, $e.v); $b.walrus($e.start, $e.v, $v.v); } ( f=compFor { $b.walrusGenerator($e.start, $f.v); } )?
    )
  ;

slices returns [Expr v]
  locals [ArrayList<Expr> l]
  : s=slice { $v = $s.v; }
    ( ( ',' { comma(); $l = grow($l, $s.v); } ( n=slice { $l.add($n.v); } )? )+
      { $v = new Expr.TupleExpr(freeze($l), ExprContext.Load, at($start)); } )?
    { $v = soleStar($start, $v); }
  ;

slice returns [Expr v]
  locals [Expr lower, Expr upper, Expr step]
  : '*' x=expression { $v = new Expr.Starred($x.v, ExprContext.Load, at($start)); }
  | e=expression { if (hints != null) { hints.named($start, $e.v); } }
    ( { $v = $e.v; }
    | { $lower = $e.v; } ':' ( u=expression { $upper = $u.v; } )? ( ':' ( t=expression { $step = $t.v; } )? )?
      { $v = new Expr.Slice($lower, $upper, $step, at($start)); }
    | ':=' w=expression
      { targets.checkWalrus($start, $e.v); $v = new Expr.NamedExpr(targets.walrus($start, $e.v), $w.v, at($start)); }
    )
  | ':' ( u=expression { $upper = $u.v; } )? ( ':' ( t=expression { $step = $t.v; } )? )?
    { $v = new Expr.Slice($lower, $upper, $step, at($start)); }
  ;

// What parentheses hold: nothing, a yield, one expression, a generator or a tuple.
group returns [Expr v]
  locals [ArrayList<Expr> l, boolean bareNamed]
  : '('
    ( ')' { $v = new Expr.TupleExpr(List.of(), ExprContext.Load, at($start)); }
    | y=yieldExpr ')' { $v = $y.v; }
    | e=starNamed { $bareNamed |= isBareNamed($e.start, $e.v); }
      ( ')' { $v = grouped($start, $e.start, $e.v); }
      | f=compFor ')' { $v = comprehension.generator($start, $e.start, $e.v, $f.v); }
      | ( ',' { comma(); $l = grow($l, $e.v); } ( n=starNamed { $l.add($n.v); $bareNamed |= isBareNamed($n.start, $n.v); } )? )+
        ')' { $v = new Expr.TupleExpr(freeze($l), ExprContext.Load, at($start)); noteTuple($v, $bareNamed); }
      )
    )
  ;

listDisplay returns [Expr v]
  locals [ArrayList<Expr> l]
  : '['
    ( ']' { $v = new Expr.ListExpr(List.of(), ExprContext.Load, at($start)); }
    | e=starNamed
      ( ']' { $v = new Expr.ListExpr(List.of($e.v), ExprContext.Load, at($start)); }
      | f=compFor ']' { $v = comprehension.list($start, $e.start, $e.v, $f.v); }
      | ( ',' { comma(); $l = grow($l, $e.v); } ( n=starNamed { $l.add($n.v); } )? )+
        ( { comprehension.afterElements(); } f=compFor { comprehension.refuseTuple($start, $e.start, $l); } )?
        ']' { $v = new Expr.ListExpr(freeze($l), ExprContext.Load, at($start)); }
      )
    )
  ;

braces returns [Expr v]
  locals [BraceBuilder b]
  @init { $b = new BraceBuilder(this); }
  : '{' ( braceItem[$b] ( { $b.beforeComprehension(); } f=compFor { $b.comprehension($f.v); } )?
          ( ',' { comma(); $b.comma(); } ( braceItem[$b] ( { $b.beforeComprehension(); } f=compFor { $b.comprehension($f.v); } )? )? )* )? '}'
    { $v = $b.build($start); }
  ;

braceItem[BraceBuilder b]
  : '*' s=bitOr { if (hints != null) { hints.disjunction($s.start, $s.v); } $b.star($start, $s.v); }
  | '**' s=bitOr { $b.doubleStar($start, $s.v); }
  | { if (hints != null) { hints.key($b); } } k=namedExpr ( { $b.element($start, $k.v); } | ':' { $b.key($start, $k.v); } x=expression { $b.value($x.v); } )
  ;

compFor returns [List<Comprehension> v]
  locals [ArrayList<Comprehension> l = new ArrayList<>(), ArrayList<Expr> ifs, Token async]
  : ( { $async = null; $ifs = new ArrayList<>(); } ( 'async' { $async = last(); } )?
      'for' t=targetList 'in' i=disjunction ( 'if' c=disjunction { $ifs.add($c.v); } )*
      { $l.add(new Comprehension(targets.loop($t.v), $i.v, freeze($ifs), $async == null ? 0 : 1)); }
    )+ { $v = freeze($l); }
  ;

// The targets of a loop, still as loads.
targetList returns [Expr v]
  locals [ArrayList<Expr> l]
  : e=target { $v = $e.v; }
    ( ( ',' { comma(); $l = grow($l, $e.v); } ( n=target { $l.add($n.v); } )? )+
      { $v = new Expr.TupleExpr(freeze($l), ExprContext.Load, at($start)); } )?
  ;

target returns [Expr v]
  : '*' o=operand { $v = new Expr.Starred($o.v, ExprContext.Load, at($start)); }
  | operand { $v = $operand.v; }
  ;

// --- strings ---

strings returns [Expr v]
  locals [StringsBuilder b]
  : STRING ( { $b = strings.begin($start); $b.plain($STRING); } stringPart[$b]+ )?
    { $v = $b == null ? strings.single($STRING) : $b.build(); }
  | { $b = strings.begin(_input.LT(1)); } interpolated[$b] stringPart[$b]* { $v = $b.build(); }
  ;

stringPart[StringsBuilder b]
  : STRING { $b.plain($STRING); }
  | interpolated[$b]
  ;

interpolated[StringsBuilder b]
  : ( FSTART { $b.open($FSTART, false); } | TSTART { $b.open($TSTART, true); } )
    ( FMIDDLE { $b.middle($FMIDDLE); } | r=replacement[$b] )*
    FEND { $b.close($FEND); }
  ;

replacement[StringsBuilder b]
  locals [Token debug, Token conv, Token convEnd, Token colon]
  : '{' { $b.beforeExpression(); } ( y=yieldExpr { $b.expression($y.v); } | e=starExprs { $b.expression($e.v); } )
    { $b.afterExpression(); }
    ( '=' { $debug = last(); $b.debug($debug); } )?
    ( '!' { $b.beforeConversion(); } NAME { $b.conversion($NAME); } )?
    { $b.beforeSpec(); }
    ( ':' { $b.openSpec(last()); } ( FMIDDLE { $b.middle($FMIDDLE); } | replacement[$b] )* { $b.closeSpec(); } )?
    { $b.beforeBrace(); } '}' { $b.field($start); }
  ;
