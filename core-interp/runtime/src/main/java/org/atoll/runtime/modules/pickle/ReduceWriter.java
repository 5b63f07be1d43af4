package org.atoll.runtime.modules.pickle;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Writes what is made again by calling something (`__reduce_ex__`) or found again by its name.
final class ReduceWriter {
  private final ObjectWriter writer;
  private final PickleOutput out;
  private final PlainClasses plainClasses;

  ReduceWriter(ObjectWriter writer) {
    this.writer = writer;
    out = writer.out;
    plainClasses = new PlainClasses(writer);
  }

  /// A new pickle begins.
  void begin() {
    plainClasses.forget();
  }

  // Instances.

  /// Writes an object of any type that has no instructions of its own.
  void instance(ThreadState ts, PyObject o, PyType type) {
    if (o instanceof PyInstance i && writer.persistentId == null && plainClasses.isPlain(ts, i)) {
      try {
        plain(ts, i);
      } catch (PyException e) {
        throw PickleErrors.noted(ts, e, "when serializing " + ObjectWriter.name(o) + " object");
      }
      return;
    }
    Object reducer = registered(ts, type);
    if (reducer != null) {
      reduced(ts, o, Call.call1(ts, reducer, o));
      return;
    }
    if (o instanceof PyType) {
      global(ts, o, null);
      return;
    }
    Object method = PyObjects.getOptionalAttr(ts, o, "__reduce_ex__");
    if (method != null) {
      reduced(ts, o, Call.call1(ts, method, (long) writer.protocol));
      return;
    }
    method = PyObjects.getOptionalAttr(ts, o, "__reduce__");
    if (method == null) {
      throw PickleErrors.pickling("can't pickle '%s' object: %s", type.messageName(), PyObjects.repr(ts, o));
    }
    reduced(ts, o, Call.call0(ts, method));
  }

