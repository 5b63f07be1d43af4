package org.atoll.arena.values;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.CellHeap;
import org.atoll.arena.memory.NoRoom;
import org.atoll.arena.memory.Region;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyUcs4;

/// Immutable values without parts as cells of one arena, and back: ints and floats that are no words, complex, str and bytes, and those of
/// [LibraryValues]. All but these have their size or their own bytes first, at [#SIZE_AT], and no words.
public final class Values {
  /// Where the number of bytes of a str, bytes or int stands, and where these begin.
  private static final long SIZE_AT = 8;
  private static final long BYTES_AT = 16;

  private final Region region;
  private final CellHeap heap;
  private final LibraryValues library;

  public Values(Region region, CellHeap heap) {
    this.region = region;
    this.heap = heap;
    this.library = new LibraryValues(this, region);
  }

  /// The word of a value without parts, in a new cell unless it is a word by itself; [Words#NOTHING] for any other value.
  ///
  /// @throws NoRoom where there is no room for the cell
  public long encode(Object value) {
    long word = Words.of(value);
    if (word != Words.NOTHING) {
      return word;
    }
    return switch (value) {
      case String s -> text(s);
      case Double d -> number(Kinds.FLOAT, Double.doubleToRawLongBits(d), 0, 8);
      case Long l -> integer(BigInteger.valueOf(l));
      case BigInteger i -> integer(i);
      case PyBytes b when b.type == PyBytes.TYPE -> bytes(b.bytes);
      case PyComplex c when c.type == PyComplex.TYPE -> number(Kinds.COMPLEX, Double.doubleToRawLongBits(c.real), Double.doubleToRawLongBits(c.imag), 16);
      case PyUcs4 u -> codePoints(u.codePoints);
      default -> library.encode(value);
    };
  }

  private long cell(int kind, long byteSize) {
    return cell(Cell.header(kind, 0, 0, 0), byteSize);
  }

  /// A new cell.
  long cell(long header, long byteSize) {
    long cell = heap.allocate(header, byteSize);
    if (cell == 0) {
      throw new NoRoom(byteSize);
    }
    return cell;
  }

  private long number(int kind, long first, long second, long byteSize) {
    long cell = cell(kind, Cell.HEADER_SIZE + byteSize);
    region.setLong(cell + SIZE_AT, first);
    if (byteSize > 8) {
      region.setLong(cell + BYTES_AT, second);
    }
    return cell;
  }

  private long block(int kind, byte[] content) {
    long cell = cell(kind, BYTES_AT + content.length);
    region.setLong(cell + SIZE_AT, content.length);
    region.copyIn(content, 0, cell + BYTES_AT, content.length);
    return cell;
  }

  private long integer(BigInteger value) {
    return block(Kinds.INT, value.toByteArray());
  }

  private long bytes(byte[] content) {
    long word = Words.ofBytes(content);
    return word != Words.NOTHING ? word : block(Kinds.BYTES, content);
  }

  private long text(String s) {
    return isLatin(s) ? block(Kinds.LATIN_1, s.getBytes(StandardCharsets.ISO_8859_1)) : block(Kinds.UTF_16, s.getBytes(StandardCharsets.UTF_16LE));
  }

  private static boolean isLatin(String s) {
    for (int i = 0, n = s.length(); i < n; i++) {
      if (s.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }

  private long codePoints(int[] points) {
    long cell = cell(Kinds.UCS_4, BYTES_AT + 4L * points.length);
    region.setLong(cell + SIZE_AT, 4L * points.length);
    for (int i = 0; i < points.length; i++) {
      region.setInt(cell + BYTES_AT + 4L * i, points[i]);
    }
    return cell;
  }

  /// The value that a word stands for; null for a reference to what has parts.
  public Object decode(long word) {
    if (!Cell.isReference(word)) {
      return Words.isBytes(word) ? new PyBytes(Words.inline(word)) : Words.value(word);
    }
    long cell = Cell.offset(word);
    return switch (Cell.kind(region.getLong(cell))) {
      case Kinds.LATIN_1 -> new String(content(cell), StandardCharsets.ISO_8859_1);
      case Kinds.UTF_16 -> new String(content(cell), StandardCharsets.UTF_16LE);
      case Kinds.UCS_4 -> PyUcs4.of(points(cell));
      case Kinds.BYTES -> new PyBytes(content(cell));
      case Kinds.FLOAT -> region.getDouble(cell + SIZE_AT);
      case Kinds.COMPLEX -> new PyComplex(region.getDouble(cell + SIZE_AT), region.getDouble(cell + BYTES_AT));
      case Kinds.INT -> smallest(new BigInteger(content(cell)));
      case Kinds.TIME, Kinds.DECIMAL, Kinds.RANGE -> library.decode(cell);
      default -> null;
    };
  }

  /// Whether a cell of the kinds of [LibraryValues] stands for a value, whoever has written it.
  public boolean isLibraryValue(long cell) {
    return library.isValue(cell);
  }

  private static Object smallest(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private byte[] content(long cell) {
    byte[] content = new byte[(int) region.getLong(cell + SIZE_AT)];
    region.copyOut(cell + BYTES_AT, content, 0, content.length);
    return content;
  }

  private int[] points(long cell) {
    int[] points = new int[(int) (region.getLong(cell + SIZE_AT) / 4)];
    for (int i = 0; i < points.length; i++) {
      points[i] = region.getInt(cell + BYTES_AT + 4L * i);
    }
    return points;
  }

  /// Whether a word is this str, without making one of it.
  public boolean isText(long word, String s) {
    if (!Cell.isReference(word)) {
      return word == Words.ofText(s) && Words.isText(word);
    }
    long cell = Cell.offset(word);
    int n = s.length();
    long size = region.getLong(cell + SIZE_AT);
    return switch (Cell.kind(region.getLong(cell))) {
      case Kinds.LATIN_1 -> size == n && isLatin(cell, s);
      case Kinds.UTF_16 -> size == 2L * n && isUtf16(cell, s);
      default -> false;
    };
  }

  private boolean isLatin(long cell, String s) {
    for (int i = 0, n = s.length(); i < n; i++) {
      if (s.charAt(i) != (region.getByte(cell + BYTES_AT + i) & 0xff)) {
        return false;
      }
    }
    return true;
  }

  private boolean isUtf16(long cell, String s) {
    byte[] other = s.getBytes(StandardCharsets.UTF_16LE);
    return region.segment().asSlice(cell + BYTES_AT, other.length).mismatch(MemorySegment.ofArray(other)) < 0;
  }
}
