package org.atoll.runtime.call;

import org.atoll.compiler.Instructions;

/// A method that is carried out instruction by instruction. Immutable.
final class ColdMethod {
  final Instructions instructions;
  final int[] code;
  final int[] handlers;
  /// What operands of [#code] refer to; strings are interned, as constants of a class are.
  final Object[] values;
  final int locals;
  /// How many elements the local variables and the operand stack need together.
  final int room;

  ColdMethod(Instructions instructions, int parameters) {
    this.instructions = instructions;
    this.code = instructions.code();
    this.handlers = instructions.handlers();
    this.values = instructions.values().toArray();
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof String s) {
        values[i] = s.intern();
      }
    }
    Instructions.Room needed = instructions.room(parameters);
    this.locals = needed.locals();
    this.room = locals + needed.stack();
  }

  /// Where an exception that was thrown at `at` goes; -1 where it leaves the method.
  int handler(int at) {
    for (int i = 0; i < handlers.length; i += 3) {
      if (handlers[i] <= at && at < handlers[i + 1]) {
        return handlers[i + 2];
      }
    }
    return -1;
  }

  /// Where a switch at `at` goes on for a value.
  int target(int at, int value) {
    int i = value - code[at + 1];
    return i >= 0 && i < code[at + 2] ? code[at + 4 + i] : code[at + 3];
  }
}
