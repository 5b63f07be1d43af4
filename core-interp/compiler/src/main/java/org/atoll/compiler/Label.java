package org.atoll.compiler;

/// A place in the instructions of one method, to which others jump.
final class Label {
  final int number;

  Label(int number) {
    this.number = number;
  }
}
