package org.atoll.compiler;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.atoll.compiler.ClassDraft.Site;
import org.atoll.compiler.RuntimeAbi.Field;
import org.atoll.compiler.RuntimeAbi.Helper;

/// Writes a [ClassDraft] to a class file.
final class ClassWriter {
  private static final int FLAGS = ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL;
  private static final ClassHierarchyResolver HIERARCHY = c -> c.equals(ConstantDescs.CD_Object)
      ? ClassHierarchyResolver.ClassHierarchyInfo.ofClass(null)
      : ClassHierarchyResolver.ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object);
  static final ClassFile CLASS_FILE =
      ClassFile.of(ClassFile.ShortJumpsOption.FAIL_ON_SHORT_JUMPS, ClassFile.ClassHierarchyResolverOption.of(HIERARCHY));
  private static final int LONGEST = 20000;
  private static final int PER_INITIALIZER = 2500;
  private static final String TABLE = "table";
  private static final ClassDesc BOOLEAN = ClassDesc.of("java.lang.Boolean");
  private static final ClassDesc ARRAYS = ClassDesc.of("java.util.Arrays");

  private final ClassDraft draft;
  private final boolean shared;
  private ClassDesc self;
  private ClassBuilder clb;

  ClassWriter(ClassDraft draft, boolean shared) {
    this.draft = draft;
    this.shared = shared;
    this.self = ClassDesc.of(draft.className);
  }

  byte[] write() {
    return CLASS_FILE.build(self, this::writeClass);
  }

  byte[] writeContinuation(String name, Instructions method, int at, List<ClassDesc> locals) {
    self = ClassDesc.of(name);
    return CLASS_FILE.build(self, c -> {
      begin(c);
      c.withMethodBody("run", CodeGen.RUN_TYPE, ClassFile.ACC_PUBLIC, cb -> {
        Label start = cb.newLabel();
        restore(cb, locals);
        cb.goto_w(start);
        instructions(cb, method, at, start);
      });
      writeSites();
      writeConstructor();
    });
  }

  /// Fills the local variables from the array that `run` is given, and empties that: whoever gave it has it until the end,
  /// and what is let go of from here on must not live as long.
  private static void restore(CodeBuilder cb, List<ClassDesc> locals) {
    int array = locals.size();
    cb.aload(3).astore(array);
    for (int i = 2; i < locals.size(); i++) {
      ClassDesc type = locals.get(i);
      if (type == null) {
        cb.aconst_null().astore(i);
        continue;
      }
      cb.aload(array).loadConstant(i).aaload();
      if (type.equals(ConstantDescs.CD_int)) {
        cb.checkcast(ConstantDescs.CD_Integer).invokevirtual(ConstantDescs.CD_Integer, "intValue", MethodTypeDesc.of(ConstantDescs.CD_int)).istore(i);
      } else {
        cb.checkcast(type).astore(i);
      }
    }
    cb.aload(array).aconst_null().invokestatic(ARRAYS, "fill", MethodTypeDesc.of(ConstantDescs.CD_void, RuntimeAbi.OBJECTS, ConstantDescs.CD_Object));
  }

  private void begin(ClassBuilder c) {
    clb = c;
    c.withFlags(FLAGS);
    c.withSuperclass(RuntimeAbi.BODY);
    c.with(SourceFileAttribute.of(draft.sourceName));
  }

  private void writeConstructor() {
    clb.withMethodBody("<init>", ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC,
        cb -> cb.aload(0).invokespecial(RuntimeAbi.BODY, "<init>", ConstantDescs.MTD_void).return_());
  }

  private void writeClass(ClassBuilder c) {
    begin(c);
    for (ClassDraft.Method m : draft.methods) {
      c.withMethodBody(m.name(), m.code().type(), ClassFile.ACC_PUBLIC, cb -> instructions(cb, m.code(), -1, null));
    }
    if (draft.arity >= 0) {
      c.withMethodBody("run", CodeGen.RUN_TYPE, ClassFile.ACC_PUBLIC, this::spread);
    }
    if (draft.frameSize > 0) {
      c.withMethodBody("frameSize", MethodTypeDesc.of(ConstantDescs.CD_int), ClassFile.ACC_PUBLIC, cb -> cb.loadConstant(draft.frameSize).ireturn());
    }
    if (draft.siteTable != null) {
      writeTable();
    }
    writeSites();
    writeConstructor();
    text("positions", draft.positions);
    text("details", draft.details);
    if (draft.summary != null) {
      text("summary", draft.summary);
    }
    if (!draft.nested.isEmpty()) {
      writeNested();
    }
  }

  /// A method that returns a constant string of any length.
  private void text(String method, String value) {
    clb.withMethodBody(method, MethodTypeDesc.of(RuntimeAbi.STRING), ClassFile.ACC_PUBLIC, cb -> {
      longString(cb, value);
      cb.areturn();
    });
  }

  private void writeNested() {
    clb.withMethodBody("nested", MethodTypeDesc.of(RuntimeAbi.STRINGS), ClassFile.ACC_PUBLIC, cb -> {
      cb.loadConstant(draft.nested.size()).anewarray(RuntimeAbi.STRING);
      for (int k = 0; k < draft.nested.size(); k++) {
        cb.dup().loadConstant(k);
        longString(cb, draft.nested.get(k));
        cb.aastore();
      }
      cb.areturn();
    });
  }

  /// `run`: hands the elements of the array to the method that takes them as parameters.
  private void spread(CodeBuilder cb) {
    cb.aload(0).aload(1).aload(2);
    for (int k = 0; k < draft.arity; k++) {
      cb.aload(3).loadConstant(k).aaload();
    }
    cb.invokevirtual(self, "call" + draft.arity, CodeGen.directType(draft.arity)).areturn();
  }

  // Sites.

  private void writeTable() {
    clb.withField(TABLE, RuntimeAbi.OBJECTS, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
    clb.withMethodBody("<clinit>", ConstantDescs.MTD_void, ClassFile.ACC_STATIC, cb -> {
      longString(cb, draft.siteTable);
      invoke(cb, RuntimeHelpers.SITE_TABLE);
      cb.putstatic(self, TABLE, RuntimeAbi.OBJECTS);
      cb.return_();
    });
  }

  private static ClassDesc type(Site s) {
    return switch (s.kind()) {
      case CONSTANT, LONG, DOUBLE -> RuntimeAbi.OBJECT;
      case NAMES -> RuntimeAbi.STRINGS;
      case GLOBAL -> RuntimeHelpers.GLOBAL_SITE;
      case NAME -> RuntimeHelpers.NAME_SITE;
      case ATTR -> RuntimeHelpers.ATTR_SITE;
      case STORE_ATTR -> RuntimeHelpers.STORE_ATTR_SITE;
      case METHOD -> RuntimeHelpers.METHOD_SITE;
    };
  }

  /// Writes the fields and the static initialiser. Past a few thousand entries the rest is not final and is set by methods
  /// of their own, since no method may be longer than 64 KB.
  private void writeSites() {
    List<Site> sites = draft.sites;
    if (sites.isEmpty()) {
      return;
    }
    for (int i = 0; i < sites.size(); i++) {
      clb.withField("s" + i, type(sites.get(i)), ClassFile.ACC_STATIC | (i < PER_INITIALIZER ? ClassFile.ACC_FINAL : 0));
    }
    int chunks = (sites.size() + PER_INITIALIZER - 1) / PER_INITIALIZER;
    for (int chunk = 1; chunk < chunks; chunk++) {
      int from = chunk * PER_INITIALIZER;
      clb.withMethodBody("init" + chunk, ConstantDescs.MTD_void, ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE, cb -> {
        initialize(cb, from);
        cb.return_();
      });
    }
    clb.withMethodBody("<clinit>", ConstantDescs.MTD_void, ClassFile.ACC_STATIC, cb -> {
      if (shared) {
        cb.loadConstant(self);
        invoke(cb, RuntimeHelpers.SHARED_SITES);
        cb.astore(0);
      }
      initialize(cb, 0);
      for (int chunk = 1; chunk < chunks; chunk++) {
        cb.invokestatic(self, "init" + chunk, ConstantDescs.MTD_void);
      }
      cb.return_();
    });
  }

  private void initialize(CodeBuilder cb, int from) {
    for (int i = from; i < Math.min(draft.sites.size(), from + PER_INITIALIZER); i++) {
      Site s = draft.sites.get(i);
      ClassDesc type = type(s);
      if (shared) {
        cb.aload(0).loadConstant(i).aaload();
        if (!type.equals(RuntimeAbi.OBJECT)) {
          cb.checkcast(type);
        }
      } else {
        make(cb, s, type);
      }
      cb.putstatic(self, "s" + i, type);
    }
  }

  private static void make(CodeBuilder cb, Site s, ClassDesc type) {
    switch (s.kind()) {
      case CONSTANT -> {
        longString(cb, (String) s.value());
        invoke(cb, RuntimeHelpers.CONSTANT);
      }
      case LONG -> cb.loadConstant((Long) s.value()).invokestatic(ConstantDescs.CD_Long, "valueOf", MethodTypeDesc.of(ConstantDescs.CD_Long, ConstantDescs.CD_long));
      case DOUBLE -> cb.loadConstant((Double) s.value()).invokestatic(ConstantDescs.CD_Double, "valueOf",
          MethodTypeDesc.of(ConstantDescs.CD_Double, ConstantDescs.CD_double));
      case NAMES -> {
        List<?> names = (List<?>) s.value();
        cb.loadConstant(names.size()).anewarray(RuntimeAbi.STRING);
        for (int i = 0; i < names.size(); i++) {
          cb.dup().loadConstant(i).loadConstant((String) names.get(i)).aastore();
        }
      }
      case GLOBAL, NAME, ATTR, STORE_ATTR, METHOD -> cb.new_(type).dup().loadConstant((String) s.value()).invokespecial(type, "<init>",
          MethodTypeDesc.of(ConstantDescs.CD_void, RuntimeAbi.STRING));
    }
  }

  /// Pushes a string that may be longer than a constant pool entry.
  private static void longString(CodeBuilder cb, String s) {
    if (s.length() <= LONGEST) {
      cb.loadConstant(s);
      return;
    }
    ClassDesc builder = ClassDesc.of("java.lang.StringBuilder");
    cb.new_(builder).dup().invokespecial(builder, "<init>", ConstantDescs.MTD_void);
    for (int at = 0; at < s.length(); at += LONGEST) {
      cb.loadConstant(s.substring(at, Math.min(s.length(), at + LONGEST)));
      cb.invokevirtual(builder, "append", MethodTypeDesc.of(builder, ConstantDescs.CD_String));
    }
    cb.invokevirtual(builder, "toString", MethodTypeDesc.of(ConstantDescs.CD_String));
  }

  // Instructions.

  /// Writes the code of a method; at the index `mark`, unless that is negative, stands the label `marked`.
  private void instructions(CodeBuilder cb, Instructions method, int mark, Label marked) {
    int[] code = method.code();
    Label[] labels = new Label[code.length + 1];
    if (mark >= 0) {
      labels[mark] = marked;
    }
    int[] handlers = method.handlers();
    for (int i = 0; i < handlers.length; i += 3) {
      cb.exceptionCatchAll(label(cb, labels, handlers[i]), label(cb, labels, handlers[i + 1]), label(cb, labels, handlers[i + 2]));
    }
    for (int at = 0; at < code.length; at = Instructions.next(code, at)) {
      int op = code[at];
      if (op == Instructions.SWITCH) {
        for (int i = 3; i < 4 + code[at + 2]; i++) {
          label(cb, labels, code[at + i]);
        }
      } else if (op >= Instructions.GOTO && op <= Instructions.IF_INTS_DIFFER) {
        label(cb, labels, code[at + 1]);
      }
    }
    for (int at = 0; at < code.length; at = Instructions.next(code, at)) {
      if (labels[at] != null) {
        cb.labelBinding(labels[at]);
      }
      instruction(cb, method, code, at, labels);
    }
    if (labels[code.length] != null) {
      cb.labelBinding(labels[code.length]);
    }
  }

  private static Label label(CodeBuilder cb, Label[] labels, int at) {
    if (labels[at] == null) {
      labels[at] = cb.newLabel();
    }
    return labels[at];
  }

  private void instruction(CodeBuilder cb, Instructions method, int[] code, int at, Label[] labels) {
    int operand = at + 1 < code.length ? code[at + 1] : 0;
    switch (code[at]) {
      case Instructions.ALOAD -> cb.aload(operand);
      case Instructions.ASTORE -> cb.astore(operand);
      case Instructions.ILOAD -> cb.iload(operand);
      case Instructions.ISTORE -> cb.istore(operand);
      case Instructions.ICONST -> iconst(cb, operand);
      case Instructions.LCONST -> cb.loadConstant((Long) method.values().get(operand));
      case Instructions.STRING -> cb.loadConstant((String) method.values().get(operand));
      case Instructions.NULL -> cb.aconst_null();
      case Instructions.NONE -> cb.getstatic(RuntimeAbi.NONE_VALUE.owner(), RuntimeAbi.NONE_VALUE.name(), RuntimeAbi.NONE_VALUE.type());
      case Instructions.TRUE -> cb.getstatic(BOOLEAN, "TRUE", BOOLEAN);
      case Instructions.FALSE -> cb.getstatic(BOOLEAN, "FALSE", BOOLEAN);
      case Instructions.DUP -> cb.dup();
      case Instructions.DUP_X1 -> cb.dup_x1();
      case Instructions.DUP_X2 -> cb.dup_x2();
      case Instructions.POP -> cb.pop();
      case Instructions.SWAP -> cb.swap();
      case Instructions.GOTO -> cb.goto_(labels[operand]);
      case Instructions.IF_ZERO -> cb.ifeq(labels[operand]);
      case Instructions.IF_NOT_ZERO -> cb.ifne(labels[operand]);
      case Instructions.IF_NULL -> cb.ifnull(labels[operand]);
      case Instructions.IF_NOT_NULL -> cb.ifnonnull(labels[operand]);
      case Instructions.IF_SAME -> cb.if_acmpeq(labels[operand]);
      case Instructions.IF_NOT_SAME -> cb.if_acmpne(labels[operand]);
      case Instructions.IF_NEGATIVE -> cb.iflt(labels[operand]);
      case Instructions.IF_INTS_DIFFER -> cb.if_icmpne(labels[operand]);
      case Instructions.SWITCH -> tableSwitch(cb, code, at, labels);
      case Instructions.RETURN_OBJECT -> cb.areturn();
      case Instructions.RETURN_INT -> cb.ireturn();
      case Instructions.THROW -> cb.athrow();
      case Instructions.ISUB -> cb.isub();
      case Instructions.LCMP -> cb.lcmp();
      case Instructions.AALOAD -> cb.aaload();
      case Instructions.AASTORE -> cb.aastore();
      case Instructions.NEW_ARRAY -> {
        iconst(cb, operand);
        cb.anewarray(RuntimeAbi.OBJECT);
      }
      case Instructions.NEW_CELLS -> {
        iconst(cb, operand);
        cb.anewarray(RuntimeAbi.CELL);
      }
      case Instructions.CAST -> cb.checkcast(ClassDraft.CASTS.get(operand));
      case Instructions.GET_FIELD -> {
        Field f = RuntimeAbi.fieldOf(operand);
        cb.getfield(f.owner(), f.name(), f.type());
      }
      case Instructions.PUT_FIELD -> {
        Field f = RuntimeAbi.fieldOf(operand);
        cb.putfield(f.owner(), f.name(), f.type());
      }
      case Instructions.INVOKE -> invoke(cb, RuntimeAbi.helper(operand));
      case Instructions.INVOKE_OWN -> cb.invokevirtual(self, (String) method.values().get(operand), (MethodTypeDesc) method.values().get(code[at + 2]));
      case Instructions.SITE -> cb.getstatic(self, "s" + operand, type(draft.sites.get(operand)));
      case Instructions.SITE_TABLE -> cb.getstatic(self, TABLE, RuntimeAbi.OBJECTS);
      case Instructions.LINE -> cb.lineNumber(operand);
      case Instructions.CLEAR -> {
      }
      default -> throw new IllegalStateException("instruction " + code[at]);
    }
  }

  private static void iconst(CodeBuilder cb, int n) {
    if (n > Short.MAX_VALUE && n < 1 << 30) {
      // Without an entry of the constant pool, of which large classes have none to spare.
      cb.loadConstant(n >>> 15).loadConstant(15).ishl().loadConstant(n & 0x7fff).ior();
      return;
    }
    cb.loadConstant(n);
  }

  private static void tableSwitch(CodeBuilder cb, int[] code, int at, Label[] labels) {
    int low = code[at + 1];
    int count = code[at + 2];
    List<SwitchCase> cases = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      cases.add(SwitchCase.of(low + k, labels[code[at + 4 + k]]));
    }
    cb.tableswitch(low, low + count - 1, labels[code[at + 3]], cases);
  }

  private static void invoke(CodeBuilder cb, Helper h) {
    if (h.isStatic()) {
      cb.invokestatic(h.owner(), h.name(), h.type());
    } else {
      cb.invokevirtual(h.owner(), h.name(), h.type());
    }
  }
}
