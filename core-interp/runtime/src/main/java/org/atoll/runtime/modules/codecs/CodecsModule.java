package org.atoll.runtime.modules.codecs;

import java.nio.charset.StandardCharsets;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.CodecErrors;
import org.atoll.runtime.text.Decoded;
import org.atoll.runtime.text.EscapeCodec;
import org.atoll.runtime.text.NarrowCodec;
import org.atoll.runtime.text.TextError;
import org.atoll.runtime.text.Utf7Codec;
import org.atoll.runtime.text.Utf8Codec;
import org.atoll.runtime.text.WideCodec;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyCodecs;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.TextErrors;

/// The module `_codecs` (`Modules/_codecsmodule.c`): the registry and the codecs written in Java. Requires the GIL.
@PyModuleDef("_codecs")
public final class CodecsModule {
  // The registry.

  @PyFunction(sig = "(search_function, /)", doc = "Register a codec search function.")
  void register(ThreadState ts, Object search_function) {
    PyCodecs.register(ts, search_function);
  }

  @PyFunction(sig = "(search_function, /)", doc = "Unregister a codec search function and clear the registry's cache.")
  void unregister(ThreadState ts, Object search_function) {
    PyCodecs.unregister(ts, search_function);
  }

  @PyFunction(sig = "(encoding, /)", doc = "Looks up a codec tuple in the Python codec registry and returns a CodecInfo object.")
  Object lookup(ThreadState ts, String encoding) {
    return PyCodecs.lookup(ts, encoding);
  }

  @PyFunction(sig = "(obj, encoding='utf-8', errors='strict')", doc = "Encodes obj using the codec registered for encoding.")
  Object encode(ThreadState ts, Object obj, String encoding, String errors) {
    return PyCodecs.encode(ts, obj, encoding, errors);
  }

  @PyFunction(sig = "(obj, encoding='utf-8', errors='strict')", doc = "Decodes obj using the codec registered for encoding.")
  Object decode(ThreadState ts, Object obj, String encoding, String errors) {
    return PyCodecs.decode(ts, obj, encoding, errors);
  }

  @PyFunction(sig = "(errors, handler, /)", doc = "Register the specified error handler under the name errors.")
  void register_error(ThreadState ts, String errors, Object handler) {
    PyCodecs.registerError(ts, errors, handler);
  }

  @PyFunction(sig = "(errors, /)", doc = "Un-register the specified error handler for the error handling `errors'.")
  boolean _unregister_error(ThreadState ts, String errors) {
    if (CodecErrors.named(errors) != null) {
      throw PyErr.valueError("cannot un-register built-in error handler '%s'", errors);
    }
    return PyCodecs.unregisterError(ts, errors);
  }

  @PyFunction(sig = "(name, /)", doc = "lookup_error(errors) -> handler")
  Object lookup_error(ThreadState ts, String name) {
    return PyCodecs.lookupError(ts, name);
  }

  // Encoders.

  @FunctionalInterface
  private interface Encoder {
    byte[] encode(CodePoints text, CodecErrors handler);
  }

  private static PyTuple encoded(ThreadState ts, Object str, String errors, String function, Encoder encoder) {
    if (!PyUnicode.check(str)) {
      throw PyErr.typeError("%s() argument 1 must be str, not %s", function, PyObject.typeOf(str).messageName());
    }
    CodePoints text = PyUnicode.view(str);
    byte[] bytes = PyCodecs.guarded(ts, errors, PyUnicode.value(str), handler -> encoder.encode(text, handler));
    return PyTuple.of(new PyBytes(bytes), (long) text.length());
  }

  @PyFunction(sig = "(str, errors=None, /)")
  Object utf_8_encode(ThreadState ts, Object str, String errors) {
    return encoded(ts, str, errors, "utf_8_encode", (text, handler) -> Utf8Codec.encode(text, handler));
  }

  @PyFunction(sig = "(str, errors=None, /)")
  Object utf_16_le_encode(ThreadState ts, Object str, String errors) {
    return encoded(ts, str, errors, "utf_16_le_encode", (text, handler) -> WideCodec.encodeUtf16(text, handler, -1));
  }

