package org.atoll.runtime.interp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.host.Permissions;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;

/// Makes the [Access] that an interpreter has to the host.
final class HostAccess {
  private HostAccess() {}

  /// @param maker a thread of the interpreter that makes this one, whose rights it cannot exceed; null for none
  static Access of(InterpreterConfig config, PyRuntime runtime, ThreadState maker) {
    Permissions wanted = config.capabilities().host();
    Permissions granted = maker == null ? wanted : wanted.and(maker.access().permissions());
    Access access = new Access(granted, !config.subinterpreter(), maker == null ? null : maker.access(), (errno, message, path) -> path == null ? PyErr.osErrorWithMessage(errno, message)
        : PyErr.osErrorWithMessage(errno, message, shown(path)));
    if (!granted.unlimited()) {
      String library = config.hasSources() ? name(config.libraryFolder()) : null;
      access.setImportFolders(library, importFolders(config, runtime));
    }
    return access;
  }

  private static Object shown(byte[] path) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(Permissions.name(path)) ? Permissions.name(path) : new PyBytes(path);
  }

  /// What modules of the program are found in: absolute, as of now.
  private static List<String> importFolders(InterpreterConfig config, PyRuntime runtime) {
    List<String> out = new ArrayList<>();
    for (String folder : config.path()) {
      out.add(name(folder.isEmpty() ? System.getProperty("user.dir") : folder));
    }
    if (runtime.programFolder() != null) {
      out.add(name(runtime.programFolder().isEmpty() ? System.getProperty("user.dir") : runtime.programFolder()));
    }
    return out;
  }

  private static String name(String path) {
    return Permissions.name(path.getBytes(StandardCharsets.UTF_8));
  }
}
