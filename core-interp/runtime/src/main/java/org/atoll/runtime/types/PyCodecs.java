package org.atoll.runtime.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.CodecError;
import org.atoll.runtime.text.CodecErrors;
import org.atoll.runtime.text.NarrowCodec;
import org.atoll.runtime.text.TextError;
import org.atoll.runtime.text.Utf8Codec;
import org.atoll.runtime.text.WideCodec;

/// The registry of codecs and error handlers (`Python/codecs.c`), and the short way to the standard codecs. The registry
/// belongs to the interpreter; everything here requires its GIL.
public final class PyCodecs {
  private PyCodecs() {}

  /// One interpreter's registry.
  public static final class Registry {
    private final List<Object> searchPath = new ArrayList<>();
    private final Map<String, PyTuple> cache = new HashMap<>();
    private final Map<String, Object> errorHandlers = new HashMap<>();
    private boolean imported;
  }

  /// The registry of the interpreter.
  public static Registry registry(ThreadState ts) {
    return ts.interpreter().state(Registry.class, Registry::new);
  }

  // The registry.

  /// `codecs.register`.
  public static void register(ThreadState ts, Object search) {
    if (!PyObjects.isCallable(search)) {
      throw PyErr.typeError("argument must be callable");
    }
    registry(ts).searchPath.add(search);
  }

  /// `codecs.unregister`.
  public static void unregister(ThreadState ts, Object search) {
    Registry r = registry(ts);
    if (r.searchPath.removeIf(known -> known == search)) {
      r.cache.clear();
    }
  }

  /// `codecs.lookup`.
  /// @throws PyException LookupError for an unknown encoding
  public static PyTuple lookup(ThreadState ts, String encoding) {
    Registry r = registry(ts);
    String name = normalized(encoding);
    PyTuple known = r.cache.get(name);
    if (known != null) {
      return known;
    }
    Object text = PyUnicode.fromUtf16(encoding);
    if (!(text instanceof String)) {
      // A name that is not UTF-8 is refused as such.
      PyObjects.callMethod(ts, text, "encode");
    }
    if (!r.imported) {
      r.imported = true;
      ts.interpreter().importModule(ts, "encodings");
    }
    if (r.searchPath.isEmpty()) {
      throw PyErr.lookupError("no codec search functions registered: can't find encoding");
    }
    for (Object search : List.copyOf(r.searchPath)) {
      Object found = Call.call1(ts, search, PyUnicode.fromUtf16(name));
      if (found == PyNone.NONE) {
        continue;
      }
      if (!(found instanceof PyTuple info) || info.items.length != 4) {
        throw PyErr.typeError("codec search functions must return 4-tuples");
      }
      r.cache.put(name, info);
      return info;
    }
    throw PyErr.lookupError("unknown encoding: %s", encoding);
  }

  /// Lower case, with a single underscore for each run of anything but letters, digits and dots.
  private static String normalized(String encoding) {
    if (encoding.equals("utf-8")) {
      return "utf_8";
    }
    var out = new StringBuilder(encoding.length());
    boolean gap = false;
    for (int i = 0; i < encoding.length(); i++) {
      char c = encoding.charAt(i);
      if (c < 0x80 && Character.isLetterOrDigit(c) || c == '.') {
        if (gap && !out.isEmpty()) {
          out.append('_');
        }
        gap = false;
        out.append(Character.toLowerCase(c));
      } else {
        gap = true;
      }
    }
    return out.toString();
  }

  /// `codecs.register_error`.
  public static void registerError(ThreadState ts, String name, Object handler) {
    if (!PyObjects.isCallable(handler)) {
      throw PyErr.typeError("handler must be callable");
    }
    registry(ts).errorHandlers.put(name, handler);
  }

  /// Forgets an error handler; whether there was one of that name.
  public static boolean unregisterError(ThreadState ts, String name) {
    return registry(ts).errorHandlers.remove(name) != null;
  }

  /// `codecs.lookup_error`.
  /// @throws PyException LookupError for an unknown name
  public static Object lookupError(ThreadState ts, String name) {
    Registry r = registry(ts);
    Object handler = r.errorHandlers.get(name);
    if (handler != null) {
      return handler;
    }
    CodecErrors standard = CodecErrors.named(name);
    if (standard == null) {
      throw PyErr.lookupError("unknown error handler name '%s'", name);
    }
    Object made = new PyCodecErrorHandler(name, standard);
    r.errorHandlers.put(name, made);
    return made;
  }

  /// The handler of a name for the codecs written in Java; null stands for `strict`.
  public static CodecErrors errors(ThreadState ts, String name, Object object) {
    if (name == null || name.equals("strict")) {
      return CodecErrors.STRICT;
    }
    CodecErrors standard = CodecErrors.named(name);
    return standard != null ? standard : new RegisteredErrors(ts, name, object);
  }

  // Encoding and decoding.

  /// A codec at work.
  @FunctionalInterface
  public interface Work<T> {
    T run(CodecErrors errors);
  }

