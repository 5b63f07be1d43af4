package org.atoll.runtime.modules.thread;

import java.util.Map;
import java.util.WeakHashMap;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// `threading.local`: an object that has other attributes in every thread, and whose `__init__` runs again in each
/// (`_local` of `Modules/_threadmodule.c`). Guarded by the GIL.
@PyTypeDef(name = "_local", module = "_thread", doc = "Thread-local data")
public class PyThreadLocal extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyThreadLocalBinder());

  private final Object[] args;
  private final PyDict kwargs;
  /// The attributes by thread; those of a thread that is gone go with it.
  private final Map<ThreadState, PyDict> byThread = new WeakHashMap<>();

  private PyThreadLocal(PyType cls, Object[] args, PyDict kwargs) {
    super(cls);
    this.args = args;
    this.kwargs = kwargs;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    boolean given = args.items.length > 0 || kwargs.size() > 0;
    if (given && cls.slot(Slot.INIT) == PyBaseObject.TYPE.slot(Slot.INIT)) {
      throw PyErr.typeError("Initialization arguments are not supported");
    }
    PyThreadLocal made = new PyThreadLocal(cls, args.items, kwargs);
    made.byThread.put(ts, new PyDict());
    ThreadEnd.add(ts, made);
    return made;
  }

  /// A thread has ended, and its attributes go.
  void forget(ThreadState ts) {
    byThread.remove(ts);
  }

  /// The calling thread's attributes; a thread that comes here first runs `__init__`.
  private PyDict attributes(ThreadState ts) {
    PyDict d = byThread.get(ts);
    if (d == null) {
      d = new PyDict();
      byThread.put(ts, d);
      Object init = type.slot(Slot.INIT);
      if (init != PyBaseObject.TYPE.slot(Slot.INIT)) {
        initialize(ts, init);
      }
    }
    return d;
  }

  private void initialize(ThreadState ts, Object init) {
    Object bound = PyObjects.getAttr(ts, this, "__init__");
    try {
      Call.withDict(ts, bound, args, kwargs);
    } catch (Throwable e) {
      byThread.remove(ts);
      throw e;
    }
  }

  @PyMethod
  Object __getattribute__(ThreadState ts, Object name) {
    String n = PyObjects.attributeName(name);
    PyDict own = attributes(ts);
    if (n.equals("__dict__")) {
      return own;
    }
    Object inType = type.lookup(n);
    int kind = inType instanceof PyObject p ? p.descriptorKind() : 0;
    if (kind == 2) {
      return ((PyObject) inType).descrGet(ts, this, type);
    }
    Object value = own.get(n);
    if (value != null) {
      return value;
    }
    if (inType == null) {
      throw PyObjects.noAttribute(this, n);
    }
    return kind == 1 ? ((PyObject) inType).descrGet(ts, this, type) : inType;
  }

  @PyMethod
  void __setattr__(ThreadState ts, Object name, Object value) {
    String n = PyObjects.attributeName(name);
    PyDict own = attributes(ts);
    if (!setDescriptor(ts, n, value)) {
      own.put(n, value);
    }
  }

  @PyMethod
  void __delattr__(ThreadState ts, Object name) {
    String n = PyObjects.attributeName(name);
    PyDict own = attributes(ts);
    if (!setDescriptor(ts, n, null) && own.remove(n) == null) {
      throw PyObjects.noAttribute(this, n);
    }
  }

  private boolean setDescriptor(ThreadState ts, String name, Object value) {
    if (name.equals("__dict__")) {
      throw PyErr.attributeError(this, name, "'%s' object attribute '__dict__' is read-only", type.name());
    }
    if (type.lookup(name) instanceof PyObject p && p.descriptorKind() == 2) {
      p.descrSet(ts, this, value);
      return true;
    }
    return false;
  }

  @Override
  public PyDict dict() {
    return attributes(ThreadState.current());
  }
}
