package org.atoll.channels.codec;

import java.util.Locale;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;

/// Takes objects apart as pickle does (`Modules/_pickle.c`, `save`): by name, by `copyreg`, by `__reduce_ex__(4)`.
final class Reduction {
  private static final long PROTOCOL = 4;

  private Reduction() {}

  static Object reduce(PyKryo kryo, PyObject value) {
    if (value instanceof PyType t && !t.isHeapType()) {
      return builtinType(kryo, t);
    }
    ShareableTypes.Transfer transfer = ShareableTypes.of(kryo.ts).transfer(value.type);
    if (transfer != null) {
      kryo.rebuild = true;
      kryo.hold(value);
      return transfer.of(kryo.ts, value);
    }
    if (!kryo.mayRebuild() && value instanceof PyBaseException e && !e.type.isHeapType()) {
      return builtinException(kryo, e);
    }
    if (!kryo.mayRebuild()) {
      throw cannot(kryo.ts, value, "an interpreter with limited capabilities sends plain data only, so that it cannot have code run elsewhere, not %s");
    }
    kryo.rebuild = true;
    Record record = value instanceof PyInstance i ? kryo.recordClass.of(kryo.ts, i) : null;
    if (record != null) {
      return attributes(kryo, (PyInstance) value, record);
    }
    if (value instanceof PyFunction f && kryo.task) {
      return FunctionByValue.orName(kryo, f, () -> global(kryo.ts, f, null));
    }
    if (value instanceof PyFunction f && !kryo.named && !isFoundByName(kryo.ts, f)) {
      return FunctionCapture.of(kryo, f);
    }
    if (value instanceof PyType || value instanceof PyFunction) {
      return global(kryo.ts, value, null);
    }
    ThreadState ts = kryo.ts;
    kryo.hold(value);
    Object reduced = ask(ts, value);
    if (PyUnicode.check(reduced)) {
      return global(ts, value, PyUnicode.toJava(reduced));
    }
    if (!(reduced instanceof PyTuple t) || t.items.length < 2 || t.items.length > 6 || !(t.items[1] instanceof PyTuple args)) {
      throw PyErr.create(pickleError(ts), "__reduce__ must return a string or tuple");
    }
    Reduced r = new Reduced();
    kryo.memo.put(value, r);
    r.callable = kryo.part(t.items[0]);
    r.args = kryo.parts(args.items, args.items.length);
    r.state = given(t, 2) ? kryo.part(t.items[2]) : null;
    r.listItems = given(t, 3) ? listItems(kryo, t.items[3]) : null;
    r.dictItems = given(t, 4) ? dictItems(kryo, t.items[4]) : null;
    r.stateSetter = given(t, 5) ? kryo.part(t.items[5]) : null;
    return r;
  }

  private static Record attributes(PyKryo kryo, PyInstance value, Record r) {
    kryo.memo.put(value, r);
    Object[] values = r.values;
    for (int i = 0; i < values.length; i++) {
      values[i] = kryo.part(values[i]);
    }
    return r;
  }

  /// An exception of a built-in type with arguments that are plain data: its type and these, as the type itself has it, and
  /// nothing that Python code may have put in their place. To make it anew runs no Python code.
  private static Reduced builtinException(PyKryo kryo, PyBaseException e) {
    ThreadState ts = kryo.ts;
    Object reduced = Call.call1(ts, e.type.lookup("__reduce__"), e);
    if (!(reduced instanceof PyTuple t) || t.items.length < 2 || t.items[0] != e.type || !(t.items[1] instanceof PyTuple args)) {
      throw cannot(ts, e, "%s cannot be sent as plain data");
    }
    kryo.rebuild = true;
    Reduced r = new Reduced();
    kryo.memo.put(e, r);
    r.callable = e.type;
    r.args = kryo.parts(args.items, args.items.length);
    return r;
  }