  @PyFunction(sig = "(str, errors=None, /)")
  Object utf_16_be_encode(ThreadState ts, Object str, String errors) {
    return encoded(ts, str, errors, "utf_16_be_encode", (text, handler) -> WideCodec.encodeUtf16(text, handler, 1));
  }

  @PyFunction(sig = "(str, errors=None, /)")
  Object utf_32_le_encode(ThreadState ts, Object str, String errors) {
    return encoded(ts, str, errors, "utf_32_le_encode", (text, handler) -> WideCodec.encodeUtf32(text, handler, -1));
  }

  @PyFunction(sig = "(str, errors=None, /)")
  Object utf_32_be_encode(ThreadState ts, Object str, String errors) {
    return encoded(ts, str, errors, "utf_32_be_encode", (text, handler) -> WideCodec.encodeUtf32(text, handler, 1));
  }

  @PyFunction(sig = "(str, errors=None, /)")
  Object utf_7_encode(ThreadState ts, Object str, String errors) {
    return encoded(ts, str, errors, "utf_7_encode", (text, handler) -> Utf7Codec.encode(text));
  }

  @PyFunction(sig = "(str, errors=None, /)")
  Object latin_1_encode(ThreadState ts, Object str, String errors) {
    return encoded(ts, str, errors, "latin_1_encode", (text, handler) -> NarrowCodec.encodeLatin1(text, handler));
  }

  @PyFunction(sig = "(str, errors=None, /)")
  Object ascii_encode(ThreadState ts, Object str, String errors) {
    return encoded(ts, str, errors, "ascii_encode", (text, handler) -> NarrowCodec.encodeAscii(text, handler));
  }

  @PyFunction(sig = "(str, errors=None, /)")
  Object unicode_escape_encode(ThreadState ts, Object str, String errors) {
    return encoded(ts, str, errors, "unicode_escape_encode", (text, handler) -> EscapeCodec.encodeUnicode(text));
  }

  @PyFunction(sig = "(str, errors=None, /)")
  Object raw_unicode_escape_encode(ThreadState ts, Object str, String errors) {
    return encoded(ts, str, errors, "raw_unicode_escape_encode", (text, handler) -> EscapeCodec.encodeRaw(text));
  }

  @PyFunction(sig = "(str, errors=None, byteorder=0, /)")
  Object utf_16_encode(ThreadState ts, Object str, String errors, int byteorder) {
    return encoded(ts, str, errors, "utf_16_encode", (text, handler) -> WideCodec.encodeUtf16(text, handler, byteorder));
  }

  @PyFunction(sig = "(str, errors=None, byteorder=0, /)")
  Object utf_32_encode(ThreadState ts, Object str, String errors, int byteorder) {
    return encoded(ts, str, errors, "utf_32_encode", (text, handler) -> WideCodec.encodeUtf32(text, handler, byteorder));
  }

  // Decoders.

  @FunctionalInterface
  private interface Work {
    Decoded decode(byte[] bytes, CodecErrors handler);
  }

  private static Decoded decodedBytes(ThreadState ts, PyBytes data, String errors, Work work) {
    return PyCodecs.guarded(ts, errors, data, handler -> work.decode(data.bytes, handler));
  }

  private static PyTuple decoded(ThreadState ts, Object data, String errors, Work work) {
    Decoded made = decodedBytes(ts, Buffers.asBytes(ts, data), errors, work);
    return PyTuple.of(PyUnicode.of(made.text()), (long) made.consumed());
  }

  @PyFunction(sig = "(data, errors=None, final=False, /)")
  Object utf_8_decode(ThreadState ts, Object data, String errors, boolean complete) {
    return decoded(ts, data, errors, (bytes, handler) -> Utf8Codec.decode(bytes, handler, complete));
  }

  @PyFunction(sig = "(data, errors=None, final=False, /)")
  Object utf_7_decode(ThreadState ts, Object data, String errors, boolean complete) {
    return decoded(ts, data, errors, (bytes, handler) -> Utf7Codec.decode(bytes, handler, complete));
  }

