package org.atoll.runtime.modules.struct;

import java.util.LinkedHashMap;
import java.util.Map;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyTuple;

/// The module `_struct`: a cache of formats in front of [PyStruct].
@PyModuleDef(value = "_struct", doc = "Converts between Python values and C structs in bytes.")
public final class StructModule {
  @PyConstant(name = "error")
  static final PyType ERROR = ExceptionType.define("struct", "error", PyExc.Exception, null);
  @PyConstant(name = "Struct")
  static final PyType STRUCT = PyStruct.TYPE;

  private static final int CACHE_SIZE = 100;

  private final Map<String, StructFormat> cache = new LinkedHashMap<>();

  private StructFormat format(ThreadState ts, Object text) {
    if (!(text instanceof String s)) {
      return PyStruct.parse(ts, text);
    }
    StructFormat known = cache.get(s);
    if (known == null) {
      known = PyStruct.parse(ts, text);
      if (cache.size() >= CACHE_SIZE) {
        cache.clear();
      }
      cache.put(s, known);
    }
    return known;
  }

  @PyFunction(sig = "()", doc = "Forgets the formats known by now.")
  void _clearcache() {
    cache.clear();
  }

  @PyFunction(sig = "(format, /)", doc = "The number of bytes that a format describes.")
  long calcsize(ThreadState ts, Object format) {
    return format(ts, format).size;
  }

  @PyFunction(sig = "(*args)", doc = "Packs values by a format into new bytes.")
  Object pack(ThreadState ts, PyTuple args) {
    return PyStruct.pack(ts, leadingFormat(ts, args), args.items, 1);
  }

  @PyFunction(sig = "(*args)", doc = "Packs values by a format into a writable buffer from an offset on.")
  void pack_into(ThreadState ts, PyTuple args) {
    PyStruct.packInto(ts, leadingFormat(ts, args), args.items, 1);
  }

  private StructFormat leadingFormat(ThreadState ts, PyTuple args) {
    if (args.items.length == 0) {
      throw PyErr.typeError("missing format argument");
    }
    return format(ts, args.items[0]);
  }

  @PyFunction(sig = "(format, buffer, /)", doc = "Unpacks a buffer by a format into a tuple.")
  Object unpack(ThreadState ts, Object format, Object buffer) {
    return PyStruct.unpack(ts, format(ts, format), buffer);
  }

  @PyFunction(sig = "(format, /, buffer, offset=0)",
      doc = "Unpacks the bytes from an offset on by a format into a tuple.")
  Object unpack_from(ThreadState ts, Object format, Object buffer, long offset) {
    return PyStruct.unpackFrom(ts, format(ts, format), buffer, offset);
  }

  @PyFunction(sig = "(format, buffer, /)",
      doc = "Returns an iterator over the tuples that lie one behind the other in a buffer.")
  Object iter_unpack(ThreadState ts, Object format, Object buffer) {
    return PyStruct.iterUnpack(ts, format(ts, format), buffer);
  }
}
