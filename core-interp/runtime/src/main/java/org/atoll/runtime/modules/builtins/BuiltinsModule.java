package org.atoll.runtime.modules.builtins;

import java.math.BigInteger;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.ClassBuilder;
import org.atoll.runtime.call.Iterate;
import org.atoll.runtime.importlib.Evaluation;
import org.atoll.runtime.importlib.Importer;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.text.IntFormat;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyCallableIterator;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// The built-in functions (`Python/bltinmodule.c`). The types are added by [BuiltinTypes].
@PyModuleDef(value = "builtins", doc = "Built-in functions, types, exceptions, and other objects.\n\n"
    + "This module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function len().\n\n"
    + "This module is not normally accessed explicitly by most\napplications, but can be useful in modules that provide\nobjects with the same name as a builtin and need to\n"
    + "access the builtin of the same name.\n")
final class BuiltinsModule {
  void exec(ThreadState ts, PyModule module) {
    PyDict d = module.dict();
    BuiltinTypes.addTo(d);
    d.put("None", PyNone.NONE);
    d.put("Ellipsis", PyEllipsis.ELLIPSIS);
    d.put("NotImplemented", PyNotImplemented.NOT_IMPLEMENTED);
    d.put("True", Boolean.TRUE);
    d.put("False", Boolean.FALSE);
    d.put("__debug__", ts.interpreter().config().flag("optimize") == 0);
  }

  // Code.

  @PyFunction(sig = "(func, name, /, *bases, **kwds)")
  Object __build_class__(ThreadState ts, Object func, Object name, PyTuple bases, PyDict kwds) {
    return ClassBuilder.build(ts, func, name, bases.items, kwds);
  }

  @PyFunction(sig = "(name, globals=None, locals=None, fromlist=(), level=0)", doc = "Import a module.")
  Object __import__(ThreadState ts, Object name, Object globals, Object locals, Object fromlist, Object level) {
    return Importer.importName(ts, name, globals, fromlist, level);
  }

  @PyFunction(sig = "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", doc = "Compile source into a code object that can be executed by exec() or eval().")
  Object compile(ThreadState ts, Object source, Object filename, String mode, int flags, boolean dont_inherit, int optimize, int _feature_version) {
    return Evaluation.compile(ts, source, filename, mode, flags, dont_inherit, optimize, _feature_version);
  }

  @PyFunction(sig = "(source, /, globals=None, locals=None)", doc = "Evaluate the given source in the context of globals and locals.")
  Object eval(ThreadState ts, Object source, Object globals, Object locals) {
    return Evaluation.eval(ts, source, globals, locals);
  }

  @PyFunction(sig = "(source, /, globals=None, locals=None, *, closure=None)", doc = "Execute the given source in the context of globals and locals.")
  void exec(ThreadState ts, Object source, Object globals, Object locals, Object closure) {
    Evaluation.exec(ts, source, globals, locals, closure);
  }

  @PyFunction(sig = "()", doc = "Return the dictionary containing the current scope's global variables.")
  Object globals(ThreadState ts) {
    PyDict g = ts.depth == 0 ? ts.interpreter().mainNamespace() : ts.currentGlobals();
    return g == null ? PyNone.NONE : g;
  }

  @PyFunction(sig = "()", doc = "Return a dictionary containing the current scope's local variables.")
  Object locals(ThreadState ts) {
    return Evaluation.locals(ts);
  }

  @PyFunction(sig = "(object=<absent>, /)", doc = "vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to object.__dict__.")
  Object vars(ThreadState ts, Object object) {
    if (object == null) {
      return Evaluation.locals(ts);
    }
    Object d = PyObjects.getOptionalAttr(ts, object, "__dict__");
    if (d == null) {
      throw PyErr.typeError("vars() argument must have __dict__ attribute");
    }
    return d;
  }

