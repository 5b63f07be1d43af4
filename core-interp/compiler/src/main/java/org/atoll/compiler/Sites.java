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

  /// The kinds of what a site table holds, as the runtime's `Build.siteTable` reads them.
  private static final int KIND_CONSTANT = 0;
  private static final int KIND_NAMES = 1;
  private static final List<String> KINDS = List.of("", "", "GlobalSite", "NameSite", "AttrSite", "StoreAttrSite", "MethodSite");
  private static final String TABLE = "table";

  private record Entry(String field, ClassDesc type, Consumer<CodeBuilder> value) {}

  private final CodeGen g;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Object, Integer> constants = new HashMap<>();
  private final Map<String, Integer> globals = new HashMap<>();
  private final Packer table = new Packer();
  private int tableSize;

  Sites(CodeGen g) {
    this.g = g;
  }

  /// Adds a field and gives its number; in a compact class an element of the table that `packed` describes.
  private int add(ClassDesc type, Consumer<CodeBuilder> value, Consumer<Packer> packed) {
    if (g.compactSites) {
      packed.accept(table);
      return tableSize++;
    }
    entries.add(new Entry("s" + entries.size(), type, value));
    return entries.size() - 1;
  }

  private void get(int number, ClassDesc type) {
    if (!g.compactSites) {
      g.e.getStatic(g.self, "s" + number, type);
      return;
    }
    g.e.getStatic(g.self, TABLE, RuntimeAbi.OBJECTS);
    g.e.iconst(number);
    g.e.aaload();
    if (!type.equals(RuntimeAbi.OBJECT)) {
      g.e.checkcast(type);
    }
  }

  private int site(Helper init, String name) {
    ClassDesc type = init.owner();
    return add(type, cb -> cb.new_(type).dup().loadConstant(name).invokespecial(type, "<init>", init.type()), p -> {
      p.number(KINDS.indexOf(type.displayName()));
      p.string(name);
    });
  }

  /// Pushes a site of its own for this place.
  void push(Helper init, String name) {
    g.info.names.putIfAbsent(name, g.info.names.size());
    get(site(init, name), init.owner());
  }

  /// Pushes the site that all uses of a global name in this class share.
  void pushShared(Helper init, String name) {
    g.info.names.putIfAbsent(name, g.info.names.size());
    get(globals.computeIfAbsent(init.owner().displayName() + " " + name, n -> site(init, name)), init.owner());
  }

  private void pushConstant(Object key, Object value, Consumer<CodeBuilder> code) {
    get(constants.computeIfAbsent(key, k -> add(RuntimeAbi.OBJECT, code, p -> {
      p.number(KIND_CONSTANT);
      p.constant(value);
    })), RuntimeAbi.OBJECT);
  }

  /// Pushes a constant that is made when the class is initialised.
  void pushConstant(Object value) {
    Packer p = new Packer();
    p.constant(value);
    String packed = p.toString();
    pushConstant(List.of(packed), value, cb -> {
      longString(cb, packed);
      cb.invokestatic(RuntimeHelpers.CONSTANT.owner(), RuntimeHelpers.CONSTANT.name(), RuntimeHelpers.CONSTANT.type());
    });
  }

  void pushBoxedLong(long value) {
    pushConstant(value, value, cb -> cb.loadConstant(value).invokestatic(ConstantDescs.CD_Long, "valueOf",
        MethodTypeDesc.of(ConstantDescs.CD_Long, ConstantDescs.CD_long)));
  }

  void pushBoxedDouble(double value) {
    pushConstant(value, value, cb -> cb.loadConstant(value).invokestatic(ConstantDescs.CD_Double, "valueOf",
        MethodTypeDesc.of(ConstantDescs.CD_Double, ConstantDescs.CD_double)));
  }

  /// Pushes a `String[]` constant.
  void pushNames(List<String> names) {
    get(constants.computeIfAbsent(List.of("names", names), k -> add(RuntimeAbi.STRINGS, cb -> {
      cb.loadConstant(names.size()).anewarray(RuntimeAbi.STRING);
      for (int i = 0; i < names.size(); i++) {
        cb.dup().loadConstant(i).loadConstant(names.get(i)).aastore();
      }
    }, p -> {
      p.number(KIND_NAMES);
      p.strings(names);
    })), RuntimeAbi.STRINGS);
  }

  /// Writes the fields and the static initialiser. Past a few thousand entries the rest is not final and is set by methods
  /// of their own, since no method may be longer than 64 KB.
  void finish() {
    if (tableSize > 0) {
      writeTable();
    }
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

  private void writeTable() {
    g.clb.withField(TABLE, RuntimeAbi.OBJECTS, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
    g.clb.withMethodBody("<clinit>", ConstantDescs.MTD_void, ClassFile.ACC_STATIC, cb -> {
      longString(cb, table.toString());
      Helper h = RuntimeHelpers.SITE_TABLE;
      cb.invokestatic(h.owner(), h.name(), h.type());
      cb.putstatic(g.self, TABLE, RuntimeAbi.OBJECTS);
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
