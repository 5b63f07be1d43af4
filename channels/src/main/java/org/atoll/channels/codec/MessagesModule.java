package org.atoll.channels.codec;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;

/// `_atoll_messages`: what `atoll.messages` is made of.
@PyModuleDef(value = "_atoll_messages", doc = "Messages between interpreters, as values that a program can look at.")
final class MessagesModule {
  @PyConstant(name = "MessageLimitError")
  static final PyType LIMIT_ERROR = Limits.EXCEEDED;
  @PyConstant(name = "MAX_BYTES")
  static final long MAX_BYTES = Limits.DEFAULT.bytes();
  @PyConstant(name = "MAX_DEPTH")
  static final long MAX_DEPTH = Limits.DEFAULT.depth();
  @PyConstant(name = "MAX_ELEMENTS")
  static final long MAX_ELEMENTS = Limits.DEFAULT.elements();
  @PyConstant(name = "FORMAT")
  static final long FORMAT = PyKryo.VERSION;

  @PyFunction(sig = "(value, /)", doc = """
      Return what the receiver of a value would get.

      It shares nothing with the original that can change.""")
  Object copy(ThreadState ts, Object value) {
    return Message.of(ts, value).open(ts);
  }

  @PyFunction(sig = "(value, /)", doc = """
      Return a value as the bytes in which it goes to another process.

      Raise ValueError for what means something in this process only, such as a memoryview, and
      MessageLimitError for what is too large.""")
  Object dumps(ThreadState ts, Object value) {
    return new PyBytes(Message.bytesOf(ts, value));
  }

  @PyFunction(sig = "(data, /, *, trusted=False)", doc = """
      Return the value that bytes from dumps() stand for.

      By default only plain data comes of them: numbers, strings, containers, exceptions of built-in
      types. With trusted=True also what is made by importing modules and running code, instances,
      classes and functions: only for bytes from somebody who may run anything here, as with pickle.
      Raise ValueError for anything else.""")
  Object loads(ThreadState ts, Object data, boolean trusted) {
    Message message = Message.fromBytes(ts, Buffers.toBytes(ts, data));
    return trusted ? message.open(ts) : message.openPlain(ts);
  }

  @PyFunction(sig = "(value, /)", doc = """
      Return the contents of a list, dict, set, deque, bytearray or array as another one.

      This is what the receiver gets of something sent with move=True: the storage itself, where
      nothing in it can change. The original raises ValueError from now on.""")
  Object move(ThreadState ts, Object value) {
    return Sending.moved(ts, value).message().open(ts);
  }
}
