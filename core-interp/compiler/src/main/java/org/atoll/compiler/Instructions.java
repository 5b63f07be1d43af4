package org.atoll.compiler;

import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.compiler.RuntimeAbi.Field;
import org.atoll.compiler.RuntimeAbi.Helper;

/// The instructions of one method as the compiler thinks of them: the JVM's, but that call-site caches and constants are
/// numbered sites, and members of the runtime are known by their number in [RuntimeAbi]. [ClassDraft] writes them to a class
/// file; short code that runs once the runtime carries out as it stands here. Not changed any more after [#finish].
///
/// An instruction is its code and then its operands, all in one array. A target of a jump is an index of that array.
public final class Instructions {
  public static final int ALOAD = 0;
  public static final int ASTORE = 1;
  public static final int ILOAD = 2;
  public static final int ISTORE = 3;
  public static final int ICONST = 4;
  /// The operand is an index of [#values], as for the next one.
  public static final int LCONST = 5;
  public static final int STRING = 6;
  public static final int NULL = 7;
  public static final int NONE = 8;
  public static final int TRUE = 9;
  public static final int FALSE = 10;
  public static final int DUP = 11;
  public static final int DUP_X1 = 12;
  public static final int DUP_X2 = 13;
  public static final int POP = 14;
  public static final int SWAP = 15;
  public static final int GOTO = 16;
  public static final int IF_ZERO = 17;
  public static final int IF_NOT_ZERO = 18;
  public static final int IF_NULL = 19;
  public static final int IF_NOT_NULL = 20;
  public static final int IF_SAME = 21;
  public static final int IF_NOT_SAME = 22;
  public static final int IF_NEGATIVE = 23;
  public static final int IF_INTS_DIFFER = 24;
  /// The lowest value, the number of targets, the target of all other values, the targets.
  public static final int SWITCH = 25;
  public static final int RETURN_OBJECT = 26;
  public static final int RETURN_INT = 27;
  public static final int THROW = 28;
  public static final int ISUB = 29;
  public static final int LCMP = 30;
  public static final int AALOAD = 31;
  public static final int AASTORE = 32;
  public static final int NEW_ARRAY = 33;
  public static final int NEW_CELLS = 34;
  /// The operand says which of [#CASTS].
  public static final int CAST = 35;
  public static final int GET_FIELD = 36;
  public static final int PUT_FIELD = 37;
  public static final int INVOKE = 38;
  /// Calls another method of the same class: indexes of its name and type in [#values].
  public static final int INVOKE_OWN = 39;
  /// Pushes a site or constant of the class.
  public static final int SITE = 40;
  /// Pushes the array that holds the sites of a class that has too many.
  public static final int SITE_TABLE = 41;
  /// What follows is on this line.
  public static final int LINE = 42;
  /// The local variable is not needed any more; a class file says nothing of this.
  public static final int CLEAR = 43;

  /// How many operands each has; -1 where they say it themselves.
  private static final byte[] OPERANDS = {1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, 0, 0, 0, 0, 0, 0, 0, 1,
    1, 1, 1, 1, 1, 2, 1, 0, 1, 1};
  /// An upper bound of the bytes that each needs in a class file, but for switches.
  private static final byte[] BYTES = {4, 4, 4, 4, 11, 3, 3, 1, 3, 3, 3, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 1, 1, 1, 1, 1, 1, 1, 6,
    6, 3, 3, 3, 3, 3, 3, 3, 0, 0};
  private static final int[] NONE_YET = {};
  /// Those of the hash function FNV-1a.
  static final long FINGERPRINT_START = 0xcbf29ce484222325L;
  private static final long FINGERPRINT_FACTOR = 0x100000001b3L;

  private final MethodTypeDesc type;
  private int[] code = new int[96];
  private int size;
  private int bytes;
  private final List<Object> values = new ArrayList<>();
  private int[] labels = NONE_YET;
  private int labelCount;
  private int[] fixups = NONE_YET;
  private int fixupCount;
  private int[] handlers = NONE_YET;
  private int handlerCount;
  private boolean closed;

  Instructions(MethodTypeDesc type) {
    this.type = type;
  }

  /// Adds an instruction without operands.
  void add(int op) {
    if (size + 3 > code.length) {
      code = Arrays.copyOf(code, 2 * code.length);
    }
    code[size++] = op;
    bytes += BYTES[op];
  }

  void add(int op, int operand) {
    add(op);
    code[size++] = operand;
  }

  void add(int op, Object value) {
    add(op, values.size());
    values.add(value);
  }

  void add(int op, Object first, Object second) {
    add(op, first);
    code[size++] = values.size();
    values.add(second);
  }

  void addJump(int op, Label target) {
    add(op, target.number);
    fix(size - 1);
  }

  void addSwitch(int low, List<Label> targets, Label otherwise) {
    add(SWITCH, low);
    code = Arrays.copyOf(code, Math.max(code.length, size + targets.size() + 16));
    code[size++] = targets.size();
    code[size] = otherwise.number;
    fix(size++);
    for (Label t : targets) {
      code[size] = t.number;
      fix(size++);
    }
    bytes += 16 + 4 * targets.size();
  }

  private void fix(int at) {
    if (fixupCount == fixups.length) {
      fixups = Arrays.copyOf(fixups, 2 * fixupCount + 16);
    }
    fixups[fixupCount++] = at;
  }

