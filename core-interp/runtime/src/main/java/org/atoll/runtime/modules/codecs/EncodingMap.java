package org.atoll.runtime.modules.codecs;

import java.util.HashMap;
import java.util.Map;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.types.PyDict;

/// The reverse of a decoding table (`EncodingMap` in `Objects/unicodeobject.c`). Immutable.
@PyTypeDef(name = "EncodingMap", basetype = false, instantiable = false)
public final class EncodingMap extends PyObject {
  public static final PyType TYPE = PyType.builtin(new EncodingMapBinder());

  private final Map<Integer, byte[]> bytes;

  private EncodingMap(Map<Integer, byte[]> bytes) {
    super(TYPE);
    this.bytes = bytes;
  }

  /// The map for a table of 256 characters below U+FFFE that begins with NUL; a dict for other tables.
  static Object build(CodePoints table) {
    boolean simple = table.length() == 256 && table.at(0) == 0;
    for (int i = 1; simple && i < 256; i++) {
      simple = table.at(i) != 0 && table.at(i) <= 0xFFFE;
    }
    if (!simple) {
      var dict = new PyDict();
      for (int i = 0; i < Math.min(256, table.length()); i++) {
        dict.put(null, (long) table.at(i), (long) i);
      }
      return dict;
    }
    var bytes = new HashMap<Integer, byte[]>();
    for (int i = 0; i < 256; i++) {
      if (table.at(i) != 0xFFFE) {
        bytes.put(table.at(i), new byte[] {(byte) i});
      }
    }
    return new EncodingMap(bytes);
  }

  byte[] encode(int codePoint) {
    return bytes.get(codePoint);
  }

  @PyMethod(sig = "()", doc = "Return the size (in bytes) of this object.")
  long size() {
    return 2L * bytes.size() + 60;
  }
}
