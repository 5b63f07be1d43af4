package org.atoll.channels.codec;

import java.math.BigInteger;
import java.util.function.Function;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Movable;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Shared;

/// Sending with the errors of `concurrent.interpreters` (`Python/crossinterp.c`).
public final class Sending {
  /// `concurrent.interpreters.NotShareableError`.
  public static final PyType NOT_SHAREABLE = ExceptionType.define("concurrent.interpreters", "NotShareableError", PyExc.TypeError, null);

  private Sending() {}

  /// The snapshot of a value: what is shareable as it is, a function without state by its code, the rest as pickle would
  /// have it (`_PyXIDATA_FULL_FALLBACK`).
  ///
  /// @throws PyException NotShareableError where none of these ways is open
  public static Message snapshot(ThreadState ts, Object value) {
    if (PyKryo.isImmutable(value) && !Form.BYTES) {
      return new Message(distinct(value), false);
    }
    return PyKryo.with(ts, kryo -> kryo.snapshot(ts, value, v -> share(kryo, v)));
  }

  /// What the receiver has of a value that stands for itself in messages, so that none need be made; null for any other value,
  /// and where all messages go as bytes.
  public static Object asItself(Object value) {
    return isImmutable(value) ? distinct(value) : null;
  }

  /// As [#snapshot], but only what CPython can send: no code objects.
  ///
  /// @throws PyException NotShareableError
  public static Message asCPython(ThreadState ts, Object value) {
    return PyKryo.with(ts, kryo -> {
      kryo.pickled = true;
      kryo.named = true;
      return kryo.snapshot(ts, value, v -> share(kryo, v));
    });
  }

  /// As [#snapshot], for the result of a call: functions that no name leads to are refused, as CPython does it.
  ///
  /// @throws PyException NotShareableError
  public static Message result(ThreadState ts, Object value) {
    return PyKryo.with(ts, kryo -> {
      kryo.named = true;
      return kryo.snapshot(ts, value, v -> share(kryo, v));
    });
  }

  /// As [#snapshot], for the arguments of a task: functions in them that no name leads to, lambdas and closures, go by value
  /// if all that they take along can be sent. The receiver is an interpreter in which the sender may run code as it likes, and
  /// whose code may do no more than the sender's: so it may be sent what is rebuilt by running code, whoever sends it.
  ///
  /// @throws PyException NotShareableError where something cannot be sent
  public static Message arguments(ThreadState ts, Object value) {
    return PyKryo.with(ts, kryo -> {
      kryo.task = true;
      kryo.obeyed = true;
      return kryo.snapshot(ts, value, v -> share(kryo, v));
    });
  }

  /// Gives a container away: its storage becomes the message's without a copy, unless there is something in it that can
  /// change, in which case all is rebuilt as ever. From now on whatever is done with the container raises ValueError. What
  /// stands for itself in messages is sent as ever.
  ///
  /// @throws PyException TypeError for what cannot be given away, BufferError where somebody holds a view on the memory,
  ///     NotShareableError where something in it cannot be sent; the container is the sender's then, as before
  public static Moving moved(ThreadState ts, Object value) {
    requireMovable(ts, value);
    return moved(ts, value, new Object[] {value}, moving -> contents(ts, value, moving));
  }

  /// As [#moved], for the arguments of a call: each that can be given away is, and the others are sent as ever. They are one
  /// message, of a tuple.
  public static Moving movedArguments(ThreadState ts, PyTuple arguments) {
    return moved(ts, arguments, arguments.items, moving -> {
      Object[] items = arguments.items.clone();
      for (int i = 0; i < items.length; i++) {
        items[i] = contents(ts, items[i], moving);
      }
      return PyTuple.of(items);
    });
  }

  /// As [#moved], for the arguments of a call that have names.
  public static Moving movedByName(ThreadState ts, PyDict arguments) {
    return moved(ts, arguments, arguments.valueArray(), moving -> {
      PyDict copy = arguments.copy();
      for (int i = 0; i < copy.used(); i++) {
        if (copy.keyAt(i) != null) {
          copy.setValueAt(i, contents(ts, copy.valueAt(i), moving));
        }
      }
      return copy;
    });
  }

