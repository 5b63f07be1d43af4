package org.atoll.runtime.modules.io;

import java.math.BigInteger;
import java.util.Arrays;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.TextBuilder;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Text on top of a buffered binary stream (`Modules/_io/textio.c`). Guarded by the GIL.
@PyTypeDef(name = "TextIOWrapper", module = "_io", base = PyTextIOBase.class, doc = "Character and line based layer over a BufferedIOBase object, buffer.")
public class PyTextIOWrapper extends PyTextIOBase {
  public static final PyType TYPE = PyType.builtin(new PyTextIOWrapperBinder());
  private static final byte[] EMPTY = {};

  private Object buffer;
  private boolean ok;
  private boolean detached;
  private boolean finalizing;
  private Object encoding;
  private Object errors;
  private TextDecoder decoder;
  private TextCodec.Encoder encoder;
  private int chunkSize = 8192;
  private boolean lineBuffering;
  private boolean writeThrough;
  /// How lines end: `readNewline` null means universally.
  private boolean readUniversal;
  private boolean readTranslate;
  private String readNewline;
  private String writeNewline;
  private boolean seekable;
  private boolean telling;
  private boolean hasRead1;
  /// Encoded text that has not been given to the buffer yet.
  private byte[] pending = EMPTY;
  private int pendingCount;
  /// Decoded text of which the first `decodedUsed` characters have been read.
  private Object decoded = "";
  private int decodedUsed;
  private double bytesPerChar;
  /// The decoder's flags before the last chunk, and the bytes that it had and got then; null where that is not known.
  private TextDecoder.State snapshot;

  PyTextIOWrapper(PyType cls) {
    super(cls);
    watchForDel();
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyTextIOWrapper(cls);
  }

  /// As the constructor does for Python; `newline` may be null.
  static PyTextIOWrapper over(ThreadState ts, Object buffer, Object encoding, Object errors, Object newline, boolean lineBuffering, boolean writeThrough) {
    PyTextIOWrapper t = new PyTextIOWrapper(TYPE);
    t.__init__(ts, buffer, encoding, errors, newline, lineBuffering, writeThrough);
    return t;
  }

