package org.atoll.runtime.modules.operator;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `operator.methodcaller` (`Modules/_operator.c`). Immutable.
@PyTypeDef(name = "methodcaller", module = "operator", doc = """
    Return a callable object that calls the given method on its operand.

    After f = methodcaller('name'), the call f(r) returns r.name().
    After g = methodcaller('name', 'date', foo=1), the call g(r) returns
    r.name('date', foo=1).""")
public class MethodCaller extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new MethodCallerBinder());

  private final Object pythonName;
  private final String name;
  private final Object[] arguments;
  private final PyDict keywords;

  private MethodCaller(PyType type, Object name, Object[] arguments, PyDict keywords) {
    super(type);
    this.pythonName = name;
    this.name = PyUnicode.toJava(name).intern();
    this.arguments = arguments;
    this.keywords = keywords;
  }

  @PyNew(sig = "(name, /, *args, **kwargs)")
  static Object create(PyType cls, Object name, PyTuple args, PyDict kwargs) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("method name must be a string");
    }
    return new MethodCaller(cls, name, args.items, kwargs);
  }

  @Override
  public Object call1(ThreadState ts, Object o) {
    return type == TYPE ? invoke(ts, o) : super.call1(ts, o);
  }

  private Object invoke(ThreadState ts, Object o) {
    return Call.withDict(ts, PyObjects.getAttr(ts, o, name), arguments.clone(), keywords);
  }

  @PyMethod(sig = "(obj, /)", doc = "Call self as a function.")
  Object __call__(ThreadState ts, Object obj) {
    return invoke(ts, obj);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    if (!ts.reprEnter(this)) {
      return "operator.methodcaller(...)";
    }
    try {
      StringBuilder b = new StringBuilder("operator.methodcaller(").append(PyObjects.repr(ts, pythonName));
      for (Object o : arguments) {
        b.append(", ").append(PyObjects.repr(ts, o));
      }
      Object[] keys = keywords.keyArray();
      Object[] values = keywords.valueArray();
      for (int i = 0; i < keys.length; i++) {
        b.append(", ").append(keys[i]).append('=').append(PyObjects.repr(ts, values[i]));
      }
      return b.append(')').toString();
    } finally {
      ts.reprLeave(this);
    }
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling")
  Object __reduce__(ThreadState ts) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = pythonName;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    if (keywords.size() == 0) {
      return PyTuple.of(type, PyTuple.of(all));
    }
    Object partial = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "functools"), "partial");
    Object maker = Call.withDict(ts, partial, new Object[] {type, pythonName}, keywords);
    return PyTuple.of(maker, PyTuple.of(arguments));
  }
}