  /// @param whole the one value, or what has the values as its items
  /// @param contents what goes in its place where nothing in it has to be rebuilt
  private static Moving moved(ThreadState ts, Object whole, Object[] values, Function<Moving, Object> contents) {
    boolean plain = !Form.BYTES;
    for (Object v : values) {
      plain &= isMovable(ts, v) ? Values.isPlain(v) : PyKryo.isImmutable(v);
    }
    Moving moving = new Moving();
    try {
      if (plain) {
        moving.have(new Message(contents.apply(moving), false));
      } else {
        rebuilt(ts, whole, values, moving);
      }
      return moving;
    } catch (PyException e) {
      moving.takeBack();
      throw e;
    }
  }

  /// @throws PyException TypeError unless a value can be given away, or stands for itself
  public static void requireMovable(ThreadState ts, Object value) {
    if (!isMovable(ts, value) && !PyKryo.isImmutable(value) && !Values.isKey(value)) {
      throw PyErr.typeError("move=True gives away a list, dict, set, deque, bytearray or array, not %s", PyObject.typeOf(value).messageName());
    }
  }

  private static boolean isMovable(ThreadState ts, Object value) {
    if (value instanceof Movable m && m.isMovable()) {
      return true;
    }
    if (value instanceof Movable && !PyObject.typeOf(value).isHeapType()) {
      // Says so where it has been given away before.
      PyObjects.isTrue(ts, value);
    }
    return false;
  }

  private static Object contents(ThreadState ts, Object value, Moving moving) {
    if (!(value instanceof Movable m && m.isMovable() || moving.has(value))) {
      return distinct(value);
    }
    PyObject taken = moving.take(ts, (Movable) value);
    if (taken instanceof PyList l) {
      l.knowPlain();
    }
    return taken;
  }

  /// A snapshot, since something in it can change, or has no other form; the containers are given away all the same.
  private static void rebuilt(ThreadState ts, Object whole, Object[] values, Moving moving) {
    long before = sizes(ts, values);
    moving.have(snapshot(ts, whole));
    if (sizes(ts, values) != before) {
      throw PyErr.runtimeError("%s changed size while it was sent", PyObject.typeOf(values.length == 1 ? values[0] : whole).name());
    }
    for (Object v : values) {
      if (v instanceof Movable m && m.isMovable()) {
        moving.take(ts, m);
      }
    }
  }

  private static long sizes(ThreadState ts, Object[] values) {
    long sum = 0;
    for (Object v : values) {
      sum += v instanceof Movable m && m.isMovable() ? PyObjects.len(ts, v) : 0;
    }
    return sum;
  }

  /// Whether a value stands for itself in a message within the process; where all messages go as bytes none does.
  public static boolean isImmutable(Object value) {
    return !Form.BYTES && PyKryo.isImmutable(value);
  }

  /// The arguments of a task where each stands for itself, or is a tuple of such; null where one does not. Needs no GIL to be
  /// handed on.
  public static PyTuple immutable(PyTuple args) {
    if (Form.BYTES) {
      return null;
    }
    Object[] items = args.items;
    Object[] copies = null;
    for (int i = 0; i < items.length; i++) {
      Object x = items[i];
      Object sent = PyKryo.isImmutable(x) ? x instanceof Shared ? null : distinct(x) : x instanceof PyTuple t && t.type == PyTuple.TYPE ? immutable(t) : null;
      if (sent == null) {
        return null;
      }
      if (sent != x && copies == null) {
        copies = items.clone();
      }
      if (copies != null) {
        copies[i] = sent;
      }
    }
    return copies == null ? args : PyTuple.of(copies);
  }

  /// The receiver's bytes are another object than the sender's, with the same content in memory.
  private static Object distinct(Object value) {
    return value instanceof PyBytes b && b.bytes.length > 1 ? new PyBytes(b.bytes) : value;
  }

