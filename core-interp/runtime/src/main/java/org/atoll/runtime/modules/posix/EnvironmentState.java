package org.atoll.runtime.modules.posix;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.interp.ThreadState;

/// An interpreter's environment variables: its own to change, and what its children get. The main interpreter begins with
/// those of the process, a subinterpreter with those that the interpreter had that made it, if its capabilities let it.
/// Names and values are ISO 8859-1 texts of the bytes. Guarded by the GIL.
public record EnvironmentState(Access access) {
  public static EnvironmentState of(ThreadState ts) {
    return new EnvironmentState(ts.access());
  }

  /// All of them, not to be changed.
  public Map<String, String> variables() {
    return access.environment();
  }

  /// @throws org.atoll.runtime.types.PyException PermissionError where the interpreter may not change them
  void put(String name, String value) {
    access.setVariable(name, value);
  }

  /// @throws org.atoll.runtime.types.PyException PermissionError where the interpreter may not change them
  void remove(String name) {
    access.setVariable(name, null);
  }

  /// `NAME=value` of each, for a child.
  public byte[][] block() {
    Map<String, String> variables = variables();
    byte[][] out = new byte[variables.size()][];
    int i = 0;
    for (Map.Entry<String, String> e : variables.entrySet()) {
      out[i++] = (e.getKey() + "=" + e.getValue()).getBytes(StandardCharsets.ISO_8859_1);
    }
    return out;
  }
}
