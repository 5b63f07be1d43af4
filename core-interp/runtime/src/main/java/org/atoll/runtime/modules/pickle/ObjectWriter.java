package org.atoll.runtime.modules.pickle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Locale;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.FloatFormat;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyCodecs;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// Writes objects as the instructions that make them again. What is made by calling something is in [ReduceWriter],
/// containers are in [ContainerWriter]. One thread at a time; requires the GIL and may run Python code anywhere.
final class ObjectWriter {
  /// How deep objects may nest: about as deep as the C stack lets CPython go.
  private static final int MAX_DEPTH = 40_000;
  /// From which nesting on the fast mode, which has no memo, looks for cycles.
  private static final int FAST_NESTING_LIMIT = 50;

  final PickleOutput out;
  final PickleMemo memo = new PickleMemo();
  final int protocol;
  final boolean fixImports;
  /// What buffers out of band are given to, or null.
  final Object bufferCallback;
  /// Whether the memo can be asked for, so that every number in it has to have an object.
  final boolean memoVisible;
  boolean binary;
  boolean fast;
  /// `dispatch_table` of the pickler, or null for that of `copyreg`.
  Object dispatchTable;
  /// What the pickler overrides, or null.
  Object persistentId;
  Object reducerOverride;

  final PickleState state;
  private final ReduceWriter reductions;
  private final ContainerWriter containers;
  private int depth;
  private int fastNesting;
  private IdentityHashMap<Object, Object> fastOpen;

  ObjectWriter(ThreadState ts, Object write, int protocol, boolean fixImports, Object bufferCallback, boolean memoVisible) {
    this.out = new PickleOutput(write);
    this.protocol = protocol;
    this.fixImports = fixImports && protocol < 3;
    this.bufferCallback = bufferCallback;
    this.memoVisible = memoVisible;
    binary = protocol > 0;
    state = PickleState.of(ts);
    reductions = new ReduceWriter(this);
    containers = new ContainerWriter(this);
  }

  /// The protocol that is meant by an argument.
  static int protocol(ThreadState ts, Object given) {
    if (given == PyNone.NONE) {
      return Opcode.DEFAULT_PROTOCOL;
    }
    int wanted = Convert.toInt(ts, given);
    if (wanted > Opcode.HIGHEST_PROTOCOL) {
      throw PyErr.valueError("pickle protocol must be <= %d", Opcode.HIGHEST_PROTOCOL);
    }
    return wanted < 0 ? Opcode.HIGHEST_PROTOCOL : wanted;
  }

  /// The callback that is meant by an argument, or null.
  static Object bufferCallback(Object given, int protocol) {
    if (given == PyNone.NONE) {
      return null;
    }
    if (protocol < 5) {
      throw PyErr.valueError("buffer_callback needs protocol >= 5");
    }
    return given;
  }

  /// Writes one pickle.
  void dump(ThreadState ts, Object o) {
    out.clear();
    depth = 0;
    fastNesting = 0;
    fastOpen = null;
    reductions.begin();
    if (protocol >= 2) {
      out.op(Opcode.PROTO, protocol);
      if (protocol >= 4) {
        out.beginFraming();
      }
    }
    try {
      save(ts, o);
    } catch (StackOverflowError e) {
      throw tooDeep();
    }
    out.op(Opcode.STOP);
    out.finish();
    if (out.isFile()) {
      out.flush(ts);
    }
  }

  private static PyException tooDeep() {
    return PyErr.recursionError("Stack overflow while pickling an object");
  }

  // The memo.

  /// Gives an object the next number, unless nothing is to be remembered.
  void memoize(Object o) {
    if (!fast) {
      writePut(memo.put(o));
    }
  }

  /// Does so for an object that nothing else refers to.
  void memoizeNew() {
    if (!fast) {
      writePut(memoVisible ? memo.put(PickleMemo.placeholder()) : memo.skip());
    }
  }

  private void writePut(int number) {
    if (protocol >= 4) {
      out.op(Opcode.MEMOIZE);
    } else if (!binary) {
      out.latin1("p" + number + "\n");
    } else if (number < 256) {
      out.op(Opcode.BINPUT, number);
    } else {
      out.op4(Opcode.LONG_BINPUT, number);
    }
  }

  void writeGet(int number) {
    if (!binary) {
      out.latin1("g" + number + "\n");
    } else if (number < 256) {
      out.op(Opcode.BINGET, number);
    } else {
      out.op4(Opcode.LONG_BINGET, number);
    }
  }

  // Objects.

  void save(ThreadState ts, Object o) {
    out.boundary(ts);
    if (persistentId != null && savePersistent(ts, o)) {
      return;
    }
    if (o instanceof String s) {
      int known = memo.get(s);
      if (known >= 0) {
        writeGet(known);
      } else {
        saveString(ts, s);
      }
    } else if (o instanceof Long l) {
      saveLong(l);
    } else if (o instanceof PyObject p) {
      saveObject(ts, p);
    } else {
      saveValue(o);
    }
  }

