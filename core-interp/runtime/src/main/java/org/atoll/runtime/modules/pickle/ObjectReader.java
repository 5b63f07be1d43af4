package org.atoll.runtime.modules.pickle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.Utf8Codec;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyCodecs;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Runs the instructions of a pickle. What calls something is in [ReaderCalls], what the old text instructions say in
/// [ReaderText]. One thread at a time; requires the GIL and may run Python code.
final class ObjectReader {
  final PickleInput input;
  final ReaderStack stack = new ReaderStack();
  ReaderMemo memo = new ReaderMemo();
  final PickleState state;
  final boolean fixImports;
  /// How strs of Python 2 are decoded.
  final String encoding;
  final String errors;
  /// An iterator of buffers out of band, or null.
  private final Object buffers;
  /// The unpickler whose `find_class` is asked, or null where that is not overridden.
  Object finder;
  /// What is asked for persistent objects, or null.
  Object persistentLoad;
  int protocol;
  private final ReaderCalls calls;
  private final ReaderText text;

  ObjectReader(ThreadState ts, PickleInput input, boolean fixImports, String encoding, String errors, Object buffers) {
    this.input = input;
    this.fixImports = fixImports;
    this.encoding = encoding;
    this.errors = errors;
    this.buffers = buffers == null || buffers == PyNone.NONE ? null : PyObjects.iter(ts, buffers);
    state = PickleState.of(ts);
    calls = new ReaderCalls(this);
    text = new ReaderText(this);
  }

  /// Reads one pickle.
  Object load(ThreadState ts) {
    stack.clear();
    protocol = 0;
    while (true) {
      int opcode = input.next(ts);
      if (opcode == Opcode.STOP) {
        break;
      }
      if (opcode < 0) {
        throw PyErr.eofError("Ran out of input");
      }
      if (opcode >= 0x80) {
        high(ts, opcode);
      } else {
        low(ts, opcode);
      }
    }
    Object made = stack.pop();
    input.skipPeeked(ts);
    return made;
  }

  /// The instructions of protocol 1, and what came in protocol 3.
  private void low(ThreadState ts, int opcode) {
    switch (opcode) {
      case Opcode.BINGET -> get(number(ts, 1));
      case Opcode.LONG_BINGET -> get(number(ts, 4));
      case Opcode.BINPUT -> memo.put(number(ts, 1), stack.top());
      case Opcode.LONG_BINPUT -> memo.put(number(ts, 4), stack.top());
      case Opcode.BININT1 -> stack.push(number(ts, 1));
      case Opcode.BININT2 -> stack.push(number(ts, 2));
      case Opcode.BININT -> stack.push((long) (int) number(ts, 4));
      case Opcode.BINFLOAT -> binFloat(ts);
      case Opcode.BINUNICODE -> unicode(ts, 4);
      case Opcode.MARK -> stack.mark();
      case Opcode.NONE -> stack.push(PyNone.NONE);
      case Opcode.EMPTY_DICT -> stack.push(new PyDict());
      case Opcode.EMPTY_LIST -> stack.push(new PyList());
      case Opcode.EMPTY_TUPLE -> stack.push(PyTuple.EMPTY);
      case Opcode.APPEND -> append(ts, stack.size() - 1);
      case Opcode.APPENDS -> append(ts, stack.takeMark());
      case Opcode.SETITEM -> setItems(ts, stack.size() - 2);
      case Opcode.SETITEMS -> setItems(ts, stack.takeMark());
      case Opcode.TUPLE -> stack.push(PyTuple.of(stack.takeFrom(stack.takeMark())));
      case Opcode.BUILD -> calls.build(ts);
      case Opcode.REDUCE -> calls.reduce(ts);
      case Opcode.SHORT_BINBYTES -> bytes(ts, 1);
      case Opcode.BINBYTES -> bytes(ts, 4);
      default -> text.run(ts, opcode);
    }
  }