  /// What the dispatch table has for a type, or null.
  Object registered(ThreadState ts, PyType type) {
    Object table = writer.dispatchTable;
    if (table == null) {
      return writer.state.dispatchTable.get(ts, type);
    }
    if (table instanceof PyDict d && d.type == PyDict.TYPE) {
      return d.get(ts, type);
    }
    try {
      return PyObjects.getItem(ts, table, type);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.KeyError)) {
        throw e;
      }
      return null;
    }
  }

  /// Writes an object by what its `__reduce_ex__` or the like has given.
  void reduced(ThreadState ts, Object o, Object reduced) {
    if (PyUnicode.check(reduced)) {
      global(ts, o, reduced);
      return;
    }
    try {
      if (!(reduced instanceof PyTuple t)) {
        throw PickleErrors.pickling("__reduce__ must return a string or tuple, not %s", ObjectWriter.name(reduced));
      }
      reduce(ts, o, t);
    } catch (PyException e) {
      throw PickleErrors.noted(ts, e, "when serializing " + ObjectWriter.name(o) + " object");
    }
  }

  private void part(ThreadState ts, Object owner, Object part, String what) {
    try {
      writer.save(ts, part);
    } catch (PyException e) {
      throw PickleErrors.noted(ts, e, "when serializing " + ObjectWriter.name(owner) + " " + what);
    }
  }

  private static Object optional(PyTuple t, int i) {
    return i < t.items.length && t.items[i] != PyNone.NONE ? t.items[i] : null;
  }

  private static Object iterator(Object given, String which) {
    if (given != null && !PyObjects.isIterator(given)) {
      throw PickleErrors.pickling("%s item of the tuple returned by __reduce__ must be an iterator, not %s", which,
          ObjectWriter.name(given));
    }
    return given;
  }

  /// Writes an object by a tuple of two to six: what to call, the arguments, state, list items, dict items and what sets
  /// the state.
  void reduce(ThreadState ts, Object o, PyTuple t) {
    int n = t.items.length;
    if (n < 2 || n > 6) {
      throw PickleErrors.pickling("tuple returned by __reduce__ must contain 2 through 6 elements");
    }
    Object callable = t.items[0];
    if (!PyObjects.isCallable(callable)) {
      throw PickleErrors.pickling("first item of the tuple returned by __reduce__ must be callable, not %s",
          ObjectWriter.name(callable));
    }
    if (!(t.items[1] instanceof PyTuple args)) {
      throw PickleErrors.pickling("second item of the tuple returned by __reduce__ must be a tuple, not %s",
          ObjectWriter.name(t.items[1]));
    }
    Object listItems = iterator(optional(t, 3), "fourth");
    Object dictItems = iterator(optional(t, 4), "fifth");
    Object setter = optional(t, 5);
    if (setter != null && !PyObjects.isCallable(setter)) {
      throw PickleErrors.pickling("sixth item of the tuple returned by __reduce__ must be callable, not %s",
          ObjectWriter.name(setter));
    }
    construct(ts, o, callable, args);
    int known = writer.memo.get(o);
    if (known >= 0) {
      // The object has been written as a part of its own arguments.
      out.op(Opcode.POP);
      writer.writeGet(known);
      return;
    }
    writer.memoize(o);
    if (listItems != null) {
      writer.appended(ts, o, listItems);
    }
    if (dictItems != null) {
      writer.updated(ts, o, dictItems);
    }
    state(ts, o, optional(t, 2), setter);
  }

  private void construct(ThreadState ts, Object o, Object callable, PyTuple args) {
    Object name = writer.protocol < 2 ? null : PyObjects.getOptionalAttr(ts, callable, "__name__");
    if ("__newobj_ex__".equals(name)) {
      newObjectEx(ts, o, args);
    } else if ("__newobj__".equals(name)) {
      newObject(ts, o, args);
    } else {
      part(ts, o, callable, "reconstructor");
      part(ts, o, args, "reconstructor arguments");
      out.op(Opcode.REDUCE);
    }
  }

  private static PyException notAClass(String function, Object cls) {
    return PickleErrors.pickling("first argument to %s() must be a class, not %s", function, ObjectWriter.name(cls));
  }

  private void newObject(ThreadState ts, Object o, PyTuple args) {
    if (args.items.length == 0) {
      throw PickleErrors.pickling("__newobj__ expected at least 1 argument, got 0");
    }
    if (!(args.items[0] instanceof PyType cls)) {
      throw notAClass("__newobj__", args.items[0]);
    }
    Object own = PyObjects.getAttr(ts, o, "__class__");
    if (own != cls) {
      throw PickleErrors.pickling("first argument to __newobj__() must be %s, not %s", PyObjects.repr(ts, own),
          PyObjects.repr(ts, cls));
    }
    part(ts, o, cls, "class");
    part(ts, o, PyTuple.copyOf(args.items, 1, args.items.length), "__new__ arguments");
    out.op(Opcode.NEWOBJ);
  }

  private void newObjectEx(ThreadState ts, Object o, PyTuple args) {
    if (args.items.length != 3) {
      throw PickleErrors.pickling("__newobj_ex__ expected 3 arguments, got %d", args.items.length);
    }
    if (!(args.items[0] instanceof PyType cls)) {
      throw notAClass("__newobj_ex__", args.items[0]);
    }
    if (!(args.items[1] instanceof PyTuple positional)) {
      throw PickleErrors.pickling("second argument to __newobj_ex__() must be a tuple, not %s",
          ObjectWriter.name(args.items[1]));
    }
    if (!(args.items[2] instanceof PyDict keywords)) {
      throw PickleErrors.pickling("third argument to __newobj_ex__() must be a dict, not %s",
          ObjectWriter.name(args.items[2]));
    }
    if (writer.protocol >= 4) {
      part(ts, o, cls, "class");
      part(ts, o, positional, "__new__ arguments");
      part(ts, o, keywords, "__new__ arguments");
      out.op(Opcode.NEWOBJ_EX);
    } else {
      part(ts, o, PickleState.partialNew(ts, cls, positional, keywords), "reconstructor");
      part(ts, o, PyTuple.EMPTY, "reconstructor arguments");
      out.op(Opcode.REDUCE);
    }
  }

  private void state(ThreadState ts, Object o, Object state, Object setter) {
    if (state == null) {
      return;
    }
    if (setter == null) {
      part(ts, o, state, "state");
      out.op(Opcode.BUILD);
      return;
    }
    part(ts, o, setter, "state setter");
    writer.save(ts, o);
    part(ts, o, state, "state");
    out.op(Opcode.TUPLE2);
    out.op(Opcode.REDUCE);
    out.op(Opcode.POP);
  }

  // Instances with nothing but attributes.

  private void plain(ThreadState ts, PyInstance o) {
    part(ts, o, o.type, "class");
    out.boundary(ts);
    out.op(Opcode.EMPTY_TUPLE);
    out.op(Opcode.NEWOBJ);
    writer.memoize(o);
    if (o.shape.isDict()) {
      if (o.hasOwnAttributes()) {
        part(ts, o, o.dict(), "state");
        out.op(Opcode.BUILD);
      }
    } else if (o.shape.attributeCount() > 0) {
      try {
        attributes(ts, o);
      } catch (PyException e) {
        throw PickleErrors.noted(ts, e, "when serializing " + ObjectWriter.name(o) + " state");
      }
      out.op(Opcode.BUILD);
    }
  }

  /// Writes the attributes of an instance as the dict that they would be.
  private void attributes(ThreadState ts, PyInstance o) {
    out.boundary(ts);
    out.op(Opcode.EMPTY_DICT);
    writer.memoizeNew();
    var shape = o.shape;
    Object[] fields = o.fields;
    int from = shape.slotCount();
    int n = shape.attributeCount();
    if (n > 1) {
      out.op(Opcode.MARK);
    }
    for (int i = from; i < from + n; i++) {
      String name = shape.nameAt(i);
      writer.save(ts, name);
      try {
        writer.save(ts, fields[i]);
      } catch (PyException e) {
        throw PickleErrors.noted(ts, e, "when serializing dict item " + PyObjects.repr(ts, name));
      }
    }
    out.op(n > 1 ? Opcode.SETITEMS : Opcode.SETITEM);
    if (o.shape != shape) {
      throw PyErr.runtimeError("dictionary changed size during iteration");
    }
  }

  // Names.

  /// Writes an object of type `type`.
  void type(ThreadState ts, PyType o) {
    Object only = o == PyNone.NONE.type ? PyNone.NONE : o == PyEllipsis.ELLIPSIS.type ? PyEllipsis.ELLIPSIS
        : o == PyNotImplemented.NOT_IMPLEMENTED.type ? PyNotImplemented.NOT_IMPLEMENTED : null;
    if (only != null) {
      reduce(ts, o, PyTuple.of(PyType.TYPE, PyTuple.of(only)));
    } else {
      global(ts, o, null);
    }
  }

  /// Writes an object as the place where it is found; `name` is null where it says so itself.
  void global(ThreadState ts, Object o, Object name) {
    Object path = name;
    if (path == null) {
      path = PyObjects.getOptionalAttr(ts, o, "__qualname__");
      if (path == null) {
        path = PyObjects.getAttr(ts, o, "__name__");
      }
    }
    if (!PyUnicode.check(path)) {
      throw PyErr.typeError("a name must be a str, not %s", ObjectWriter.name(path));
    }
    Object module = GlobalNames.moduleOf(ts, o, path);
    if (writer.protocol >= 2 && extension(ts, module, path)) {
      return;
    }
    String dotted = PyUnicode.toUtf16(path);
    if (writer.protocol >= 4) {
      writer.save(ts, o instanceof PyBuiltinFunction ? writer.state.functionModule(module) : module);
      writer.save(ts, distinct(o, path));
      out.op(Opcode.STACK_GLOBAL);
    } else if (dotted.indexOf('.') >= 0) {
      nested(ts, module, dotted.split("\\.", -1));
    } else {
      topLevel(ts, module, path);
    }
    writer.memoize(o);
  }

  /// On CPython the name of what is written in C is made anew whenever it is asked for, so that it is the same object as no
  /// other str in the pickle.
  private static Object distinct(Object o, Object path) {
    boolean builtin = o instanceof PyBuiltinFunction || o instanceof PyType t && !t.isHeapType();
    return builtin && path instanceof String s ? new String(s) : path;
  }

  /// Writes the code by which `copyreg` knows an object; false if it has none.
  private boolean extension(ThreadState ts, Object module, Object path) {
    PyDict registry = writer.state.extensionRegistry;
    Object found = registry.size() == 0 ? null : registry.get(ts, PyTuple.of(module, path));
    if (found == null) {
      return false;
    }
    long code = PyNumber.asIndex(ts, found, PyExc.OverflowError);
    if (code <= 0 || code > Integer.MAX_VALUE) {
      throw PyErr.runtimeError("extension code %d is out of range", code);
    }
    if (code <= 0xff) {
      out.op(Opcode.EXT1, (int) code);
    } else if (code <= 0xffff) {
      out.op2(Opcode.EXT2, (int) code);
    } else {
      out.op4(Opcode.EXT4, (int) code);
    }
    return true;
  }

  /// Writes `getattr(getattr(first, second), third)`, since these protocols know no dotted names.
  private void nested(ThreadState ts, Object module, String[] names) {
    for (int i = 1; i < names.length; i++) {
      writer.save(ts, writer.state.getattr);
      if (writer.protocol < 2) {
        out.op(Opcode.MARK);
      }
    }
    topLevel(ts, module, PyUnicode.fromUtf16(names[0]));
    for (int i = 1; i < names.length; i++) {
      writer.save(ts, PyUnicode.fromUtf16(names[i]));
      out.op(writer.protocol < 2 ? Opcode.TUPLE : Opcode.TUPLE2);
      out.op(Opcode.REDUCE);
    }
  }

  private void topLevel(ThreadState ts, Object module, Object name) {
    if (writer.fixImports) {
      Object renamed = writer.state.reverseNameMapping.get(ts, PyTuple.of(module, name));
      if (renamed instanceof PyTuple t && t.items.length == 2) {
        module = t.items[0];
        name = t.items[1];
      } else {
        Object moved = writer.state.reverseImportMapping.get(ts, module);
        module = moved == null ? module : moved;
      }
    }
    out.op(Opcode.GLOBAL);
    identifier(ts, module, "module");
    identifier(ts, name, "global");
  }

  private void identifier(ThreadState ts, Object text, String what) {
    try {
      out.raw(GlobalNames.encode(ts, text, writer.protocol >= 3));
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.UnicodeEncodeError)) {
        throw e;
      }
      throw PickleErrors.during(PickleErrors.pickling("can't pickle %s identifier %s using pickle protocol %d", what,
          PyObjects.repr(ts, text), writer.protocol), e);
    }
    out.op('\n');
  }
}
