package org.atoll.compiler;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.atoll.compiler.RuntimeAbi.Field;
import org.atoll.compiler.RuntimeAbi.Helper;

/// Writes one JVM method: a thin layer over [CodeBuilder] that counts instructions, hands out local variables, and keeps
/// account of the current source position.
final class Emitter {
  private final CodeBuilder cb;
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

  Emitter(CodeBuilder cb, int firstFreeLocal) {
    this.cb = cb;
    this.nextLocal = firstFreeLocal;
  }

  // Locals.

  int newLocal() {
    Integer free = freeLocals.poll();
    return free != null ? free : nextLocal++;
  }

  void freeLocal(int slot) {
    freeLocals.push(slot);
  }

  // Positions.

  void line(int n) {
    if (n != line && n > 0) {
      line = n;
      cb.lineNumber(Math.min(n, 65535));
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
    return cb.newLabel();
  }

  void bind(Label l) {
    cb.labelBinding(l);
    lastPosition = -1;
    tracedLine = -1;
    reachable = true;
  }

  /// A label here that nothing jumps to.
  Mark mark() {
    Label l = cb.newLabel();
    cb.labelBinding(l);
    return new Mark(l, instructions);
  }

  /// A place in the code.
  record Mark(Label label, int instruction) {}

  void catchAny(Mark from, Mark to, Label handler) {
    if (from.instruction != to.instruction) {
      cb.exceptionCatchAll(from.label, to.label, handler);
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

  private CodeBuilder i() {
    instructions++;
    return cb;
  }

  void aload(int slot) {
    i().aload(slot);
  }

  void astore(int slot) {
    i().astore(slot);
  }

  void iload(int slot) {
    i().iload(slot);
  }

  void istore(int slot) {
    i().istore(slot);
  }

  void iconst(int n) {
    if (n > Short.MAX_VALUE && n < 1 << 30) {
      // Without an entry of the constant pool, of which large classes have none to spare.
      i().loadConstant(n >>> 15).loadConstant(15).ishl().loadConstant(n & 0x7fff).ior();
      return;
    }
    i().loadConstant(n);
  }

  void lconst(long n) {
    i().loadConstant(n);
  }

  void dconst(double n) {
    i().loadConstant(n);
  }

  void string(String s) {
    i().loadConstant(s);
  }

  void aconstNull() {
    i().aconst_null();
  }

  void dup() {
    i().dup();
  }

  void dupX1() {
    i().dup_x1();
  }

  void dupX2() {
    i().dup_x2();
  }

  void pop() {
    i().pop();
  }

  void swap() {
    i().swap();
  }

  void jump(Label l) {
    i().goto_(l);
    reachable = false;
  }

  void ifZero(Label l) {
    i().ifeq(l);
  }

  void ifNotZero(Label l) {
    i().ifne(l);
  }

  void ifNull(Label l) {
    i().ifnull(l);
  }

  void ifNotNull(Label l) {
    i().ifnonnull(l);
  }

  void ifSame(Label l) {
    i().if_acmpeq(l);
  }

  void ifNotSame(Label l) {
    i().if_acmpne(l);
  }

  void ifNegative(Label l) {
    i().iflt(l);
  }

  void ifIntsDiffer(Label l) {
    i().if_icmpne(l);
  }

  void areturn() {
    i().areturn();
    reachable = false;
  }

  void ireturn() {
    i().ireturn();
    reachable = false;
  }

  void returnVoid() {
    i().return_();
    reachable = false;
  }

  void athrow() {
    i().athrow();
    reachable = false;
  }

  void isub() {
    i().isub();
  }

  void lcmp() {
    i().lcmp();
  }

  void aaload() {
    i().aaload();
  }

  void aastore() {
    i().aastore();
  }

  void newArray(ClassDesc element, int length) {
    iconst(length);
    i().anewarray(element);
  }

  void checkcast(ClassDesc c) {
    i().checkcast(c);
  }

  void newObject(ClassDesc c) {
    i().new_(c);
  }

  void tableSwitch(int low, List<Label> targets, Label otherwise) {
    List<java.lang.classfile.instruction.SwitchCase> cases = new ArrayList<>();
    for (int k = 0; k < targets.size(); k++) {
      cases.add(java.lang.classfile.instruction.SwitchCase.of(low + k, targets.get(k)));
    }
    i().tableswitch(low, low + targets.size() - 1, otherwise, cases);
    reachable = false;
  }

  void getField(Field f) {
    if (f.isStatic()) {
      i().getstatic(f.owner(), f.name(), f.type());
    } else {
      i().getfield(f.owner(), f.name(), f.type());
    }
  }

  void putField(Field f) {
    i().putfield(f.owner(), f.name(), f.type());
  }

  void getStatic(ClassDesc owner, String name, ClassDesc type) {
    i().getstatic(owner, name, type);
  }

  void putStatic(ClassDesc owner, String name, ClassDesc type) {
    i().putstatic(owner, name, type);
  }

  void invoke(Helper h) {
    if (h.isStatic()) {
      i().invokestatic(h.owner(), h.name(), h.type());
    } else if (h.name().equals("<init>")) {
      i().invokespecial(h.owner(), h.name(), h.type());
    } else {
      i().invokevirtual(h.owner(), h.name(), h.type());
    }
  }

  void invokeOwn(ClassDesc owner, String name, java.lang.constant.MethodTypeDesc type) {
    i().invokevirtual(owner, name, type);
  }

  void invokeStatic(ClassDesc owner, String name, java.lang.constant.MethodTypeDesc type) {
    i().invokestatic(owner, name, type);
  }

  void load(TypeKind kind, int slot) {
    i().loadLocal(kind, slot);
  }
}
