package org.atoll.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atoll.syntax.ast.Position;

/// The position table of one code object: entry 0 is its first line, each further one a place at which something can
/// raise. Encoded with [Packer] numbers: for each entry the zigzag difference of its line to that of the entry before,
/// how many lines it spans, and its two columns.
final class Positions {
  private final List<Position> entries = new ArrayList<>();
  private final Map<Position, Integer> indexes = new HashMap<>();
  private final Set<Integer> lines = new HashSet<>();

  Positions(int firstLine) {
    entries.add(new Position(firstLine, 0, firstLine, 0));
  }

  /// Makes sure that the line is in the table.
  void noteLine(Position p) {
    if (lines.add(p.lineno())) {
      indexOf(p);
    }
  }

  int indexOf(Position p) {
    Integer known = indexes.get(p);
    if (known == null) {
      known = entries.size();
      indexes.put(p, known);
      entries.add(p);
      lines.add(p.lineno());
    }
    return known;
  }

  String encode() {
    Packer p = new Packer();
    int line = 0;
    for (Position e : entries) {
      int delta = e.lineno() - line;
      line = e.lineno();
      p.number((delta << 1 ^ delta >> 31) & 0xFFFFFFFFL);
      p.number(Math.max(0, e.endLineno() - e.lineno()));
      p.number(Math.max(0, e.colOffset()));
      p.number(Math.max(0, e.endColOffset()));
    }
    return p.toString();
  }
}