  private void saveValue(Object o) {
    if (o instanceof Boolean b) {
      saveBool(b);
    } else if (o instanceof Double d) {
      saveFloat(d);
    } else {
      saveBig((BigInteger) o);
    }
  }

  private void saveObject(ThreadState ts, PyObject o) {
    if (o == PyNone.NONE) {
      out.op(Opcode.NONE);
      return;
    }
    int known = memo.get(o);
    if (known >= 0) {
      writeGet(known);
    } else if (o.type == PyBytes.TYPE) {
      saveBytes(ts, (PyBytes) o);
    } else if (o instanceof PyUcs4 u) {
      saveText(ts, u);
    } else {
      if (++depth > MAX_DEPTH) {
        depth--;
        throw tooDeep();
      }
      saveNested(ts, o);
      depth--;
    }
  }

  private void saveNested(ThreadState ts, PyObject o) {
    PyType type = o.type;
    if (type == PyDict.TYPE) {
      containers.dict(ts, (PyDict) o);
    } else if (type == PyList.TYPE) {
      containers.list(ts, (PyList) o);
    } else if (type == PyTuple.TYPE) {
      containers.tuple(ts, (PyTuple) o);
    } else if (type == PySet.TYPE) {
      containers.set(ts, (PySet) o);
    } else if (type == PyFrozenSet.TYPE) {
      containers.frozenSet(ts, (PyFrozenSet) o);
    } else if (type == PyByteArray.TYPE) {
      saveByteArray(ts, (PyByteArray) o);
    } else if (type == PyPickleBuffer.TYPE) {
      savePickleBuffer(ts, (PyPickleBuffer) o);
    } else {
      saveOther(ts, o, type);
    }
  }

  private void saveOther(ThreadState ts, PyObject o, PyType type) {
    if (reducerOverride != null) {
      Object reduced = Call.call1(ts, reducerOverride, o);
      if (reduced != PyNotImplemented.NOT_IMPLEMENTED) {
        reductions.reduced(ts, o, reduced);
        return;
      }
    }
    if (type == PyType.TYPE) {
      reductions.type(ts, (PyType) o);
    } else if (type == PyFunction.TYPE) {
      reductions.global(ts, o, null);
    } else {
      reductions.instance(ts, o, type);
    }
  }

  /// Writes a reference to something outside of the pickle; false if the object is to be written itself.
  private boolean savePersistent(ThreadState ts, Object o) {
    Object pid = Call.call1(ts, persistentId, o);
    if (pid == PyNone.NONE) {
      return false;
    }
    if (!binary) {
      Object text = PyObjects.str(ts, pid);
      if (!PyUnicode.isAscii(text)) {
        throw PickleErrors.pickling("persistent IDs in protocol 0 must be ASCII strings");
      }
      out.latin1("P" + PyUnicode.toUtf16(text) + "\n");
      return true;
    }
    Object before = persistentId;
    persistentId = null;
    try {
      savePid(ts, pid, before);
    } finally {
      persistentId = before;
    }
    out.op(Opcode.BINPERSID);
    return true;
  }

  /// The id itself is not asked for an id, but what it consists of is.
  private void savePid(ThreadState ts, Object pid, Object hook) {
    if (pid instanceof PyObject p && p != PyNone.NONE && p.type != PyBytes.TYPE && !(p instanceof PyUcs4)) {
      out.boundary(ts);
      persistentId = hook;
      saveObject(ts, p);
    } else {
      save(ts, pid);
    }
  }

  // Numbers.

  private void saveBool(boolean b) {
    if (protocol >= 2) {
      out.op(b ? Opcode.NEWTRUE : Opcode.NEWFALSE);
    } else {
      out.latin1(b ? "I01\n" : "I00\n");
    }
  }

  private void saveLong(long v) {
    if ((int) v != v) {
      if (protocol >= 2) {
        out.long1(v, (64 - Long.numberOfLeadingZeros(v < 0 ? ~v : v)) / 8 + 1);
      } else {
        out.latin1("L" + v + "L\n");
      }
    } else if (!binary) {
      out.latin1("I" + v + "\n");
    } else if (v >>> 8 == 0) {
      out.op(Opcode.BININT1, (int) v);
    } else if (v >>> 16 == 0) {
      out.op2(Opcode.BININT2, (int) v);
    } else {
      out.op4(Opcode.BININT, (int) v);
    }
  }

  private void saveBig(BigInteger v) {
    if (protocol < 2) {
      out.latin1("L" + v + "L\n");
      return;
    }
    byte[] big = v.toByteArray();
    byte[] little = new byte[big.length];
    for (int i = 0; i < big.length; i++) {
      little[i] = big[big.length - 1 - i];
    }
    if (little.length < 256) {
      out.op(Opcode.LONG1, little.length);
    } else {
      out.op4(Opcode.LONG4, little.length);
    }
    out.raw(little);
  }

  private void saveFloat(double v) {
    if (binary) {
      out.binFloat(v);
    } else {
      out.latin1("F" + FloatFormat.repr(v) + "\n");
    }
  }

