/// The modules that show Python code as data: `_ast`, `_tokenize`, `_symtable`.
package org.atoll.runtime.modules.ast;
