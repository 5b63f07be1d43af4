package org.atoll.runtime.types;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.CodecError;
import org.atoll.runtime.text.CodecErrors;

/// A standard error handler of codecs as a Python function, as `codecs.lookup_error` gives it. Immutable.
@PyTypeDef(name = "codec_error_handler", module = "_codecs", basetype = false, instantiable = false)
public final class PyCodecErrorHandler extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyCodecErrorHandlerBinder());

  private final String name;
  private final CodecErrors errors;

  PyCodecErrorHandler(String name, CodecErrors errors) {
    super(TYPE);
    this.name = name;
    this.errors = errors;
  }

  @PyGetter
  String __name__() {
    return name + "_errors";
  }

  @PyMethod(sig = "(exc, /)")
  Object __call__(ThreadState ts, Object exc) {
    if (exc instanceof PyBaseException e && name.equals("strict")) {
      throw new PyException(e);
    }
    if (exc instanceof PyUnicodeTranslateError e) {
      return translating(e);
    }
    if (!(exc instanceof PyUnicodeErrorBase e) || e.object == null) {
      if (name.equals("strict")) {
        throw PyErr.typeError("codec must pass exception instance");
      }
      throw PyErr.typeError("don't know how to handle %s in error callback", PyObject.typeOf(exc).messageName());
    }
    try {
      CodecErrors.Replacement made;
      if (e instanceof PyUnicodeDecodeError) {
        byte[] input = ((PyBytes) e.object).bytes;
        made = errors.decoding(error(e, input, input.length), input);
      } else {
        CodePoints input = PyUnicode.view(e.object);
        made = errors.encoding(error(e, input, input.length()), input);
      }
      Object value = made.value() instanceof byte[] raw ? new PyBytes(raw) : PyUnicode.of(made.value());
      return PyTuple.of(value, (long) made.resume());
    } catch (CodecError same) {
      throw new PyException(e);
    } catch (org.atoll.runtime.text.TextError refused) {
      throw TextErrors.of(refused);
    }
  }

  private static CodecError error(PyUnicodeErrorBase e, Object input, int length) {
    int start = (int) Math.max(0, e.clampedStart(length));
    int end = (int) Math.max(start, e.clampedEnd(length));
    return new CodecError(PyUnicode.toUtf16(e.encoding), input, start, end, PyUnicode.toUtf16(e.reason));
  }

  /// Only three handlers know what to do about `str.translate`.
  private Object translating(PyUnicodeTranslateError e) {
    CodePoints input = PyUnicode.view(e.object);
    int start = (int) e.clampedStart(input.length());
    int end = (int) e.clampedEnd(input.length());
    return switch (name) {
      case "ignore" -> PyTuple.of("", (long) end);
      case "replace" -> PyTuple.of("\uFFFD".repeat(Math.max(0, end - start)), (long) end);
      case "backslashreplace" -> PyTuple.of(
          PyUnicode.of(errors.encoding(new CodecError("", input, start, end, ""), input).value()), (long) end);
      default -> throw PyErr.typeError("don't know how to handle UnicodeTranslateError in error callback");
    };
  }
}