  // Text and bytes.

  private void saveString(ThreadState ts, String s) {
    int n = s.length();
    boolean written = binary && n < 128 && out.shortAscii(s, protocol >= 4);
    if (written) {
      memoize(s);
    } else {
      saveText(ts, s);
    }
  }

  private void saveText(ThreadState ts, Object str) {
    if (!binary) {
      saveRawUnicode(PyUnicode.view(str));
    } else {
      byte[] utf8 = str instanceof String s ? s.getBytes(StandardCharsets.UTF_8)
          : Buffers.toBytes(ts, PyCodecs.encodeText(ts, str, "utf-8", "surrogatepass"));
      if (utf8.length < 256 && protocol >= 4) {
        out.block(ts, Opcode.SHORT_BINUNICODE, 1, utf8, 0, utf8.length, null);
      } else {
        out.block(ts, Opcode.BINUNICODE, 4, utf8, 0, utf8.length, null);
      }
    }
    memoize(str);
  }

  private void saveRawUnicode(CodePoints text) {
    StringBuilder b = new StringBuilder(text.length() + 2).append('V');
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (c > 0xffff) {
        b.append(String.format(Locale.ROOT, "\\U%08x", c));
      } else if (c > 0xff || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a) {
        b.append(String.format(Locale.ROOT, "\\u%04x", c));
      } else {
        b.append((char) c);
      }
    }
    out.latin1(b.append('\n').toString());
  }

  private void saveBytes(ThreadState ts, PyBytes o) {
    if (protocol < 3) {
      Object made = o.bytes.length == 0 ? PyTuple.of(PyBytes.TYPE, PyTuple.EMPTY)
          : PyTuple.of(state.codecsEncode, PyTuple.of(new String(o.bytes, StandardCharsets.ISO_8859_1), "latin1"));
      reductions.reduce(ts, o, (PyTuple) made);
      return;
    }
    saveBytes(ts, o, o.bytes, 0, o.bytes.length, o);
  }

  private void saveBytes(ThreadState ts, Object o, byte[] data, int from, int count, Object whole) {
    boolean little = count < 256;
    out.block(ts, little ? Opcode.SHORT_BINBYTES : Opcode.BINBYTES, little ? 1 : 4, data, from, count, whole);
    memoize(o);
  }

  private void saveByteArray(ThreadState ts, PyByteArray o) {
    if (protocol < 5) {
      PyTuple args = o.length() == 0 ? PyTuple.EMPTY : PyTuple.of(new PyBytes(o.snapshot().clone()));
      reductions.reduce(ts, o, PyTuple.of(PyByteArray.TYPE, args));
      return;
    }
    byte[] data = o.snapshot();
    out.block(ts, Opcode.BYTEARRAY8, 8, data, 0, data.length, null);
    memoize(o);
  }

  private void savePickleBuffer(ThreadState ts, PyPickleBuffer o) {
    if (protocol < 5) {
      throw PickleErrors.pickling("PickleBuffer can only be pickled with protocol >= 5");
    }
    PyBuffer view = o.view();
    if (!PyPickleBuffer.isContiguous(view)) {
      throw PickleErrors.pickling("PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
    }
    boolean inBand = bufferCallback == null || PyObjects.isTrue(ts, Call.call1(ts, bufferCallback, o));
    if (!inBand) {
      out.op(Opcode.NEXT_BUFFER);
      if (view.readonly) {
        out.op(Opcode.READONLY_BUFFER);
      }
      return;
    }
    byte[] data = PyPickleBuffer.memory(view);
    if (view.readonly) {
      saveBytes(ts, o, data, 0, data.length, null);
    } else {
      out.block(ts, Opcode.BYTEARRAY8, 8, data, 0, data.length, null);
      memoize(o);
    }
  }

  // For the other writers.

  ReduceWriter reductions() {
    return reductions;
  }

  /// Writes the items of an iterator as what is appended to the list (or the like) on the stack.
  void appended(ThreadState ts, Object o, Object iterator) {
    containers.appended(ts, o, iterator);
  }

  /// Writes the pairs of an iterator as what is set in the dict (or the like) on the stack.
  void updated(ThreadState ts, Object o, Object iterator) {
    containers.updated(ts, o, iterator);
  }

  /// What notes call the type of an object.
  static String name(Object o) {
    return PyObject.typeOf(o).qualifiedName();
  }

  /// Begins a container in fast mode, where cycles are not found by the memo.
  void enterFast(Object o) {
    if (fast && ++fastNesting >= FAST_NESTING_LIMIT) {
      if (fastOpen == null) {
        fastOpen = new IdentityHashMap<>();
      }
      if (fastOpen.put(o, o) != null) {
        throw PyErr.valueError("fast mode: can't pickle cyclic objects including object type %s at 0x%x",
            PyObject.typeOf(o).messageName(), PyObjects.id(o));
      }
    }
  }

  void leaveFast(Object o) {
    if (fast && fastNesting-- >= FAST_NESTING_LIMIT) {
      fastOpen.remove(o);
    }
  }
}
