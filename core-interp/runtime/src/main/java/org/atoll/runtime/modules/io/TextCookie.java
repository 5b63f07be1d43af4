package org.atoll.runtime.modules.io;

import java.math.BigInteger;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// A position in a text stream: where to seek to in the bytes, in which state the decoder was there, and what to feed it and
/// skip to come to the place. For most encodings everything but the position is 0.
record TextCookie(long startPos, BigInteger decoderFlags, int bytesToFeed, int charsToSkip, boolean needEof) {
  private static final byte[] EMPTY = {};

  /// As the int that `tell` gives.
  Object pack() {
    BigInteger n = BigInteger.valueOf(startPos).or(decoderFlags.shiftLeft(64)).or(BigInteger.valueOf(bytesToFeed).shiftLeft(128))
        .or(BigInteger.valueOf(charsToSkip).shiftLeft(160)).or(needEof ? BigInteger.ONE.shiftLeft(192) : BigInteger.ZERO);
    return n.bitLength() < 64 ? (Object) n.longValue() : n;
  }

  static TextCookie unpack(BigInteger n) {
    if (n.bitLength() < 64) {
      return new TextCookie(n.longValue(), BigInteger.ZERO, 0, 0, false);
    }
    BigInteger mask64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    return new TextCookie(n.and(mask64).longValue(), n.shiftRight(64).and(mask64), n.shiftRight(128).intValue(), n.shiftRight(160).intValue(),
        n.testBit(192));
  }

  /// Finds the position of a character by decoding the input since the last snapshot once more; the decoder's state is the
  /// caller's to restore.
  ///
  /// @param base the position in bytes where `input` begins, with the decoder in state `flags`
  /// @param skip how many characters of the decoded input have been consumed
  static TextCookie locate(ThreadState ts, TextDecoder decoder, long base, BigInteger flags, byte[] input, int skip, double bytesPerChar) {
    int fed = (int) Math.min(bytesPerChar * skip, input.length);
    int back = 1;
    BigInteger f = flags;
    int left = skip;
    while (fed > 0) {
      decoder.setState(ts, EMPTY, f);
      int n = PyUnicode.length(decoder.decode(ts, java.util.Arrays.copyOf(input, fed), false));
      if (n <= left) {
        TextDecoder.State s = decoder.state(ts);
        if (s.buffered().length == 0) {
          f = s.flags();
          left -= n;
          break;
        }
        fed -= s.buffered().length;
        back = 1;
      } else {
        fed -= back;
        back *= 2;
      }
    }
    if (fed <= 0) {
      fed = 0;
      decoder.setState(ts, EMPTY, f);
    }
    return left == 0 ? new TextCookie(base + fed, f, 0, 0, false) : byteByByte(ts, decoder, base, f, input, fed, left);
  }

  private static TextCookie byteByByte(ThreadState ts, TextDecoder decoder, long base, BigInteger flags, byte[] input, int from, int skip) {
    long start = base + from;
    BigInteger f = flags;
    int left = skip;
    int fed = 0;
    int decoded = 0;
    for (int i = from; i < input.length; i++) {
      fed++;
      decoded += PyUnicode.length(decoder.decode(ts, new byte[] {input[i]}, false));
      TextDecoder.State s = decoder.state(ts);
      if (s.buffered().length == 0 && decoded <= left) {
        start += fed;
        left -= decoded;
        f = s.flags();
        fed = 0;
        decoded = 0;
      }
      if (decoded >= left) {
        return new TextCookie(start, f, fed, left, false);
      }
    }
    decoded += PyUnicode.length(decoder.decode(ts, EMPTY, true));
    if (decoded < left) {
      throw PyErr.osError("can't reconstruct logical file position");
    }
    return new TextCookie(start, f, fed, left, true);
  }
}
