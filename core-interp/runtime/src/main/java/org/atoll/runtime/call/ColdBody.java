package org.atoll.runtime.call;

import org.atoll.compiler.Instructions;
import org.atoll.compiler.RuntimeAbi;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyNone;

/// The body of a code object whose class has not been written: carries out the instructions that the class would consist of.
/// They call the same methods of the runtime in the same order, so that everything that Python can see is the same.
///
/// This is for text that is compiled at run time, most of which runs once. A body with loops, or one that can be suspended,
/// is written at its first call, every other one after a few.
public final class ColdBody extends CodeBody {
  /// After this many calls the class pays.
  private static final int CALLS = 12;

  /// Whether a method gives a value, and how many it takes, by its number.
  private static final boolean[] GIVES = new boolean[RuntimeAbi.helpers().size()];
  private static final byte[] ARGUMENTS = new byte[GIVES.length];

  static {
    for (RuntimeAbi.Helper h : RuntimeAbi.helpers()) {
      GIVES[h.number()] = h.gives();
      ARGUMENTS[h.number()] = (byte) h.arguments();
    }
  }

  /// A call in progress; those of a thread form a list, innermost first, so that the lines of running frames can be told.
  public static final class Activation {
    final Activation outer;
    int line;

    Activation(Activation outer) {
      this.outer = outer;
    }
  }

  private final PyCode code;
  private final ColdClass made;
  private int calls;

  ColdBody(PyCode code, ColdClass made) {
    this.code = code;
    this.made = made;
  }

  /// The body of the class where that has been written, or is to be now; else null.
  private CodeBody written() {
    return made.straight && calls++ < CALLS ? null : code.harden();
  }

  private Object[] frame(ThreadState ts, Object f) {
    Object[] s = new Object[made.room];
    s[0] = this;
    s[1] = ts;
    s[2] = f;
    return s;
  }

  @Override
  public Object call0(ThreadState ts, Object f) {
    if (made.arity != 0) {
      return super.call0(ts, f);
    }
    CodeBody w = written();
    return w != null ? w.call0(ts, f) : carryOut(ts, frame(ts, f));
  }

  @Override
  public Object call1(ThreadState ts, Object f, Object a) {
    if (made.arity != 1) {
      return super.call1(ts, f, a);
    }
    CodeBody w = written();
    if (w != null) {
      return w.call1(ts, f, a);
    }
    Object[] s = frame(ts, f);
    s[3] = a;
    return carryOut(ts, s);
  }

  @Override
  public Object call2(ThreadState ts, Object f, Object a, Object b) {
    if (made.arity != 2) {
      return super.call2(ts, f, a, b);
    }
    CodeBody w = written();
    if (w != null) {
      return w.call2(ts, f, a, b);
    }
    Object[] s = frame(ts, f);
    s[3] = a;
    s[4] = b;
    return carryOut(ts, s);
  }

  @Override
  public Object call3(ThreadState ts, Object f, Object a, Object b, Object c) {
    if (made.arity != 3) {
      return super.call3(ts, f, a, b, c);
    }
    CodeBody w = written();
    if (w != null) {
      return w.call3(ts, f, a, b, c);
    }
    Object[] s = frame(ts, f);
    s[3] = a;
    s[4] = b;
    s[5] = c;
    return carryOut(ts, s);
  }

  @Override
  public Object call4(ThreadState ts, Object f, Object a, Object b, Object c, Object d) {
    if (made.arity != 4) {
      return super.call4(ts, f, a, b, c, d);
    }
    CodeBody w = written();
    if (w != null) {
      return w.call4(ts, f, a, b, c, d);
    }
    Object[] s = frame(ts, f);
    s[3] = a;
    s[4] = b;
    s[5] = c;
    s[6] = d;
    return carryOut(ts, s);
  }

  @Override
  public Object run(ThreadState ts, Object f, Object[] bound) {
    CodeBody w = written();
    if (w != null) {
      return w.run(ts, f, bound);
    }
    Object[] s = frame(ts, f);
    if (made.arity < 0) {
      s[3] = bound;
    } else {
      System.arraycopy(bound, 0, s, 3, made.arity);
    }
    return carryOut(ts, s);
  }

  @Override
  public String positions() {
    return made.draft.positions();
  }

  @Override
  public String details() {
    return made.draft.details();
  }

  @Override
  public String summary() {
    return made.draft.summary();
  }

  @Override
  public String[] nested() {
    return made.draft.nested().toArray(String[]::new);
  }

  private Object carryOut(ThreadState ts, Object[] s) {
    Activation outer = ts.cold;
    Activation a = new Activation(outer);
    ts.cold = a;
    try {
      return interpret(made, s, a);
    } finally {
      ts.cold = outer;
    }
  }

  /// Whether a frame of the Java stack is that of a call in progress.
  static boolean isActivation(Class<?> c, String method) {
    return c == ColdBody.class && method.equals("interpret");
  }

  /// As above, for another thread's stack, which has only names.
  static boolean isActivation(String className, String method) {
    return className.equals(ColdBody.class.getName()) && method.equals("interpret");
  }