  @PyFunction(sig = "(data, errors=None, final=False, /)")
  Object utf_16_decode(ThreadState ts, Object data, String errors, boolean complete) {
    return decoded(ts, data, errors, (bytes, handler) -> WideCodec.decodeUtf16(bytes, handler, 0, complete));
  }

  @PyFunction(sig = "(data, errors=None, final=False, /)")
  Object utf_16_le_decode(ThreadState ts, Object data, String errors, boolean complete) {
    return decoded(ts, data, errors, (bytes, handler) -> WideCodec.decodeUtf16(bytes, handler, -1, complete));
  }

  @PyFunction(sig = "(data, errors=None, final=False, /)")
  Object utf_16_be_decode(ThreadState ts, Object data, String errors, boolean complete) {
    return decoded(ts, data, errors, (bytes, handler) -> WideCodec.decodeUtf16(bytes, handler, 1, complete));
  }

  @PyFunction(sig = "(data, errors=None, final=False, /)")
  Object utf_32_decode(ThreadState ts, Object data, String errors, boolean complete) {
    return decoded(ts, data, errors, (bytes, handler) -> WideCodec.decodeUtf32(bytes, handler, 0, complete));
  }

  @PyFunction(sig = "(data, errors=None, final=False, /)")
  Object utf_32_le_decode(ThreadState ts, Object data, String errors, boolean complete) {
    return decoded(ts, data, errors, (bytes, handler) -> WideCodec.decodeUtf32(bytes, handler, -1, complete));
  }

  @PyFunction(sig = "(data, errors=None, final=False, /)")
  Object utf_32_be_decode(ThreadState ts, Object data, String errors, boolean complete) {
    return decoded(ts, data, errors, (bytes, handler) -> WideCodec.decodeUtf32(bytes, handler, 1, complete));
  }

  @PyFunction(sig = "(data, errors=None, byteorder=0, final=False, /)")
  Object utf_16_ex_decode(ThreadState ts, Object data, String errors, int byteorder, boolean complete) {
    Decoded made = decodedBytes(ts, Buffers.asBytes(ts, data), errors,
        (bytes, handler) -> WideCodec.decodeUtf16(bytes, handler, byteorder, complete));
    return PyTuple.of(PyUnicode.of(made.text()), (long) made.consumed(), (long) made.byteOrder());
  }

  @PyFunction(sig = "(data, errors=None, byteorder=0, final=False, /)")
  Object utf_32_ex_decode(ThreadState ts, Object data, String errors, int byteorder, boolean complete) {
    Decoded made = decodedBytes(ts, Buffers.asBytes(ts, data), errors,
        (bytes, handler) -> WideCodec.decodeUtf32(bytes, handler, byteorder, complete));
    return PyTuple.of(PyUnicode.of(made.text()), (long) made.consumed(), (long) made.byteOrder());
  }

  @PyFunction(sig = "(data, errors=None, /)")
  Object ascii_decode(ThreadState ts, Object data, String errors) {
    return decoded(ts, data, errors, NarrowCodec::decodeAscii);
  }

  @PyFunction(sig = "(data, errors=None, /)")
  Object latin_1_decode(ThreadState ts, Object data, String errors) {
    return decoded(ts, data, errors, (bytes, handler) -> new Decoded(NarrowCodec.decodeLatin1(bytes), bytes.length));
  }

  /// Text counts as the bytes of its UTF-8 form here.
  private static PyBytes textOrBytes(ThreadState ts, Object data) {
    return PyUnicode.check(data) ? (PyBytes) PyCodecs.encodeText(ts, data, null, null) : Buffers.asBytes(ts, data);
  }

  @PyFunction(sig = "(data, errors=None, final=True, /)")
  Object unicode_escape_decode(ThreadState ts, Object data, String errors, boolean complete) {
    PyBytes bytes = textOrBytes(ts, data);
    EscapeCodec.Unescaped made = PyCodecs.guarded(ts, errors, bytes, handler -> EscapeCodec.decodeUnicode(bytes.bytes, handler, complete));
    warnOfEscape(ts, bytes.bytes, made.firstInvalid(), "");
    return PyTuple.of(PyUnicode.of(made.decoded().text()), (long) made.decoded().consumed());
  }

