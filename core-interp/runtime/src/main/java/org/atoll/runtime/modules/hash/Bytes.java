package org.atoll.runtime.modules.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads words from byte arrays.
final class Bytes {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Bytes() {}

  static long littleEndian64(byte[] data, int at) {
    return (long) LONG.get(data, at);
  }

  static int littleEndian32(byte[] data, int at) {
    return (int) INT.get(data, at);
  }
}