  /// A built-in type is the same object everywhere, if pickle finds it by its name; the types of the singletons are found
  /// by these.
  private static Object builtinType(PyKryo kryo, PyType t) {
    boolean named = t == PyNone.TYPE || t == PyEllipsis.TYPE || t == PyNotImplemented.TYPE || kryo.ts.interpreter().builtins().get(t.name()) == t;
    if (!named) {
      global(kryo.ts, t, null);
    }
    return t;
  }

  private static boolean given(PyTuple t, int i) {
    return t.items.length > i && t.items[i] != PyNone.NONE;
  }

  private static Object ask(ThreadState ts, PyObject value) {
    Object copyreg = ts.interpreter().importModule(ts, "copyreg");
    Object table = PyObjects.getAttr(ts, copyreg, "dispatch_table");
    Object reducer = table instanceof PyDict d ? d.get(ts, value.type) : null;
    return reducer != null ? Call.call1(ts, reducer, value) : PyObjects.callMethod(ts, value, "__reduce_ex__", PROTOCOL);
  }

  private static Object[] listItems(PyKryo kryo, Object iterator) {
    Object[] items = Sequences.toArray(kryo.ts, iterator);
    return kryo.parts(items, items.length);
  }

  private static Object[] dictItems(PyKryo kryo, Object iterator) {
    Object[] pairs = Sequences.toArray(kryo.ts, iterator);
    Object[] items = new Object[2 * pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      PyTuple pair = (PyTuple) pairs[i];
      items[2 * i] = kryo.part(pair.items[0]);
      items[2 * i + 1] = kryo.part(pair.items[1]);
    }
    return items;
  }

  /// The name by which the receiver finds a class, a function or a singleton; an error unless it leads back to the value.
  static GlobalRef global(ThreadState ts, PyObject value, String reducedName) {
    Object qualname = reducedName != null ? reducedName : PyObjects.getOptionalAttr(ts, value, "__qualname__");
    if (qualname == null) {
      qualname = PyObjects.getAttr(ts, value, "__name__");
    }
    String name = PyUnicode.toJava(qualname);
    Object moduleName = PyObjects.getOptionalAttr(ts, value, "__module__");
    String module = moduleName == null || !PyUnicode.check(moduleName) ? "__main__" : PyUnicode.toJava(moduleName);
    if (name.contains("<locals>")) {
      throw cannot(ts, value, "Can't pickle local object %s");
    }
    Object found = ts.interpreter().importModule(ts, module);
    for (String part : name.split("\\.")) {
      found = found == null ? null : PyObjects.getOptionalAttr(ts, found, part);
    }
    if (found != value) {
      throw cannot(ts, value, found == null ? "Can't pickle %s: it's not found as " + module + "." + name
          : "Can't pickle %s: it's not the same object as " + module + "." + name);
    }
    return module.equals("__main__") ? new GlobalRef(module, name, mainPath(ts), MainDefinitions.forMessage(ts, name)) : new GlobalRef(module, name, null);
  }

  /// Whether a function's name leads to it.
  private static boolean isFoundByName(ThreadState ts, PyFunction f) {
    if (f.qualname() instanceof String name && name.indexOf('<') >= 0) {
      return false;
    }
    try {
      global(ts, f, null);
      return true;
    } catch (PyException e) {
      if (!Sending.isRefusal(e)) {
        throw e;
      }
      return false;
    }
  }

  private static String mainPath(ThreadState ts) {
    Object file = ts.interpreter().modules().get("__main__") instanceof PyModule m ? m.dict().get("__file__") : null;
    return file != null && PyUnicode.check(file) ? PyUnicode.toJava(file) : null;
  }

  private static PyException cannot(ThreadState ts, Object value, String message) {
    return PyErr.create(pickleError(ts), PyUnicode.fromUtf16(String.format(Locale.ROOT, message, PyUnicode.toJava(PyObjects.repr(ts, value)))));
  }

  private static PyType pickleError(ThreadState ts) {
    return (PyType) PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "pickle"), "PicklingError");
  }
}
