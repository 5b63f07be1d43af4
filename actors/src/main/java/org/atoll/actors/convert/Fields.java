package org.atoll.actors.convert;

import java.util.LinkedHashMap;
import java.util.Map;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PySimpleNamespace;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// The fields of Python objects that are records by nature.
final class Fields {
  private Fields() {}

  /// Names and values of a dataclass's instance, a named tuple or a simple namespace, in order; null for anything else.
  static Map<String, Object> of(ThreadState ts, Object o) {
    if (o instanceof PySimpleNamespace n) {
      return ofDict((PyDict) PyObjects.getAttr(ts, n, "__dict__"));
    }
    if (!(o instanceof PyObject p) || !p.type.isHeapType()) {
      return null;
    }
    Object names = o instanceof PyTuple ? p.type.lookup("_fields") : p.type.lookup("__dataclass_fields__");
    Object[] each = names instanceof PyTuple t ? t.items : names instanceof PyDict d ? d.keyArray() : null;
    if (each == null) {
      return null;
    }
    Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(each.length);
    for (Object name : each) {
      String text = PyUnicode.toJava(name);
      Object value = PyObjects.getOptionalAttr(ts, o, text.intern());
      // Pseudo-fields such as ClassVar are named among those of a dataclass too.
      if (value != null) {
        fields.put(text, value);
      }
    }
    return fields;
  }

  private static Map<String, Object> ofDict(PyDict d) {
    Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(d.size());
    Object[] keys = d.keyArray();
    Object[] values = d.valueArray();
    for (int i = 0; i < keys.length; i++) {
      fields.put(PyUnicode.toUtf16(keys[i]), values[i]);
    }
    return fields;
  }
}
