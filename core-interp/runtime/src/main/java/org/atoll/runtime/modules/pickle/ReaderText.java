package org.atoll.runtime.modules.pickle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.text.FloatParser;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyCodecs;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;

/// The instructions of protocol 0, whose operands are lines of text, and others that are rare today.
final class ReaderText {
  private final ObjectReader reader;
  private final PickleInput input;
  private final ReaderStack stack;

  ReaderText(ObjectReader reader) {
    this.reader = reader;
    input = reader.input;
    stack = reader.stack;
  }

  void run(ThreadState ts, int opcode) {
    switch (opcode) {
      case Opcode.POP -> pop();
      case Opcode.POP_MARK -> stack.truncate(stack.takeMark());
      case Opcode.DUP -> stack.push(stack.top());
      case Opcode.FLOAT -> stack.push(floatOf(ts, line(ts)));
      case Opcode.INT -> stack.push(intOf(ts, line(ts)));
      case Opcode.LONG -> stack.push(longOf(ts, line(ts)));
      case Opcode.STRING -> string(ts);
      case Opcode.BINSTRING -> binString(ts, 4);
      case Opcode.SHORT_BINSTRING -> binString(ts, 1);
      case Opcode.UNICODE -> stack.push(PyCodecs.decodeText(ts, new PyBytes(input.line(ts)), "raw-unicode-escape", "strict"));
      case Opcode.GLOBAL -> {
        Object module = name(ts);
        stack.push(reader.calls().find(ts, module, name(ts)));
      }
      case Opcode.DICT -> dict(ts);
      case Opcode.LIST -> stack.push(new PyList(stack.takeFrom(stack.takeMark())));
      case Opcode.GET -> reader.get(index(ts));
      case Opcode.PUT -> put(ts);
      case Opcode.INST -> inst(ts);
      case Opcode.OBJ -> obj(ts);
      case Opcode.PERSID -> persistent(ts);
      case Opcode.BINPERSID -> stack.push(reader.calls().persistent(ts, stack.pop()));
      default -> throw ObjectReader.unknown(opcode);
    }
  }

  /// A line that must not be empty.
  private byte[] line(ThreadState ts) {
    byte[] line = input.line(ts);
    if (line.length == 0) {
      throw PickleErrors.truncated();
    }
    return line;
  }

  private static String latin1(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1);
  }

  private void pop() {
    if (stack.isAtMark()) {
      stack.takeMark();
    } else {
      stack.pop();
    }
  }

  // Numbers.

  private static Object floatOf(ThreadState ts, byte[] line) {
    String text = latin1(line);
    Double value = FloatParser.parse(text);
    if (value == null || !text.equals(text.strip()) || text.indexOf('_') >= 0) {
      throw PyErr.valueError("could not convert string to float: '%s\n'", text);
    }
    return value;
  }

  /// A decimal number; `00` and `01` are the bools of old pickles.
  private static Object intOf(ThreadState ts, byte[] line) {
    String text = latin1(line);
    if (text.equals("00") || text.equals("01")) {
      return text.equals("01");
    }
    try {
      return Call.call2(ts, PyLong.TYPE, text, 10L);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.ValueError)) {
        throw e;
      }
      throw PyErr.valueError("could not convert string to int");
    }
  }

  private static Object longOf(ThreadState ts, byte[] line) {
    String text = latin1(line);
    return Call.call1(ts, PyLong.TYPE, text.endsWith("L") ? text.substring(0, text.length() - 1) : text + "\n");
  }

  private long index(ThreadState ts) {
    return PyNumber.asIndex(ts, Call.call1(ts, PyLong.TYPE, latin1(line(ts)) + "\n"), PyExc.OverflowError);
  }

  private void put(ThreadState ts) {
    long number = index(ts);
    Object top = stack.top();
    if (number < 0) {
      throw PyErr.valueError("negative PUT argument");
    }
    reader.memo.put(number, top);
  }

  // Strings.

  private void string(ThreadState ts) {
    byte[] line = input.line(ts);
    int n = line.length;
    if (n < 2 || line[0] != line[n - 1] || line[0] != '\'' && line[0] != '"') {
      throw PickleErrors.unpickling("the STRING opcode argument must be quoted");
    }
    PyBytes quoted = new PyBytes(Arrays.copyOfRange(line, 1, n - 1));
    Object codecs = ts.interpreter().importModule(ts, "_codecs");
    Object pair = PyObjects.callMethod(ts, codecs, "escape_decode", quoted);
    reader.oldString(ts, ((PyBytes) ((PyTuple) pair).items[0]).bytes);
  }

  private void binString(ThreadState ts, int lengthBytes) {
    int at = input.take(ts, lengthBytes);
    int n = (int) PickleInput.little(input.bytes, at, lengthBytes);
    if (n < 0) {
      throw PickleErrors.unpickling("BINSTRING pickle has negative byte count");
    }
    int from = input.take(ts, n);
    reader.oldString(ts, Arrays.copyOfRange(input.bytes, from, from + n));
  }

  private Object name(ThreadState ts) {
    return PyCodecs.decodeText(ts, new PyBytes(line(ts)), "utf-8", "strict");
  }

  // Objects.

  private void dict(ThreadState ts) {
    int from = stack.takeMark();
    int end = stack.size();
    if ((end - from & 1) != 0) {
      throw PickleErrors.unpickling("odd number of items for DICT");
    }
    PyDict d = new PyDict();
    reader.fill(ts, d, from, end);
    stack.truncate(from);
    stack.push(d);
  }

  private void inst(ThreadState ts) {
    int from = stack.takeMark();
    Object module = name(ts);
    Object cls = reader.calls().find(ts, module, name(ts));
    Object[] args = stack.takeFrom(from);
    stack.push(reader.calls().instantiate(ts, cls, args));
  }

  private void obj(ThreadState ts) {
    int from = stack.takeMark();
    if (stack.size() - from < 1) {
      throw stack.underflow();
    }
    Object[] args = stack.takeFrom(from + 1);
    Object cls = stack.pop();
    stack.push(reader.calls().instantiate(ts, cls, args));
  }

  private void persistent(ThreadState ts) {
    byte[] line = input.line(ts);
    for (byte b : line) {
      if (b < 0) {
        throw PickleErrors.unpickling("persistent IDs in protocol 0 must be ASCII strings");
      }
    }
    stack.push(reader.calls().persistent(ts, latin1(line)));
  }
}
