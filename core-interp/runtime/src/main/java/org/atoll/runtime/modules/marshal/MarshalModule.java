package org.atoll.runtime.modules.marshal;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;

/// The module `marshal`. Without state.
@PyModuleDef(value = "marshal", doc = "This module contains functions that can read and write Python values in a binary format.")
final class MarshalModule {
  @PyConstant
  static final long version = 5;

  @PyFunction(sig = "(value, version=5, /, *, allow_code=True)", doc = "Return the bytes object that would be written to a file by dump(value, file).")
  Object dumps(ThreadState ts, Object value, int version, boolean allowCode) {
    return new PyBytes(new MarshalWriter(version, allowCode).write(value));
  }

  @PyFunction(sig = "(value, file, version=5, /, *, allow_code=True)", doc = "Write the value on the open file.")
  Object dump(ThreadState ts, Object value, Object file, int version, boolean allowCode) {
    return PyObjects.callMethod(ts, file, "write", dumps(ts, value, version, allowCode));
  }

  @PyFunction(sig = "(bytes, /, *, allow_code=True)", doc = "Convert the bytes-like object to a value.")
  Object loads(ThreadState ts, Object bytes, boolean allowCode) {
    byte[] data = Buffers.toBytes(ts, bytes);
    return new MarshalReader(ts, new MarshalReader.OfArray(data), allowCode).read();
  }

  @PyFunction(sig = "(file, /, *, allow_code=True)", doc = "Read one value from the open file and return it.")
  Object load(ThreadState ts, Object file, boolean allowCode) {
    Object probe = PyObjects.callMethod(ts, file, "read", 0L);
    if (!(probe instanceof PyBytes)) {
      throw PyErr.typeError("file.read() returned not bytes but %s", PyObject.typeOf(probe).name());
    }
    return new MarshalReader(ts, new MarshalReader.OfFile(ts, file), allowCode).read();
  }
}
