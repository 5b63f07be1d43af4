package org.atoll.compiler;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Everything that compiled code names in the runtime: one place, because the compiler does not see the runtime. A test
/// of the runtime checks that each member exists.
///
/// Signatures are written with one letter a type: T ThreadState, O Object, A Object\[\], I int, J long, Z boolean, S String,
/// K String\[\], F PyFunction, C PyCell, c PyCell\[\], P PyCode, B CodeBody, L ArgList, G PyGenerator, X Throwable,
/// R PyIterator, D the site class itself, Q Class, V void.
public final class RuntimeAbi {
  static final String CALL_PACKAGE = "org.atoll.runtime.call.";
  public static final ClassDesc OBJECT = ConstantDescs.CD_Object;
  public static final ClassDesc OBJECTS = OBJECT.arrayType();
  static final ClassDesc STRING = ConstantDescs.CD_String;
  public static final ClassDesc STRINGS = STRING.arrayType();
  static final ClassDesc THROWABLE = ConstantDescs.CD_Throwable;
  static final ClassDesc THREAD_STATE = ClassDesc.of("org.atoll.runtime.interp.ThreadState");
  public static final ClassDesc FUNCTION = ClassDesc.of("org.atoll.runtime.object.PyFunction");
  static final ClassDesc CODE = ClassDesc.of("org.atoll.runtime.object.PyCode");
  public static final ClassDesc CELL = ClassDesc.of("org.atoll.runtime.object.PyCell");
  static final ClassDesc CELLS = CELL.arrayType();
  static final ClassDesc NONE = ClassDesc.of("org.atoll.runtime.object.PyNone");
  public static final ClassDesc ITERATOR = ClassDesc.of("org.atoll.runtime.types.PyIterator");
  public static final ClassDesc GENERATOR = ClassDesc.of("org.atoll.runtime.types.PyGenerator");
  static final ClassDesc BODY = call("CodeBody");
  public static final ClassDesc ARG_LIST = call("ArgList");
  static final ClassDesc CODES = CODE.arrayType();

  /// A method of the runtime; `number` is its index in [#helpers].
  public record Helper(int number, ClassDesc owner, String name, MethodTypeDesc type, boolean isStatic) {
    /// How many values it takes, with the one that it is called on.
    public int arguments() {
      return type.parameterCount() + (isStatic ? 0 : 1);
    }

    /// Whether it gives a value.
    public boolean gives() {
      return !type.returnType().equals(ConstantDescs.CD_void);
    }

    /// By how much it changes the number of values on the operand stack.
    int effect() {
      return (gives() ? 1 : 0) - arguments();
    }
  }

  /// A field of the runtime; `number` is its index in [#fields], `written` says whether compiled code also sets it.
  public record Field(int number, ClassDesc owner, String name, ClassDesc type, boolean isStatic, boolean written) {}

  private static final List<Helper> HELPERS = new ArrayList<>();
  private static final List<Field> FIELDS = new ArrayList<>();

  static final Field NONE_VALUE = field(NONE, "NONE", ClassDesc.of("org.atoll.runtime.object.PyNone"), true);
  static final Field DEPTH = variable(THREAD_STATE, "depth", ConstantDescs.CD_int);
  static final Field PENDING = field(THREAD_STATE, "pending", ConstantDescs.CD_int, false);
  static final Field CLOSURE = field(FUNCTION, "closure", CELLS, false);
  static final Field CELL_VALUE = variable(CELL, "value", OBJECT);
  static final Field GEN_STATE = variable(GENERATOR, "state", ConstantDescs.CD_int);
  static final Field GEN_POSITION = variable(GENERATOR, "position", ConstantDescs.CD_int);
  static final Field GEN_FRAME = field(GENERATOR, "frame", OBJECTS, false);
  static final Field GEN_FUNCTION = field(GENERATOR, "function", FUNCTION, false);
  static final Field BODY_CODES = field(BODY, "codes", CODES, false);

  static final Helper ENTER = virtual(THREAD_STATE, "enter", "p:I");
  static final Helper SAFEPOINT = virtual(THREAD_STATE, "safepoint", ":V");
  static final Helper ITERATOR_NEXT = virtual(ITERATOR, "next", "T:O");
  static final Helper BODY_INIT = virtual(BODY, "<init>", ":V");

  private RuntimeAbi() {}

  /// Every method that compiled code may call.
  public static List<Helper> helpers() {
    initialize();
    return Collections.unmodifiableList(HELPERS);
  }

  static Helper helper(int number) {
    return HELPERS.get(number);
  }

  static Field fieldOf(int number) {
    return FIELDS.get(number);
  }

  /// Every field that compiled code may use.
  public static List<Field> fields() {
    return Collections.unmodifiableList(FIELDS);
  }

  private static void initialize() {
    RuntimeHelpers.touch();
  }

  static ClassDesc call(String simpleName) {
    return ClassDesc.of(CALL_PACKAGE + simpleName);
  }

  static Helper helper(String owner, String name, String signature) {
    return register(new Helper(HELPERS.size(), call(owner), name, type(call(owner), signature), true));
  }

  static Helper virtual(ClassDesc owner, String name, String signature) {
    return register(new Helper(HELPERS.size(), owner, name, type(owner, signature), false));
  }

  private static Helper register(Helper h) {
    HELPERS.add(h);
    return h;
  }

  private static Field field(ClassDesc owner, String name, ClassDesc type, boolean isStatic) {
    return register(new Field(FIELDS.size(), owner, name, type, isStatic, false));
  }

  private static Field variable(ClassDesc owner, String name, ClassDesc type) {
    return register(new Field(FIELDS.size(), owner, name, type, false, true));
  }

  private static Field register(Field f) {
    FIELDS.add(f);
    return f;
  }

  static MethodTypeDesc type(ClassDesc owner, String signature) {
    int colon = signature.indexOf(':');
    ClassDesc[] params = new ClassDesc[colon];
    for (int i = 0; i < colon; i++) {
      params[i] = letter(owner, signature.charAt(i));
    }
    return MethodTypeDesc.of(letter(owner, signature.charAt(colon + 1)), params);
  }

  private static ClassDesc letter(ClassDesc owner, char c) {
    return switch (c) {
      case 'T' -> THREAD_STATE;
      case 'O' -> OBJECT;
      case 'A' -> OBJECTS;
      case 'I' -> ConstantDescs.CD_int;
      case 'J' -> ConstantDescs.CD_long;
      case 'Z' -> ConstantDescs.CD_boolean;
      case 'S' -> STRING;
      case 'K' -> STRINGS;
      case 'F' -> FUNCTION;
      case 'p' -> ClassDesc.of("org.atoll.runtime.object.PyObject");
      case 'C' -> CELL;
      case 'c' -> CELLS;
      case 'P' -> CODE;
      case 'B' -> BODY;
      case 'L' -> ARG_LIST;
      case 'G' -> GENERATOR;
      case 'X' -> THROWABLE;
      case 'R' -> ITERATOR;
      case 'D' -> owner;
      case 'Q' -> ConstantDescs.CD_Class;
      case 'V' -> ConstantDescs.CD_void;
      default -> throw new IllegalArgumentException("signature letter " + c);
    };
  }
}
