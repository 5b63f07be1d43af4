package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;

/// The registry of what may be in a message. Used by one snapshot at a time; see [#with].
///
/// Registration is required: a class that is not registered can neither be sent nor appear in what arrives.
final class PyKryo extends Kryo {
  private static final int VERSION = 1;
  private static final int FIRST_ID = 32;

  /// The sender while a snapshot is being made.
  ThreadState ts;
  /// Whether the present snapshot is that of a task, whose functions may go by value.
  boolean task;
  /// Whether the receiver of the present snapshot is known to be an interpreter in which the sender may run what it likes.
  boolean obeyed;
  /// Whether the present snapshot has parts that the receiver must rebuild.
  boolean rebuild;
  /// What the present snapshot holds on to; null while that is nothing.
  private List<Runnable> holds;
  private final Registration objects;

  private PyKryo() {
    setRegistrationRequired(true);
    setReferences(true);
    setCopyReferences(true);
    int id = FIRST_ID;
    register(PyNone.class, new SingletonSerializer(PyNone.NONE), id++);
    register(PyEllipsis.class, new SingletonSerializer(PyEllipsis.ELLIPSIS), id++);
    register(PyNotImplemented.class, new SingletonSerializer(PyNotImplemented.NOT_IMPLEMENTED), id++);
    register(BigInteger.class, new DefaultSerializers.BigIntegerSerializer(), id++);
    register(PyUcs4.class, new Ucs4Serializer(), id++);
    register(PyBytes.class, new BytesSerializer(), id++);
    register(PyByteArray.class, new ByteArraySerializer(), id++);
    register(PyComplex.class, new ComplexSerializer(), id++);
    register(PyTuple.class, new TupleSerializer(), id++);
    register(PyList.class, new ListSerializer(), id++);
    register(PyDict.class, new DictSerializer(), id++);
    register(PySet.class, new SetSerializer(), id++);
    register(PyFrozenSet.class, new SetSerializer(), id++);
    register(GlobalRef.class, new GlobalRefSerializer(), id++);
    register(Reduced.class, new ReducedSerializer(), id++);
    objects = register(PyObject.class, new ObjectSerializer(), id++);
  }

  /// The codecs of an interpreter that are not at work.
  private static final class Idle {
    final ConcurrentLinkedDeque<PyKryo> codecs = new ConcurrentLinkedDeque<>();
  }

  /// Does work with a codec that nobody else uses meanwhile: taking an object apart may run Python code, which may send
  /// something itself, or let another thread of the interpreter run.
  static <T> T with(ThreadState ts, Function<PyKryo, T> work) {
    Idle idle = ts.interpreter().state(Idle.class, Idle::new);
    PyKryo codec = idle.codecs.pollFirst();
    if (codec == null) {
      codec = new PyKryo();
    }
    T done = work.apply(codec);
    // One that has thrown may be left half-way through something.
    idle.codecs.addFirst(codec);
    return done;
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
        || v instanceof PyUcs4 || v instanceof PyBytes b && b.type == PyBytes.TYPE || v instanceof Shared;
  }

  /// The snapshot of a value as pickle would take it apart.
  Message snapshot(ThreadState sender, Object value) {
    return snapshot(sender, value, this::part);
  }

  /// The snapshot that `take` makes of a value.
  Message snapshot(ThreadState sender, Object value, UnaryOperator<Object> take) {
    boolean done = false;
    ts = sender;
    rebuild = false;
    holds = null;
    try {
      Object copy = take.apply(value);
      done = true;
      return holds == null ? new Message(copy, rebuild) : new Message(copy, rebuild, holds);
    } catch (StackOverflowError e) {
      throw PyErr.recursionError("maximum recursion depth exceeded while pickling an object");
    } finally {
      if (!done && holds != null) {
        holds.forEach(Runnable::run);
      }
      ts = null;
      holds = null;
      task = false;
      obeyed = false;
    }
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

  /// The snapshot of a part of the value.
  Object part(Object v) {
    return isImmutable(v) ? v : copy(v);
  }

  Object[] parts(Object[] values, int n) {
    Object[] copies = new Object[n];
    for (int i = 0; i < n; i++) {
      copies[i] = part(values[i]);
    }
    return copies;
  }

  byte[] write(Object root) {
    Output out = new Output(256, -1);
    out.writeByte(VERSION);
    writeClassAndObject(out, root);
    return out.toBytes();
  }

  Object read(byte[] bytes) {
    Input in = new Input(bytes);
    int version = in.readByte();
    if (version != VERSION) {
      throw PyErr.valueError("message of format %d, this is format %d", version, VERSION);
    }
    try {
      return readClassAndObject(in);
    } catch (KryoException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw PyErr.valueError("malformed message: %s", e.getMessage());
    }
  }
}
