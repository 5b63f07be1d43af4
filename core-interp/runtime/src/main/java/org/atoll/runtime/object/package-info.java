/// The object model. A Python value is an instance of [org.atoll.runtime.object.PyObject], or of the JDK's own type where one fits:
/// `Long` and `BigInteger`, `Double`, `Boolean`, `String`. [org.atoll.runtime.object.PyObjects] and
/// [org.atoll.runtime.object.PyNumber] are the abstract protocols that work on any of them.
///
/// A class is a [org.atoll.runtime.object.PyType], its interned structure a [org.atoll.runtime.object.Layout]; an instance keeps
/// attributes in fields that its interned [org.atoll.runtime.object.Shape] names. Shapes and layouts are shared by all
/// interpreters, as are built-in types and code objects, which never change; all other objects belong to one interpreter and are
/// guarded by its GIL.
package org.atoll.runtime.object;