  /// Runs a codec with the named error handler and turns its refusals into Python exceptions.
  /// @param object what is converted, for the exceptions
  public static <T> T guarded(ThreadState ts, String errors, Object object, Work<T> work) {
    try {
      return work.run(errors(ts, errors, object));
    } catch (CodecError e) {
      throw TextErrors.of(e, object);
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
  }

  /// `str.encode`: a bytes object. `encoding` and `errors` may be null for the defaults.
  public static Object encodeText(ThreadState ts, Object str, String encoding, String errors) {
    check(ts, encoding, errors);
    CodePoints text = PyUnicode.view(str);
    String name = encoding == null ? "utf_8" : normalized(encoding);
    byte[] bytes = switch (name) {
      case "utf_8", "utf8" -> guarded(ts, errors, str, handler -> Utf8Codec.encode(text, handler));
      case "latin_1", "latin1", "iso_8859_1", "iso8859_1" -> guarded(ts, errors, str, handler -> NarrowCodec.encodeLatin1(text, handler));
      case "ascii", "us_ascii" -> guarded(ts, errors, str, handler -> NarrowCodec.encodeAscii(text, handler));
      case "utf_16", "utf16" -> guarded(ts, errors, str, handler -> WideCodec.encodeUtf16(text, handler, 0));
      case "utf_32", "utf32" -> guarded(ts, errors, str, handler -> WideCodec.encodeUtf32(text, handler, 0));
      default -> null;
    };
    if (bytes != null) {
      return new PyBytes(bytes);
    }
    PyTuple info = lookupText(ts, encoding, "codecs.encode()");
    Object made = first(ts, info.items[0], str, errors, "encoder must return a tuple (object, integer)", "encoding", encoding);
    if (made instanceof PyByteArray array) {
      return new PyBytes(array.snapshot().clone());
    }
    if (!(made instanceof PyBytes)) {
      throw PyErr.typeError("'%s' encoder returned '%s' instead of 'bytes'; use codecs.encode() to encode to arbitrary types", encoding,
          PyObject.typeOf(made).messageName());
    }
    return made;
  }

  /// `bytes.decode`: a str. `encoding` and `errors` may be null for the defaults.
  public static Object decodeText(ThreadState ts, PyBytes object, String encoding, String errors) {
    check(ts, encoding, errors);
    byte[] bytes = object.bytes;
    String name = encoding == null ? "utf_8" : normalized(encoding);
    Object text = switch (name) {
      case "utf_8", "utf8" -> guarded(ts, errors, object, handler -> Utf8Codec.decode(bytes, handler, true)).text();
      case "latin_1", "latin1", "iso_8859_1", "iso8859_1" -> NarrowCodec.decodeLatin1(bytes);
      case "ascii", "us_ascii" -> guarded(ts, errors, object, handler -> NarrowCodec.decodeAscii(bytes, handler)).text();
      case "utf_16", "utf16" -> guarded(ts, errors, object, handler -> WideCodec.decodeUtf16(bytes, handler, 0, true)).text();
      case "utf_32", "utf32" -> guarded(ts, errors, object, handler -> WideCodec.decodeUtf32(bytes, handler, 0, true)).text();
      default -> null;
    };
    if (text != null) {
      return PyUnicode.of(text);
    }
    PyTuple info = lookupText(ts, encoding, "codecs.decode()");
    Object made = first(ts, info.items[1], object, errors, "decoder must return a tuple (object,integer)", "decoding", encoding);
    if (!PyUnicode.check(made)) {
      throw PyErr.typeError("'%s' decoder returned '%s' instead of 'str'; use codecs.decode() to decode to arbitrary types", encoding,
          PyObject.typeOf(made).messageName());
    }
    return made;
  }

  /// Development mode looks the names up even where they will not be used.
  private static void check(ThreadState ts, String encoding, String errors) {
    requireNoNul(encoding);
    requireNoNul(errors);
    if (ts.interpreter().config().flag("dev_mode") != 0 && !ts.interpreter().isFinalizing()) {
      if (encoding != null) {
        lookup(ts, encoding);
      }
      if (errors != null) {
        lookupError(ts, errors);
      }
    }
  }

  private static void requireNoNul(String name) {
    if (name != null && name.indexOf(0) >= 0) {
      throw PyErr.valueError("embedded null character");
    }
  }

  private static PyTuple lookupText(ThreadState ts, String encoding, String instead) {
    PyTuple info = lookup(ts, encoding);
    if (info.type != PyTuple.TYPE) {
      Object isText = PyObjects.getOptionalAttr(ts, info, "_is_text_encoding");
      if (isText != null && !PyObjects.isTrue(ts, isText)) {
        throw PyErr.lookupError("'%s' is not a text encoding; use %s to handle arbitrary codecs", encoding, instead);
      }
    }
    return info;
  }

  /// `codecs.encode` with any codec.
  public static Object encode(ThreadState ts, Object object, String encoding, String errors) {
    return first(ts, lookup(ts, encoding).items[0], object, errors, "encoder must return a tuple (object, integer)", "encoding", encoding);
  }

  /// `codecs.decode` with any codec.
  public static Object decode(ThreadState ts, Object object, String encoding, String errors) {
    return first(ts, lookup(ts, encoding).items[1], object, errors, "decoder must return a tuple (object,integer)", "decoding", encoding);
  }

  private static Object first(ThreadState ts, Object coder, Object object, String errors, String shape, String doing, String encoding) {
    Object made;
    try {
      made = errors == null ? Call.call1(ts, coder, object) : Call.call2(ts, coder, object, PyUnicode.fromUtf16(errors));
    } catch (PyException e) {
      PyObjects.callMethod(ts, e.value, "add_note", PyUnicode.fromUtf16(doing + " with '" + encoding + "' codec failed"));
      throw e;
    }
    if (!(made instanceof PyTuple pair) || pair.items.length != 2) {
      throw PyErr.typeError(shape);
    }
    return pair.items[0];
  }
}
