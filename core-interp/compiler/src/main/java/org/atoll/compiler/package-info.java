/// From the syntax tree to JVM class files, in named phases: symbols ([org.atoll.compiler.SymbolTable]), constant folding
/// ([org.atoll.compiler.ConstantFolder]), code generation (the classes named `...Gen`), which drafts each class
/// ([org.atoll.compiler.ClassDraft]), and writing it to a class file ([org.atoll.compiler.ClassWriter]).
///
/// Sees only `org.atoll.syntax`; what compiled code calls in the runtime is named in one place,
/// [org.atoll.compiler.RuntimeAbi]. Thread-safe: a compilation shares nothing with another.
package org.atoll.compiler;
