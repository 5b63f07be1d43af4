package org.atoll.runtime.modules.sre;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyList;

/// Collects the pieces of a result. As long as all are plain Java strings they go straight into one buffer; the first
/// that is not turns this into a list to be joined as `str.join` or `bytes.join` does. One thread at a time.
final class Pieces {
  private final boolean bytes;
  private StringBuilder text;
  private PyList list;

  Pieces(boolean bytes) {
    this.bytes = bytes;
    if (bytes) {
      list = new PyList();
    } else {
      text = new StringBuilder();
    }
  }

  void add(Object piece) {
    if (text != null && piece instanceof String s) {
      text.append(s);
    } else {
      toList().append(piece);
    }
  }

  void addSlice(SreText source, int from, int to) {
    if (text != null && source.string != null) {
      text.append(source.string, from, to);
    } else {
      toList().append(source.slice(from, to));
    }
  }

  /// Adds the text of a group, nothing where it has not matched.
  void addGroup(PyMatch match, long group) {
    if (text == null || !match.appendTo(text, group)) {
      Object piece = match.sliceChecked(group, null);
      if (piece != null) {
        add(piece);
      }
    }
  }

  private PyList toList() {
    if (list == null) {
      list = new PyList();
      if (!text.isEmpty()) {
        list.append(text.toString());
      }
      text = null;
    }
    return list;
  }

  /// The whole; TypeError if some piece is of the other kind.
  Object join(ThreadState ts) {
    return text != null ? text.toString() : PyObjects.callMethod(ts, bytes ? new PyBytes(new byte[0]) : "", "join", list);
  }
}
