package org.atoll.runtime.text.multibyte;

import java.io.ByteArrayOutputStream;
import java.util.function.Supplier;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextBuilder;

/// An encoding without state whose characters stand in a table. The table is made when it is first needed.
class TableEncoding extends MultibyteEncoding {
  private final Supplier<CharacterTable> tables;

  TableEncoding(String name, Supplier<CharacterTable> tables) {
    super(name);
    this.tables = tables;
  }

  final CharacterTable table() {
    return tables.get();
  }

  @Override
  int decode(byte[] state, byte[] in, int at, TextBuilder out) {
    CharacterTable table = table();
    int b = in[at] & 0xFF;
    int c = table.single(b);
    if (c != CharacterTable.NONE) {
      out.appendCodePoint(c);
      return 1;
    }
    if (!table.isLead(b)) {
      return ILLEGAL;
    }
    if (at + 1 >= in.length) {
      return INCOMPLETE;
    }
    int second = in[at + 1] & 0xFF;
    c = table.twin(b, second);
    if (c == CharacterTable.NONE && b == 0x8F && table.hasTriples()) {
      if (at + 2 >= in.length) {
        return INCOMPLETE;
      }
      return append(table, table.triple(second, in[at + 2] & 0xFF), 3, out);
    }
    return append(table, c, 2, out);
  }

  static int append(CharacterTable table, int c, int length, TextBuilder out) {
    if (c == CharacterTable.NONE) {
      return ILLEGAL;
    }
    if (c >= 0) {
      out.appendCodePoint(c);
    } else {
      out.append(table.pair(c), 0, 2);
    }
    return length;
  }

  @Override
  int encode(byte[] state, CodePoints in, int at, int end, boolean last, ByteArrayOutputStream out) {
    CharacterTable table = table();
    int c = in.at(at);
    if (table.startsPair(c)) {
      if (at + 1 == end && !last) {
        return INCOMPLETE;
      }
      int both = at + 1 < end ? table.pairCode(c, in.at(at + 1)) : CharacterTable.NONE;
      if (both != CharacterTable.NONE) {
        write(out, both);
        return 2;
      }
    }
    int code = table.code(c);
    if (code == CharacterTable.NONE) {
      return ILLEGAL;
    }
    write(out, code);
    return 1;
  }
}