  /// `s` holds the local variables, then the operand stack.
  private static Object interpret(ColdClass c, Object[] s, Activation activation) {
    int[] code = c.code;
    Object[] values = c.values;
    Object[] sites = c.sites();
    int sp = c.locals;
    int next = 0;
    int at = 0;
    while (true) {
      try {
        while (true) {
          at = next;
          int operand = at + 1 < code.length ? code[at + 1] : 0;
          next = at + 2;
          switch (code[at]) {
            case Instructions.ALOAD, Instructions.ILOAD -> s[sp++] = s[operand];
            case Instructions.ASTORE, Instructions.ISTORE -> {
              s[operand] = s[--sp];
              s[sp] = null;
            }
            case Instructions.ICONST -> s[sp++] = operand;
            case Instructions.LCONST, Instructions.STRING -> s[sp++] = values[operand];
            case Instructions.SITE -> s[sp++] = sites[operand];
            case Instructions.LINE -> activation.line = operand;
            case Instructions.INVOKE -> {
              sp -= ARGUMENTS[operand];
              Object result = HelperCalls.call(operand, s, sp);
              for (int i = sp + ARGUMENTS[operand] - 1; i >= sp; i--) {
                s[i] = null;
              }
              if (GIVES[operand]) {
                s[sp++] = result;
              }
            }
            case Instructions.GET_FIELD -> s[sp - 1] = HelperCalls.get(operand, s[sp - 1]);
            case Instructions.PUT_FIELD -> {
              sp -= 2;
              HelperCalls.put(operand, s[sp], s[sp + 1]);
              s[sp] = null;
              s[sp + 1] = null;
            }
            case Instructions.NEW_ARRAY -> s[sp++] = new Object[operand];
            case Instructions.NEW_CELLS -> s[sp++] = new PyCell[operand];
            case Instructions.CAST -> {
            }
            case Instructions.GOTO -> next = operand;
            case Instructions.IF_ZERO -> next = (Integer) s[--sp] == 0 ? operand : next;
            case Instructions.IF_NOT_ZERO -> next = (Integer) s[--sp] != 0 ? operand : next;
            case Instructions.IF_NEGATIVE -> next = (Integer) s[--sp] < 0 ? operand : next;
            case Instructions.IF_NULL -> next = pop(s, --sp) == null ? operand : next;
            case Instructions.IF_NOT_NULL -> next = pop(s, --sp) != null ? operand : next;
            case Instructions.IF_SAME -> {
              sp -= 2;
              next = pop(s, sp) == pop(s, sp + 1) ? operand : next;
            }
            case Instructions.IF_NOT_SAME -> {
              sp -= 2;
              next = pop(s, sp) != pop(s, sp + 1) ? operand : next;
            }
            case Instructions.IF_INTS_DIFFER -> {
              sp -= 2;
              next = (int) (Integer) s[sp] != (Integer) s[sp + 1] ? operand : next;
            }
            case Instructions.RETURN_OBJECT, Instructions.RETURN_INT -> {
              return s[sp - 1];
            }
            case Instructions.THROW -> throw ColdBody.<RuntimeException>unchecked(s[sp - 1]);
            default -> {
              sp = simple(code[at], s, sp);
              next = at + 1;
            }
          }
        }
      } catch (Throwable t) {
        next = handler(c.handlers, at);
        if (next < 0) {
          throw t;
        }
        java.util.Arrays.fill(s, c.locals, s.length, null);
        sp = c.locals;
        s[sp++] = t;
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Object thrown) throws T {
    throw (T) thrown;
  }

  private static Object pop(Object[] s, int at) {
    Object o = s[at];
    s[at] = null;
    return o;
  }

  /// Carries out an instruction that has no operands.
  private static int simple(int op, Object[] s, int top) {
    int sp = top;
    switch (op) {
      case Instructions.NULL -> s[sp++] = null;
      case Instructions.NONE -> s[sp++] = PyNone.NONE;
      case Instructions.TRUE -> s[sp++] = Boolean.TRUE;
      case Instructions.FALSE -> s[sp++] = Boolean.FALSE;
      case Instructions.DUP -> {
        s[sp] = s[sp - 1];
        sp++;
      }
      case Instructions.DUP_X1 -> {
        Object o = s[sp - 1];
        s[sp] = o;
        s[sp - 1] = s[sp - 2];
        s[sp - 2] = o;
        sp++;
      }
      case Instructions.DUP_X2 -> {
        Object o = s[sp - 1];
        s[sp] = o;
        s[sp - 1] = s[sp - 2];
        s[sp - 2] = s[sp - 3];
        s[sp - 3] = o;
        sp++;
      }
      case Instructions.POP -> s[--sp] = null;
      case Instructions.SWAP -> {
        Object o = s[sp - 1];
        s[sp - 1] = s[sp - 2];
        s[sp - 2] = o;
      }
      case Instructions.ISUB -> {
        sp--;
        s[sp - 1] = (Integer) s[sp - 1] - (Integer) s[sp];
      }
      case Instructions.LCMP -> {
        sp--;
        s[sp - 1] = Long.compare((Long) s[sp - 1], (Long) s[sp]);
      }
      case Instructions.AALOAD -> {
        sp--;
        s[sp - 1] = ((Object[]) s[sp - 1])[(Integer) s[sp]];
      }
      case Instructions.AASTORE -> {
        sp -= 3;
        ((Object[]) s[sp])[(Integer) s[sp + 1]] = s[sp + 2];
        s[sp] = null;
        s[sp + 2] = null;
      }
      default -> throw new IllegalStateException("instruction " + op);
    }
    return sp;
  }

  private static int handler(int[] handlers, int at) {
    for (int i = 0; i < handlers.length; i += 3) {
      if (handlers[i] <= at && at < handlers[i + 1]) {
        return handlers[i + 2];
      }
    }
    return -1;
  }
}
