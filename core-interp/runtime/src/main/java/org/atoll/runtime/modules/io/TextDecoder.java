package org.atoll.runtime.modules.io;

import java.math.BigInteger;
import java.util.Arrays;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.text.CodecError;
import org.atoll.runtime.text.CodecErrors;
import org.atoll.runtime.text.Decoded;
import org.atoll.runtime.text.NarrowCodec;
import org.atoll.runtime.text.Utf8Codec;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.TextErrors;

/// An incremental decoder of a text stream: one of the common encodings in Java, or any that the module `codecs` finds.
abstract class TextDecoder {
  /// Bytes that wait for more, and the rest of a decoder's state.
  record State(byte[] buffered, BigInteger flags) {}

  private static final byte[] EMPTY = {};
  /// Set where line ends are to be found out or translated.
  Newlines newlines;

  /// The next piece of text; `last` if nothing follows.
  final Object decode(ThreadState ts, byte[] in, boolean last) {
    Object text = convert(ts, in, last);
    return newlines == null ? text : newlines.feed(text, last);
  }

  final void reset(ThreadState ts) {
    if (newlines != null) {
      newlines.reset();
    }
    clear(ts);
  }

  final State state(ThreadState ts) {
    State s = innerState(ts);
    if (newlines == null) {
      return s;
    }
    return new State(s.buffered, s.flags.shiftLeft(1).or(newlines.pendingCr ? BigInteger.ONE : BigInteger.ZERO));
  }

  final void setState(ThreadState ts, byte[] buffered, BigInteger flags) {
    if (newlines == null) {
      setInnerState(ts, buffered, flags);
      return;
    }
    newlines.pendingCr = flags.testBit(0);
    setInnerState(ts, buffered, flags.shiftRight(1));
  }

  abstract Object convert(ThreadState ts, byte[] in, boolean last);

  abstract void clear(ThreadState ts);

  abstract State innerState(ThreadState ts);

  abstract void setInnerState(ThreadState ts, byte[] buffered, BigInteger flags);

  /// The Python object that does the work, or null.
  Object python() {
    return null;
  }

  /// UTF-8, ASCII and Latin-1.
  static final class Fast extends TextDecoder {
    private final TextCodec.Kind kind;
    private final CodecErrors errors;
    private byte[] buffered = EMPTY;

    Fast(TextCodec.Kind kind, CodecErrors errors) {
      this.kind = kind;
      this.errors = errors;
    }

    @Override
    Object convert(ThreadState ts, byte[] in, boolean last) {
      byte[] all = in;
      if (buffered.length > 0) {
        all = Arrays.copyOf(buffered, buffered.length + in.length);
        System.arraycopy(in, 0, all, buffered.length, in.length);
      }
      try {
        Decoded d = switch (kind) {
          case UTF_8 -> Utf8Codec.decode(all, errors, last);
          case ASCII -> NarrowCodec.decodeAscii(all, errors);
          case LATIN_1 -> new Decoded(NarrowCodec.decodeLatin1(all), all.length);
        };
        buffered = d.consumed() == all.length ? EMPTY : Arrays.copyOfRange(all, d.consumed(), all.length);
        return PyUnicode.of(d.text());
      } catch (CodecError e) {
        throw TextErrors.of(e, null);
      }
    }

    @Override
    void clear(ThreadState ts) {
      buffered = EMPTY;
    }

    @Override
    State innerState(ThreadState ts) {
      return new State(buffered, BigInteger.ZERO);
    }

    @Override
    void setInnerState(ThreadState ts, byte[] bytes, BigInteger flags) {
      buffered = bytes;
    }
  }

  /// A decoder object of the module `codecs`.
  static final class Python extends TextDecoder {
    private final Object decoder;

    Python(Object decoder) {
      this.decoder = decoder;
    }

    @Override
    Object python() {
      return decoder;
    }

    @Override
    Object convert(ThreadState ts, byte[] in, boolean last) {
      Object text = PyObjects.callMethod(ts, decoder, "decode", new PyBytes(in), last);
      if (!PyUnicode.check(text)) {
        throw PyErr.typeError("decoder should return a string result, not '%s'", PyObject.typeOf(text).name());
      }
      return PyUnicode.value(text);
    }

    @Override
    void clear(ThreadState ts) {
      PyObjects.callMethod(ts, decoder, "reset");
    }

    @Override
    State innerState(ThreadState ts) {
      Object s = PyObjects.callMethod(ts, decoder, "getstate");
      if (!(s instanceof PyTuple t) || t.items.length != 2) {
        throw PyErr.typeError("illegal decoder state");
      }
      if (!(t.items[0] instanceof PyBytes b)) {
        throw PyErr.typeError("illegal decoder state: the first item should be a bytes object, not '%s'", PyObject.typeOf(t.items[0]).name());
      }
      return new State(b.bytes, new BigInteger(String.valueOf(PyNumber.index(ts, t.items[1]))));
    }

    @Override
    void setInnerState(ThreadState ts, byte[] buffered, BigInteger flags) {
      if (buffered.length == 0 && flags.signum() == 0) {
        clear(ts);
        return;
      }
      Object f = flags.bitLength() < 64 ? (Object) flags.longValue() : flags;
      PyObjects.callMethod(ts, decoder, "setstate", PyTuple.of(new PyBytes(buffered), f));
    }
  }
}
