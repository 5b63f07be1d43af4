package org.atoll.runtime.modules.pickle;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.Descriptors;
import org.atoll.runtime.object.PyGetSetDescr;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNewMethod;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// The instructions that find classes and functions, call them, and give objects their state.
final class ReaderCalls {
  private static final Object[] NO_ARGS = {};

  private final ObjectReader reader;
  private final ReaderStack stack;

  ReaderCalls(ObjectReader reader) {
    this.reader = reader;
    stack = reader.stack;
  }

  // Names.

  Object find(ThreadState ts, Object module, Object name) {
    if (reader.finder != null) {
      return PyObjects.callMethod(ts, reader.finder, "find_class", module, name);
    }
    return GlobalNames.find(ts, reader.state, module, name, reader.protocol, reader.fixImports);
  }

  void stackGlobal(ThreadState ts) {
    Object name = stack.pop();
    Object module = stack.pop();
    if (!PyUnicode.checkExact(name) || !PyUnicode.checkExact(module)) {
      throw PickleErrors.unpickling("STACK_GLOBAL requires str");
    }
    stack.push(find(ts, module, name));
  }

  void extension(ThreadState ts, long code) {
    if (code <= 0) {
      throw PickleErrors.unpickling("EXT specifies code <= 0");
    }
    Object known = reader.state.extensionCache.get(ts, code);
    if (known == null) {
      Object pair = reader.state.invertedRegistry.get(ts, code);
      if (pair == null) {
        throw PyErr.valueError("unregistered extension code %d", code);
      }
      if (!(pair instanceof PyTuple t) || t.items.length != 2 || !PyUnicode.check(t.items[0])
          || !PyUnicode.check(t.items[1])) {
        throw PyErr.valueError("_inverted_registry[%d] isn't a 2-tuple of strings", code);
      }
      known = find(ts, t.items[0], t.items[1]);
      reader.state.extensionCache.put(ts, (Object) code, known);
    }
    stack.push(known);
  }

  Object persistent(ThreadState ts, Object id) {
    if (reader.persistentLoad == null) {
      throw noPersistentLoad();
    }
    return Call.call1(ts, reader.persistentLoad, id);
  }

  static RuntimeException noPersistentLoad() {
    return PickleErrors.unpickling(
        "A load persistent id instruction was encountered, but no persistent_load function was specified.");
  }

  // Calls.

  void reduce(ThreadState ts) {
    Object args = stack.pop();
    Object callable = stack.pop();
    if (!(args instanceof PyTuple t)) {
      throw PyErr.typeError("argument list must be a tuple");
    }
    Object[] a = t.items;
    stack.push(switch (a.length) {
      case 0 -> Call.call0(ts, callable);
      case 1 -> Call.call1(ts, callable, a[0]);
      case 2 -> Call.call2(ts, callable, a[0], a[1]);
      default -> Call.call(ts, callable, a.clone(), null);
    });
  }

  /// `cls.__new__(cls, *args)`.
  private static Object make(ThreadState ts, PyType cls, Object[] args, PyDict kwargs) {
    Object factory = cls.slot(Slot.NEW);
    if (args.length == 0 && kwargs == null && cls.isHeapType() && !cls.isAbstract()
        && factory == PyBaseObject.TYPE.slot(Slot.NEW)) {
      return new PyInstance(cls);
    }
    if (kwargs != null && kwargs.size() > 0) {
      Object[] all = new Object[args.length + 1];
      all[0] = cls;
      System.arraycopy(args, 0, all, 1, args.length);
      return Call.withDict(ts, PyObjects.getAttr(ts, cls, "__new__"), all, kwargs);
    }
    if (factory instanceof PyNewMethod n) {
      return n.make(ts, cls, args.clone(), null);
    }
    return Call.prepending(ts, Descriptors.get(ts, factory, null, cls), cls, args, null);
  }

  void newObject(ThreadState ts) {
    Object args = stack.pop();
    Object cls = stack.pop();
    stack.push(newObject(ts, "NEWOBJ", cls, args, null));
  }

  void newObjectEx(ThreadState ts) {
    Object kwargs = stack.pop();
    Object args = stack.pop();
    Object cls = stack.pop();
    stack.push(newObject(ts, "NEWOBJ_EX", cls, args, kwargs));
  }

