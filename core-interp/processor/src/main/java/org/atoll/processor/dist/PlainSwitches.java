package org.atoll.processor.dist;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// One class of the distribution without the call sites that the start-up cache does not keep linked: of the `invokedynamic`
/// that javac writes, it keeps lambdas and the concatenation of strings, while each switch over patterns and each
/// `equals` or `hashCode` of a record costs every process about a millisecond when first run, in which the JDK makes
/// classes. Here they become ordinary code that does the same.
///
/// A switch whose labels are other than types and strings, and `toString`, stay as they are. Used by one thread.
final class PlainSwitches {
  private static final MethodTypeDesc SELECTOR = MethodTypeDesc.of(CD_int, CD_Object, CD_int);
  private static final MethodTypeDesc EQUALS = MethodTypeDesc.of(CD_boolean, CD_Object);
  private static final int PRIVATE_STATIC = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

  private final ClassModel original;
  private final ClassDesc self;
  /// The labels of each switch that was replaced; its method has the number of its place in the name.
  private final List<List<LoadableConstantEntry>> switches = new ArrayList<>();

  private PlainSwitches(ClassModel original) {
    this.original = original;
    self = original.thisClass().asSymbol();
  }

  /// The bytes of the class with plain code, or null where nothing was to be changed.
  static byte[] rewrite(byte[] classBytes) {
    ClassModel model = ClassFile.of().parse(classBytes);
    if (model.methods().stream().noneMatch(PlainSwitches::isConcerned)) {
      return null;
    }
    return new PlainSwitches(model).rewritten();
  }

  private static boolean isConcerned(MethodModel method) {
    return isOfRecord(method) || has(method, PlainSwitches::isPlainSwitch);
  }

  private static boolean isOfRecord(MethodModel method) {
    return (method.methodName().equalsString("equals") || method.methodName().equalsString("hashCode"))
        && has(method, call -> isBootstrap(call, "java/lang/runtime/ObjectMethods", "bootstrap"));
  }

  private static boolean has(MethodModel method, Predicate<InvokeDynamicInstruction> wanted) {
    return method.code().isPresent()
        && method.code().get().elementStream().anyMatch(e -> e instanceof InvokeDynamicInstruction call && wanted.test(call));
  }

  private static boolean isPlainSwitch(InvokeDynamicInstruction call) {
    return isBootstrap(call, "java/lang/runtime/SwitchBootstraps", "typeSwitch") && !call.typeSymbol().parameterType(0).isPrimitive()
        && labels(call).stream().allMatch(l -> l instanceof ClassEntry || l instanceof StringEntry);
  }

  private static boolean isBootstrap(InvokeDynamicInstruction call, String owner, String name) {
    var method = call.invokedynamic().bootstrap().bootstrapMethod().reference();
    return method.owner().asInternalName().equals(owner) && method.name().equalsString(name);
  }

  private static List<LoadableConstantEntry> labels(InvokeDynamicInstruction call) {
    return call.invokedynamic().bootstrap().arguments();
  }

  private byte[] rewritten() {
    return ClassFile.of().transformClass(original, ClassTransform.ofStateful(() -> new ClassTransform() {
      @Override
      public void accept(ClassBuilder builder, ClassElement element) {
        if (element instanceof MethodModel method && isOfRecord(method)) {
          builder.withMethodBody(method.methodName().stringValue(), method.methodTypeSymbol(), method.flags().flagsMask(),
              code -> ofRecord(code, method));
        } else if (element instanceof MethodModel method && isConcerned(method)) {
          builder.transformMethod(method, MethodTransform.transformingCode(calls()));
        } else {
          builder.with(element);
        }
      }

      @Override
      public void atEnd(ClassBuilder builder) {
        for (int i = 0; i < switches.size(); i++) {
          List<LoadableConstantEntry> labels = switches.get(i);
          builder.withMethodBody(name(i), SELECTOR, PRIVATE_STATIC, code -> select(code, labels));
        }
      }
    }));
  }

  private CodeTransform calls() {
    return (CodeBuilder builder, CodeElement element) -> {
      if (element instanceof InvokeDynamicInstruction call && isPlainSwitch(call)) {
        switches.add(labels(call));
        builder.invokestatic(self, name(switches.size() - 1), SELECTOR, (original.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0);
      } else {
        builder.with(element);
      }
    };
  }

  private static String name(int index) {
    return "switch$" + index;
  }

  /// What [java.lang.runtime.SwitchBootstraps#typeSwitch] makes: the place of the first label from the second argument on that
  /// fits the first; the number of labels where none does, -1 for null.
  private static void select(CodeBuilder code, List<LoadableConstantEntry> labels) {
    Label present = code.newLabel();
    code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
    List<SwitchCase> cases = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      cases.add(SwitchCase.of(i, code.newLabel()));
    }
    Label none = code.newLabel();
    if (!labels.isEmpty()) {
      code.iload(1).tableswitch(0, labels.size() - 1, none, cases);
    }
    for (int i = 0; i < labels.size(); i++) {
      Label next = i + 1 < labels.size() ? cases.get(i + 1).target() : none;
      code.labelBinding(cases.get(i).target());
      if (labels.get(i) instanceof ClassEntry type) {
        code.aload(0).instanceOf(type);
      } else {
        code.ldc((StringEntry) labels.get(i)).aload(0).invokevirtual(CD_String, "equals", EQUALS);
      }
      code.ifeq(next).loadConstant(i).ireturn();
    }
    code.labelBinding(none).loadConstant(labels.size()).ireturn();
  }

  private void ofRecord(CodeBuilder code, MethodModel method) {
    List<RecordMethods.Component> components = RecordMethods.components(original);
    if (method.methodName().equalsString("equals")) {
      RecordMethods.equals(code, self, components);
    } else {
      RecordMethods.hashCode(code, self, components);
    }
  }
}
