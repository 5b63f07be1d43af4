package org.atoll.compiler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What [Compiler#compile] makes of one source: the class of the unit's own body, the bytes of its classes by binary name
/// (`org.atoll.py.re._parser$3$parse`), the classes that have not been written yet, and the warnings found. Immutable.
public record CompiledUnit(String mainClass, Map<String, byte[]> written, Map<String, ClassDraft> drafts, List<CompileWarning> warnings) {
  /// A unit all of whose classes are written.
  public CompiledUnit(String mainClass, Map<String, byte[]> classes, List<CompileWarning> warnings) {
    this(mainClass, classes, Map.of(), warnings);
  }

  /// The bytes of all classes; those not yet written are written for it.
  public Map<String, byte[]> classes() {
    if (drafts.isEmpty()) {
      return written;
    }
    Map<String, byte[]> all = new HashMap<>(written);
    drafts.forEach((name, draft) -> all.put(name, draft.write(false)));
    return all;
  }
}