  private static Object newObject(ThreadState ts, String opcode, Object cls, Object args, Object kwargs) {
    if (!(cls instanceof PyType type)) {
      throw PickleErrors.unpickling("%s class argument must be a type, not %s", opcode, ObjectReader.typeName(cls));
    }
    if (type.slot(Slot.NEW) == null) {
      throw PickleErrors.unpickling("%s class argument '%s' doesn't have __new__", opcode, type.name());
    }
    if (!(args instanceof PyTuple positional)) {
      throw PickleErrors.unpickling("%s args argument must be a tuple, not %s", opcode, ObjectReader.typeName(args));
    }
    if (kwargs != null && !(kwargs instanceof PyDict)) {
      throw PickleErrors.unpickling("%s kwargs argument must be a dict, not %s", opcode, ObjectReader.typeName(kwargs));
    }
    return make(ts, type, positional.items, (PyDict) kwargs);
  }

  /// What INST and OBJ do with a class.
  Object instantiate(ThreadState ts, Object cls, Object[] args) {
    if (args.length == 0 && cls instanceof PyType t
        && PyObjects.getOptionalAttr(ts, cls, "__getinitargs__") == null) {
      return PyObjects.callMethod(ts, t, "__new__", t);
    }
    return Call.call(ts, cls, args.length == 0 ? NO_ARGS : args, null);
  }

  // State.

  void build(ThreadState ts) {
    stack.need(2);
    Object state = stack.pop();
    Object o = stack.top();
    if (o instanceof PyInstance i && state instanceof PyDict d && isPlain(i)) {
      attributes(ts, i, d);
      return;
    }
    Object setState = PyObjects.getOptionalAttr(ts, o, "__setstate__");
    if (setState != null) {
      Call.call1(ts, setState, state);
      return;
    }
    Object slots = null;
    if (state instanceof PyTuple t && t.items.length == 2) {
      state = t.items[0];
      slots = t.items[1];
    }
    if (state != PyNone.NONE) {
      if (!(state instanceof PyDict d)) {
        throw PickleErrors.unpickling("state is not a dictionary");
      }
      Object target = PyObjects.getAttr(ts, o, "__dict__");
      for (int e = 0; e < d.used(); e++) {
        if (d.keyAt(e) != null) {
          PyObjects.setItem(ts, target, interned(d.keyAt(e)), d.valueAt(e));
        }
      }
    }
    if (slots != null) {
      if (!(slots instanceof PyDict d)) {
        throw PickleErrors.unpickling("slot state is not a dictionary");
      }
      for (int e = 0; e < d.used(); e++) {
        if (d.keyAt(e) != null) {
          PyObjects.setAttr(ts, o, PyObjects.attributeName(d.keyAt(e)), d.valueAt(e));
        }
      }
    }
  }

  private static Object interned(Object key) {
    return key instanceof String s ? s.intern() : key;
  }

  /// Whether an instance has no say in what its state is and where it goes.
  private static boolean isPlain(PyInstance o) {
    PyType type = o.type;
    return type.isHeapType() && type.solidBase() == PyBaseObject.TYPE && type.hasGenericGetAttr()
        && o.shape.allowsAttributes() && !o.shape.isDict() && o.shape.indexOf("__setstate__") < 0
        && type.lookup("__setstate__") == null && type.lookup("__dict__") == ownDict(type);
  }

  /// The descriptor by which a class written in Python shows the attributes of its instances, as its own dict or that of a
  /// base has it.
  private static Object ownDict(PyType type) {
    for (PyType t : type.mro()) {
      Object found = t.isHeapType() ? t.dict().get("__dict__") : null;
      if (found != null) {
        return found instanceof PyGetSetDescr ? found : null;
      }
    }
    return type.lookup("__dict__");
  }

  private static void attributes(ThreadState ts, PyInstance o, PyDict state) {
    for (int e = 0; e < state.used(); e++) {
      Object key = state.keyAt(e);
      if (key instanceof String name) {
        o.setOwn(name, state.valueAt(e));
      } else if (key != null) {
        PyObjects.setItem(ts, o.dict(), key, state.valueAt(e));
      }
    }
  }
}
