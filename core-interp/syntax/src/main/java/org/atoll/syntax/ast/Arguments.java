package org.atoll.syntax.ast;

import java.util.List;

/// ASDL `arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults)`.
public record Arguments(List<Arg> posonlyargs, List<Arg> args, Arg vararg, List<Arg> kwonlyargs, List<Expr> kw_defaults, Arg kwarg, List<Expr> defaults) implements Node {}
