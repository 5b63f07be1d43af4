package org.atoll.runtime.modules.pickle;

import java.util.Arrays;
import org.atoll.runtime.types.PyException;

/// The stack of a pickle that is being read, with its marks. Below the last mark nothing can be reached before that mark
/// is taken. One thread at a time.
final class ReaderStack {
  private Object[] items = new Object[64];
  private int size;
  private int[] marks = new int[16];
  private int markCount;
  private int fence;

  void clear() {
    Arrays.fill(items, 0, size, null);
    size = 0;
    markCount = 0;
    fence = 0;
  }

  int size() {
    return size;
  }

  /// The item at a place that exists.
  Object at(int i) {
    return items[i];
  }

  void push(Object o) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = o;
  }

  PyException underflow() {
    return PickleErrors.unpickling(markCount > 0 ? "unexpected MARK found" : "unpickling stack underflow");
  }

  Object pop() {
    if (size <= fence) {
      throw underflow();
    }
    Object o = items[--size];
    items[size] = null;
    return o;
  }

  Object top() {
    if (size <= fence) {
      throw underflow();
    }
    return items[size - 1];
  }

  /// Makes sure that there are `n` items above the last mark.
  void need(int n) {
    if (size - n < fence) {
      throw underflow();
    }
  }

  /// Makes sure that there is an item above the last mark and below place `from`.
  void needBelow(int from) {
    if (from > size || from <= fence) {
      throw underflow();
    }
  }

  void replaceTop(Object o) {
    items[size - 1] = o;
  }

  void mark() {
    if (markCount == marks.length) {
      marks = Arrays.copyOf(marks, markCount * 2);
    }
    marks[markCount++] = size;
    fence = size;
  }

  /// Whether nothing has been pushed since the last mark.
  boolean isAtMark() {
    return markCount > 0 && marks[markCount - 1] == size;
  }

  /// Takes the last mark, and gives the place of what was pushed first after it.
  int takeMark() {
    if (markCount < 1) {
      throw PickleErrors.unpickling("could not find MARK");
    }
    int at = marks[--markCount];
    fence = markCount > 0 ? marks[markCount - 1] : 0;
    return at;
  }

  /// Removes the items from a place on.
  void truncate(int from) {
    if (from < size) {
      Arrays.fill(items, from, size, null);
      size = from;
    }
  }

  /// Removes the items from a place on, and gives them.
  Object[] takeFrom(int from) {
    if (from < fence) {
      throw underflow();
    }
    Object[] taken = Arrays.copyOfRange(items, from, size);
    truncate(from);
    return taken;
  }
}