  /// The instructions from protocol 2 on.
  private void high(ThreadState ts, int opcode) {
    switch (opcode) {
      case Opcode.MEMOIZE -> memo.add(stack.top());
      case Opcode.SHORT_BINUNICODE -> unicode(ts, 1);
      case Opcode.BINUNICODE8 -> unicode(ts, 8);
      case Opcode.BINBYTES8 -> bytes(ts, 8);
      case Opcode.TUPLE1 -> tuple(1);
      case Opcode.TUPLE2 -> tuple(2);
      case Opcode.TUPLE3 -> tuple(3);
      case Opcode.NEWTRUE -> stack.push(true);
      case Opcode.NEWFALSE -> stack.push(false);
      case Opcode.LONG1 -> binLong(ts, (int) number(ts, 1));
      case Opcode.LONG4 -> binLong(ts, (int) number(ts, 4));
      case Opcode.NEWOBJ -> calls.newObject(ts);
      case Opcode.NEWOBJ_EX -> calls.newObjectEx(ts);
      case Opcode.STACK_GLOBAL -> calls.stackGlobal(ts);
      case Opcode.EXT1 -> calls.extension(ts, number(ts, 1));
      case Opcode.EXT2 -> calls.extension(ts, number(ts, 2));
      case Opcode.EXT4 -> calls.extension(ts, (int) number(ts, 4));
      case Opcode.EMPTY_SET -> stack.push(new PySet());
      case Opcode.ADDITEMS -> addItems(ts);
      case Opcode.FROZENSET -> stack.push(PyFrozenSet.of(ts, stack.takeFrom(stack.takeMark())));
      case Opcode.FRAME -> frame(ts);
      case Opcode.PROTO -> proto((int) number(ts, 1));
      case Opcode.BYTEARRAY8 -> byteArray(ts);
      case Opcode.NEXT_BUFFER -> nextBuffer(ts);
      case Opcode.READONLY_BUFFER -> readonlyBuffer(ts);
      default -> throw unknown(opcode);
    }
  }

  static RuntimeException unknown(int opcode) {
    boolean plain = opcode >= 0x20 && opcode <= 0x7e && opcode != '\'' && opcode != '\\';
    return PickleErrors.unpickling("invalid load key, '%s'.",
        plain ? String.valueOf((char) opcode) : String.format(Locale.ROOT, "\\x%02x", opcode));
  }

  // Operands.

  private long number(ThreadState ts, int count) {
    int at = input.take(ts, count);
    byte[] b = input.bytes;
    if (count == 1) {
      return b[at] & 0xff;
    }
    return PickleInput.little(b, at, count);
  }

  private int length(ThreadState ts, int count, String what) {
    long n = number(ts, count);
    if (n < 0) {
      throw PyErr.overflowError("%s exceeds system's maximum size of %d bytes", what, Long.MAX_VALUE);
    }
    if (n > Integer.MAX_VALUE - 16) {
      throw n > Long.MAX_VALUE - 64 ? tooLarge(what) : PickleErrors.truncated();
    }
    return (int) n;
  }

  /// What CPython says of sizes to which it cannot add a header.
  private static RuntimeException tooLarge(String what) {
    return switch (what) {
      case "BINUNICODE" -> PickleErrors.unpickling("read would overflow (invalid bytecode)");
      case "BINBYTES" -> PyErr.overflowError("byte string is too large");
      default -> PyErr.memoryError();
    };
  }

  private void proto(int given) {
    if (given > Opcode.HIGHEST_PROTOCOL) {
      throw PyErr.valueError("unsupported pickle protocol: %d", given);
    }
    protocol = given;
  }

  private void frame(ThreadState ts) {
    long n = number(ts, 8);
    if (n < 0) {
      throw PyErr.overflowError("FRAME length exceeds system's maximum of %d bytes", Long.MAX_VALUE);
    }
    if (n > Integer.MAX_VALUE - 16) {
      throw PickleErrors.truncated();
    }
    input.frame(ts, (int) n);
  }

  // The memo.

  void get(long number) {
    Object found = memo.get(number);
    if (found == null) {
      throw PickleErrors.unpickling("Memo value not found at index %d", number);
    }
    stack.push(found);
  }

  // Values.

  private void binFloat(ThreadState ts) {
    int at = input.take(ts, 8);
    stack.push(Double.longBitsToDouble(Long.reverseBytes(PickleInput.little(input.bytes, at, 8))));
  }

  private void binLong(ThreadState ts, int count) {
    if (count < 0) {
      throw PickleErrors.unpickling("LONG pickle has negative byte count");
    }
    int at = input.take(ts, count);
    byte[] b = input.bytes;
    if (count <= 8) {
      long v = PickleInput.little(b, at, count);
      int unused = 64 - 8 * count;
      stack.push(count == 0 ? 0L : v << unused >> unused);
      return;
    }
    byte[] big = new byte[count];
    for (int i = 0; i < count; i++) {
      big[i] = b[at + count - 1 - i];
    }
    stack.push(Convert.ofBigInteger(new BigInteger(big)));
  }

