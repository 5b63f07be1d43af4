package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.array.PyArray;
import org.atoll.runtime.modules.collections.PyDeque;
import org.atoll.runtime.modules.datetime.PyDate;
import org.atoll.runtime.modules.datetime.PyDateTime;
import org.atoll.runtime.modules.datetime.PyTime;
import org.atoll.runtime.modules.datetime.PyTimeDelta;
import org.atoll.runtime.modules.datetime.PyTimeZone;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Freezable;
import org.atoll.runtime.types.Freezer;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PyOrderedDict;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.Shared;

/// The registry of what may be in a message. Used by one snapshot at a time; see [#with].
///
/// Registration is required: a class that is not registered can neither be sent nor appear in what arrives. What Kryo does for
/// any Java class is done here for these alone: a copy and a value in bytes begin with a branch on the few classes that nearly
/// all values have, and references are found by [Memo].
///
/// Bytes begin with `A`, `t`, the version of the format and a byte that is 0. A value is a byte that says what it is, and its
/// content: one of the constants below, or the id of a registered class, or a small int itself.
final class PyKryo extends Kryo {
  static final int VERSION = 3;
  private static final int MAGIC_1 = 'A';
  private static final int MAGIC_2 = 't';
  private static final int HEADER = 4;

  private static final int NULL = 0;
  private static final int REFERENCE = 1;
  private static final int TRUE = 2;
  private static final int FALSE = 3;
  private static final int INT = 4;
  private static final int FLOAT = 5;
  static final int ASCII = 6;
  static final int LATIN_1 = 7;
  static final int UTF_8 = 8;
  static final int KNOWN_TEXT = 9;
  private static final int NONE = 10;
  /// Something that all interpreters of the process share; the message has it beside its bytes.
  private static final int BESIDE = 11;
  static final int UTF_16 = 12;
  /// A container follows that is frozen.
  private static final int FROZEN = 13;
  private static final int FIRST_ID = 32;
  /// From here on the byte is an int, of which this is the least.
  private static final int FIRST_INT = 64;
  private static final int LEAST_INT = -16;
  private static final int LAST_INT = LEAST_INT + 255 - FIRST_INT;

  /// How many parts of keys there may be for each byte of a message: a tuple can be in another many times over.
  private static final long KEY_PARTS = 64;

  /// The sender while a snapshot is being made, or the reader of bytes.
  ThreadState ts;
  /// Whether the present snapshot is that of a task, whose functions may go by value.
  boolean task;
  /// Whether functions in the present snapshot go by their names alone.
  boolean named;
  /// Whether the present snapshot is to have what pickle would, and nothing more.
  boolean pickled;
  /// Whether the receiver of the present snapshot is known to be an interpreter in which the sender may run what it likes.
  boolean obeyed;
  /// Whether the present snapshot has parts that the receiver must rebuild.
  boolean rebuild;
  /// The class of the instance that was taken apart last.
  final RecordClass recordClass = new RecordClass();
  /// The globals of the functions that go by value in the present snapshot; null while there are none.
  private IdentityHashMap<PyDict, GlobalsSnapshot> globals;
  /// What the present snapshot holds on to; null while that is nothing.
  private List<Runnable> holds;
  /// What the present message has beside its bytes; null where it may have nothing.
  private List<Object> beside;
  /// The containers of the message that is read which are to be frozen; null while there are none.
  private List<Freezable> frozen;
  private final boolean numbers;
  private final Limits limits = Limits.DEFAULT;
  final Memo memo;
  private int depth;
  private long elements;
  /// How many more parts of keys may be looked at.
  private long keyParts;
  private MessageOutput out;
  private MessageInput in;
  private final ListSerializer lists = new ListSerializer();
  private final DictSerializer dicts = new DictSerializer();
  private final TupleSerializer tuples = new TupleSerializer();
  private final Registration objects;
  private final int tupleId;
  private final int listId;
  private final int dictId;
  /// Whether what is written are the values themselves, and not their snapshots.
  private boolean originals;

