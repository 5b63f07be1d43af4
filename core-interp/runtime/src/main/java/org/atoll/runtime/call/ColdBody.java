package org.atoll.runtime.call;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.compiler.Instructions;
import org.atoll.compiler.RuntimeAbi;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyGenerator;
import org.atoll.runtime.types.PyIterator;

/// The body of a code object whose class has not been written: carries out the instructions that the class would consist of.
/// They call the same methods of the runtime in the same order, so that everything that Python can see is the same.
///
/// This is for text that is compiled at run time, most of which runs once. After a few calls the class is written. A loop
/// that does not end soon is left for a class that goes on where it stands.
public final class ColdBody extends CodeBody {
  /// After this many calls the class pays.
  private static final int CALLS = 100;
  /// After this many resumptions of its generators too.
  private static final int RESUMPTIONS = 100;
  /// After this many jumps back a call goes on in a class.
  private static final int JUMPS = 2000;

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
    /// Whether a class has taken over, whose frame is on the Java stack as well.
    boolean left;

    Activation(Activation outer) {
      this.outer = outer;
    }
  }

  private final PyCode code;
  private final ColdClass made;
  private int calls;
  private int resumptions;

  ColdBody(PyCode code, ColdClass made) {
    this.code = code;
    this.made = made;
  }

  /// The body of the class where that has been written, or is to be now; else null.
  private CodeBody written() {
    return calls++ < CALLS ? null : code.harden();
  }

  private Object[] frame(ThreadState ts, Object f) {
    return frame(made.entry(), ts, f);
  }

  private Object[] frame(ColdMethod method, ThreadState ts, Object f) {
    Object[] s = new Object[method.room];
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
    return w != null ? w.call0(ts, f) : carryOut(made.entry(), ts, frame(ts, f));
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
    return carryOut(made.entry(), ts, s);
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
    return carryOut(made.entry(), ts, s);
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
    return carryOut(made.entry(), ts, s);
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
    return carryOut(made.entry(), ts, s);
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
    return carryOut(made.entry(), ts, s);
  }

  @Override
  public Object resume(ThreadState ts, PyGenerator g, Object sent) {
    if (resumptions++ >= RESUMPTIONS) {
      return code.harden().resume(ts, g, sent);
    }
    Object[] s = frame(made.resumption(), ts, g);
    s[3] = sent;
    return carryOut(made.resumption(), ts, s);
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

  private Object carryOut(ColdMethod method, ThreadState ts, Object[] s) {
    Activation outer = ts.cold;
    Activation a = new Activation(outer);
    ts.cold = a;
    try {
      return interpret(method, ts, s, a);
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

  private Object interpret(ColdMethod method, ThreadState ts, Object[] s, Activation activation) {
    int at = loop(method, s, activation);
    if (at < 0) {
      return s[0];
    }
    activation.left = true;
    return code.continuation(method.instructions, at, localTypes(s, method.locals), codes).run(ts, s[2], s);
  }

  /// What the local variables hold, for a class that is to go on with them.
  private static List<ClassDesc> localTypes(Object[] s, int count) {
    List<ClassDesc> types = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      types.add(i == 2 && s[i] instanceof PyGenerator ? RuntimeAbi.GENERATOR : switch (s[i]) {
        case null -> null;
        case Integer n -> ConstantDescs.CD_int;
        case PyFunction f -> RuntimeAbi.FUNCTION;
        case PyIterator it -> RuntimeAbi.ITERATOR;
        case PyCell c -> RuntimeAbi.CELL;
        case ArgList a -> RuntimeAbi.ARG_LIST;
        case String[] k -> RuntimeAbi.STRINGS;
        case Object[] a -> RuntimeAbi.OBJECTS;
        default -> RuntimeAbi.OBJECT;
      });
    }
    return types;
  }

  /// Carries out a method; `s` holds the local variables, then the operand stack. Gives -1 with the result in `s[0]`, or
  /// where in a loop the method stands that has come round too often.
  private int loop(ColdMethod method, Object[] s, Activation activation) {
    int[] code = method.code;
    Object[] values = method.values;
    Object[] sites = made.sites();
    int sp = method.locals;
    int jumps = 0;
    int next = 0;
    int at = 0;
    while (true) {
      try {
        while (true) {
          if (next < at && ++jumps > JUMPS && sp == method.locals) {
            return next;
          }
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
            case Instructions.CLEAR -> s[operand] = null;
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
            case Instructions.SWITCH -> next = method.target(at, (Integer) s[--sp]);
            case Instructions.RETURN_OBJECT, Instructions.RETURN_INT -> {
              s[0] = s[sp - 1];
              return -1;
            }
            case Instructions.THROW -> throw ColdBody.<RuntimeException>unchecked(s[sp - 1]);
            default -> {
              sp = simple(code[at], s, sp);
              next = at + 1;
            }
          }
        }
      } catch (Throwable t) {
        next = method.handler(at);
        if (next < 0) {
          throw t;
        }
        Arrays.fill(s, method.locals, s.length, null);
        sp = method.locals;
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
}