  /// Sets the operand at an index that [#nextOperand] gave, once it is known.
  void patch(int at, int operand) {
    code[at] = operand;
  }

  /// Where the first operand of the next instruction will stand.
  int nextOperand() {
    return size + 1;
  }

  Label newLabel() {
    if (labelCount == labels.length) {
      labels = Arrays.copyOf(labels, 2 * labelCount + 16);
    }
    labels[labelCount] = -1;
    return new Label(labelCount++);
  }

  void bind(Label l) {
    labels[l.number] = size;
  }

  void addHandler(Label from, Label to, Label handler) {
    if (handlerCount == handlers.length) {
      handlers = Arrays.copyOf(handlers, 2 * handlerCount + 12);
    }
    handlers[handlerCount++] = from.number;
    handlers[handlerCount++] = to.number;
    handlers[handlerCount++] = handler.number;
  }

  /// Puts places in the stead of labels.
  Instructions finish() {
    if (!closed) {
      closed = true;
      for (int i = 0; i < fixupCount; i++) {
        int at = fixups[i];
        code[at] = labels[code[at]];
      }
      for (int i = 0; i < handlerCount; i++) {
        handlers[i] = labels[handlers[i]];
      }
      code = Arrays.copyOf(code, size);
      fixups = NONE_YET;
      labels = NONE_YET;
    }
    return this;
  }

  MethodTypeDesc type() {
    return type;
  }

  /// The instructions with their operands; not to be changed.
  public int[] code() {
    return code;
  }

  /// What operands refer to: `Long`, `String`, and names and types of methods.
  public List<Object> values() {
    return values;
  }

  /// Where each exception goes: the first and the last but one index of a range and that of its handler, in turn; the
  /// first that fits is taken.
  public int[] handlers() {
    return Arrays.copyOf(handlers, handlerCount);
  }

  /// An upper bound of the bytes that it has in a class file.
  int bytes() {
    return bytes;
  }

  /// A number that tells these instructions from others: the same for the same, on whatever lines they stand.
  long fingerprint() {
    long h = FINGERPRINT_START;
    for (int at = 0; at < code.length; at = next(code, at)) {
      h = mixed(h, code[at]);
      for (int i = at + 1; i < next(code, at) && code[at] != LINE; i++) {
        h = mixed(h, code[i]);
      }
    }
    for (Object v : values) {
      h = mixed(h, v instanceof MethodTypeDesc t ? t.descriptorString().hashCode() : v.hashCode());
    }
    for (int i = 0; i < handlerCount; i++) {
      h = mixed(h, handlers[i]);
    }
    return h;
  }

  static long mixed(long h, int x) {
    return (h ^ x) * FINGERPRINT_FACTOR;
  }

  /// The index of the instruction after the one at `at`.
  public static int next(int[] code, int at) {
    int n = OPERANDS[code[at]];
    return at + 1 + (n >= 0 ? n : 3 + code[at + 2]);
  }

  /// How many local variables and how many elements of the operand stack a method needs.
  public record Room(int locals, int stack) {}

  /// The room that it needs; `parameters` are the locals that are set from the start. The compiler leaves nothing on the
  /// operand stack at the head of a loop, so that one way through the code tells.
  public Room room(int parameters) {
    int[] depths = new int[code.length + 1];
    Arrays.fill(depths, -1);
    for (int i = 2; i < handlerCount; i += 3) {
      depths[handlers[i]] = 1;
    }
    int locals = parameters;
    int depth = 0;
    int deepest = 1;
    for (int at = 0; at < code.length; at = next(code, at)) {
      if (depths[at] >= 0) {
        depth = depths[at];
      }
      int op = code[at];
      if (op <= ISTORE) {
        locals = Math.max(locals, code[at + 1] + 1);
      }
      depth += effect(at);
      deepest = Math.max(deepest, depth);
      if (op >= GOTO && op <= IF_INTS_DIFFER) {
        depths[code[at + 1]] = depth;
      } else if (op == SWITCH) {
        for (int i = at + 3; i < next(code, at); i++) {
          depths[code[i]] = depth;
        }
      }
    }
    return new Room(locals, deepest + 1);
  }

  private int effect(int at) {
    return switch (code[at]) {
      case ALOAD, ILOAD, ICONST, LCONST, STRING, NULL, NONE, TRUE, FALSE, DUP, DUP_X1, DUP_X2, NEW_ARRAY, NEW_CELLS, SITE, SITE_TABLE -> 1;
      case ASTORE, ISTORE, POP, IF_ZERO, IF_NOT_ZERO, IF_NULL, IF_NOT_NULL, IF_NEGATIVE, SWITCH, RETURN_OBJECT, RETURN_INT, THROW, ISUB, LCMP, AALOAD -> -1;
      case IF_SAME, IF_NOT_SAME, IF_INTS_DIFFER, PUT_FIELD -> -2;
      case AASTORE -> -3;
      case INVOKE -> RuntimeAbi.helper(code[at + 1]).effect();
      case INVOKE_OWN -> {
        MethodTypeDesc t = (MethodTypeDesc) values.get(code[at + 2]);
        yield -t.parameterCount();
      }
      default -> 0;
    };
  }

  void invoke(Helper h) {
    add(INVOKE, h.number());
  }

  void getField(Field f) {
    add(GET_FIELD, f.number());
  }

  void putField(Field f) {
    add(PUT_FIELD, f.number());
  }
}