  private PyKryo(boolean numbers) {
    this.numbers = numbers;
    memo = new Memo(numbers);
    setRegistrationRequired(true);
    setReferences(false);
    setCopyReferences(false);
    int id = FIRST_ID;
    register(PyNone.class, new SingletonSerializer(PyNone.NONE), id++);
    register(PyEllipsis.class, new SingletonSerializer(PyEllipsis.ELLIPSIS), id++);
    register(PyNotImplemented.class, new SingletonSerializer(PyNotImplemented.NOT_IMPLEMENTED), id++);
    register(BigInteger.class, new BigIntegerSerializer(), id++);
    register(PyUcs4.class, new Ucs4Serializer(), id++);
    register(PyBytes.class, new BytesSerializer(), id++);
    register(PyByteArray.class, new ByteArraySerializer(), id++);
    register(PyComplex.class, new ComplexSerializer(), id++);
    tupleId = register(PyTuple.class, tuples, id++).getId();
    listId = register(PyList.class, lists, id++).getId();
    dictId = register(PyDict.class, dicts, id++).getId();
    register(PySet.class, new SetSerializer(), id++);
    register(PyFrozenSet.class, new SetSerializer(), id++);
    register(GlobalRef.class, new GlobalRefSerializer(), id++);
    register(Reduced.class, new ReducedSerializer(), id++);
    objects = register(PyObject.class, new ObjectSerializer(), id++);
    register(PyDeque.class, new DequeSerializer(), id++);
    register(PyArray.class, new ArraySerializer(), id++);
    register(PyCode.class, new CodeSerializer(false), id++);
    register(StatelessFunction.class, new CodeSerializer(true), id++);
    register(Record.class, new RecordSerializer(), id++);
    TimeSerializer times = new TimeSerializer();
    for (Class<?> type : new Class<?>[] {PyDate.class, PyTime.class, PyDateTime.class, PyTimeDelta.class, PyTimeZone.class}) {
      register(type, times, id++);
    }
    register(PyOrderedDict.class, new OrderedDictSerializer(), id++);
    register(FunctionSnapshot.class, new FunctionSerializer(), id++);
    register(CellSnapshot.class, new CellSerializer(), id++);
    register(GlobalsSnapshot.class, new GlobalsSerializer(), id++);
  }

  /// The codecs of an interpreter that are not at work: the one that may number objects, and others for those who find it taken.
  private static final class Idle {
    final AtomicReference<PyKryo> first = new AtomicReference<>(new PyKryo(true));
    final ConcurrentLinkedDeque<PyKryo> others = new ConcurrentLinkedDeque<>();
  }

  /// Does work with a codec that nobody else uses meanwhile: taking an object apart may run Python code, which may send
  /// something itself, or let another thread of the interpreter run.
  static <T> T with(ThreadState ts, Function<PyKryo, T> work) {
    Idle idle = ts.interpreter().state(Idle.class, Idle::new);
    PyKryo codec = idle.first.getAndSet(null);
    if (codec == null) {
      codec = idle.others.pollFirst();
      if (codec == null) {
        codec = new PyKryo(false);
      }
    }
    codec.ts = ts;
    try {
      return work.apply(codec);
    } finally {
      codec.clear();
      if (codec.numbers) {
        idle.first.set(codec);
      } else {
        idle.others.addFirst(codec);
      }
    }
  }

  private void clear() {
    ts = null;
    task = false;
    named = false;
    pickled = false;
    obeyed = false;
    rebuild = false;
    holds = null;
    beside = null;
    globals = null;
    recordClass.clear();
    start();
  }

  /// Begins with a graph.
  private void start() {
    memo.clear();
    depth = 0;
    elements = 0;
  }

  /// Every other Python object goes by reduction.
  @Override
  public Registration getRegistration(Class type) {
    Registration r = getClassResolver().getRegistration(type);
    if (r == null && PyObject.class.isAssignableFrom(type)) {
      return objects;
    }
    return r != null ? r : super.getRegistration(type);
  }

  /// Whether a value stands for itself in a message.
  static boolean isImmutable(Object v) {
    return v instanceof Long || v instanceof String || v == PyNone.NONE || v instanceof Boolean || v instanceof Double || v instanceof BigInteger
        || v instanceof PyUcs4 || v instanceof PyBytes b && b.type == PyBytes.TYPE || v instanceof Shared || v instanceof PyInstance i && i.isFrozen();
  }

