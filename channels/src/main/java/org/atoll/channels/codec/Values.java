package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/// Arrays of values, as parts of other things.
final class Values {
  private Values() {}

  static void write(Kryo kryo, Output out, Object[] values, int n) {
    out.writeInt(n, true);
    for (int i = 0; i < n; i++) {
      kryo.writeClassAndObject(out, values[i]);
    }
  }

  static Object[] read(Kryo kryo, Input in) {
    Object[] values = new Object[Sizes.checked(in, in.readInt(true), 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = kryo.readClassAndObject(in);
    }
    return values;
  }

  static void writeOptional(Kryo kryo, Output out, Object[] values) {
    out.writeBoolean(values != null);
    if (values != null) {
      write(kryo, out, values, values.length);
    }
  }

  static Object[] readOptional(Kryo kryo, Input in) {
    return in.readBoolean() ? read(kryo, in) : null;
  }
}