  @PyFunction(sig = "(data, errors=None, final=True, /)")
  Object raw_unicode_escape_decode(ThreadState ts, Object data, String errors, boolean complete) {
    PyBytes bytes = textOrBytes(ts, data);
    Decoded made = decodedBytes(ts, bytes, errors, (raw, handler) -> EscapeCodec.decodeRaw(raw, handler, complete));
    return PyTuple.of(PyUnicode.of(made.text()), (long) made.consumed());
  }

  private static void warnOfEscape(ThreadState ts, byte[] bytes, int at, String prefix) {
    if (at < 0) {
      return;
    }
    char letter = (char) (bytes[at + 1] & 0xFF);
    if (letter >= '4' && letter <= '7') {
      String octal = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
      PyErr.warn(ts, PyExc.DeprecationWarning, 1, "\"%s%s\" is an invalid octal escape sequence. Such sequences will not work in the future. ", prefix, octal);
    } else {
      PyErr.warn(ts, PyExc.DeprecationWarning, 1, "\"%s\\%c\" is an invalid escape sequence. Such sequences will not work in the future. ", prefix, letter);
    }
  }

  @PyFunction(sig = "(data, errors=None, /)")
  Object escape_decode(ThreadState ts, Object data, String errors) {
    PyBytes bytes = textOrBytes(ts, data);
    try {
      EscapeCodec.Unescaped made = EscapeCodec.decodeBytes(bytes.bytes, errors == null ? "strict" : errors);
      warnOfEscape(ts, bytes.bytes, made.firstInvalid(), "b");
      return PyTuple.of(PyBytes.latin1((String) made.decoded().text()), (long) bytes.bytes.length);
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
  }

  @PyFunction(sig = "(data, errors=None, /)")
  Object escape_encode(ThreadState ts, PyBytes data, String errors) {
    return PyTuple.of(new PyBytes(EscapeCodec.encodeBytes(data.bytes)), (long) data.bytes.length);
  }

  @PyFunction(sig = "(data, errors=None, /)")
  Object readbuffer_encode(ThreadState ts, Object data, String errors) {
    PyBytes bytes = textOrBytes(ts, data);
    return PyTuple.of(bytes.type == PyBytes.TYPE ? bytes : new PyBytes(bytes.bytes), (long) bytes.bytes.length);
  }

  // Character maps.

  @PyFunction(sig = "(map, /)")
  Object charmap_build(Object map) {
    if (!PyUnicode.check(map)) {
      throw PyErr.typeError("charmap_build() argument must be str, not %s", PyObject.typeOf(map).messageName());
    }
    return EncodingMap.build(PyUnicode.view(map));
  }

  @PyFunction(sig = "(str, errors=None, mapping=None, /)")
  Object charmap_encode(ThreadState ts, Object str, String errors, Object mapping) {
    if (mapping == PyNone.NONE) {
      return encoded(ts, str, errors, "charmap_encode", NarrowCodec::encodeLatin1);
    }
    return encoded(ts, str, errors, "charmap_encode", (text, handler) -> NarrowCodec.encodeCharmap(text, handler, Charmaps.encoder(ts, mapping)));
  }

  @PyFunction(sig = "(data, errors=None, mapping=None, /)")
  Object charmap_decode(ThreadState ts, Object data, String errors, Object mapping) {
    if (mapping == PyNone.NONE) {
      return latin_1_decode(ts, data, errors);
    }
    if (PyUnicode.checkExact(mapping)) {
      CodePoints table = PyUnicode.view(mapping);
      return decoded(ts, data, errors, (bytes, handler) -> NarrowCodec.decodeCharmap(bytes, handler, table));
    }
    return decoded(ts, data, errors, (bytes, handler) -> NarrowCodec.decodeCharmap(bytes, handler, Charmaps.decoder(ts, mapping)));
  }
}