  // Snapshots.

  /// The snapshot of a value as pickle would take it apart.
  Message snapshot(ThreadState sender, Object value) {
    return snapshot(sender, value, this::part);
  }

  /// The snapshot that `take` makes of a value.
  Message snapshot(ThreadState sender, Object value, UnaryOperator<Object> take) {
    boolean done = false;
    try {
      Object copy = Form.BYTES ? throughBytes(value, take) : take.apply(value);
      done = true;
      return holds == null ? new Message(copy, rebuild) : new Message(copy, rebuild, holds);
    } catch (StackOverflowError e) {
      throw PyErr.recursionError("maximum recursion depth exceeded while pickling an object");
    } finally {
      if (!done && holds != null) {
        holds.forEach(Runnable::run);
      }
    }
  }

  private Object throughBytes(Object value, UnaryOperator<Object> take) {
    List<Object> shared = new ArrayList<>();
    byte[] bytes = writeOriginal(value, shared);
    if (bytes == null) {
      Object copy = take.apply(value);
      shared = new ArrayList<>();
      bytes = write(copy, shared);
    }
    start();
    return read(bytes, shared);
  }

  /// Whether the snapshot may have objects that the receiver rebuilds by running code.
  boolean mayRebuild() {
    return obeyed || ts.access().permissions().unlimited();
  }

  /// Keeps what an object stands for alive while the message is on its way.
  void hold(PyObject o) {
    ShareableTypes.Hold hold = ShareableTypes.of(ts).hold(o.type);
    if (hold != null) {
      if (holds == null) {
        holds = new ArrayList<>();
      }
      holds.add(hold.on(ts, o));
    }
  }

  /// What goes of the globals of functions, which all of the message that have them share.
  ///
  /// @param moduleOf tells the module of a namespace, or null
  GlobalsSnapshot globals(PyDict namespace, Function<PyDict, String> moduleOf) {
    if (globals == null) {
      globals = new IdentityHashMap<>();
    }
    return globals.computeIfAbsent(namespace, key -> {
      GlobalsSnapshot made = new GlobalsSnapshot();
      made.module = moduleOf.apply(key);
      return made;
    });
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T copy(T value) {
    return (T) part(value);
  }

  /// The snapshot of a part of the value.
  Object part(Object v) {
    if (v instanceof Long || v instanceof String) {
      return v;
    }
    if (v instanceof PyInstance i) {
      if (i.isFrozen()) {
        return i;
      }
      PyType t = i.type;
      if (t == PyDict.TYPE) {
        int known = memo.find(i);
        if (known >= 0) {
          return memo.resultAt(known);
        }
        enter(((PyDict) i).size());
        Object copy = dicts.copyPlain(this, (PyDict) i);
        depth--;
        return copy;
      }
      if (t == PyTuple.TYPE && TupleSerializer.isPlain((PyTuple) i)) {
        return i;
      }
      if (t == PyList.TYPE) {
        int known = memo.find(i);
        if (known >= 0) {
          return memo.resultAt(known);
        }
        enter(((PyList) i).size);
        Object copy = lists.copyPlain(this, (PyList) i);
        depth--;
        return copy;
      }
    }
    return isImmutable(v) ? v : other(v);
  }

  private Object other(Object v) {
    int known = memo.find(v);
    if (known >= 0) {
      return memo.resultAt(known);
    }
    enter(v instanceof PyTuple t ? t.items.length : 1);
    Object made = getRegistration(v.getClass()).getSerializer().copy(this, v);
    depth--;
    if (made != v && memo.find(v) < 0) {
      memo.put(v, made);
    }
    return made;
  }

  /// Goes into something with so many parts. Who comes out again takes one from the depth.
  private void enter(int parts) {
    if (++depth > limits.depth()) {
      throw limits.tooDeep();
    }
    elements += parts + 1;
    if (elements > limits.elements()) {
      throw limits.tooMany();
    }
  }

  Object[] parts(Object[] values, int n) {
    Object[] copies = new Object[n];
    for (int i = 0; i < n; i++) {
      copies[i] = part(values[i]);
    }
    return copies;
  }

  // Bytes.

  /// What is not written without a snapshot turned up.
  private static final class NeedsSnapshot extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final NeedsSnapshot IT = new NeedsSnapshot();

    private NeedsSnapshot() {
      super(null, null, false, false);
    }
  }

