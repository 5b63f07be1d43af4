package org.atoll.runtime.modules.multibyte;

import java.util.Arrays;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PySetter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.Decoded;
import org.atoll.runtime.text.multibyte.MultibyteCoder;
import org.atoll.runtime.text.multibyte.MultibyteEncoding;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// What the incremental and the stream classes have in common: a codec, named by the derived class, an error handler, the
/// encoding's state, and input that waits for more. Guarded by the GIL.
abstract class MultibyteStateful extends PyInstance {
  static final int PENDING_BYTES_MAX = 8;
  static final int PENDING_TEXT_MAX = 2;
  private static final byte[] NOTHING = {};

  final PyMultibyteCodec codec;
  private final boolean encodes;
  private Object errors;
  byte[] state;
  byte[] pendingBytes = NOTHING;
  Object pendingText = "";

  MultibyteStateful(ThreadState ts, PyType cls, Object errors, boolean encodes) {
    super(cls);
    Object found = PyObjects.getAttr(ts, cls, "codec");
    if (!(found instanceof PyMultibyteCodec c)) {
      throw PyErr.typeError("codec is unexpected type");
    }
    codec = c;
    this.encodes = encodes;
    this.errors = errors == null ? "strict" : errors;
    restart();
  }

  final MultibyteEncoding encoding() {
    return codec.encoding;
  }

  /// Back to the beginning.
  final void restart() {
    pendingBytes = NOTHING;
    pendingText = "";
    state = encodes ? encoding().startOfEncoding() : encoding().startOfDecoding();
  }

  @PyGetter(doc = "how to treat errors")
  Object errors() {
    return errors;
  }

  @PySetter(name = "errors")
  void setErrors(Object value) {
    if (value == null) {
      throw PyErr.attributeError(this, "errors", "cannot delete attribute");
    }
    if (!PyUnicode.check(value)) {
      throw PyErr.typeError("errors must be a string");
    }
    errors = value;
  }

  private String handlerName() {
    return PyUnicode.toUtf16(errors);
  }

  /// Encodes what waits and this.
  final PyBytes encodeNext(ThreadState ts, Object input, boolean last) {
    Object added = PyMultibyteCodec.text(ts, input);
    Object text = PyUnicode.length(pendingText) == 0 ? added : PyUnicode.concat(pendingText, added);
    CodePoints view = PyUnicode.view(text);
    byte[] next = state.clone();
    MultibyteCoder.Encoded made = PyMultibyteCodec.guarded(ts, handlerName(), text,
        handler -> MultibyteCoder.encode(encoding(), next, view, handler, last));
    state = next;
    pendingText = PyUnicode.of(view.slice(made.consumed(), view.length()));
    return new PyBytes(made.bytes());
  }

  /// Decodes what waits and this.
  final Object decodeNext(ThreadState ts, byte[] input, boolean last) {
    byte[] bytes = input;
    if (pendingBytes.length > 0) {
      bytes = Arrays.copyOf(pendingBytes, pendingBytes.length + input.length);
      System.arraycopy(input, 0, bytes, pendingBytes.length, input.length);
    }
    byte[] all = bytes;
    byte[] next = state.clone();
    Decoded made = PyMultibyteCodec.guarded(ts, handlerName(), new PyBytes(all),
        handler -> MultibyteCoder.decode(encoding(), next, all, handler, last));
    state = next;
    pendingBytes = Arrays.copyOfRange(all, made.consumed(), all.length);
    return PyUnicode.of(made.text());
  }

  static String typeName(Object o) {
    return PyObject.typeOf(o).messageName();
  }
}