  private void unicode(ThreadState ts, int lengthBytes) {
    int n = length(ts, lengthBytes, "BINUNICODE");
    int at = input.take(ts, n);
    byte[] b = input.bytes;
    if (Utf8Codec.isAscii(b, at, at + n)) {
      stack.push(n == 1 ? PyUnicode.ofCodePoint(b[at]) : new String(b, at, n, StandardCharsets.ISO_8859_1));
      return;
    }
    PyBytes copy = new PyBytes(Arrays.copyOfRange(b, at, at + n));
    stack.push(PyCodecs.decodeText(ts, copy, "utf-8", "surrogatepass"));
  }

  private void bytes(ThreadState ts, int lengthBytes) {
    stack.push(PickleInput.bytes(input.copy(ts, length(ts, lengthBytes, "BINBYTES"))));
  }

  private void byteArray(ThreadState ts) {
    stack.push(new PyByteArray(input.copy(ts, length(ts, 8, "BYTEARRAY8"))));
  }

  private void nextBuffer(ThreadState ts) {
    if (buffers == null) {
      throw PickleErrors.unpickling("pickle stream refers to out-of-band data but no *buffers* argument was given");
    }
    Object next = PyObjects.next(ts, buffers);
    if (next == null) {
      throw PickleErrors.unpickling("not enough out-of-band buffers");
    }
    stack.push(next);
  }

  private void readonlyBuffer(ThreadState ts) {
    Object buffer = stack.top();
    PyMemoryView view = PyMemoryView.fromObject(ts, buffer);
    if (!view.layout().readonly) {
      stack.replaceTop(PyObjects.callMethod(ts, view, "toreadonly"));
    }
  }

  /// A str of Python 2, which was bytes.
  void oldString(ThreadState ts, byte[] owned) {
    PyBytes raw = PickleInput.bytes(owned);
    stack.push(encoding.equals("bytes") ? raw : PyCodecs.decodeText(ts, raw, encoding, errors));
  }

  // Containers.

  private void tuple(int n) {
    stack.need(n);
    stack.push(PyTuple.of(stack.takeFrom(stack.size() - n)));
  }

  private void append(ThreadState ts, int from) {
    stack.needBelow(from);
    int end = stack.size();
    if (end == from) {
      return;
    }
    Object target = stack.at(from - 1);
    if (target instanceof PyList l && l.type == PyList.TYPE) {
      for (int i = from; i < end; i++) {
        l.append(stack.at(i));
      }
      stack.truncate(from);
      return;
    }
    Object extend = PyObjects.getOptionalAttr(ts, target, "extend");
    Object[] items = stack.takeFrom(from);
    if (extend != null) {
      Call.call1(ts, extend, new PyList(items));
      return;
    }
    Object append = PyObjects.getAttr(ts, target, "append");
    for (Object x : items) {
      Call.call1(ts, append, x);
    }
  }

  private void setItems(ThreadState ts, int from) {
    stack.needBelow(from);
    int end = stack.size();
    if (end == from) {
      return;
    }
    if ((end - from & 1) != 0) {
      throw PickleErrors.unpickling("odd number of items for SETITEMS");
    }
    Object target = stack.at(from - 1);
    if (target instanceof PyDict d && d.type == PyDict.TYPE) {
      fill(ts, d, from, end);
    } else {
      for (int i = from; i < end; i += 2) {
        PyObjects.setItem(ts, target, stack.at(i), stack.at(i + 1));
      }
    }
    stack.truncate(from);
  }

  /// Sets the pairs on the stack in a dict.
  void fill(ThreadState ts, PyDict d, int from, int end) {
    for (int i = from; i < end; i += 2) {
      d.put(ts, stack.at(i), stack.at(i + 1));
    }
  }

  private void addItems(ThreadState ts) {
    int from = stack.takeMark();
    stack.needBelow(from);
    if (stack.size() == from) {
      return;
    }
    Object target = stack.at(from - 1);
    Object[] items = stack.takeFrom(from);
    if (target instanceof PySet s) {
      for (Object x : items) {
        s.add(ts, x);
      }
      return;
    }
    Object add = PyObjects.getAttr(ts, target, "add");
    for (Object x : items) {
      Call.call1(ts, add, x);
    }
  }

  /// What messages call the type of an object.
  static String typeName(Object o) {
    PyType t = PyObject.typeOf(o);
    return t.messageName();
  }

  ReaderCalls calls() {
    return calls;
  }
}
