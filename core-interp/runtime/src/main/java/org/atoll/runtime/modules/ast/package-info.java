/// The modules that show Python code as data: `_ast` and `_tokenize`.
package org.atoll.runtime.modules.ast;
