package org.atoll.runtime.types;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.CodecError;
import org.atoll.runtime.text.CodecErrors;

/// Lets an error handler registered by Python code serve a codec written in Java. One per conversion; requires the GIL.
final class RegisteredErrors implements CodecErrors {
  private final ThreadState ts;
  private final String name;
  private Object object;
  private Object handler;
  private PyUnicodeErrorBase exception;

  /// @param object what is converted, for the exceptions; null to make it from the first error
  RegisteredErrors(ThreadState ts, String name, Object object) {
    this.ts = ts;
    this.name = name;
    this.object = object;
  }

  private PyUnicodeErrorBase exception(CodecError error) {
    if (exception == null) {
      handler = PyCodecs.lookupError(ts, name);
      exception = (PyUnicodeErrorBase) TextErrors.of(error, object).value;
    } else {
      exception.start = error.start();
      exception.end = error.end();
      exception.reason = error.reason();
    }
    return exception;
  }

  @Override
  public Replacement decoding(CodecError error, byte[] input) {
    Object made = Call.call1(ts, handlerFor(error), exception(error));
    String shape = "decoding error handler must return (str, int) tuple";
    if (!(made instanceof PyTuple pair) || pair.items.length != 2 || !PyUnicode.check(pair.items[0]) || !PyLong.check(pair.items[1])) {
      throw PyErr.typeError(shape);
    }
    return new Replacement(text(pair.items[0]), resume(pair.items[1], input.length));
  }

  @Override
  public Replacement encoding(CodecError error, CodePoints input) {
    Object made = Call.call1(ts, handlerFor(error), exception(error));
    String shape = "encoding error handler must return (str/bytes, int) tuple";
    if (!(made instanceof PyTuple pair) || pair.items.length != 2 || !PyLong.check(pair.items[1])) {
      throw PyErr.typeError(shape);
    }
    Object value;
    if (pair.items[0] instanceof PyBytes b) {
      value = b.bytes;
    } else if (PyUnicode.check(pair.items[0])) {
      value = text(pair.items[0]);
    } else {
      throw PyErr.typeError(shape);
    }
    return new Replacement(value, resume(pair.items[1], input.length()));
  }

  private Object handlerFor(CodecError error) {
    exception(error);
    return handler;
  }

  private static Object text(Object str) {
    return PyUnicode.value(str) instanceof PyUcs4 u ? u.codePoints : PyUnicode.value(str);
  }

  private int resume(Object position, int length) {
    long at = PyNumber.asIndex(ts, position, PyExc.OverflowError);
    if (at < 0) {
      at += length;
    }
    if (at < 0 || at > length) {
      throw PyErr.indexError("position %d from error handler out of bounds", PyLong.value(position));
    }
    return (int) at;
  }
}
