package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.types.PyUcs4;

/// A str beyond the BMP.
final class Ucs4Serializer extends Serializer<PyUcs4> {
  @Override
  public void write(Kryo kryo, Output out, PyUcs4 value) {
    out.writeInt(value.codePoints.length, true);
    for (int c : value.codePoints) {
      out.writeInt(c, true);
    }
  }

  @Override
  public PyUcs4 read(Kryo kryo, Input in, Class<? extends PyUcs4> type) {
    int[] codePoints = new int[Sizes.checked(in, in.readInt(true), 1)];
    for (int i = 0; i < codePoints.length; i++) {
      codePoints[i] = in.readInt(true);
    }
    return (PyUcs4) PyUcs4.of(codePoints);
  }

  @Override
  public PyUcs4 copy(Kryo kryo, PyUcs4 value) {
    return value;
  }
}
