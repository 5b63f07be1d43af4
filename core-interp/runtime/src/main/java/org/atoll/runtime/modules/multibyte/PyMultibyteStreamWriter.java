package org.atoll.runtime.modules.multibyte;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_multibytecodec.MultibyteStreamWriter`. Guarded by the GIL.
@PyTypeDef(name = "MultibyteStreamWriter", module = "_multibytecodec")
public final class PyMultibyteStreamWriter extends MultibyteStateful {
  public static final PyType TYPE = PyType.builtin(new PyMultibyteStreamWriterBinder());

  @PyMember
  final Object stream;

  private PyMultibyteStreamWriter(ThreadState ts, PyType cls, Object stream, Object errors) {
    super(ts, cls, errors, true);
    this.stream = stream;
  }

  @PyNew(sig = "(stream, errors='strict')")
  static Object create(ThreadState ts, PyType cls, Object stream, String errors) {
    return new PyMultibyteStreamWriter(ts, cls, stream, PyUnicode.fromUtf16(errors));
  }

  @PyMethod(sig = "(*args, **kwargs)")
  void __init__(PyTuple args, PyDict kwargs) {}

  @PyMethod(sig = "(strobj, /)")
  void write(ThreadState ts, Object strobj) {
    PyObjects.callMethod(ts, stream, "write", encodeNext(ts, strobj, false));
  }

  @PyMethod(sig = "(lines, /)")
  void writelines(ThreadState ts, Object lines) {
    for (long i = 0; i < PyObjects.len(ts, lines); i++) {
      write(ts, PyObjects.getItem(ts, lines, i));
    }
  }

  @PyMethod(sig = "()")
  void reset(ThreadState ts) {
    PyBytes rest = encodeNext(ts, "", true);
    restart();
    if (rest.bytes.length > 0) {
      PyObjects.callMethod(ts, stream, "write", rest);
    }
  }
}
