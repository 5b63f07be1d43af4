package org.atoll.processor.dist;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Objects;

/// `equals` and `hashCode` of a record as plain code, with the results that [java.lang.runtime.ObjectMethods] gives. Stateless.
final class RecordMethods {
  private static final ClassDesc OBJECTS = Objects.class.describeConstable().orElseThrow();
  private static final int FACTOR = 31;

  /// A component's field.
  record Component(String name, ClassDesc type) {}

  private RecordMethods() {}

  /// The components in their order.
  static List<Component> components(ClassModel record) {
    return record.findAttribute(Attributes.record()).orElseThrow().components().stream()
        .map(c -> new Component(c.name().stringValue(), c.descriptorSymbol())).toList();
  }

  /// The body of `equals(Object)`.
  static void equals(CodeBuilder code, ClassDesc self, List<Component> components) {
    Label other = code.newLabel();
    Label same = code.newLabel();
    Label differs = code.newLabel();
    code.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn();
    code.labelBinding(other).aload(1).instanceOf(self).ifne(same).iconst_0().ireturn();
    code.labelBinding(same).aload(1).checkcast(self).astore(2);
    for (Component c : components) {
      code.aload(0).getfield(self, c.name(), c.type()).aload(2).getfield(self, c.name(), c.type());
      if (!c.type().isPrimitive()) {
        code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object)).ifeq(differs);
      } else if (c.type().equals(CD_float) || c.type().equals(CD_double)) {
        code.invokestatic(boxOf(c), "compare", MethodTypeDesc.of(CD_int, c.type(), c.type())).ifne(differs);
      } else if (c.type().equals(CD_long)) {
        code.lcmp().ifne(differs);
      } else {
        code.if_icmpne(differs);
      }
    }
    code.iconst_1().ireturn();
    if (!components.isEmpty()) {
      code.labelBinding(differs).iconst_0().ireturn();
    }
  }

  /// The body of `hashCode()`.
  static void hashCode(CodeBuilder code, ClassDesc self, List<Component> components) {
    code.iconst_0();
    for (Component c : components) {
      code.loadConstant(FACTOR).imul().aload(0).getfield(self, c.name(), c.type());
      if (c.type().isPrimitive()) {
        code.invokestatic(boxOf(c), "hashCode", MethodTypeDesc.of(CD_int, c.type()));
      } else {
        code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private static ClassDesc boxOf(Component c) {
    return switch (TypeKind.from(c.type())) {
      case BOOLEAN -> Boolean.class.describeConstable().orElseThrow();
      case BYTE -> Byte.class.describeConstable().orElseThrow();
      case SHORT -> Short.class.describeConstable().orElseThrow();
      case CHAR -> Character.class.describeConstable().orElseThrow();
      case INT -> Integer.class.describeConstable().orElseThrow();
      case LONG -> Long.class.describeConstable().orElseThrow();
      case FLOAT -> Float.class.describeConstable().orElseThrow();
      case DOUBLE -> Double.class.describeConstable().orElseThrow();
      case REFERENCE, VOID -> throw new IllegalArgumentException(c.toString());
    };
  }
}
