/// Start-up of interpreters and the Java side of `import`, `compile`, `eval` and `exec`: which modules are built in or were compiled
/// when Atoll was built, source text to code objects, what `.pyc` files hold, syntax errors and warnings as Python objects. The
/// import system itself is CPython's own `importlib`.
package org.atoll.runtime.importlib;
