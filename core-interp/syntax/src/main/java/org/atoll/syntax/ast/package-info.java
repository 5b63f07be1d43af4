/// The syntax tree: sealed records named as in CPython's `Parser/Python.asdl`.
///
/// `Constant.value` (and the other ASDL `constant` fields) hold plain Java values, so that this package knows nothing
/// of the runtime: [org.atoll.syntax.ast.NoneValue], [org.atoll.syntax.ast.EllipsisValue], `Boolean`, `Long` (an int
/// that fits 64 bits), `BigInteger` (one that does not), `Double`, [org.atoll.syntax.ast.ComplexValue],
/// [org.atoll.syntax.ast.StrValue] or `String` for str (a `String` where it contains no surrogate code unit at all,
/// a `StrValue` of code points otherwise), [org.atoll.syntax.ast.BytesValue], and for the optimiser's use `List` (tuple) and `Set`
/// (frozenset) of these.
package org.atoll.syntax.ast;
