package org.atoll.runtime.importlib;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyUnicode;

/// File names as Python code gives them: str, bytes (in the file system encoding) or path-like objects.
public final class FileNames {
  private FileNames() {}

  /// The file name as a str (`PyUnicode_FSDecoder`).
  public static Object decode(ThreadState ts, Object name) {
    Object path = PyObjects.fspath(ts, name);
    return path instanceof PyBytes b ? PyObjects.callMethod(ts, b, "decode", "utf-8", "surrogateescape") : path;
  }
}