  /// The bytes of a value, for receivers anywhere.
  ///
  /// @throws PyException as [#snapshot], and ValueError for what has no form in bytes, [Limits#EXCEEDED]
  byte[] bytesOf(ThreadState sender, Object value) {
    byte[] bytes = writeOriginal(value, null);
    if (bytes != null) {
      return bytes;
    }
    start();
    Message message = snapshot(sender, value);
    try {
      return write(message.root(), null);
    } finally {
      message.release();
    }
  }

  /// Writes a value without making its snapshot first, where it consists of containers of built-in types and what stands for
  /// itself, so that no Python code runs; null for any other.
  private byte[] writeOriginal(Object value, List<Object> shared) {
    originals = true;
    try {
      return write(value, shared);
    } catch (NeedsSnapshot e) {
      return null;
    } catch (StackOverflowError e) {
      throw PyErr.recursionError("maximum recursion depth exceeded while pickling an object");
    } finally {
      originals = false;
      start();
    }
  }

  /// Whether a value is written as it is, and not as its snapshot.
  private static boolean isOwnSnapshot(Object v) {
    return switch (v) {
      case PyBytes b -> b.type == PyBytes.TYPE;
      case PyByteArray b -> b.type == PyByteArray.TYPE;
      case PyArray a -> a.type == PyArray.TYPE;
      case PySet s -> s.type == PySet.TYPE && Values.areKeys(s.toArray());
      case PyFrozenSet s -> s.type == PyFrozenSet.TYPE && Values.areKeys(s.toArray());
      case PyDeque d -> d.type == PyDeque.TYPE;
      case PyOrderedDict d -> d.type == PyOrderedDict.TYPE && OrderedDictSerializer.isPlain(d);
      case PyComplex c -> c.type == PyComplex.TYPE;
      default -> v instanceof BigInteger || v instanceof PyUcs4 || v instanceof Shared || v == PyEllipsis.ELLIPSIS || v == PyNotImplemented.NOT_IMPLEMENTED;
    };
  }

  /// A snapshot in bytes.
  ///
  /// @param shared gets what has no form in bytes, for receivers in this process; null where there are others
  /// @throws PyException ValueError for what has no form in bytes, [Limits#EXCEEDED]
  byte[] write(Object root, List<Object> shared) {
    start();
    beside = shared;
    if (out == null) {
      out = new MessageOutput(limits);
    }
    out.start();
    out.writeByte(MAGIC_1);
    out.writeByte(MAGIC_2);
    out.writeByte(VERSION);
    out.writeByte(0);
    try {
      value(out, root);
    } catch (KryoException e) {
      throw PyErr.valueError("this message has no form in bytes: %s", e.getMessage());
    }
    return out.finish();
  }

  @Override
  public void writeClassAndObject(Output output, Object v) {
    value((MessageOutput) output, v);
  }

  /// Writes a value with what it is.
  void value(MessageOutput o, Object v) {
    if (v instanceof Long l) {
      integer(o, l);
    } else if (v instanceof String s) {
      o.text(s);
    } else if (v == PyNone.NONE) {
      o.writeByte(NONE);
    } else if (v instanceof Double d) {
      o.float64(FLOAT, d);
    } else if (v instanceof Boolean b) {
      o.writeByte(b ? TRUE : FALSE);
    } else if (v == null) {
      o.writeByte(NULL);
    } else {
      object(o, v);
    }
  }

  private static void integer(MessageOutput o, long l) {
    if (l >= LEAST_INT && l <= LAST_INT) {
      o.writeByte((int) (l - LEAST_INT) + FIRST_INT);
    } else {
      o.writeByte(INT);
      o.writeVarLong(l, false);
    }
  }

