package org.atoll.actors.inspect;

import java.nio.charset.StandardCharsets;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.PyRuntime;

/// The dump that a signal asks for.
public final class SignalDump {
  private static final int STDERR = 2;

  private SignalDump() {}

  /// Tells what the interpreters are doing: whoever has asked by [DumpRequest], or else standard error, past Python's streams.
  public static void write(PyRuntime runtime) {
    String text = DumpText.of(runtime);
    if (DumpRequest.answer(text)) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length;) {
      int n = Posix.write(STDERR, bytes, at, bytes.length - at);
      if (n <= 0) {
        return;
      }
      at += n;
    }
  }
}
