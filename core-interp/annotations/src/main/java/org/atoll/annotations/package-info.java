/// How a Java class declares a Python built-in. The compile-time processor reads these annotations, checks the Java
/// signatures against the Python ones, and generates a `Binder` per class and an index of all modules; nothing is
/// registered by hand and nothing is found by reflection.
///
/// # Parameters
/// `sig` is the Python signature in Python's own syntax, as `inspect` shows it: `(a, x, /, lo=0, *, key=None)`, with
/// `*args` and `**kwargs` where wanted. `$self` is not written. Java parameters follow in the same order, after an
/// optional leading `ThreadState` and, for static Java methods of a type, the receiver as `Object self` (or its own
/// class) for `@PyMethod`, `PyType cls` for `@PyNew` and class methods. Their Java types say how arguments convert:
///
/// | Java type | Python argument |
/// |---|---|
/// | `Object` | any, as it is; null where an argument with default `<absent>` was not given |
/// | `long`, `int` | an int, or an object with `__index__`; OverflowError outside the range |
/// | `double` | a float, or an object with `__float__` or `__index__` |
/// | `boolean` | the truth of any object |
/// | `String` | a str (TypeError otherwise), surrogate pairs for code points beyond the BMP; null for None if the default is None |
/// | a class of the object model (`PyList`, `PyType` ...) | an instance of it, TypeError otherwise; null for None if the default is None |
/// | `PyTuple` for `*args`, `PyDict` for `**kwargs` | the rest (an empty tuple; a dict, never null) |
///
/// Results: `Object` as it is (never null, except from `__next__` where null means exhausted), `void` gives None,
/// `boolean` bool, `long` and `int` int, `double` float, `String` str.
package org.atoll.annotations;
