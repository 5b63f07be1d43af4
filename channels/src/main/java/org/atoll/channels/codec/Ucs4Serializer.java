package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.types.PyUcs4;

/// A str with code points beyond the BMP, or with lone surrogates.
final class Ucs4Serializer extends Serializer<Object> {
  private static final int LAST = 0x10FFFF;

  @Override
  public void write(Kryo kryo, Output out, Object value) {
    int[] codePoints = ((PyUcs4) value).codePoints;
    out.writeVarInt(codePoints.length, true);
    for (int c : codePoints) {
      out.writeVarInt(c, true);
    }
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    int[] codePoints = new int[((MessageInput) in).count()];
    for (int i = 0; i < codePoints.length; i++) {
      int c = in.readVarInt(true);
      if (c < 0 || c > LAST) {
        throw new KryoException("a character beyond U+10FFFF");
      }
      codePoints[i] = c;
    }
    return PyUcs4.of(codePoints);
  }

  @Override
  public Object copy(Kryo kryo, Object value) {
    return value;
  }
}