  /// One value on its way, a tuple's items each for itself.
  private static Object share(PyKryo kryo, Object v) {
    if (PyKryo.isImmutable(v)) {
      return distinct(v);
    }
    if (v instanceof PyTuple t && t.type == PyTuple.TYPE) {
      return shareItems(kryo, t);
    }
    if (v instanceof PyMemoryView view) {
      if (view.isGuarded()) {
        throw PyErr.create(NOT_SHAREABLE, PyUnicode.concat(PyObjects.repr(kryo.ts, v),
            " shows memory of an arena, which is this thread's until it leaves that; send the arena, or bytes() of it"));
      }
      kryo.rebuild = true;
      return PyMemoryView.of(view.buffer(kryo.ts, 0));
    }
    if (v instanceof PyFunction f && kryo.mayRebuild() && StatelessFunction.refusal(kryo.ts, f) == null) {
      kryo.rebuild = true;
      return new StatelessFunction(f.code);
    }
    if (v instanceof PyObject o) {
      ShareableTypes.Transfer transfer = ShareableTypes.of(kryo.ts).transfer(o.type);
      if (transfer != null) {
        kryo.hold(o);
        kryo.rebuild = true;
        return transfer.of(kryo.ts, o);
      }
    }
    try {
      return kryo.part(v);
    } catch (PyException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      if (e.value.type == NOT_SHAREABLE) {
        // A variable of a function cannot be sent: which one is all there is to say.
        throw v instanceof PyFunction ? e : because(notShareable(kryo.ts, v), e);
      }
      // Why an interpreter that may do little cannot send it is not what CPython says, which has none.
      throw kryo.mayRebuild() ? notShareable(kryo.ts, v) : because(notShareable(kryo.ts, v), e);
    }
  }

  private static Object shareItems(PyKryo kryo, PyTuple t) {
    PyTuple plain = immutable(t);
    if (plain != null) {
      return plain;
    }
    int known = kryo.memo.find(t);
    if (known >= 0) {
      return kryo.memo.resultAt(known);
    }
    Object[] items = t.items;
    PyTuple copy = PyTuple.of(new Object[items.length]);
    int at = kryo.memo.put(t, copy);
    boolean changed = false;
    try {
      for (int i = 0; i < items.length; i++) {
        copy.items[i] = share(kryo, items[i]);
        changed |= copy.items[i] != items[i];
      }
    } catch (PyException e) {
      if (e.value.type != NOT_SHAREABLE) {
        throw e;
      }
      throw because(notShareable(kryo.ts, t), e);
    }
    if (!changed) {
      // Nothing in it was copied, so nothing in it leads back to it.
      kryo.memo.set(at, t);
      return t;
    }
    return copy;
  }

  /// Whether an exception only says that a value cannot be pickled.
  static boolean isRefusal(PyException e) {
    return e.value.type != Limits.EXCEEDED && PyErr.matches(e, PyExc.Exception) && !PyErr.matches(e, PyExc.MemoryError);
  }

  /// NotShareableError as CPython words it.
  public static PyException notShareable(ThreadState ts, Object value) {
    return PyErr.create(NOT_SHAREABLE, PyUnicode.concat(PyObjects.repr(ts, value), " does not support cross-interpreter data"));
  }

  static PyException because(PyException thrown, PyException cause) {
    thrown.value.cause = cause.value;
    thrown.value.suppressContext = true;
    return thrown;
  }

  /// The snapshot of something to be called: a function without state by its code, everything else as pickle would have it. For
  /// receivers as those of [#arguments].
  ///
  /// @throws PyException TypeError where it is not callable, NotShareableError where it cannot be sent
  public static Message callable(ThreadState ts, Object callable) {
    if (!PyObjects.isCallable(callable)) {
      throw PyErr.create(PyExc.TypeError, PyUnicode.concat("expected a callable, got ", PyObjects.repr(ts, callable)));
    }
    String refusal = callable instanceof PyFunction f ? StatelessFunction.refusal(ts, f) : "not a function";
    if (refusal == null) {
      return new Message(new StatelessFunction(((PyFunction) callable).code), true);
    }
    try {
      return PyKryo.with(ts, kryo -> {
        kryo.obeyed = true;
        kryo.named = true;
        return kryo.snapshot(ts, callable);
      });
    } catch (PyException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      throw callable instanceof PyFunction
          ? because(PyErr.format(NOT_SHAREABLE, "only stateless functions are shareable"), PyErr.valueError("%s", refusal))
          : PyErr.create(NOT_SHAREABLE, PyUnicode.concat("expected a function, got ", PyObjects.repr(ts, callable)));
    }
  }