  private void object(MessageOutput o, Object v) {
    if (v instanceof PyInstance i) {
      if (i.isFrozen()) {
        frozen(o, i);
        return;
      }
      PyType t = i.type;
      if (t == PyDict.TYPE) {
        dict(o, (PyDict) i);
        return;
      }
      if (t == PyList.TYPE) {
        PyList l = (PyList) i;
        if (isFirst(o, l)) {
          begin(o, listId, l.size);
          lists.writePlain(this, o, l);
          end(o);
        }
        return;
      }
      if (t == PyTuple.TYPE) {
        PyTuple p = (PyTuple) i;
        if (isFirst(o, p)) {
          begin(o, tupleId, p.items.length);
          tuples.writePlain(this, o, p);
          end(o);
        }
        return;
      }
    }
    other(o, v);
  }

  /// Writes a frozen container as the plain one that it is, and that it is frozen: so are those in it, each for itself.
  private void frozen(MessageOutput o, PyInstance container) {
    if (isFirst(o, container)) {
      Registration r = getRegistration(container.getClass());
      o.writeByte(FROZEN);
      begin(o, r.getId(), container instanceof PyList l ? l.size : container instanceof PyDict d ? d.size() : 0);
      r.getSerializer().write(this, o, container);
      end(o);
    }
  }

  private void dict(MessageOutput o, PyDict d) {
    if (isFirst(o, d)) {
      if (originals && !DictSerializer.hasKeys(d)) {
        throw NeedsSnapshot.IT;
      }
      begin(o, dictId, d.size());
      dicts.writePlain(this, o, d);
      end(o);
    }
  }

  /// Notes an object; where it has been written before, says so instead.
  private boolean isFirst(MessageOutput o, Object v) {
    int known = memo.find(v);
    if (known >= 0) {
      o.writeByte(REFERENCE);
      o.writeVarInt(known, true);
      return false;
    }
    memo.put(v, v);
    return true;
  }

  private void begin(MessageOutput o, int id, int parts) {
    enter(parts);
    o.writeByte(id);
  }

  private void end(MessageOutput o) {
    depth--;
    if (o.length() > limits.bytes()) {
      throw limits.tooLong(o.length());
    }
  }

  private void other(MessageOutput o, Object v) {
    if (originals && !isOwnSnapshot(v)) {
      throw NeedsSnapshot.IT;
    }
    if (isOfProcess(v)) {
      beside(o, v);
      return;
    }
    Registration r = getRegistration(v.getClass());
    if (!(r.getSerializer() instanceof Referred) || isFirst(o, v)) {
      begin(o, r.getId(), 0);
      r.getSerializer().write(this, o, v);
      end(o);
    }
  }

  /// Whether something goes beside the bytes: what has no other form, and what is more than its form in bytes.
  private boolean isOfProcess(Object v) {
    return v instanceof Shared || v instanceof PyMemoryView || v instanceof Portable && !(v instanceof StatelessFunction)
        || beside != null && (v instanceof StatelessFunction || v instanceof PyCode || v instanceof GlobalRef g && g.definition() != null);
  }

  private void beside(MessageOutput o, Object v) {
    if (beside == null) {
      String name = v instanceof PyObject p ? p.type.fullName() : v instanceof Portable p ? p.typeName() : v.getClass().getSimpleName();
      throw new KryoException(name + " means something in this process only");
    }
    o.writeByte(BESIDE);
    o.writeVarInt(beside.size(), true);
    beside.add(v);
  }

