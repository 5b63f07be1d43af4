package org.atoll.compiler;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.atoll.compiler.RuntimeAbi.Helper;

/// The static fields of a class: call-site caches and constants, with the code that initialises them.
final class Sites {
  private static final int LONGEST = 20000;
  private static final int PER_INITIALIZER = 2500;

  private record Entry(String field, ClassDesc type, Consumer<CodeBuilder> value) {}

  private final CodeGen g;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Object, String> constants = new HashMap<>();
  private final Map<String, String> globals = new HashMap<>();

  Sites(CodeGen g) {
    this.g = g;
  }

  private String add(ClassDesc type, Consumer<CodeBuilder> value) {
    String name = "s" + entries.size();
    entries.add(new Entry(name, type, value));
    return name;
  }

  private String site(Helper init, String name) {
    ClassDesc type = init.owner();
    return add(type, cb -> cb.new_(type).dup().loadConstant(name).invokespecial(type, "<init>", init.type()));
  }

  /// Pushes a site of its own for this place.
  void push(Helper init, String name) {
    g.info.names.putIfAbsent(name, g.info.names.size());
    g.e.getStatic(g.self, site(init, name), init.owner());
  }

  /// Pushes the site that all uses of a global name in this class share.
  void pushShared(Helper init, String name) {
    g.info.names.putIfAbsent(name, g.info.names.size());
    String field = globals.computeIfAbsent(init.owner().displayName() + " " + name, n -> site(init, name));
    g.e.getStatic(g.self, field, init.owner());
  }

  /// Pushes a constant that is made when the class is initialised.
  void pushConstant(Object key, String packed) {
    String field = constants.computeIfAbsent(key, k -> add(RuntimeAbi.OBJECT, cb -> {
      longString(cb, packed);
      cb.invokestatic(RuntimeHelpers.CONSTANT.owner(), RuntimeHelpers.CONSTANT.name(), RuntimeHelpers.CONSTANT.type());
    }));
    g.e.getStatic(g.self, field, RuntimeAbi.OBJECT);
  }

  void pushBoxedLong(long value) {
    String field = constants.computeIfAbsent(value, k -> add(RuntimeAbi.OBJECT, cb -> cb.loadConstant(value).invokestatic(ConstantDescs.CD_Long, "valueOf",
        MethodTypeDesc.of(ConstantDescs.CD_Long, ConstantDescs.CD_long))));
    g.e.getStatic(g.self, field, RuntimeAbi.OBJECT);
  }

  void pushBoxedDouble(double value) {
    String field = constants.computeIfAbsent(value, k -> add(RuntimeAbi.OBJECT, cb -> cb.loadConstant(value).invokestatic(ConstantDescs.CD_Double, "valueOf",
        MethodTypeDesc.of(ConstantDescs.CD_Double, ConstantDescs.CD_double))));
    g.e.getStatic(g.self, field, RuntimeAbi.OBJECT);
  }

  /// Pushes a `String[]` constant.
  void pushNames(List<String> names) {
    String field = constants.computeIfAbsent(List.of("names", names), k -> add(RuntimeAbi.STRINGS, cb -> {
      cb.loadConstant(names.size()).anewarray(RuntimeAbi.STRING);
      for (int i = 0; i < names.size(); i++) {
        cb.dup().loadConstant(i).loadConstant(names.get(i)).aastore();
      }
    }));
    g.e.getStatic(g.self, field, RuntimeAbi.STRINGS);
  }

  /// Writes the fields and the static initialiser. Past a few thousand entries the rest is not final and is set by methods
  /// of their own, since no method may be longer than 64 KB.
  void finish() {
    if (entries.isEmpty()) {
      return;
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry en = entries.get(i);
      g.clb.withField(en.field, en.type, ClassFile.ACC_STATIC | (i < PER_INITIALIZER ? ClassFile.ACC_FINAL : 0));
    }
    int chunks = (entries.size() + PER_INITIALIZER - 1) / PER_INITIALIZER;
    for (int chunk = 1; chunk < chunks; chunk++) {
      int from = chunk * PER_INITIALIZER;
      g.clb.withMethodBody("init" + chunk, ConstantDescs.MTD_void, ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE, cb -> {
        initialize(cb, from);
        cb.return_();
      });
    }
    g.clb.withMethodBody("<clinit>", ConstantDescs.MTD_void, ClassFile.ACC_STATIC, cb -> {
      initialize(cb, 0);
      for (int chunk = 1; chunk < chunks; chunk++) {
        cb.invokestatic(g.self, "init" + chunk, ConstantDescs.MTD_void);
      }
      cb.return_();
    });
  }

  private void initialize(CodeBuilder cb, int from) {
    for (Entry en : entries.subList(from, Math.min(entries.size(), from + PER_INITIALIZER))) {
      en.value.accept(cb);
      cb.putstatic(g.self, en.field, en.type);
    }
  }

  /// Pushes a string that may be longer than a constant pool entry.
  static void longString(CodeBuilder cb, String s) {
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
}