  @PyFunction(sig = "(object=<absent>, /)", doc = "Without an argument, the names in the current scope; else the attributes of the object.")
  Object dir(ThreadState ts, Object object) {
    Object names;
    if (object == null) {
      names = PyObjects.callMethod(ts, Evaluation.locals(ts), "keys");
    } else {
      names = PyObjects.callSlot(ts, object, Slot.DIR);
      if (names == null) {
        throw PyErr.typeError("object does not provide __dir__");
      }
    }
    PyList sorted = PyList.fromIterable(ts, names);
    sorted.sort(ts, PyNone.NONE, false);
    return sorted;
  }

  @PyFunction(sig = "(*args, **kws)", doc = "Call sys.breakpointhook(*args, **kws).")
  Object breakpoint(ThreadState ts, PyTuple args, PyDict kws) {
    Object hook = ts.interpreter().sys().dict().get("breakpointhook");
    if (hook == null) {
      throw PyErr.runtimeError("lost sys.breakpointhook");
    }
    return Call.withDict(ts, hook, args.items, kws);
  }

  // Attributes and classes.

  @PyFunction(sig = "(object, name, default=<absent>, /)", doc = "Get a named attribute from an object.")
  Object getattr(ThreadState ts, Object object, Object name, Object defaultValue) {
    String n = PyObjects.attributeName(name);
    if (defaultValue == null) {
      return PyObjects.getAttr(ts, object, n);
    }
    Object v = PyObjects.getOptionalAttr(ts, object, n);
    return v == null ? defaultValue : v;
  }

  @PyFunction(sig = "(obj, name, value, /)", doc = "Sets the named attribute on the given object to the specified value.")
  void setattr(ThreadState ts, Object obj, Object name, Object value) {
    PyObjects.setAttr(ts, obj, PyObjects.attributeName(name).intern(), value);
  }

  @PyFunction(sig = "(obj, name, /)", doc = "Deletes the named attribute from the given object.")
  void delattr(ThreadState ts, Object obj, Object name) {
    PyObjects.delAttr(ts, obj, PyObjects.attributeName(name));
  }

  @PyFunction(sig = "(obj, name, /)", doc = "Return whether the object has an attribute with the given name.")
  boolean hasattr(ThreadState ts, Object obj, Object name) {
    return PyObjects.hasAttr(ts, obj, PyObjects.attributeName(name));
  }

  @PyFunction(sig = "(obj, class_or_tuple, /)", doc = "Return whether an object is an instance of a class or of a subclass thereof.")
  boolean isinstance(ThreadState ts, Object obj, Object class_or_tuple) {
    return PyObjects.isInstance(ts, obj, class_or_tuple);
  }

  @PyFunction(sig = "(cls, class_or_tuple, /)", doc = "Return whether 'cls' is derived from another class or is the same class.")
  boolean issubclass(ThreadState ts, Object cls, Object class_or_tuple) {
    return PyObjects.isSubclass(ts, cls, class_or_tuple);
  }

  @PyFunction(sig = "(obj, /)", doc = "Return whether the object is callable (i.e., some kind of function).")
  boolean callable(Object obj) {
    return PyObjects.isCallable(obj);
  }

  @PyFunction(sig = "(obj, /)", doc = "Return the identity of an object.")
  long id(Object obj) {
    return PyObjects.id(obj);
  }

  @PyFunction(sig = "(obj, /)", doc = "Return the hash value for the given object.")
  long hash(ThreadState ts, Object obj) {
    return PyObjects.hash(ts, obj);
  }

  // Iteration.

  @PyFunction(sig = "(object, sentinel=<absent>, /)", doc = "Get an iterator from an object.")
  Object iter(ThreadState ts, Object object, Object sentinel) {
    if (sentinel == null) {
      return PyObjects.iter(ts, object);
    }
    if (!PyObjects.isCallable(object)) {
      throw PyErr.typeError("iter(v, w): v must be callable");
    }
    return new PyCallableIterator(object, sentinel);
  }