  @PyMethod(sig = "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)")
  void __init__(ThreadState ts, Object buffer, Object encoding, Object errors, Object newline, boolean lineBuffering, boolean writeThrough) {
    ok = false;
    detached = false;
    if (encoding == PyNone.NONE && ts.interpreter().config().flag("warn_default_encoding") != 0) {
      Warnings.warn(ts, PyExc.EncodingWarning, "'encoding' argument not specified");
    }
    Object handler = errors == PyNone.NONE ? "strict" : errors;
    if (!PyUnicode.check(handler)) {
      throw PyErr.typeError("TextIOWrapper() argument 'errors' must be str or None, not %s", PyObject.typeOf(errors).name());
    }
    if (errors != PyNone.NONE) {
      checkName(ts, handler);
    }
    checkNewline(ts, newline);
    if (ts.interpreter().config().flag("dev_mode") != 0) {
      // In development mode, names are checked before they are needed.
      PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "_codecs"), "lookup_error", handler);
    }
    decoded = "";
    decodedUsed = 0;
    snapshot = null;
    bytesPerChar = 0;
    this.encoding = encodingName(ts, encoding);
    this.errors = handler;
    TextCodec codec = TextCodec.find(ts, PyUnicode.toJava(this.encoding), handler);
    this.lineBuffering = lineBuffering;
    this.writeThrough = writeThrough;
    setNewline(newline);
    this.buffer = buffer;
    takeOver(buffer);
    setDecoder(ts, codec);
    setEncoder(ts, codec);
    hasRead1 = isPlainBuffered(buffer) || PyObjects.hasAttr(ts, buffer, "read1");
    seekable = IoSupport.callBoolean(ts, buffer, "seekable");
    telling = seekable;
    pendingCount = 0;
    ok = true;
    fixEncoderState(ts);
  }

  private static Object encodingName(ThreadState ts, Object encoding) {
    if (encoding == PyNone.NONE) {
      return LocaleEncoding.name(ts);
    }
    if (!PyUnicode.check(encoding)) {
      throw PyErr.typeError("TextIOWrapper() argument 'encoding' must be str or None, not %s", PyObject.typeOf(encoding).name());
    }
    checkName(ts, encoding);
    return encoding.equals("locale") ? LocaleEncoding.name(ts) : encoding;
  }

  /// A name that C would take: UTF-8 without null characters.
  private static void checkName(ThreadState ts, Object name) {
    if (TextPiece.indexOf(PyUnicode.value(name), '\0', 0) >= 0) {
      throw PyErr.valueError("embedded null character");
    }
    if (!(PyUnicode.value(name) instanceof String)) {
      PyObjects.callMethod(ts, name, "encode");
    }
  }

  private static void checkNewline(ThreadState ts, Object newline) {
    if (newline == PyNone.NONE) {
      return;
    }
    if (!PyUnicode.check(newline)) {
      throw PyErr.typeError("TextIOWrapper() argument 'newline' must be str or None, not %s", PyObject.typeOf(newline).name());
    }
    String s = PyUnicode.toJava(newline);
    if (!s.isEmpty() && !s.equals("\n") && !s.equals("\r") && !s.equals("\r\n")) {
      throw PyErr.valueError("illegal newline value: %s", PyObjects.repr(ts, newline));
    }
  }

  private void setNewline(Object newline) {
    String n = newline == PyNone.NONE ? null : PyUnicode.toJava(newline);
    readNewline = n;
    readUniversal = n == null || n.isEmpty();
    readTranslate = n == null;
    writeNewline = n == null || n.isEmpty() || n.equals("\n") ? null : n;
  }

  private void setDecoder(ThreadState ts, TextCodec codec) {
    decoder = null;
    if (!askBuffer(ts, "readable")) {
      return;
    }
    decoder = codec.decoder(ts);
    if (readUniversal) {
      decoder.newlines = new Newlines(readTranslate);
    }
  }

  private void setEncoder(ThreadState ts, TextCodec codec) {
    encoder = askBuffer(ts, "writable") ? codec.encoder(ts) : null;
  }

  private boolean askBuffer(ThreadState ts, String method) {
    if (isPlainBuffered(buffer) && PyFileIO.isPlain(((Buffered) buffer).raw)) {
      return method.equals("readable") ? ((Buffered) buffer).reads() : ((Buffered) buffer).writes();
    }
    return IoSupport.callBoolean(ts, buffer, method);
  }

  private void fixEncoderState(ThreadState ts) {
    if (seekable && encoder != null && encoder.pythonOrNone() != PyNone.NONE) {
      Object at = PyObjects.callMethod(ts, buffer, "tell");
      if (!PyObjects.equal(ts, at, 0L)) {
        encoder.setStart(ts, false);
      }
    }
  }

  /// Whether calls may go to the buffer without Python's method lookup.
  private static boolean isPlainBuffered(Object o) {
    return o instanceof Buffered b && !b.type.isHeapType();
  }

  private void checkAttached() {
    if (!ok) {
      throw detached ? PyErr.valueError("underlying buffer has been detached") : IoErrors.uninitialized();
    }
  }

  private void checkOpen(ThreadState ts) {
    checkAttached();
    checkClosed(ts);
  }

  @Override
  boolean isClosed(ThreadState ts) {
    if (type != TYPE) {
      return super.isClosed(ts);
    }
    checkAttached();
    return isPlainBuffered(buffer) ? ((Buffered) buffer).isClosed(ts) : IoSupport.isTrueAttr(ts, buffer, "closed");
  }

  // Writing.

  @PyMethod(sig = "(text, /)")
  long write(ThreadState ts, Object text) {
    if (!PyUnicode.check(text)) {
      throw PyErr.typeError("write() argument must be str, not %s", PyObject.typeOf(text).name());
    }
    checkOpen(ts);
    if (encoder == null) {
      throw IoErrors.unsupported("not writable");
    }
    Object s = PyUnicode.value(text);
    long length = PyUnicode.length(s);
    boolean hasLf = (writeNewline != null || lineBuffering) && TextPiece.indexOf(s, '\n', 0) >= 0;
    if (hasLf && writeNewline != null) {
      s = TextPiece.replaceLineFeeds(s, writeNewline);
    }
    boolean flush = lineBuffering && (hasLf || TextPiece.indexOf(s, '\r', 0) >= 0);
    byte[] bytes = encoder.encode(ts, s);
    while (pendingCount > 0 && pendingCount + bytes.length > chunkSize) {
      // What takes it may write more in the meantime.
      writePending(ts);
    }
    addPending(ts, bytes);
    if (pendingCount >= chunkSize || flush || writeThrough) {
      writePending(ts);
    }
    if (flush) {
      flushBuffer(ts);
    }
    if (snapshot != null) {
      forgetDecoded();
    }
    if (decoder != null) {
      decoder.reset(ts);
    }
    return length;
  }

  private void addPending(ThreadState ts, byte[] bytes) {
    if (pendingCount == 0 && bytes.length >= chunkSize) {
      pending = bytes;
      pendingCount = bytes.length;
      return;
    }
    if (pendingCount + bytes.length > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(chunkSize, pendingCount + bytes.length));
    }
    System.arraycopy(bytes, 0, pending, pendingCount, bytes.length);
    if (pendingCount == 0 && bytes.length > 0) {
      OpenStreams.of(ts).dirty(this);
    }
    pendingCount += bytes.length;
  }

  private void writePending(ThreadState ts) {
    if (pendingCount == 0) {
      return;
    }
    byte[] b = pending;
    int n = pendingCount;
    pendingCount = 0;
    pending = EMPTY;
    OpenStreams.of(ts).clean(this);
    if (isPlainBuffered(buffer)) {
      Buffered to = (Buffered) buffer;
      to.checkInitialized();
      to.write(ts, b, 0, n);
      if (b.length == chunkSize && pendingCount == 0) {
        pending = b;
      }
    } else {
      PyObjects.callMethod(ts, buffer, "write", new PyBytes(n == b.length ? b : Arrays.copyOf(b, n)));
    }
  }

  private void flushBuffer(ThreadState ts) {
    if (isPlainBuffered(buffer)) {
      ((Buffered) buffer).flush(ts);
    } else {
      PyObjects.callMethod(ts, buffer, "flush");
    }
  }

  private void forgetDecoded() {
    decoded = "";
    decodedUsed = 0;
    snapshot = null;
  }

  @PyMethod(sig = "()")
  Object flush(ThreadState ts) {
    checkOpen(ts);
    telling = seekable;
    writePending(ts);
    flushBuffer(ts);
    return PyNone.NONE;
  }

  // Reading.

  private void checkReadable() {
    if (decoder == null) {
      throw IoErrors.unsupported("not readable");
    }
  }

  private int left() {
    return PyUnicode.length(decoded) - decodedUsed;
  }

  private Object takeDecoded(int n) {
    int available = left();
    int take = n < 0 || n > available ? available : n;
    Object s = take == PyUnicode.length(decoded) ? decoded : TextPiece.slice(decoded, decodedUsed, decodedUsed + take);
    decodedUsed += take;
    return s;
  }

  /// Decodes the next chunk; false at the end.
  private boolean readChunk(ThreadState ts, int hint) {
    checkReadable();
    TextDecoder.State before = telling ? decoder.state(ts) : null;
    int wanted = Math.max(chunkSize, hint > 0 ? (int) (Math.max(bytesPerChar, 1) * hint) : 0);
    byte[] in = readBytes(ts, wanted);
    boolean eof = in.length == 0;
    decoded = decoder.decode(ts, in, eof);
    decodedUsed = 0;
    int n = PyUnicode.length(decoded);
    bytesPerChar = n > 0 ? (double) in.length / n : 0;
    if (before != null) {
      byte[] next = in;
      if (before.buffered().length > 0) {
        next = Arrays.copyOf(before.buffered(), before.buffered().length + in.length);
        System.arraycopy(in, 0, next, before.buffered().length, in.length);
      }
      snapshot = new TextDecoder.State(next, before.flags());
    }
    return !eof || n > 0;
  }

  private byte[] readBytes(ThreadState ts, int wanted) {
    if (isPlainBuffered(buffer) && buffer instanceof BufferedInput in) {
      return ((PyBytes) in.read1(ts, wanted)).bytes;
    }
    String method = hasRead1 ? "read1" : "read";
    Object r = PyObjects.callMethod(ts, buffer, method, (long) wanted);
    if (r instanceof PyBytes b) {
      return b.bytes;
    }
    if (!Buffers.check(r)) {
      throw PyErr.typeError("underlying %s() should have returned a bytes-like object, not '%s'", method, PyObject.typeOf(r).name());
    }
    PyBuffer view = Buffers.get(ts, r, Buffers.SIMPLE);
    try {
      return view.toByteArray();
    } finally {
      view.release();
    }
  }

  @PyMethod(sig = "(size=-1, /)")
  Object read(ThreadState ts, Object size) {
    checkOpen(ts);
    checkReadable();
    writePending(ts);
    long n = IoSupport.optionalSize(ts, size);
    return n < 0 ? readAll(ts) : readCount(ts, (int) Math.min(n, Integer.MAX_VALUE - 16));
  }

  private Object readAll(ThreadState ts) {
    Object data = isPlainBuffered(buffer) && buffer instanceof BufferedInput in ? in.read(ts, -1L) : PyObjects.callMethod(ts, buffer, "read");
    if (data == PyNone.NONE) {
      throw PyErr.create(PyExc.BlockingIOError, "Read returned None.");
    }
    Object rest = decoder.decode(ts, IoBytes.of(ts, data), true);
    Object result = left() == 0 ? rest : PyUnicode.concat(takeDecoded(-1), rest);
    forgetDecoded();
    return result;
  }

  private Object readCount(ThreadState ts, int n) {
    Object first = takeDecoded(n);
    int have = PyUnicode.length(first);
    if (have == n) {
      return first;
    }
    TextBuilder all = new TextBuilder();
    all.append(PyUnicode.view(first));
    while (all.length() < n) {
      if (!readChunk(ts, n - all.length())) {
        break;
      }
      all.append(PyUnicode.view(takeDecoded(n - all.length())));
    }
    return PyUnicode.of(all);
  }

  @PyMethod(sig = "(size=-1, /)")
  Object readline(ThreadState ts, Object size) {
    return line(ts, IoSupport.optionalSize(ts, size));
  }

  private int lineEnd(Object s, int from) {
    return TextPiece.lineEnd(s, from, readTranslate, readUniversal, readNewline);
  }

  private Object line(ThreadState ts, long limit) {
    checkOpen(ts);
    writePending(ts);
    if (limit < 0 && decodedUsed < PyUnicode.length(decoded)) {
      int end = lineEnd(decoded, decodedUsed);
      if (end >= 0) {
        Object s = TextPiece.slice(decoded, decodedUsed, end);
        decodedUsed = end;
        return s;
      }
    }
    return lineOverChunks(ts, limit);
  }

  private Object lineOverChunks(ThreadState ts, long limit) {
    TextBuilder line = new TextBuilder(0);
    boolean cr = false;
    while (true) {
      while (left() == 0) {
        if (!readChunk(ts, 0)) {
          forgetDecoded();
          return PyUnicode.of(line);
        }
      }
      boolean split = cr && PyUnicode.codePointAt(decoded, decodedUsed) == '\n';
      int end = split ? decodedUsed + 1 : lineEnd(decoded, decodedUsed);
      int to = end >= 0 ? end : PyUnicode.length(decoded);
      boolean cut = limit >= 0 && line.length() + (to - decodedUsed) >= limit;
      if (cut) {
        to = decodedUsed + (int) (limit - line.length());
      }
      line.append(PyUnicode.view(decoded), decodedUsed, to);
      cr = "\r\n".equals(readNewline) && to > decodedUsed && PyUnicode.codePointAt(decoded, to - 1) == '\r';
      decodedUsed = to;
      if (end >= 0 || cut) {
        return PyUnicode.of(line);
      }
    }
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    checkAttached();
    telling = false;
    Object line;
    if (type == TYPE) {
      line = line(ts, -1);
    } else {
      line = PyObjects.callMethod(ts, this, "readline");
      if (!PyUnicode.check(line)) {
        throw PyErr.osError("readline() should have returned a str object, not '%s'", PyObject.typeOf(line).name());
      }
    }
    if (PyUnicode.length(line) == 0) {
      snapshot = null;
      telling = seekable;
      return null;
    }
    return line;
  }

  // Positions.

  @PyMethod(sig = "()")
  Object tell(ThreadState ts) {
    checkOpen(ts);
    if (!seekable) {
      throw IoErrors.unsupported("underlying stream is not seekable");
    }
    if (!telling) {
      throw PyErr.osError("telling position disabled by next() call");
    }
    writePending(ts);
    PyObjects.callMethod(ts, this, "flush");
    long at = IoSupport.offset(ts, PyObjects.callMethod(ts, buffer, "tell"));
    if (decoder == null || snapshot == null) {
      return at;
    }
    long start = at - snapshot.buffered().length;
    if (decodedUsed == 0) {
      return new TextCookie(start, snapshot.flags(), 0, 0, false).pack();
    }
    TextDecoder.State saved = decoder.state(ts);
    try {
      return TextCookie.locate(ts, decoder, start, snapshot.flags(), snapshot.buffered(), decodedUsed, bytesPerChar).pack();
    } finally {
      decoder.setState(ts, saved.buffered(), saved.flags());
    }
  }

  @PyMethod(sig = "(cookie, whence=0, /)")
  Object seek(ThreadState ts, Object cookie, int whence) {
    checkOpen(ts);
    if (!seekable) {
      throw IoErrors.unsupported("underlying stream is not seekable");
    }
    Object target = cookie;
    switch (whence) {
      case 0 -> {
        // A position that tell() gave.
      }
      case 1 -> {
        requireZero(ts, cookie, "can't do nonzero cur-relative seeks");
        target = PyObjects.callMethod(ts, this, "tell");
      }
      case 2 -> {
        requireZero(ts, cookie, "can't do nonzero end-relative seeks");
        return seekEnd(ts);
      }
      default -> throw PyErr.valueError("invalid whence (%d, should be 0, 1 or 2)", whence);
    }
    if (PyObjects.richCompareBool(ts, target, 0L, PyObjects.LT)) {
      throw PyErr.valueError("negative seek position %s", PyObjects.repr(ts, target));
    }
    PyObjects.callMethod(ts, this, "flush");
    return restore(ts, target);
  }

  private static void requireZero(ThreadState ts, Object cookie, String message) {
    if (!PyObjects.equal(ts, cookie, 0L)) {
      throw IoErrors.unsupported(message);
    }
  }

  private Object seekEnd(ThreadState ts) {
    PyObjects.callMethod(ts, this, "flush");
    forgetDecoded();
    if (decoder != null) {
      decoder.reset(ts);
    }
    Object at = PyObjects.callMethod(ts, buffer, "seek", 0L, 2L);
    if (encoder != null) {
      encoder.setStart(ts, PyObjects.equal(ts, at, 0L));
    }
    return at;
  }

  private Object restore(ThreadState ts, Object target) {
    TextCookie c = TextCookie.unpack(new BigInteger(String.valueOf(PyNumber.index(ts, target))));
    PyObjects.callMethod(ts, buffer, "seek", c.startPos());
    forgetDecoded();
    boolean start = c.startPos() == 0 && c.decoderFlags().signum() == 0;
    if (decoder != null) {
      if (start) {
        decoder.reset(ts);
      } else {
        decoder.setState(ts, EMPTY, c.decoderFlags());
      }
    }
    if (c.charsToSkip() > 0) {
      byte[] in = IoBytes.of(ts, PyObjects.callMethod(ts, buffer, "read", (long) c.bytesToFeed()));
      snapshot = new TextDecoder.State(in, c.decoderFlags());
      decoded = decoder.decode(ts, in, c.needEof());
      if (PyUnicode.length(decoded) < c.charsToSkip()) {
        throw PyErr.osError("can't restore logical file position");
      }
      decodedUsed = c.charsToSkip();
    } else {
      snapshot = new TextDecoder.State(EMPTY, c.decoderFlags());
    }
    if (encoder != null) {
      encoder.setStart(ts, start);
    }
    return target;
  }

  @PyMethod(sig = "(pos=None, /)")
  Object truncate(ThreadState ts, Object pos) {
    checkAttached();
    PyObjects.callMethod(ts, this, "flush");
    return PyObjects.callMethod(ts, buffer, "truncate", pos);
  }

  // The rest.

  @PyMethod(sig = "()")
  Object close(ThreadState ts) {
    checkAttached();
    if (IoSupport.isTrueAttr(ts, this, "closed") || detached) {
      // Asking may have detached it.
      return PyNone.NONE;
    }
    if (finalizing) {
      warnUnclosed(ts);
    }
    PyException failed = null;
    try {
      PyObjects.callMethod(ts, this, "flush");
    } catch (PyException e) {
      failed = e;
    }
    OpenStreams.of(ts).clean(this);
    try {
      Object r = PyObjects.callMethod(ts, buffer, "close");
      closedForGood();
      if (failed == null) {
        return r;
      }
    } catch (PyException e) {
      if (failed != null && e.value.context == null) {
        e.value.context = failed.value;
      }
      throw e;
    }
    throw failed;
  }

  private void warnUnclosed(ThreadState ts) {
    try {
      PyObjects.callMethod(ts, buffer, "_dealloc_warn", this);
    } catch (PyException e) {
      // A buffer need not know how to warn; and a warning that is an error has nobody to catch it.
    }
  }

  @PyMethod(sig = "()")
  Object detach(ThreadState ts) {
    checkAttached();
    PyObjects.callMethod(ts, this, "flush");
    Object b = buffer;
    letGo(b);
    buffer = null;
    detached = true;
    ok = false;
    return b;
  }

  @PyMethod(sig = "(*, encoding=None, errors=None, newline=<absent>, line_buffering=None, write_through=None)")
  void reconfigure(ThreadState ts, Object encoding, Object errors, Object newline, Object lineBuffering, Object writeThrough) {
    checkAttached();
    if (left() >= 0 && snapshot != null && PyUnicode.length(decoded) > 0 && (encoding != PyNone.NONE || errors != PyNone.NONE || newline != null)) {
      throw IoErrors.unsupported("It is not possible to set the encoding or newline of stream after the first read");
    }
    if (newline != null) {
      if (newline != PyNone.NONE && !PyUnicode.check(newline)) {
        throw PyErr.typeError("reconfigure() argument 'newline' must be str or None, not %s", PyObject.typeOf(newline).name());
      }
      checkNewline(ts, newline);
    }
    boolean lines = lineBuffering == PyNone.NONE ? this.lineBuffering : flag(ts, lineBuffering);
    boolean through = writeThrough == PyNone.NONE ? this.writeThrough : flag(ts, writeThrough);
    PyObjects.callMethod(ts, this, "flush");
    bytesPerChar = 0;
    if (newline != null) {
      setNewline(newline);
    }
    if (encoding != PyNone.NONE || errors != PyNone.NONE || newline != null) {
      changeCodec(ts, encoding, errors);
    }
    this.lineBuffering = lines;
    this.writeThrough = through;
  }

  private static boolean flag(ThreadState ts, Object o) {
    if (!PyLong.check(o) && !(o instanceof Boolean) && PyObjects.lookupSpecial(ts, o, "__index__") == null) {
      throw PyErr.typeError("'%s' object cannot be interpreted as an integer", PyObject.typeOf(o).name());
    }
    return PyNumber.asIndex(ts, PyNumber.index(ts, o), PyExc.OverflowError) != 0;
  }

  private void changeCodec(ThreadState ts, Object newEncoding, Object newErrors) {
    Object e = newErrors != PyNone.NONE ? newErrors : newEncoding != PyNone.NONE ? "strict" : errors;
    if (!PyUnicode.check(e)) {
      throw PyErr.typeError("reconfigure() argument 'errors' must be str or None, not %s", PyObject.typeOf(e).name());
    }
    if (newEncoding != PyNone.NONE && !PyUnicode.check(newEncoding)) {
      throw PyErr.typeError("reconfigure() argument 'encoding' must be str or None, not %s", PyObject.typeOf(newEncoding).name());
    }
    Object name = newEncoding == PyNone.NONE ? encoding : encodingName(ts, newEncoding);
    TextCodec codec = TextCodec.find(ts, PyUnicode.toJava(name), e);
    encoding = name;
    errors = e;
    setDecoder(ts, codec);
    setEncoder(ts, codec);
    fixEncoderState(ts);
  }

  private Object ask(ThreadState ts, String method) {
    checkAttached();
    return PyObjects.callMethod(ts, buffer, method);
  }

  @PyMethod(sig = "()")
  Object fileno(ThreadState ts) {
    return ask(ts, "fileno");
  }

  @PyMethod(sig = "()")
  Object seekable(ThreadState ts) {
    return ask(ts, "seekable");
  }

  @PyMethod(sig = "()")
  Object readable(ThreadState ts) {
    return ask(ts, "readable");
  }

  @PyMethod(sig = "()")
  Object writable(ThreadState ts) {
    return ask(ts, "writable");
  }

  @PyMethod(sig = "()")
  Object isatty(ThreadState ts) {
    return ask(ts, "isatty");
  }

  @PyGetter(name = "closed")
  Object closedAttribute(ThreadState ts) {
    checkAttached();
    return PyObjects.getAttr(ts, buffer, "closed");
  }

  @PyGetter(name = "name")
  Object nameAttribute(ThreadState ts) {
    checkAttached();
    return PyObjects.getAttr(ts, buffer, "name");
  }

  @PyGetter(name = "buffer")
  Object bufferAttribute() {
    return buffer == null ? PyNone.NONE : buffer;
  }

  @PyGetter(name = "encoding")
  Object encodingAttribute() {
    return encoding == null ? PyNone.NONE : encoding;
  }

  @PyGetter(name = "errors")
  Object errorsAttribute() {
    checkAttached();
    return errors;
  }

  @PyGetter(name = "newlines")
  Object newlinesAttribute(ThreadState ts) {
    checkAttached();
    if (decoder == null) {
      return PyNone.NONE;
    }
    if (decoder.newlines != null) {
      return decoder.newlines.seen();
    }
    Object n = decoder.python() == null ? null : PyObjects.getOptionalAttr(ts, decoder.python(), "newlines");
    return n == null ? PyNone.NONE : n;
  }

  @PyGetter(name = "line_buffering")
  boolean lineBufferingAttribute() {
    return lineBuffering;
  }

  @PyGetter(name = "write_through")
  boolean writeThroughAttribute() {
    return writeThrough;
  }

  @PyGetter(name = "_CHUNK_SIZE")
  long chunkSizeAttribute() {
    checkAttached();
    return chunkSize;
  }

  @PySetter(name = "_CHUNK_SIZE")
  void setChunkSize(ThreadState ts, Object value) {
    checkAttached();
    if (value == null) {
      throw PyErr.attributeError(this, "_CHUNK_SIZE", "cannot delete attribute");
    }
    long n = PyNumber.asIndex(ts, value, PyExc.ValueError);
    if (n <= 0) {
      throw PyErr.valueError("a strictly positive integer is required");
    }
    chunkSize = (int) Math.min(n, Integer.MAX_VALUE - 16);
  }

  @PyGetter(name = "_finalizing")
  boolean finalizingAttribute() {
    return finalizing;
  }

  @PySetter(name = "_finalizing")
  void setFinalizing(boolean value) {
    finalizing = value;
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    if (!detached) {
      checkAttached();
    }
    if (!ts.reprEnter(this)) {
      throw PyErr.runtimeError("reentrant call inside %s.__repr__", type.fullName());
    }
    try {
      Object s = "<" + type.fullName();
      s = appendAttribute(ts, s, "name");
      s = appendAttribute(ts, s, "mode");
      return PyUnicode.concat(PyUnicode.concat(s, " encoding="), PyUnicode.concat(PyObjects.repr(ts, encoding), ">"));
    } finally {
      ts.reprLeave(this);
    }
  }

  private Object appendAttribute(ThreadState ts, Object s, String name) {
    try {
      Object v = PyObjects.getOptionalAttr(ts, this, name);
      return v == null ? s : PyUnicode.concat(PyUnicode.concat(s, " " + name + "="), PyObjects.repr(ts, v));
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.ValueError)) {
        return s;
      }
      throw e;
    }
  }

  @PyMethod(sig = "()")
  Object __getstate__() {
    throw IoSupport.cannotPickle(this);
  }
}
