package org.atoll.runtime.modules.pickle;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// The module `_pickle`. Compare CPython Modules/_pickle.c.
@PyModuleDef(value = "_pickle", doc = "Optimized C implementation for the Python pickle module.")
public final class PickleModule {
  @PyConstant(name = "Pickler")
  static final PyType PICKLER = PyPickler.TYPE;
  @PyConstant(name = "Unpickler")
  static final PyType UNPICKLER = PyUnpickler.TYPE;
  @PyConstant(name = "PickleBuffer")
  static final PyType PICKLE_BUFFER = PyPickleBuffer.TYPE;
  @PyConstant(name = "PickleError")
  static final PyType PICKLE_ERROR = PickleErrors.PICKLE_ERROR;
  @PyConstant(name = "PicklingError")
  static final PyType PICKLING_ERROR = PickleErrors.PICKLING_ERROR;
  @PyConstant(name = "UnpicklingError")
  static final PyType UNPICKLING_ERROR = PickleErrors.UNPICKLING_ERROR;

  /// Imports what picklers need, so that they need not import anything when the stack is nearly used up.
  void exec(ThreadState ts, PyModule module) {
    PickleState.of(ts);
  }

  @PyFunction(sig = "(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", doc = """
      Write a pickled representation of obj to the open file object file.

      This is equivalent to ``Pickler(file, protocol).dump(obj)``, but may
      be more efficient.""")
  void dump(ThreadState ts, Object obj, Object file, Object protocol, boolean fixImports, Object bufferCallback) {
    int p = ObjectWriter.protocol(ts, protocol);
    Object callback = ObjectWriter.bufferCallback(bufferCallback, p);
    new ObjectWriter(ts, PyPickler.writeMethod(ts, file), p, fixImports, callback, false).dump(ts, obj);
  }

  @PyFunction(sig = "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)",
      doc = "Return the pickled representation of the object as a bytes object.")
  Object dumps(ThreadState ts, Object obj, Object protocol, boolean fixImports, Object bufferCallback) {
    int p = ObjectWriter.protocol(ts, protocol);
    Object callback = ObjectWriter.bufferCallback(bufferCallback, p);
    ObjectWriter writer = new ObjectWriter(ts, null, p, fixImports, callback, false);
    writer.dump(ts, obj);
    return writer.out.take();
  }

  @PyFunction(sig = "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", doc = """
      Read and return an object from the pickle data stored in a file.

      This is equivalent to ``Unpickler(file).load()``, but may be more
      efficient.""")
  Object load(ThreadState ts, Object file, boolean fixImports, String encoding, String errors, Object buffers) {
    return new ObjectReader(ts, new PickleInput(ts, file), fixImports, encoding, errors, given(buffers)).load(ts);
  }

  private static Object given(Object buffers) {
    return buffers == PyTuple.EMPTY ? null : buffers;
  }

  @PyFunction(sig = "(*args, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", doc = """
      Read and return an object from the given pickle data.

      The protocol version of the pickle is detected automatically, so no
      protocol argument is needed.  Bytes past the pickled object's
      representation are ignored.""")
  Object loads(ThreadState ts, PyTuple args, boolean fixImports, String encoding, String errors, Object buffers) {
    if (args.items.length != 1) {
      throw PyErr.typeError("loads() takes exactly 1 positional argument (%d given)", args.items.length);
    }
    PickleInput input = new PickleInput(Buffers.toBytes(ts, args.items[0]));
    return new ObjectReader(ts, input, fixImports, encoding, errors, given(buffers)).load(ts);
  }
}
