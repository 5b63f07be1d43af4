package org.atoll.runtime.text;

/// What a decoder made of its input.
///
/// @param text as [TextBuilder#build] delivers it
/// @param consumed how many bytes it stands for; the rest is an incomplete sequence
/// @param byteOrder -1 for little endian, 1 for big endian, 0 where it is not known or means nothing
public record Decoded(Object text, int consumed, int byteOrder) {
  /// A result of an encoding without byte orders.
  public Decoded(Object text, int consumed) {
    this(text, consumed, 0);
  }
}
