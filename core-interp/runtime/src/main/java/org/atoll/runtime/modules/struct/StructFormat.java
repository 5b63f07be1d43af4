package org.atoll.runtime.modules.struct;

import java.util.ArrayList;
import java.util.List;

/// A format taken apart: what stands where in the packed bytes. Immutable.
final class StructFormat {
  /// A run of `count` equal values of `size` bytes each from `offset` on; for `s` and `p` one value of `size` bytes.
  record Item(char code, int offset, int size, int count) {}

  private static final String NATIVE_CODES = "xcbB?hHiIlLqQnNfdespPFD";
  private static final int[] NATIVE_SIZES = {1, 1, 1, 1, 1, 2, 2, 4, 4, 8, 8, 8, 8, 8, 8, 4, 8, 2, 1, 1, 8, 8, 16};
  private static final String STANDARD_CODES = "xcbB?hHiIlLqQfdespFD";
  private static final int[] STANDARD_SIZES = {1, 1, 1, 1, 1, 2, 2, 4, 4, 4, 4, 8, 8, 4, 8, 2, 1, 1, 8, 16};

  /// What the format says about itself; what it means is in the other fields.
  final String text;
  final boolean bigEndian;
  /// Native formats let C round what does not fit a float.
  final boolean isNative;
  final Item[] items;
  final int size;
  /// The number of values that `pack` takes and `unpack` gives.
  final int values;

  private StructFormat(String text, boolean bigEndian, boolean isNative, Item[] items, int size, int values) {
    this.text = text;
    this.bigEndian = bigEndian;
    this.isNative = isNative;
    this.items = items;
    this.size = size;
    this.values = values;
  }

  /// @throws IllegalArgumentException with the message of `struct.error` if it is no format
  static StructFormat parse(String text) {
    int at = 0;
    char order = text.isEmpty() ? '@' : text.charAt(0);
    if ("@=<>!".indexOf(order) >= 0) {
      at = text.isEmpty() ? 0 : 1;
    } else {
      order = '@';
    }
    boolean isNative = order == '@';
    List<Item> items = new ArrayList<>();
    long size = 0;
    long values = 0;
    while (at < text.length()) {
      char code = text.charAt(at++);
      if (code <= ' ' && (code == ' ' || code >= 9 && code <= 13)) {
        continue;
      }
      long count = 1;
      if (isDigit(code)) {
        count = 0;
        while (isDigit(code)) {
          count = addDigit(count, code);
          if (at == text.length()) {
            throw new IllegalArgumentException("repeat count given without format specifier");
          }
          code = text.charAt(at++);
        }
      }
      int width = width(code, isNative);
      if (isNative) {
        int alignment = code == 'F' || code == 'D' ? width / 2 : width;
        size = (size + alignment - 1) / alignment * alignment;
      }
      if (code == 's' || code == 'p') {
        items.add(new Item(code, (int) size, clamp(count), 1));
        values++;
      } else if (code != 'x' && count > 0) {
        items.add(new Item(code, (int) size, width, clamp(count)));
        values += count;
      }
      if (count > (Long.MAX_VALUE - size) / width) {
        throw tooLong();
      }
      size += count * width;
    }
    if (size > Integer.MAX_VALUE) {
      // Longer than any buffer here; sizes stay readable through calcsize for formats up to this bound.
      throw tooLong();
    }
    return new StructFormat(text, order == '>' || order == '!', isNative, items.toArray(Item[]::new), (int) size, clamp(values));
  }

  private static int clamp(long n) {
    return (int) Math.min(n, Integer.MAX_VALUE);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static long addDigit(long count, char digit) {
    if (count > (Long.MAX_VALUE - (digit - '0')) / 10) {
      throw tooLong();
    }
    return count * 10 + digit - '0';
  }

  private static IllegalArgumentException tooLong() {
    return new IllegalArgumentException("total struct size too long");
  }

  private static int width(char code, boolean isNative) {
    int i = (isNative ? NATIVE_CODES : STANDARD_CODES).indexOf(code);
    if (i < 0) {
      throw new IllegalArgumentException("bad char in struct format");
    }
    return (isNative ? NATIVE_SIZES : STANDARD_SIZES)[i];
  }
}
