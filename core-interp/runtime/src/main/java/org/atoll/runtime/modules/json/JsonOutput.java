package org.atoll.runtime.modules.json;

import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.types.PyUnicode;

/// Collects a JSON text. Plain Java strings go into one buffer; a str with characters beyond makes a piece of its own.
final class JsonOutput {
  final StringBuilder buffer = new StringBuilder();
  private List<Object> pieces;

  void add(Object str) {
    if (str instanceof String s) {
      buffer.append(s);
      return;
    }
    if (pieces == null) {
      pieces = new ArrayList<>();
    }
    pieces.add(buffer.toString());
    buffer.setLength(0);
    pieces.add(str);
  }

  Object result() {
    if (pieces == null) {
      return buffer.toString();
    }
    pieces.add(buffer.toString());
    return PyUnicode.concat(pieces.toArray());
  }
}
