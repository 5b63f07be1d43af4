package org.atoll.runtime.modules.posix;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.atoll.runtime.host.Environment;
import org.atoll.runtime.interp.ThreadState;

/// An interpreter's environment variables: a copy of the process's that is its own to change, and that its children get.
/// Names and values are ISO 8859-1 texts of the bytes. Guarded by the GIL.
public final class EnvironmentState {
  private final Map<String, String> variables = new LinkedHashMap<>(Environment.initial());

  private EnvironmentState() {}

  public static EnvironmentState of(ThreadState ts) {
    return ts.interpreter().state(EnvironmentState.class, EnvironmentState::new);
  }

  public Map<String, String> variables() {
    return variables;
  }

  /// `NAME=value` of each, for a child.
  public byte[][] block() {
    byte[][] out = new byte[variables.size()][];
    int i = 0;
    for (Map.Entry<String, String> e : variables.entrySet()) {
      out[i++] = (e.getKey() + "=" + e.getValue()).getBytes(StandardCharsets.ISO_8859_1);
    }
    return out;
  }
}
