package org.atoll.runtime.modules.io;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.text.CodecError;
import org.atoll.runtime.text.CodecErrors;
import org.atoll.runtime.text.NarrowCodec;
import org.atoll.runtime.text.Utf8Codec;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.TextErrors;

/// The codec of a text stream: in Java for the common encodings with standard error handlers, so that a program that prints
/// needs neither `codecs` nor `encodings`; else what the codec registry has.
final class TextCodec {
  /// The encodings that are done here.
  enum Kind { UTF_8, ASCII, LATIN_1 }

  private final Kind kind;
  private final CodecErrors handler;
  private final Object info;
  private final Object errors;

  private TextCodec(Kind kind, CodecErrors handler, Object info, Object errors) {
    this.kind = kind;
    this.handler = handler;
    this.info = info;
    this.errors = errors;
  }

  /// @throws org.atoll.runtime.types.PyException LookupError for an unknown encoding or one that is not for text
  static TextCodec find(ThreadState ts, String encoding, Object errors) {
    Kind kind = kindOf(encoding);
    CodecErrors handler = CodecErrors.named(PyUnicode.toJava(errors));
    if (kind != null && handler != null) {
      return new TextCodec(kind, handler, null, errors);
    }
    Object info = PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "_codecs"), "lookup", encoding);
    Object isText = PyObjects.getOptionalAttr(ts, info, "_is_text_encoding");
    if (isText != null && !PyObjects.isTrue(ts, isText)) {
      throw PyErr.format(PyExc.LookupError, "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs", encoding);
    }
    return new TextCodec(null, null, info, errors);
  }

  private static Kind kindOf(String encoding) {
    return switch (encoding.toLowerCase(Locale.ROOT).replace('_', '-')) {
      case "utf-8", "utf8", "u8" -> Kind.UTF_8;
      case "ascii", "us-ascii", "646" -> Kind.ASCII;
      case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "8859", "l1" -> Kind.LATIN_1;
      default -> null;
    };
  }

  TextDecoder decoder(ThreadState ts) {
    if (kind != null) {
      return new TextDecoder.Fast(kind, handler);
    }
    return new TextDecoder.Python(Call.call1(ts, PyObjects.getAttr(ts, info, "incrementaldecoder"), errors));
  }

  Encoder encoder(ThreadState ts) {
    if (kind != null) {
      return new Encoder(kind, handler, null);
    }
    return new Encoder(null, null, Call.call1(ts, PyObjects.getAttr(ts, info, "incrementalencoder"), errors));
  }

  /// An incremental encoder.
  static final class Encoder {
    private final Kind kind;
    private final CodecErrors handler;
    private final Object python;

    private Encoder(Kind kind, CodecErrors handler, Object python) {
      this.kind = kind;
      this.handler = handler;
      this.python = python;
    }

    byte[] encode(ThreadState ts, Object text) {
      if (python != null) {
        Object b = PyObjects.callMethod(ts, python, "encode", text);
        if (b instanceof PyBytes bytes) {
          return bytes.bytes;
        }
        throw PyErr.typeError("encoder should return a bytes object, not '%s'", PyObject.typeOf(b).name());
      }
      if (kind == Kind.UTF_8 && text instanceof String s) {
        return s.getBytes(StandardCharsets.UTF_8);
      }
      try {
        return switch (kind) {
          case UTF_8 -> Utf8Codec.encode(PyUnicode.view(text), handler);
          case ASCII -> NarrowCodec.encodeAscii(PyUnicode.view(text), handler);
          case LATIN_1 -> NarrowCodec.encodeLatin1(PyUnicode.view(text), handler);
        };
      } catch (CodecError e) {
        throw TextErrors.of(e, text);
      }
    }

    /// Tells an encoder that writes a byte order mark whether it is at the start of the stream.
    void setStart(ThreadState ts, boolean start) {
      if (python == null) {
        return;
      }
      if (start) {
        PyObjects.callMethod(ts, python, "reset");
      } else {
        PyObjects.callMethod(ts, python, "setstate", 0L);
      }
    }

    Object pythonOrNone() {
      return python == null ? PyNone.NONE : python;
    }
  }
}
