package org.atoll.runtime.modules.pickle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyCodecs;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Where functions, classes and the like are found by name. Stateless; requires the GIL and may run Python code.
final class GlobalNames {
  private GlobalNames() {}

  /// An attribute of an attribute of ... an object.
  static Object resolve(ThreadState ts, Object object, String path) {
    Object found = object;
    int from = 0;
    for (int dot; (dot = path.indexOf('.', from)) >= 0; from = dot + 1) {
      found = PyObjects.getAttr(ts, found, path.substring(from, dot));
    }
    return PyObjects.getAttr(ts, found, from == 0 ? path : path.substring(from));
  }

  /// The name of the module in which an object is found under a dotted name.
  /// @throws PyException PicklingError where it is not found there, or is something else
  static Object moduleOf(ThreadState ts, Object o, Object path) {
    String dotted = PyUnicode.toUtf16(path);
    Object name = PyObjects.getOptionalAttr(ts, o, "__module__");
    if (dotted.contains("<locals>") && List.of(dotted.split("\\.", -1)).contains("<locals>")) {
      throw PickleErrors.pickling("Can't pickle local object %s", PyObjects.repr(ts, o));
    }
    if (name == null || name == PyNone.NONE) {
      name = search(ts, o, dotted);
      if (name != null) {
        return name;
      }
      name = "__main__";
    }
    Object module;
    try {
      module = module(ts, name);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.ImportError) && !PyErr.matches(e, PyExc.ValueError) && !PyErr.matches(e, PyExc.KeyError)) {
        throw e;
      }
      throw PickleErrors.during(PickleErrors.pickling("Can't pickle %s: %s", PyObjects.repr(ts, o),
          PyObjects.str(ts, e.value)), e);
    }
    check(ts, o, name, module, dotted);
    return name;
  }

  private static void check(ThreadState ts, Object o, Object name, Object module, String path) {
    Object found;
    try {
      found = resolve(ts, module, path);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.AttributeError)) {
        throw e;
      }
      throw PickleErrors.during(PickleErrors.pickling("Can't pickle %s: it's not found as %s.%s", PyObjects.repr(ts, o),
          name, path), e);
    }
    if (!PyObjects.is(found, o)) {
      throw PickleErrors.pickling("Can't pickle %s: it's not the same object as %s.%s", PyObjects.repr(ts, o), name, path);
    }
  }

  /// A module by its name, imported if need be.
  static Object module(ThreadState ts, Object name) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("module name must be a string");
    }
    Object known = ts.interpreter().modules().get(ts, name);
    if (known != null && known != PyNone.NONE && !isInitializing(ts, known)) {
      return known;
    }
    // This waits for another thread that is importing the module.
    Call.call1(ts, PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "builtins"), "__import__"), name);
    Object imported = ts.interpreter().modules().get(ts, name);
    if (imported == null) {
      throw PyErr.keyError(name);
    }
    return imported;
  }

  private static boolean isInitializing(ThreadState ts, Object module) {
    Object spec = module instanceof PyModule m ? m.dict().get("__spec__") : null;
    if (spec == null || spec == PyNone.NONE) {
      return false;
    }
    Object flag = PyObjects.getOptionalAttr(ts, spec, "_initializing");
    return flag != null && PyObjects.isTrue(ts, flag);
  }

  /// The name of a module that has an object which does not say where it comes from; null if none has.
  private static Object search(ThreadState ts, Object o, String path) {
    PyDict modules = ts.interpreter().modules().copy();
    for (Object name : modules.keyArray()) {
      Object module = modules.get(ts, name);
      if (module == PyNone.NONE || "__main__".equals(name) || "__mp_main__".equals(name)) {
        continue;
      }
      try {
        if (PyObjects.is(resolve(ts, module, path), o)) {
          return name;
        }
      } catch (PyException e) {
        if (!PyErr.matches(e, PyExc.AttributeError)) {
          throw e;
        }
      }
    }
    return null;
  }

  /// A name as bytes, in UTF-8 or ASCII.
  static byte[] encode(ThreadState ts, Object name, boolean utf8) {
    if (name instanceof String s && PyUnicode.isAscii(s)) {
      return s.getBytes(StandardCharsets.ISO_8859_1);
    }
    return Buffers.toBytes(ts, PyCodecs.encodeText(ts, PyUnicode.value(name), utf8 ? "utf-8" : "ascii", "strict"));
  }

  /// What a pickle means by a module and a name; `find_class` of an unpickler.
  static Object find(ThreadState ts, PickleState state, Object module, Object name, int protocol, boolean fixImports) {
    PyObjects.callMethod(ts, ts.interpreter().sys(), "audit", "pickle.find_class", module, name);
    if (protocol < 3 && fixImports) {
      Object renamed = state.nameMapping.get(ts, PyTuple.of(module, name));
      if (renamed instanceof PyTuple t && t.items.length == 2) {
        module = t.items[0];
        name = t.items[1];
      } else {
        Object moved = state.importMapping.get(ts, module);
        module = moved == null ? module : moved;
      }
    }
    Object found = module(ts, module);
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("attribute name must be string, not '%s'", ObjectWriter.name(name));
    }
    String path = PyUnicode.toUtf16(name);
    if (protocol < 4 || path.indexOf('.') < 0) {
      return PyObjects.getAttr(ts, found, path);
    }
    try {
      return resolve(ts, found, path);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.AttributeError)) {
        throw e;
      }
      throw PickleErrors.during(PyErr.attributeError(found, name, "Can't resolve path %s on module %s",
          PyObjects.repr(ts, name), PyObjects.repr(ts, module)), e);
    }
  }
}
