package org.atoll.runtime.modules;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// The module `_opcode` (`Modules/_opcode.c`): facts about CPython 3.14's instructions, for `opcode` and `dis`. Code here
/// is compiled to Java class files and has no such instructions. Without state.
@PyModuleDef(value = "_opcode", doc = "Opcode support module.")
final class OpcodeModule {
  @PyConstant
  static final long ENABLE_SPECIALIZATION = 1;
  @PyConstant
  static final long ENABLE_SPECIALIZATION_FT = 1;

  private static final BitSet IS_VALID = bits("0-120 128-211 234-266");
  private static final BitSet HAS_ARG = bits("44-120 128 143-153 155-195 197 200 209-211 237 239 241-245 247-251 253 255 257-261 263-266");
  private static final BitSet HAS_CONST = bits("82 190-191");
  private static final BitSet HAS_NAME = bits("61 64-65 72-73 80 91-93 96 110 115-116 179 189 194-195 200 249");
  private static final BitSet HAS_JUMP = bits("68 70 75-77 100-103 106 172-176 237 248 257-260");
  private static final BitSet HAS_FREE = bits("62 90 97 111");
  private static final BitSet HAS_LOCAL = bits("3 63 83-89 112-114 261 266");
  private static final BitSet HAS_EXC = bits("263-265");

  /// Effect on the stack and its growth with the argument, for which instructions: `odd` adds the growth for odd
  /// arguments only, `jump` stands for instructions without effect where they do not jump.
  private static final String EFFECTS = """
      0 0: 0 5 6 12 14 16 17 19 23 27 28 35 36 39 40 41 42 53 58 60 62 63 64 65 69 71 75 76 77 90 91 97 106 113 117 120 128 238 239 240 245 246 247 253 254 255 256 257 258 259 260 262
      -2 0: 1 8 68 98 99 110 114 248
      -1 0: 2 7 9 10 11 13 20 29 30 31 44 54 56 57 61 66 67 73 74 78 79 100 101 102 103 105 107 108 109 111 112 115 116 234 235 236 241 242 243 244 266
      -3 0: 4 38 252
      1 0: 15 18 21 22 24 25 26 32 33 34 43 59 70 72 81 82 83 84 85 86 88 93 94 95 237 261
      -4 0: 37
      -1 -1 odd: 45
      1 -1: 46 48 49 50 51
      1 -2: 47
      -1 -1: 52 250
      -2 -1: 55 251
      0 1 odd: 80
      2 0: 87 89
      1 1 odd: 92
      -2 1 odd: 96 249
      0 -1: 104
      0 1: 118
      -1 1: 119
      2 jump: 263
      1 jump: 264 265
      """;
  private static final Map<Integer, String[]> EFFECT_OF;

  private static final String[] OPERATORS = {"NB_ADD", "+", "NB_AND", "&", "NB_FLOOR_DIVIDE", "//", "NB_LSHIFT", "<<", "NB_MATRIX_MULTIPLY", "@", "NB_MULTIPLY", "*", "NB_REMAINDER", "%", "NB_OR", "|", "NB_POWER", "**", "NB_RSHIFT", ">>", "NB_SUBTRACT", "-", "NB_TRUE_DIVIDE", "/", "NB_XOR", "^", "NB_INPLACE_ADD", "+=", "NB_INPLACE_AND", "&=", "NB_INPLACE_FLOOR_DIVIDE", "//=", "NB_INPLACE_LSHIFT", "<<=", "NB_INPLACE_MATRIX_MULTIPLY", "@=", "NB_INPLACE_MULTIPLY", "*=", "NB_INPLACE_REMAINDER", "%=", "NB_INPLACE_OR", "|=", "NB_INPLACE_POWER", "**=", "NB_INPLACE_RSHIFT", ">>=", "NB_INPLACE_SUBTRACT", "-=", "NB_INPLACE_TRUE_DIVIDE", "/=", "NB_INPLACE_XOR", "^=", "NB_SUBSCR", "[]"};

  static {
    Map<Integer, String[]> effects = new HashMap<>();
    EFFECTS.lines().forEach(line -> {
      String[] parts = line.split(": ");
      for (String opcode : parts[1].split(" ")) {
        effects.put(Integer.parseInt(opcode), parts[0].split(" "));
      }
    });
    EFFECT_OF = Map.copyOf(effects);
  }

