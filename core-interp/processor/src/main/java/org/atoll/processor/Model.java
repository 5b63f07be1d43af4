package org.atoll.processor;

import java.util.List;
import org.atoll.processor.SignatureText.DefaultKind;

/// What the processor knows of an annotated class once it has been read and checked: plain text, ready to be written out.
final class Model {
  private Model() {}

  /// How a Python argument becomes a Java one.
  enum Conversion { OBJECT, LONG, INT, DOUBLE, BOOLEAN, STRING, MODEL, VARARGS, VARKW }

  /// How a Java result becomes a Python object.
  enum Result { AS_IS, VOID, BOOLEAN, INTEGER, BIG_INTEGER, DOUBLE, STRING }

  /// Who a method or field belongs to when it is called.
  enum Receiver {
    /// An instance of [Member#receiverClass].
    INSTANCE,
    /// A static Java method that takes the receiver, checked by `accepts`, as `Object`.
    ACCEPTED,
    /// A static Java method that takes the receiver as [Member#receiverClass].
    STATIC_INSTANCE,
    /// A static Java method that takes the type.
    TYPE,
    /// A static Java method without a receiver.
    NONE
  }

  /// One Java parameter. `javaClass` is for [Conversion#MODEL]; `argument` is how messages name it.
  record Parameter(Conversion conversion, String javaClass, DefaultKind defaultKind, String value, String argument) {}

  /// Access to something Java: a method, or a field where `field`.
  record Access(String owner, String javaName, boolean field, Receiver receiver, String receiverClass, boolean threadState, List<Parameter> parameters,
      Result result) {}

  /// One row of the member table. `signature` is null for getset and constant rows, `setter` for those that cannot be
  /// written; `nameExpression` is set where only running code knows the name (types).
  record Member(String kind, String name, String nameExpression, SignatureText signature, String doc, Access access, Access setter) {
    boolean callable() {
      return signature != null;
    }
  }

  /// One annotated class: `className` as sources write it, `binaryName` as `Class.forName` wants it.
  record Binding(String packageName, String className, String binaryName, String binderName, boolean module, String name, String doc, List<Member> members, boolean exec,
      TypeFacts type) {
    String qualifiedBinder() {
      return packageName.isEmpty() ? binderName : packageName + "." + binderName;
    }
  }

  /// What only types have. `base` is null for `object`; `accepts` holds the Java classes of the values,
  /// `holder` is the class with the constant TYPE.
  record TypeFacts(String module, String base, boolean basetype, boolean instantiable, boolean hasDict, boolean hashable, String matchArgs, List<String> accepts,
      String holder) {
    boolean acceptsAll() {
      return accepts.contains("java.lang.Object");
    }
  }
}
