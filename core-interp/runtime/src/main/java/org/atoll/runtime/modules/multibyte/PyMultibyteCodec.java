package org.atoll.runtime.modules.multibyte;

import java.util.Set;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.Decoded;
import org.atoll.runtime.text.multibyte.MultibyteCoder;
import org.atoll.runtime.text.multibyte.MultibyteEncoding;
import org.atoll.runtime.text.multibyte.MultibyteEncodings;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyCodecs;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_multibytecodec.MultibyteCodec`: the stateless functions of one encoding. Immutable.
@PyTypeDef(name = "MultibyteCodec", module = "_multibytecodec", basetype = false, instantiable = false)
public final class PyMultibyteCodec extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyMultibyteCodecBinder());

  final MultibyteEncoding encoding;

  private PyMultibyteCodec(MultibyteEncoding encoding) {
    super(TYPE);
    this.encoding = encoding;
  }

  /// The codec of a module that has codecs of these names only.
  static PyMultibyteCodec get(Object name, Set<String> names) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("encoding name must be a string.");
    }
    String plain = PyUnicode.toUtf16(name);
    MultibyteEncoding found = names.contains(plain) ? MultibyteEncodings.find(plain) : null;
    if (found == null) {
      throw PyErr.lookupError("no such codec is supported.");
    }
    return new PyMultibyteCodec(found);
  }

  /// What is to be encoded, as a str.
  static Object text(ThreadState ts, Object input) {
    return PyUnicode.check(input) ? PyUnicode.value(input) : PyObjects.str(ts, input);
  }

  /// Runs a conversion with an error handler, whose positions may be ints of any size: what fits no index is out of range.
  static <T> T guarded(ThreadState ts, String errors, Object object, PyCodecs.Work<T> work) {
    try {
      return PyCodecs.guarded(ts, errors, object, work);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.OverflowError)) {
        throw PyErr.indexError("position from error handler out of bounds");
      }
      throw e;
    }
  }

  @PyMethod(sig = "(input, errors=None)", doc = """
      Return an encoded string version of 'input'.

      'errors' may be given to set a different error handling scheme. Default is
      'strict' meaning that encoding errors raise a UnicodeEncodeError. Other possible
      values are 'ignore', 'replace' and 'xmlcharrefreplace' as well as any other name
      registered with codecs.register_error that can handle UnicodeEncodeErrors.""")
  Object encode(ThreadState ts, Object input, String errors) {
    Object text = text(ts, input);
    CodePoints view = PyUnicode.view(text);
    MultibyteCoder.Encoded made = guarded(ts, errors, text,
        handler -> MultibyteCoder.encode(encoding, encoding.startOfEncoding(), view, handler, true));
    return PyTuple.of(new PyBytes(made.bytes()), (long) view.length());
  }

  @PyMethod(sig = "(input, errors=None)", doc = """
      Decodes 'input'.

      'errors' may be given to set a different error handling scheme. Default is
      'strict' meaning that encoding errors raise a UnicodeDecodeError. Other possible
      values are 'ignore' and 'replace' as well as any other name registered with
      codecs.register_error that is able to handle UnicodeDecodeErrors.""")
  Object decode(ThreadState ts, Object input, String errors) {
    byte[] bytes = ByteArgs.bytes(ts, input);
    Decoded made = guarded(ts, errors, new PyBytes(bytes),
        handler -> MultibyteCoder.decode(encoding, encoding.startOfDecoding(), bytes, handler, true));
    return PyTuple.of(PyUnicode.of(made.text()), (long) bytes.length);
  }
}
