package org.atoll.compiler;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.atoll.compiler.RuntimeAbi.Field;
import org.atoll.compiler.RuntimeAbi.Helper;

/// Writes the instructions of one JVM method: a thin layer over [Instructions] that hands out local variables and keeps
/// account of the current source position.
final class Emitter {
  private final Instructions code;
  private final Deque<Integer> freeLocals = new ArrayDeque<>();
  private int instructions;
  private int nextLocal;
  private int line = -1;
  private int lastPosition = -1;
  /// The JVM local that holds the index of the current source position; -1 before there is one.
  int positionLocal = -1;
  private boolean reachable = true;
  /// The line that tracing was told last on every way to here; -1 where that is not known.
  int tracedLine = -1;

  Emitter(Instructions code, int firstFreeLocal) {
    this.code = code;
    this.nextLocal = firstFreeLocal;
  }

  // Locals.

  int newLocal() {
    Integer free = freeLocals.poll();
    return free != null ? free : nextLocal++;
  }

  void freeLocal(int slot) {
    code.add(Instructions.CLEAR, slot);
    freeLocals.push(slot);
  }

  // Positions.

  void line(int n) {
    if (n != line && n > 0) {
      line = n;
      code.add(Instructions.LINE, Math.min(n, 65535));
    }
  }

  /// Says that what follows is at this entry of the position table.
  void position(int index) {
    if (index != lastPosition && positionLocal >= 0) {
      lastPosition = index;
      iconst(index);
      istore(positionLocal);
    }
  }

  void forgetPosition() {
    lastPosition = -1;
  }

  // Labels and exception ranges.

  Label label() {
    return code.newLabel();
  }

  void bind(Label l) {
    code.bind(l);
    lastPosition = -1;
    tracedLine = -1;
    reachable = true;
  }

  /// A label here that nothing jumps to.
  Mark mark() {
    Label l = code.newLabel();
    code.bind(l);
    return new Mark(l, instructions);
  }

  /// A place in the code.
  record Mark(Label label, int instruction) {}

  void catchAny(Mark from, Mark to, Label handler) {
    if (from.instruction != to.instruction) {
      code.addHandler(from.label, to.label, handler);
    }
  }

  /// Says that control cannot come here.
  void unreachable() {
    reachable = false;
  }

  boolean reachable() {
    return reachable;
  }

  // Instructions.

  private void plain(int op) {
    instructions++;
    code.add(op);
  }

  private void with(int op, int operand) {
    instructions++;
    code.add(op, operand);
  }

  private void to(int op, Label target) {
    instructions++;
    code.addJump(op, target);
  }

  void aload(int slot) {
    with(Instructions.ALOAD, slot);
  }

  void astore(int slot) {
    with(Instructions.ASTORE, slot);
  }

  void iload(int slot) {
    with(Instructions.ILOAD, slot);
  }

  void istore(int slot) {
    with(Instructions.ISTORE, slot);
  }

  void iconst(int n) {
    with(Instructions.ICONST, n);
  }

  void lconst(long n) {
    instructions++;
    code.add(Instructions.LCONST, (Long) n);
  }

  void string(String s) {
    instructions++;
    code.add(Instructions.STRING, s);
  }

  void aconstNull() {
    plain(Instructions.NULL);
  }

  void none() {
    plain(Instructions.NONE);
  }

  void bool(boolean value) {
    plain(value ? Instructions.TRUE : Instructions.FALSE);
  }

  void dup() {
    plain(Instructions.DUP);
  }

  void dupX1() {
    plain(Instructions.DUP_X1);
  }

  void dupX2() {
    plain(Instructions.DUP_X2);
  }

  void pop() {
    plain(Instructions.POP);
  }

  void swap() {
    plain(Instructions.SWAP);
  }

  void jump(Label l) {
    to(Instructions.GOTO, l);
    reachable = false;
  }

  void ifZero(Label l) {
    to(Instructions.IF_ZERO, l);
  }

  void ifNotZero(Label l) {
    to(Instructions.IF_NOT_ZERO, l);
  }

  void ifNull(Label l) {
    to(Instructions.IF_NULL, l);
  }

  void ifNotNull(Label l) {
    to(Instructions.IF_NOT_NULL, l);
  }

  void ifSame(Label l) {
    to(Instructions.IF_SAME, l);
  }

  void ifNotSame(Label l) {
    to(Instructions.IF_NOT_SAME, l);
  }

  void ifNegative(Label l) {
    to(Instructions.IF_NEGATIVE, l);
  }

  void ifIntsDiffer(Label l) {
    to(Instructions.IF_INTS_DIFFER, l);
  }

  void areturn() {
    plain(Instructions.RETURN_OBJECT);
    reachable = false;
  }

  void ireturn() {
    plain(Instructions.RETURN_INT);
    reachable = false;
  }

  void athrow() {
    plain(Instructions.THROW);
    reachable = false;
  }

  void isub() {
    plain(Instructions.ISUB);
  }

  void lcmp() {
    plain(Instructions.LCMP);
  }

  void aaload() {
    plain(Instructions.AALOAD);
  }

  void aastore() {
    plain(Instructions.AASTORE);
  }

  /// A new `Object[]`.
  void newArray(int length) {
    with(Instructions.NEW_ARRAY, length);
  }

  /// A new `Object[]` whose length is told later: gives what [#patch] wants.
  int newArrayOfLater() {
    int at = code.nextOperand();
    newArray(0);
    return at;
  }

  void patch(int at, int operand) {
    code.patch(at, operand);
  }

  /// A new `PyCell[]`.
  void newCells(int length) {
    with(Instructions.NEW_CELLS, length);
  }

  void checkcast(ClassDesc c) {
    with(Instructions.CAST, ClassDraft.castNumber(c));
  }

  void tableSwitch(int low, List<Label> targets, Label otherwise) {
    instructions++;
    code.addSwitch(low, targets, otherwise);
    reachable = false;
  }

  void getField(Field f) {
    instructions++;
    code.getField(f);
  }

  void putField(Field f) {
    instructions++;
    code.putField(f);
  }

  /// Pushes a site of the class.
  void site(int number) {
    with(Instructions.SITE, number);
  }

  void siteTable() {
    plain(Instructions.SITE_TABLE);
  }

  void invoke(Helper h) {
    instructions++;
    code.invoke(h);
  }

  /// Calls a method of the class itself.
  void invokeOwn(String name, MethodTypeDesc type) {
    instructions++;
    code.add(Instructions.INVOKE_OWN, name, type);
  }
}