  private static BitSet bits(String ranges) {
    BitSet b = new BitSet();
    for (String r : ranges.split(" ")) {
      int dash = r.indexOf('-');
      b.set(Integer.parseInt(dash < 0 ? r : r.substring(0, dash)), Integer.parseInt(r.substring(dash + 1)) + 1);
    }
    return b;
  }

  @PyFunction(sig = "(opcode)")
  boolean is_valid(int opcode) {
    return opcode >= 0 && IS_VALID.get(opcode);
  }

  @PyFunction(sig = "(opcode)")
  boolean has_arg(int opcode) {
    return opcode >= 0 && HAS_ARG.get(opcode);
  }

  @PyFunction(sig = "(opcode)")
  boolean has_const(int opcode) {
    return opcode >= 0 && HAS_CONST.get(opcode);
  }

  @PyFunction(sig = "(opcode)")
  boolean has_name(int opcode) {
    return opcode >= 0 && HAS_NAME.get(opcode);
  }

  @PyFunction(sig = "(opcode)")
  boolean has_jump(int opcode) {
    return opcode >= 0 && HAS_JUMP.get(opcode);
  }

  @PyFunction(sig = "(opcode)")
  boolean has_free(int opcode) {
    return opcode >= 0 && HAS_FREE.get(opcode);
  }

  @PyFunction(sig = "(opcode)")
  boolean has_local(int opcode) {
    return opcode >= 0 && HAS_LOCAL.get(opcode);
  }

  @PyFunction(sig = "(opcode)")
  boolean has_exc(int opcode) {
    return opcode >= 0 && HAS_EXC.get(opcode);
  }

  @PyFunction(sig = "(opcode, oparg=None, /, *, jump=None)", doc = "Compute the stack effect of the opcode.")
  long stack_effect(ThreadState ts, int opcode, Object oparg, Object jump) {
    if (jump != PyNone.NONE && !(jump instanceof Boolean)) {
      throw PyErr.valueError("stack_effect: jump must be False, True or None");
    }
    String[] effect = EFFECT_OF.get(opcode);
    if (effect == null) {
      throw PyErr.valueError("invalid opcode or oparg");
    }
    long argument = oparg == PyNone.NONE ? 0 : PyNumber.asIndex(ts, oparg, PyExc.OverflowError);
    long base = Long.parseLong(effect[0]);
    if (effect[1].equals("jump")) {
      return jump == Boolean.FALSE ? 0 : base;
    }
    return base + Long.parseLong(effect[1]) * (effect.length > 2 ? argument & 1 : argument);
  }

  @PyFunction(sig = "()")
  Object get_specialization_stats() {
    return PyNone.NONE;
  }

  @PyFunction(sig = "()")
  Object get_nb_ops() {
    PyList all = new PyList();
    for (int i = 0; i < OPERATORS.length; i += 2) {
      all.append(PyTuple.of(OPERATORS[i], OPERATORS[i + 1]));
    }
    return all;
  }

  @PyFunction(sig = "()")
  Object get_intrinsic1_descs() {
    return PyList.of("INTRINSIC_1_INVALID", "INTRINSIC_PRINT", "INTRINSIC_IMPORT_STAR", "INTRINSIC_STOPITERATION_ERROR", "INTRINSIC_ASYNC_GEN_WRAP", "INTRINSIC_UNARY_POSITIVE", "INTRINSIC_LIST_TO_TUPLE", "INTRINSIC_TYPEVAR", "INTRINSIC_PARAMSPEC", "INTRINSIC_TYPEVARTUPLE", "INTRINSIC_SUBSCRIPT_GENERIC", "INTRINSIC_TYPEALIAS");
  }

  @PyFunction(sig = "()")
  Object get_intrinsic2_descs() {
    return PyList.of("INTRINSIC_2_INVALID", "INTRINSIC_PREP_RERAISE_STAR", "INTRINSIC_TYPEVAR_WITH_BOUND", "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS", "INTRINSIC_SET_FUNCTION_TYPE_PARAMS", "INTRINSIC_SET_TYPEPARAM_DEFAULT");
  }

  @PyFunction(sig = "()")
  Object get_special_method_names() {
    return PyList.of("__enter__", "__exit__", "__aenter__", "__aexit__");
  }

  @PyFunction(sig = "(code, offset)")
  Object get_executor(Object code, Object offset) {
    if (!(code instanceof PyCode)) {
      throw PyErr.typeError("expected a code object, not '%s'", PyObject.typeOf(code).name());
    }
    throw PyErr.runtimeError("Executors are not available in this build");
  }
}
