package org.atoll.channels.codec;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.marshal.Marshal;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.types.PyErr;

/// A code object in marshalled form, as it came in bytes, or a function that is nothing but its code. Immutable.
record CodeBytes(byte[] bytes, boolean function) implements Portable {
  @Override
  public Object make(ThreadState ts) {
    if (!(Marshal.loads(ts, bytes) instanceof PyCode code)) {
      throw PyErr.valueError("malformed message: no code object");
    }
    return function ? new StatelessFunction(code).make(ts) : code;
  }
}
