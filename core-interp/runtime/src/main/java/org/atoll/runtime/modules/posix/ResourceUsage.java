package org.atoll.runtime.modules.posix;

import org.atoll.runtime.host.Posix;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyStructSequence;

/// What `getrusage` tells.
public final class ResourceUsage {
  /// `resource.struct_rusage`.
  public static final PyType TYPE = Results.RUSAGE;

  private ResourceUsage() {}

  public static Object of(long who) {
    byte[] m = new byte[144];
    int r = Posix.callWithMemory("getrusage", m, 1, who);
    if (r < 0) {
      throw r == -org.atoll.runtime.host.Errno.EINVAL ? PyErr.valueError("invalid who parameter") : PyErr.osError(-r);
    }
    Object[] values = new Object[16];
    for (int i = 0; i < 2; i++) {
      values[i] = Posix.longAt(m, 16 * i) + Posix.longAt(m, 16 * i + 8) * 1e-6;
    }
    for (int i = 2; i < 16; i++) {
      values[i] = Posix.longAt(m, 32 + 8 * (i - 2));
    }
    return PyStructSequence.of(TYPE, values);
  }
}
