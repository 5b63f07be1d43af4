package org.atoll.channels.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;

/// The names that code has, and the modules that it can mean by them.
final class CodeNames {
  /// All of them, of attributes too.
  private final Set<String> mentioned = new HashSet<>();

  /// The names that may be globals, of the code and all code within it.
  Set<String> reads(PyCode code) {
    mentioned.addAll(List.of(code.names()));
    // In the body of a class or module every name may be a global.
    boolean function = (code.flags & PyCode.CO_OPTIMIZED) != 0;
    Set<String> all = new LinkedHashSet<>(List.of(function ? code.globalReads() : code.names()));
    for (PyCode inner : code.load().codes) {
      all.addAll(reads(inner));
    }
    return all;
  }

  /// The modules within packages that the code read so far can mean, as in `xml.dom.minidom.parse()` after
  /// `import xml.dom.minidom`: that binds the name `xml` only.
  List<String> submodules(ThreadState ts, Set<String> packages) {
    if (packages.isEmpty()) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    for (Object key : ts.interpreter().modules().keyArray()) {
      if (key instanceof String name && canBeMeant(name, packages)) {
        found.add(name);
      }
    }
    return found;
  }

  private boolean canBeMeant(String module, Set<String> packages) {
    int dot = module.lastIndexOf('.');
    return dot > 0 && mentioned.contains(module.substring(dot + 1))
        && (packages.contains(module.substring(0, dot)) || canBeMeant(module.substring(0, dot), packages));
  }
}
