package org.atoll.runtime.modules.io;

import java.math.BigInteger;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// A decoder on top of another one that translates line ends. Guarded by the GIL.
@PyTypeDef(name = "IncrementalNewlineDecoder", module = "_io", doc = "Codec used when reading a file in universal newlines mode.")
public class PyIncrementalNewlineDecoder extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyIncrementalNewlineDecoderBinder());

  private Object decoder;
  private Newlines newlines;
  private Object errors = "strict";

  PyIncrementalNewlineDecoder(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyIncrementalNewlineDecoder(cls);
  }

  @PyMethod(sig = "(decoder, translate, errors='strict')")
  void __init__(ThreadState ts, Object decoder, boolean translate, Object errors) {
    this.decoder = decoder;
    this.newlines = new Newlines(translate);
    this.errors = errors;
  }

  private void checkInitialized() {
    if (newlines == null) {
      throw PyErr.valueError("IncrementalNewlineDecoder.__init__() not called");
    }
  }

  @PyMethod(sig = "(input, final=False)")
  Object decode(ThreadState ts, Object input, boolean last) {
    checkInitialized();
    Object text = decoder == PyNone.NONE ? input : PyObjects.callMethod(ts, decoder, "decode", input, last);
    if (!PyUnicode.check(text)) {
      throw PyErr.typeError("decoder should return a string result, not '%s'", PyObject.typeOf(text).name());
    }
    return newlines.feed(PyUnicode.value(text), last);
  }

  @PyMethod(sig = "()")
  Object getstate(ThreadState ts) {
    checkInitialized();
    Object buffered = new PyBytes(new byte[0]);
    BigInteger flags = BigInteger.ZERO;
    if (decoder != PyNone.NONE) {
      Object state = PyObjects.callMethod(ts, decoder, "getstate");
      if (!(state instanceof PyTuple t)) {
        throw PyErr.typeError("illegal decoder state");
      }
      buffered = t.items[0];
      flags = new BigInteger(String.valueOf(PyNumber.index(ts, t.items[1])));
    }
    flags = flags.shiftLeft(1).or(newlines.pendingCr ? BigInteger.ONE : BigInteger.ZERO);
    return PyTuple.of(buffered, flags.bitLength() < 64 ? (Object) flags.longValue() : flags);
  }

  @PyMethod(sig = "(state, /)")
  void setstate(ThreadState ts, Object state) {
    checkInitialized();
    if (!(state instanceof PyTuple t) || t.items.length != 2) {
      throw PyErr.typeError("state argument must be a tuple");
    }
    BigInteger flags = new BigInteger(String.valueOf(PyNumber.index(ts, t.items[1])));
    newlines.pendingCr = flags.testBit(0);
    flags = flags.shiftRight(1);
    if (decoder != PyNone.NONE) {
      PyObjects.callMethod(ts, decoder, "setstate", PyTuple.of(t.items[0], flags.bitLength() < 64 ? (Object) flags.longValue() : flags));
    }
  }

  @PyMethod(sig = "()")
  void reset(ThreadState ts) {
    checkInitialized();
    newlines.reset();
    if (decoder != PyNone.NONE) {
      PyObjects.callMethod(ts, decoder, "reset");
    }
  }

  @PyGetter(name = "newlines")
  Object newlinesAttribute() {
    checkInitialized();
    return newlines.seen();
  }

  @PyGetter(name = "errors")
  Object errorsAttribute() {
    return errors;
  }
}