  @PyFunction(sig = "(iterator, default=<absent>, /)", doc = "Return the next item from the iterator.")
  Object next(ThreadState ts, Object iterator, Object defaultValue) {
    if (!PyObjects.isIterator(iterator)) {
      throw PyErr.typeError("'%s' object is not an iterator", PyObject.typeOf(iterator).name());
    }
    if (defaultValue == null) {
      return PyObjects.orStopIteration(Call.withSelf(ts, PyObject.typeOf(iterator).slot(Slot.NEXT), iterator), iterator);
    }
    Object v = PyObjects.next(ts, iterator);
    return v == null ? defaultValue : v;
  }

  @PyFunction(sig = "(async_iterable, /)", doc = "Return an AsyncIterator for an AsyncIterable object.")
  Object aiter(ThreadState ts, Object async_iterable) {
    return AsyncIteration.aiter(ts, async_iterable);
  }

  @PyFunction(sig = "(aiterator, default=<absent>, /)", doc = "Return the next item from the async iterator.")
  Object anext(ThreadState ts, Object aiterator, Object defaultValue) {
    return AsyncIteration.anext(ts, aiterator, defaultValue);
  }

  @PyFunction(sig = "(iterable, /)", doc = "Return True if bool(x) is True for all values x in the iterable.")
  boolean all(ThreadState ts, Object iterable) {
    PyIterator it = Iterate.iter(ts, iterable);
    for (Object x = it.next(ts); x != null; x = it.next(ts)) {
      if (!PyObjects.isTrue(ts, x)) {
        return false;
      }
    }
    return true;
  }

  @PyFunction(sig = "(iterable, /)", doc = "Return True if bool(x) is True for any x in the iterable.")
  boolean any(ThreadState ts, Object iterable) {
    PyIterator it = Iterate.iter(ts, iterable);
    for (Object x = it.next(ts); x != null; x = it.next(ts)) {
      if (PyObjects.isTrue(ts, x)) {
        return true;
      }
    }
    return false;
  }

  @PyFunction(sig = "(obj, /)", doc = "Return the number of items in a container.")
  long len(ThreadState ts, Object obj) {
    return PyObjects.len(ts, obj);
  }

  @PyFunction(sig = "(iterable, /, *, key=None, reverse=False)", doc = "Return a new list containing all items from the iterable in ascending order.")
  Object sorted(ThreadState ts, Object iterable, Object key, Object reverse) {
    PyList list = PyList.fromIterable(ts, iterable);
    list.sort(ts, key, PyObjects.isTrue(ts, reverse));
    return list;
  }

  @PyFunction(sig = "(*args, **kwargs)", doc = "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its biggest item.")
  Object max(ThreadState ts, PyTuple args, PyDict kwargs) {
    return Extremes.find(ts, "max", args.items, kwargs, PyObjects.GT);
  }

  @PyFunction(sig = "(*args, **kwargs)", doc = "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its smallest item.")
  Object min(ThreadState ts, PyTuple args, PyDict kwargs) {
    return Extremes.find(ts, "min", args.items, kwargs, PyObjects.LT);
  }

  @PyFunction(sig = "(iterable, /, start=0)", doc = "Return the sum of a 'start' value (default: 0) plus an iterable of numbers")
  Object sum(ThreadState ts, Object iterable, Object start) {
    return Summation.sum(ts, iterable, start);
  }

  // Numbers and text.

  @PyFunction(sig = "(x, /)", doc = "Return the absolute value of the argument.")
  Object abs(ThreadState ts, Object x) {
    return PyNumber.absolute(ts, x);
  }

  @PyFunction(sig = "(x, y, /)", doc = "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.")
  Object divmod(ThreadState ts, Object x, Object y) {
    return PyNumber.divmod(ts, x, y);
  }

  @PyFunction(sig = "(base, exp, mod=None)", doc = "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.")
  Object pow(ThreadState ts, Object base, Object exp, Object mod) {
    return mod == PyNone.NONE ? PyNumber.power(ts, base, exp) : PyNumber.power(ts, base, exp, mod);
  }

  @PyFunction(sig = "(number, ndigits=None)", doc = "Round a number to a given precision in decimal digits.")
  Object round(ThreadState ts, Object number, Object ndigits) {
    Object m = PyObject.typeOf(number).slot(Slot.ROUND);
    if (m == null) {
      throw PyErr.typeError("type %s doesn't define __round__ method", PyObject.typeOf(number).name());
    }
    return ndigits == PyNone.NONE ? Call.withSelf(ts, m, number) : Call.withSelf(ts, m, number, ndigits);
  }

