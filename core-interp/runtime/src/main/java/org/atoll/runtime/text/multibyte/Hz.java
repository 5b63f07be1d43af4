package org.atoll.runtime.text.multibyte;

import java.io.ByteArrayOutputStream;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextBuilder;

/// HZ (RFC 1843): GB 2312 in seven bits, between `~{` and `~}`.
final class Hz extends MultibyteEncoding {
  private final Plane plane;

  Hz(Plane plane) {
    super("hz");
    this.plane = plane;
  }

  @Override
  int decode(byte[] state, byte[] in, int at, TextBuilder out) {
    int b = in[at];
    if (b == '~') {
      return tilde(state, in, at, out);
    }
    if (b < 0) {
      return ILLEGAL;
    }
    if (state[0] == 0) {
      out.appendCodePoint(b);
      return 1;
    }
    if (at + 1 >= in.length) {
      return INCOMPLETE;
    }
    int c = in[at + 1] < 0 ? CharacterTable.NONE : plane.decode(b, in[at + 1]);
    if (c == CharacterTable.NONE) {
      return ILLEGAL;
    }
    out.appendCodePoint(c);
    return 2;
  }

  private static int tilde(byte[] state, byte[] in, int at, TextBuilder out) {
    if (at + 1 >= in.length) {
      return INCOMPLETE;
    }
    int second = in[at + 1];
    if (second == '~' && state[0] == 0) {
      out.appendCodePoint('~');
    } else if (second == '{' && state[0] == 0) {
      state[0] = 1;
    } else if (second == '}' && state[0] == 1) {
      state[0] = 0;
    } else if (second != '\n' || state[0] != 0) {
      return ILLEGAL;
    }
    return 2;
  }

  @Override
  int encode(byte[] state, CodePoints in, int at, int end, boolean last, ByteArrayOutputStream out) {
    int c = in.at(at);
    if (c < 0x80) {
      reset(state, out);
      out.write(c);
      if (c == '~') {
        out.write(c);
      }
      return 1;
    }
    int code = plane.encode(c);
    if (code == CharacterTable.NONE) {
      return ILLEGAL;
    }
    if (state[0] == 0) {
      out.write('~');
      out.write('{');
      state[0] = 1;
    }
    write(out, code);
    return 1;
  }

  @Override
  void reset(byte[] state, ByteArrayOutputStream out) {
    if (state[0] != 0) {
      out.write('~');
      out.write('}');
      state[0] = 0;
    }
  }
}