  /// A snapshot from bytes: passive data, from whoever they are. Whether anything in it is to be rebuilt is in [#rebuild].
  ///
  /// @throws PyException ValueError where they are no message, [Limits#EXCEEDED]
  Object read(byte[] bytes, List<Object> shared) {
    start();
    rebuild = false;
    beside = shared;
    if (in == null) {
      in = new MessageInput(limits);
    }
    in.start(bytes);
    keyParts = shared != null ? Long.MAX_VALUE : KEY_PARTS * (HEADER + (long) bytes.length);
    try {
      header();
      Object root = required(in);
      freezeRead();
      if (in.position() != bytes.length) {
        throw new KryoException((bytes.length - in.position()) + " bytes too many");
      }
      return root;
    } catch (KryoException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException | ClassCastException e) {
      throw PyErr.valueError("malformed message: %s", String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw limits.tooDeep();
    } finally {
      in.finish();
      frozen = null;
    }
  }

  /// Reads a container that is to be frozen as soon as all of the message is there.
  private Object frozen(MessageInput i) {
    if (!(value(i) instanceof Freezable container)) {
      throw new KryoException("something frozen that is no container");
    }
    if (frozen == null) {
      frozen = new ArrayList<>();
    }
    frozen.add(container);
    return container;
  }

  private void freezeRead() {
    if (frozen != null && Freezer.tryFreeze(frozen, PyKryo::isImmutable) != null) {
      throw new KryoException("something frozen with parts that can change");
    }
  }

  private void header() {
    if (in.limit() < HEADER || in.readByte() != MAGIC_1 || in.readByte() != MAGIC_2) {
      throw PyErr.valueError("these bytes are not a message");
    }
    int version = in.readByte();
    if (version != VERSION) {
      throw PyErr.valueError("a message of format %d, where only format %d can be read", version, VERSION);
    }
    if (in.readByte() != 0) {
      throw new KryoException("unknown flags");
    }
  }

  @Override
  public Object readClassAndObject(Input input) {
    return value((MessageInput) input);
  }

  /// Reads a value.
  Object value(MessageInput i) {
    int tag = i.readByte() & 0xFF;
    if (tag >= FIRST_INT) {
      return (long) (tag - FIRST_INT + LEAST_INT);
    }
    return switch (tag) {
      case NULL -> null;
      case REFERENCE -> reference(i.readVarInt(true));
      case TRUE -> Boolean.TRUE;
      case FALSE -> Boolean.FALSE;
      case INT -> i.readVarLong(false);
      case FLOAT -> i.float64();
      case ASCII -> i.ascii();
      case LATIN_1 -> i.latin1();
      case UTF_16 -> i.utf16();
      case UTF_8 -> i.utf8();
      case KNOWN_TEXT -> i.knownText();
      case NONE -> PyNone.NONE;
      case FROZEN -> frozen(i);
      case BESIDE -> besideAt(i.readVarInt(true));
      default -> object(i, tag);
    };
  }

  /// Reads a value that is not left out.
  Object required(MessageInput i) {
    Object v = value(i);
    if (v == null) {
      throw new KryoException("a value is missing");
    }
    return v;
  }

  /// Reads a name.
  String text(MessageInput i) {
    if (!(value(i) instanceof String name)) {
      throw new KryoException("a name that is no str");
    }
    return name;
  }

  /// Reads what is to be a key, or a member of a set.
  Object key(MessageInput i) {
    Object v = required(i);
    if (v instanceof String || v instanceof Long) {
      return v;
    }
    if (!Values.isKey(v, this)) {
      throw new KryoException("a key that has to be rebuilt");
    }
    return v;
  }

  /// Counts a part of a key that is read.
  void keyPart() {
    if (--keyParts < 0) {
      throw new KryoException("keys of too many parts");
    }
  }

  private Object object(MessageInput i, int tag) {
    Registration r = tag < FIRST_ID ? null : getClassResolver().getRegistration(tag);
    if (r == null) {
      throw new KryoException("nothing is registered as " + tag);
    }
    if (++depth > limits.depth()) {
      throw limits.tooDeep();
    }
    Object made = r.getSerializer().read(this, i, r.getType());
    depth--;
    return made;
  }

  /// Notes an object that is being read, before its parts.
  @Override
  public void reference(Object made) {
    memo.append(made);
  }

  private Object reference(int at) {
    if (at < 0 || at >= memo.size()) {
      throw new KryoException("there is no object " + at);
    }
    return memo.resultAt(at);
  }

  private Object besideAt(int at) {
    if (beside == null || at < 0 || at >= beside.size()) {
      throw new KryoException("something of another process");
    }
    Object v = beside.get(at);
    rebuild |= v instanceof Portable || v instanceof GlobalRef;
    return v;
  }
}