  @PyFunction(sig = "(number, /)", doc = "Return the binary representation of an integer.")
  Object bin(ThreadState ts, Object number) {
    return inBase(ts, number, 2);
  }

  @PyFunction(sig = "(number, /)", doc = "Return the octal representation of an integer.")
  Object oct(ThreadState ts, Object number) {
    return inBase(ts, number, 8);
  }

  @PyFunction(sig = "(number, /)", doc = "Return the hexadecimal representation of an integer.")
  Object hex(ThreadState ts, Object number) {
    return inBase(ts, number, 16);
  }

  private static Object inBase(ThreadState ts, Object number, int base) {
    Object v = PyNumber.index(ts, number);
    return v instanceof Long l ? IntFormat.inBase(l, base, true) : IntFormat.inBase((BigInteger) PyLong.value(v), base, true);
  }

  @PyFunction(sig = "(i, /)", doc = "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.")
  Object chr(ThreadState ts, Object i) {
    Object v = PyNumber.index(ts, i);
    if (!(v instanceof Long c)) {
      throw PyErr.valueError("chr() arg not in range(0x110000)");
    }
    if (c < 0 || c > 0x10ffff) {
      throw PyErr.valueError("chr() arg not in range(0x110000)");
    }
    return c < 0xd800 || c > 0xdfff && c <= 0xffff ? String.valueOf((char) (long) c) : PyUcs4.of(new int[] {(int) (long) c});
  }

  @PyFunction(sig = "(character, /)", doc = "Return the ordinal value of a character.")
  long ord(Object character) {
    int n;
    if (PyUnicode.check(character)) {
      n = PyUnicode.length(character);
      if (n == 1) {
        return PyUnicode.codePointAt(character, 0);
      }
      throw PyErr.typeError("ord() expected a character, but string of length %d found", n);
    }
    if (character instanceof PyBytes b) {
      n = b.length();
      if (n == 1) {
        return b.byteAt(0);
      }
    } else if (character instanceof PyByteArray a) {
      n = (int) PyObjects.len(ThreadState.current(), a);
      if (n == 1) {
        return (Long) PyObjects.getItem(ThreadState.current(), a, 0L);
      }
    } else {
      throw PyErr.typeError("ord() expected string of length 1, but %s found", PyObject.typeOf(character).name());
    }
    throw PyErr.typeError("ord() expected a character, but string of length %d found", n);
  }

  @PyFunction(sig = "(obj, /)", doc = "Return the canonical string representation of the object.")
  Object repr(ThreadState ts, Object obj) {
    return PyObjects.repr(ts, obj);
  }

  @PyFunction(sig = "(obj, /)", doc = "Return an ASCII-only representation of an object.")
  Object ascii(ThreadState ts, Object obj) {
    return PyObjects.ascii(ts, obj);
  }

  @PyFunction(sig = "(value, format_spec='', /)", doc = "Return type(value).__format__(value, format_spec)")
  Object format(ThreadState ts, Object value, Object format_spec) {
    if (!PyUnicode.check(format_spec)) {
      throw PyErr.typeError("format() argument 2 must be str, not %s", PyObject.typeOf(format_spec).name());
    }
    return PyObjects.format(ts, value, format_spec);
  }

  // Input and output.

  @PyFunction(sig = "(*args, sep=' ', end='\\n', file=None, flush=False)", doc = "Prints the values to a stream, or to sys.stdout by default.")
  void print(ThreadState ts, PyTuple args, Object sep, Object end, Object file, Object flush) {
    Printing.print(ts, args.items, sep, end, file, flush);
  }

  @PyFunction(sig = "(prompt='', /)", doc = "Read a string from standard input.  The trailing newline is stripped.")
  Object input(ThreadState ts, Object prompt) {
    return Printing.input(ts, prompt);
  }
}
