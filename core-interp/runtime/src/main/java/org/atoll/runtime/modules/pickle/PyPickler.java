package org.atoll.runtime.modules.pickle;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// `pickle.Pickler`. Guarded by the GIL.
@PyTypeDef(name = "Pickler", module = "_pickle", doc = """
    This takes a binary file for writing a pickle data stream.

    The optional *protocol* argument tells the pickler to use the given
    protocol; supported protocols are 0, 1, 2, 3, 4 and 5.  The default
    protocol is 5. Specifying a negative protocol version selects the
    highest protocol version supported.

    The *file* argument must have a write() method that accepts a single
    bytes argument. If *fix_imports* is True and protocol is less than 3,
    pickle will try to map the new Python 3 names to the old module names
    used in Python 2. If *buffer_callback* is given, it is called with each
    buffer, which is left out of the stream where it answers false.""")
public final class PyPickler extends PersistentHook {
  public static final PyType TYPE = PyType.builtin(new PyPicklerBinder());

  private ObjectWriter writer;
  private Object dispatchTable;
  private boolean busy;

  private PyPickler(PyType cls) {
    super(cls, "persistent_id");
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyPickler(cls);
  }

  @PyMethod(sig = "(file=<absent>, protocol=None, fix_imports=True, buffer_callback=None)",
      doc = "Initialize self.  See help(type(self)) for accurate signature.")
  void __init__(ThreadState ts, Object file, Object protocol, boolean fixImports, Object bufferCallback) {
    if (file == null) {
      throw PyErr.typeError("Pickler() missing required argument 'file' (pos 1)");
    }
    requireFree();
    int p = ObjectWriter.protocol(ts, protocol);
    Object callback = ObjectWriter.bufferCallback(bufferCallback, p);
    writer = new ObjectWriter(ts, writeMethod(ts, file), p, fixImports, callback, true);
    dispatchTable = PyObjects.getOptionalAttr(ts, this, "dispatch_table");
  }

  /// The `write` method of a file.
  static Object writeMethod(ThreadState ts, Object file) {
    Object write = PyObjects.getOptionalAttr(ts, file, "write");
    if (write == null) {
      throw PyErr.typeError("file must have a 'write' attribute");
    }
    return write;
  }

  private ObjectWriter writer() {
    if (writer == null) {
      throw PickleErrors.pickling("Pickler.__init__() was not called by %s.__init__()", type.messageName());
    }
    return writer;
  }

  PickleMemo memoTable() {
    return writer().memo;
  }

  private void requireFree() {
    if (busy) {
      throw PyErr.runtimeError("Pickler object is already used");
    }
  }

  // What derived classes and users override.

  @PyMethod(sig = "(obj, /)", doc = "Return a persistent id for obj, or None to have it pickled as usual.")
  Object persistent_id(Object obj) {
    return PyNone.NONE;
  }

  // Pickling.

  @PyMethod(sig = "(obj, /)", doc = "Write a pickled representation of the given object to the open file.")
  void dump(ThreadState ts, Object obj) {
    ObjectWriter w = writer();
    requireFree();
    busy = true;
    try {
      w.persistentId = hook(ts, TYPE);
      w.reducerOverride = PyObjects.getOptionalAttr(ts, this, "reducer_override");
      w.dispatchTable = dispatchTable;
      w.dump(ts, obj);
    } finally {
      w.reducerOverride = null;
      busy = false;
    }
  }

  @PyMethod(sig = "()", doc = """
      Clears the pickler's "memo".

      The memo is the data structure that remembers which objects the
      pickler has already seen, so that shared or recursive objects are
      pickled by reference and not by value.  This method is useful when
      re-using picklers.""")
  void clear_memo() {
    memoTable().clear();
  }

  @PyMethod(sig = "()", doc = "Returns size in memory, in bytes.")
  long __sizeof__() {
    return 160 + (writer == null ? 0 : 24L * writer.memo.size());
  }

  // Attributes.

  @PyGetter(member = true)
  long bin() {
    return writer != null && writer.binary ? 1 : 0;
  }

  @PySetter(name = "bin")
  void setBin(ThreadState ts, Object value) {
    if (value == null) {
      throw Convert.cannotDelete("bin", true);
    }
    writer().binary = Convert.toInt(ts, value) != 0;
  }

  @PyGetter(member = true)
  long fast() {
    return writer != null && writer.fast ? 1 : 0;
  }

  @PySetter(name = "fast")
  void setFast(ThreadState ts, Object value) {
    if (value == null) {
      throw Convert.cannotDelete("fast", true);
    }
    writer().fast = Convert.toInt(ts, value) != 0;
  }

  @PyGetter(name = "dispatch_table", member = true)
  Object dispatchTable() {
    if (dispatchTable == null) {
      throw PyObjects.noAttribute(this, "dispatch_table");
    }
    return dispatchTable;
  }

  @PySetter(name = "dispatch_table")
  void setDispatchTable(Object value) {
    if (value == null && dispatchTable == null) {
      throw PyObjects.noAttribute(this, "dispatch_table");
    }
    dispatchTable = value;
  }

  @PyGetter
  Object memo() {
    writer();
    return new PyPicklerMemoProxy(this);
  }

  @PySetter(name = "memo")
  void setMemo(ThreadState ts, Object value) {
    if (value == null) {
      throw PyErr.typeError("attribute deletion is not supported");
    }
    PickleMemo fresh = new PickleMemo();
    if (value instanceof PyPicklerMemoProxy p) {
      p.pickler.memoTable().forEach(fresh::put);
    } else if (value instanceof PyDict d) {
      for (Object entry : d.valueArray()) {
        if (!(entry instanceof PyTuple pair) || pair.items.length != 2) {
          throw PyErr.typeError("'memo' values must be 2-item tuples");
        }
        fresh.put(pair.items[1], Convert.toInt(ts, pair.items[0]));
      }
    } else {
      throw PyErr.typeError("'memo' attribute must be a PicklerMemoProxy object or dict, not %s",
          PyObject.typeOf(value).messageName());
    }
    writer().memo.clear();
    fresh.forEach(writer().memo::put);
  }
}
