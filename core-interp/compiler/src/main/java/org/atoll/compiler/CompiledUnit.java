package org.atoll.compiler;

import java.util.List;
import java.util.Map;

/// What [Compiler#compile] makes of one source: the class of the unit's own body, the bytes of all its classes by binary
/// name (`org.atoll.py.re._parser$3$parse`), and the warnings found.
public record CompiledUnit(String mainClass, Map<String, byte[]> classes, List<CompileWarning> warnings) {}
