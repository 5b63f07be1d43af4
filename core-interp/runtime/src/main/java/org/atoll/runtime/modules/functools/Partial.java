package org.atoll.runtime.modules.functools;

import java.util.Arrays;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `functools.partial` (`Modules/_functoolsmodule.c`). Guarded by the GIL.
@PyTypeDef(name = "partial", module = "functools", hasDict = true, doc = """
    Create a new function with partial application of the given arguments
    and keywords.""")
public class Partial extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PartialBinder());

  @PyMember(name = "func", doc = "function object to use in future partial calls")
  Object function;
  @PyMember(name = "args", doc = "tuple of arguments to future partial calls")
  PyTuple arguments;
  @PyMember(name = "keywords", doc = "dictionary of keyword arguments to future partial calls")
  PyDict keywords;
  private int placeholders;

  private Partial(PyType type) {
    super(type);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    Object[] a = args.items;
    if (a.length == 0) {
      throw PyErr.typeError("type 'partial' takes at least one argument");
    }
    Object f = a[0];
    if (!PyObjects.isCallable(f)) {
      throw PyErr.typeError("the first argument must be callable");
    }
    checkPlaceholders(a, kwargs);
    Partial p = new Partial(cls);
    p.function = f;
    p.arguments = PyTuple.copyOf(a, 1, a.length);
    p.keywords = kwargs;
    if (f instanceof Partial inner && inner.callsPlainly() && !inner.hasOwnAttributes()) {
      p.absorb(ts, inner);
    }
    p.placeholders = count(p.arguments.items);
    return p;
  }

  private static void checkPlaceholders(Object[] a, PyDict kwargs) {
    if (a.length > 1 && a[a.length - 1] == Placeholder.PLACEHOLDER) {
      throw PyErr.typeError("trailing Placeholders are not allowed");
    }
    for (Object v : kwargs.valueArray()) {
      if (v == Placeholder.PLACEHOLDER) {
        throw PyErr.typeError("Placeholder cannot be passed as a keyword argument");
      }
    }
  }

  private static int count(Object[] args) {
    int n = 0;
    for (Object o : args) {
      n += o == Placeholder.PLACEHOLDER ? 1 : 0;
    }
    return n;
  }

  /// Becomes a partial of what another partial calls.
  private void absorb(ThreadState ts, Partial inner) {
    function = inner.function;
    arguments = PyTuple.of(fill(inner.arguments.items, arguments.items));
    PyDict merged = inner.keywords.copy();
    merged.merge(ts, keywords);
    keywords = merged;
  }

  /// The stored arguments with their placeholders replaced by the first of `more`, and the rest of `more` behind.
  private static Object[] fill(Object[] stored, Object[] more) {
    Object[] out = Arrays.copyOf(stored, stored.length + more.length);
    int used = 0;
    for (int i = 0; i < stored.length && used < more.length; i++) {
      if (out[i] == Placeholder.PLACEHOLDER) {
        out[i] = more[used++];
      }
    }
    System.arraycopy(more, used, out, stored.length, more.length - used);
    return used == 0 ? out : Arrays.copyOf(out, out.length - used);
  }

  private boolean callsPlainly() {
    return type == TYPE || type.slot(Slot.CALL) == TYPE.slot(Slot.CALL);
  }

  // Calls.

  private boolean isSimple(int stored) {
    return arguments.items.length == stored && keywords.size() == 0 && placeholders == 0 && callsPlainly();
  }

  @Override
  public Object call0(ThreadState ts) {
    return isSimple(1) ? Call.call1(ts, function, arguments.items[0]) : super.call0(ts);
  }

  @Override
  public Object call1(ThreadState ts, Object a) {
    return isSimple(1) ? Call.call2(ts, function, arguments.items[0], a) : super.call1(ts, a);
  }

  @Override
  public Object call2(ThreadState ts, Object a, Object b) {
    return isSimple(1) ? Call.call3(ts, function, arguments.items[0], a, b) : super.call2(ts, a, b);
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    return callsPlainly() ? apply(ts, args, kwnames) : super.call(ts, args, kwnames);
  }

  private Object apply(ThreadState ts, Object[] args, String[] kwnames) {
    int given = args.length - (kwnames == null ? 0 : kwnames.length);
    if (given < placeholders) {
      throw PyErr.typeError("missing positional arguments in 'partial' call; expected at least %d, got %d", placeholders, given);
    }
    Object[] positional = fill(arguments.items, given == args.length ? args : Arrays.copyOf(args, given));
    if (keywords.size() == 0 && kwnames == null) {
      return Call.call(ts, function, positional, null);
    }
    PyDict merged = keywords.copy();
    for (int i = 0; given + i < args.length; i++) {
      merged.put(ts, PyUnicode.fromUtf16(kwnames[i]), args[given + i]);
    }
    return Call.withDict(ts, function, positional, merged);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Call self as a function.")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    Object[] all = args.items;
    String[] names = null;
    if (kwargs.size() > 0) {
      Object[] keys = kwargs.keyArray();
      Object[] values = kwargs.valueArray();
      names = new String[keys.length];
      all = Arrays.copyOf(all, all.length + keys.length);
      for (int i = 0; i < keys.length; i++) {
        names[i] = PyUnicode.toJava(keys[i]);
        all[args.items.length + i] = values[i];
      }
    }
    return apply(ts, all, names);
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(Object instance, Object owner) {
    return instance == PyNone.NONE ? this : new org.atoll.runtime.object.PyMethod(this, instance);
  }

  // Copies and representation.

  @PyMethod
  String __repr__(ThreadState ts) {
    String name = type.isHeapType() ? PyObjects.getAttr(ts, type, "__module__") + "." + type.qualname() : "functools.partial";
    if (!ts.reprEnter(this)) {
      return "...";
    }
    try {
      StringBuilder b = new StringBuilder(name).append('(').append(PyObjects.repr(ts, function));
      for (Object o : arguments.items) {
        b.append(", ").append(PyObjects.repr(ts, o));
      }
      Object[] keys = keywords.keyArray();
      Object[] values = keywords.valueArray();
      for (int i = 0; i < keys.length; i++) {
        b.append(", ").append(PyObjects.str(ts, keys[i])).append('=').append(PyObjects.repr(ts, values[i]));
      }
      return b.append(')').toString();
    } finally {
      ts.reprLeave(this);
    }
  }

  @PyMethod(sig = "()")
  Object __reduce__(ThreadState ts) {
    Object attributes = hasOwnAttributes() ? dict() : PyNone.NONE;
    return PyTuple.of(type, PyTuple.of(function), PyTuple.of(function, arguments, keywords, attributes));
  }

  @PyMethod(sig = "(state, /)")
  void __setstate__(ThreadState ts, Object state) {
    if (!(state instanceof PyTuple s) || s.items.length != 4 || !PyObjects.isCallable(s.items[0]) || !(s.items[1] instanceof PyTuple args)
        || !isDictOrNone(s.items[2]) || !isDictOrNone(s.items[3])) {
      throw PyErr.typeError("invalid partial state");
    }
    Object[] a = args.items;
    if (a.length > 0 && a[a.length - 1] == Placeholder.PLACEHOLDER) {
      throw PyErr.typeError("trailing Placeholders are not allowed");
    }
    function = s.items[0];
    arguments = args.type == PyTuple.TYPE ? args : PyTuple.copyOf(a, 0, a.length);
    keywords = s.items[2] instanceof PyDict d ? d.type == PyDict.TYPE ? d : d.copy() : new PyDict();
    placeholders = count(a);
    if (s.items[3] instanceof PyDict attributes) {
      setDict(attributes);
    } else if (hasOwnAttributes()) {
      setDict(new PyDict());
    }
  }

  private static boolean isDictOrNone(Object o) {
    return o == PyNone.NONE || o instanceof PyDict;
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