  /// The snapshot of a value as pickle would have it (`_PyPickle_GetXIData`).
  ///
  /// @throws PyException NotShareableError where it cannot be pickled
  public static Message pickled(ThreadState ts, Object value) {
    try {
      return PyKryo.with(ts, kryo -> {
        kryo.pickled = true;
        kryo.named = true;
        return kryo.snapshot(ts, value);
      });
    } catch (PyException e) {
      throw refused(e, "object could not be pickled");
    }
  }

  /// The snapshot of a function without state (`_PyFunction_GetXIData`).
  ///
  /// @throws PyException NotShareableError for anything else
  public static Message function(ThreadState ts, Object value) {
    if (!(value instanceof PyFunction f)) {
      throw PyErr.create(NOT_SHAREABLE, PyUnicode.concat("expected a function, got ", PyObjects.repr(ts, value)));
    }
    String refusal = StatelessFunction.refusal(ts, f);
    if (refusal != null) {
      throw because(PyErr.format(NOT_SHAREABLE, "only stateless functions are shareable"), PyErr.valueError("%s", refusal));
    }
    return new Message(new StatelessFunction(f.code), true);
  }

  /// Whether code reads globals other than builtins; those that are `known`, unless null, may hide a builtin.
  public static boolean readsGlobals(ThreadState ts, PyCode code, PyDict known) {
    return StatelessFunction.readsGlobals(ts, code, known);
  }

  /// NotShareableError with the reason as its cause; the exception itself where it is none that says so.
  public static PyException refused(PyException e, String message) {
    return isRefusal(e) ? because(PyErr.format(NOT_SHAREABLE, "%s", message), e) : e;
  }

  /// The snapshot of a value that is shareable as it is (`_PyXIDATA_XIDATA_ONLY`).
  ///
  /// @throws PyException NotShareableError for any other
  public static Message shareable(ThreadState ts, Object value) {
    checkShareable(ts, value);
    return snapshot(ts, value);
  }

  private static void checkShareable(ThreadState ts, Object value) {
    if (!isShareable(ts, value)) {
      throw notShareable(ts, value);
    }
    if (value instanceof BigInteger) {
      throw because(notShareable(ts, value), PyErr.overflowError("try sending as bytes"));
    }
    if (value instanceof PyTuple t) {
      try {
        for (Object x : t.items) {
          checkShareable(ts, x);
        }
      } catch (PyException e) {
        if (e.value.type != NOT_SHAREABLE) {
          throw e;
        }
        throw because(notShareable(ts, t), e);
      }
    }
  }

  /// Opens a message under the receiver's GIL.
  ///
  /// @throws PyException NotShareableError, with the reason as its cause, where it cannot be rebuilt here
  public static Object open(ThreadState ts, Message message) {
    try {
      return message.open(ts);
    } catch (PyException e) {
      throw refused(e, "object could not be unpickled");
    }
  }

  /// Whether [#snapshot] can send a value.
  public static boolean canSend(ThreadState ts, Object value) {
    try {
      snapshot(ts, value).release();
      return true;
    } catch (PyException e) {
      if (e.value.type != NOT_SHAREABLE) {
        throw e;
      }
      return false;
    }
  }

  /// `concurrent.interpreters.is_shareable(o)`: whether values of its type are shareable as they are. A tuple still may hold
  /// something that is not.
  public static boolean isShareable(ThreadState ts, Object o) {
    if (o == PyNone.NONE || o instanceof Boolean || o instanceof Long || o instanceof BigInteger || o instanceof Double || o instanceof String || o instanceof PyUcs4
        || o instanceof PyMemoryView || o instanceof Shared || o instanceof PyInstance i && i.isFrozen()) {
      return true;
    }
    return o instanceof PyBytes b && b.type == PyBytes.TYPE || o instanceof PyTuple t && t.type == PyTuple.TYPE
        || ShareableTypes.of(ts).has(PyObject.typeOf(o));
  }
}
