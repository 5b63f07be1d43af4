package org.atoll.processor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.atoll.processor.Model.Access;
import org.atoll.processor.Model.Conversion;
import org.atoll.processor.Model.Receiver;
import org.atoll.processor.Model.Result;
import org.atoll.processor.SignatureText.DefaultKind;
import org.atoll.processor.SignatureText.ParameterKind;
import org.atoll.processor.SignatureText.SignatureException;

/// Reads single members and checks the Java signature against the Python one.
final class MemberReader {
  private final JavaTypes javaTypes;
  private final TypeElement type;
  private final boolean module;
  private final ClassReader.Errors errors;

  MemberReader(JavaTypes javaTypes, TypeElement type, boolean module, ClassReader.Errors errors) {
    this.javaTypes = javaTypes;
    this.type = type;
    this.module = module;
    this.errors = errors;
  }

  /// What is left of a Java parameter list once the thread state and the receiver have been taken off.
  private record Head(boolean threadState, Receiver receiver, String receiverClass, List<? extends VariableElement> rest) {}

  private static boolean isStatic(Element e) {
    return e.getModifiers().contains(Modifier.STATIC);
  }

  private boolean usable(Element e) {
    if (e.getModifiers().contains(Modifier.PRIVATE)) {
      errors.error(e, e.getSimpleName() + " must not be private: the generated binder uses it");
      return false;
    }
    if (e instanceof ExecutableElement m) {
      for (TypeMirror t : m.getThrownTypes()) {
        if (!javaTypes.isErroneous(t) && javaTypes.isChecked(t)) {
          errors.error(e, "a Python callable must not throw the checked " + t + ": translate it to a Python exception");
          return false;
        }
      }
    }
    return true;
  }

  Model.Member callable(String kind, String name, String sig, String doc, TypeElement declaring, ExecutableElement e) {
    Head head = usable(e) ? head(kind, e) : null;
    if (head == null) {
      return null;
    }
    SignatureText signature = signature(name, sig, head, e);
    List<Model.Parameter> parameters = signature == null ? null : parameters(signature, head.rest(), e);
    Result result = result(e, e.getReturnType());
    if (parameters == null || result == null) {
      return null;
    }
    return new Model.Member(kind, name, null, signature, doc, access(declaring, e, head, parameters, result), null);
  }

  private Access access(TypeElement declaring, ExecutableElement e, Head head, List<Model.Parameter> parameters, Result result) {
    // Static methods of superclasses are inherited, and reachable through the class even where the superclass is not.
    TypeElement owner = declaring.getKind().isInterface() ? declaring : type;
    return new Access(owner.getQualifiedName().toString(), e.getSimpleName().toString(), false, head.receiver(), head.receiverClass(),
        head.threadState(), parameters, result);
  }

  private SignatureText signature(String name, String sig, Head head, ExecutableElement e) {
    if (sig.isEmpty()) {
      if (Names.isSpecial(name)) {
        return SignatureText.positionalOnly(head.rest().stream().map(p -> p.getSimpleName().toString()).toList());
      }
      errors.error(e, "sig is missing: only special methods (__add__ ...) may leave it out");
      return null;
    }
    try {
      return SignatureText.parse(sig);
    } catch (SignatureException x) {
      errors.error(e, x.getMessage());
      return null;
    }
  }

  private Result result(Element at, TypeMirror t) {
    Result result = javaTypes.result(t);
    if (result == null) {
      errors.error(at, t + " cannot become a Python object: use Object, long, int, double, boolean, String, BigInteger, void or a class of the object model");
    }
    return result;
  }

  private Head head(String kind, ExecutableElement e) {
    List<? extends VariableElement> rest = e.getParameters();
    boolean threadState = !rest.isEmpty() && javaTypes.isThreadState(rest.getFirst().asType());
    if (threadState) {
      rest = rest.subList(1, rest.size());
    }
    String self = type.getQualifiedName().toString();
    return switch (kind) {
      case "FUNCTION" -> new Head(threadState, isStatic(e) ? Receiver.NONE : Receiver.INSTANCE, self, rest);
      case "STATIC_METHOD" -> {
        if (!isStatic(e)) {
          errors.error(e, "a staticmethod must be a static Java method");
          yield null;
        }
        yield new Head(threadState, Receiver.NONE, self, rest);
      }
      case "NEW", "CLASS_METHOD" -> {
        if (!isStatic(e) || rest.isEmpty() || !javaTypes.isPyType(rest.getFirst().asType())) {
          errors.error(e, (kind.equals("NEW") ? "__new__" : "a classmethod") + " must be a static Java method that takes PyType cls first (after ThreadState)");
          yield null;
        }
        yield new Head(threadState, Receiver.TYPE, Names.PY_TYPE, rest.subList(1, rest.size()));
      }
      default -> isStatic(e) ? staticReceiver(e, threadState, rest) : new Head(threadState, Receiver.INSTANCE, self, rest);
    };
  }

  private Head staticReceiver(ExecutableElement e, boolean threadState, List<? extends VariableElement> rest) {
    if (rest.isEmpty()) {
      errors.error(e, "a static Java method takes the receiver as its first parameter (after ThreadState), or declares staticMethod = true");
      return null;
    }
    TypeMirror t = rest.getFirst().asType();
    List<? extends VariableElement> tail = rest.subList(1, rest.size());
    if (javaTypes.is(t, "java.lang.Object")) {
      return new Head(threadState, Receiver.ACCEPTED, null, tail);
    }
    TypeElement receiver = javaTypes.element(t);
    if (receiver == null) {
      errors.error(e, "the receiver must be declared as Object or as a class, not " + t);
      return null;
    }
    return new Head(threadState, Receiver.STATIC_INSTANCE, receiver.getQualifiedName().toString(), tail);
  }

  private List<Model.Parameter> parameters(SignatureText signature, List<? extends VariableElement> java, ExecutableElement e) {
    List<SignatureText.Parameter> python = signature.parameters();
    if (python.size() != java.size()) {
      errors.error(e, "signature " + signature.text() + " has " + count(python.size()) + ", the Java method has " + count(java.size())
          + " beside thread state and receiver");
      return null;
    }
    List<Model.Parameter> out = new ArrayList<>();
    for (int i = 0; i < java.size(); i++) {
      Model.Parameter p = parameter(signature, i, java.get(i));
      if (p != null) {
        out.add(p);
      }
    }
    return out.size() == java.size() ? out : null;
  }

  private static String count(int n) {
    return n + (n == 1 ? " parameter" : " parameters");
  }

  private Model.Parameter parameter(SignatureText signature, int i, VariableElement java) {
    SignatureText.Parameter python = signature.parameters().get(i);
    TypeMirror t = java.asType();
    if (python.kind() == ParameterKind.VAR_POSITIONAL || python.kind() == ParameterKind.VAR_KEYWORD) {
      boolean tuple = python.kind() == ParameterKind.VAR_POSITIONAL;
      String wanted = tuple ? Names.PY_TUPLE : Names.PY_DICT;
      if (!javaTypes.isErroneous(t) && !javaTypes.is(t, wanted) && !javaTypes.is(t, "java.lang.Object")) {
        errors.error(java, (tuple ? "*" : "**") + python.name() + " must be a " + wanted.substring(wanted.lastIndexOf('.') + 1) + ", not " + t);
        return null;
      }
      return new Model.Parameter(tuple ? Conversion.VARARGS : Conversion.VARKW, wanted, python.defaultKind(), null, null);
    }
    Conversion conversion = javaTypes.conversion(t);
    if (conversion == null) {
      errors.error(java, "no Python argument can become a " + t + ": use Object, long, int, double, boolean, String or a class that has a field TYPE");
      return null;
    }
    String misfit = misfit(conversion, t, python);
    if (misfit != null) {
      errors.error(java, misfit);
      return null;
    }
    String javaClass = conversion == Conversion.MODEL ? javaTypes.element(t).getQualifiedName().toString() : null;
    return new Model.Parameter(conversion, javaClass, python.defaultKind(), python.value(), signature.argumentName(i));
  }

  /// Why the default cannot be given to the Java parameter, or null where it can.
  private String misfit(Conversion conversion, TypeMirror t, SignatureText.Parameter p) {
    DefaultKind d = p.defaultKind();
    if (d == DefaultKind.REQUIRED) {
      return null;
    }
    boolean fits = switch (conversion) {
      case LONG -> d == DefaultKind.INT && new BigInteger(p.value()).bitLength() < 64;
      case INT -> d == DefaultKind.INT && new BigInteger(p.value()).bitLength() < 32;
      case DOUBLE -> d == DefaultKind.INT || d == DefaultKind.FLOAT;
      case BOOLEAN -> d == DefaultKind.BOOL || d == DefaultKind.INT;
      case STRING -> d == DefaultKind.STR || d == DefaultKind.NONE || d == DefaultKind.ABSENT;
      case MODEL -> d == DefaultKind.NONE || d == DefaultKind.ABSENT || d == DefaultKind.EMPTY_TUPLE && javaTypes.is(t, Names.PY_TUPLE)
          || d == DefaultKind.BYTES && javaTypes.is(t, Names.PY_BYTES);
      default -> true;
    };
    if (fits) {
      return null;
    }
    String value = d == DefaultKind.STR ? "'" + p.value() + "'" : p.value();
    return "the default " + value + " of " + p.name() + " does not fit the Java type " + t + (t.getKind().isPrimitive() ? "; declare it as Object" : "");
  }

  Model.Member getset(String kind, String name, String doc, TypeElement declaring, ExecutableElement getter, ExecutableElement setter) {
    Access get = accessor(declaring, getter, false);
    Access set = setter == null ? null : accessor(declaring, setter, true);
    return get == null || setter != null && set == null ? null : new Model.Member(kind, name, null, null, doc, get, set);
  }

  private Access accessor(TypeElement declaring, ExecutableElement e, boolean setter) {
    Head head = usable(e) ? head("METHOD", e) : null;
    if (head == null) {
      return null;
    }
    if (head.rest().size() != (setter ? 1 : 0)) {
      errors.error(e, setter ? "a setter takes the value and nothing else beside thread state and receiver"
          : "a getter takes nothing beside thread state and receiver");
      return null;
    }
    if (!setter) {
      Result result = result(e, e.getReturnType());
      return result == null ? null : access(declaring, e, head, List.of(), result);
    }
    Model.Parameter value = value(head.rest().getFirst());
    return value == null ? null : access(declaring, e, head, List.of(value), Result.VOID);
  }

  private Model.Parameter value(VariableElement java) {
    Conversion conversion = javaTypes.conversion(java.asType());
    if (conversion == null) {
      errors.error(java, "no Python value can become a " + java.asType());
      return null;
    }
    String javaClass = conversion == Conversion.MODEL ? javaTypes.element(java.asType()).getQualifiedName().toString() : null;
    return new Model.Parameter(conversion, javaClass, DefaultKind.REQUIRED, null, null);
  }

  Model.Member member(String name, boolean readonly, String doc, TypeElement declaring, VariableElement e) {
    if (!usable(e)) {
      return null;
    }
    if (isStatic(e)) {
      errors.error(e, "@PyMember is for instance fields");
      return null;
    }
    if (!readonly && e.getModifiers().contains(Modifier.FINAL)) {
      errors.error(e, "a final field is readonly");
      return null;
    }
    Result result = result(e, e.asType());
    Model.Parameter value = readonly ? null : value(e);
    if (result == null || !readonly && value == null) {
      return null;
    }
    String self = type.getQualifiedName().toString();
    Access get = new Access(self, e.getSimpleName().toString(), true, Receiver.INSTANCE, self, false, List.of(), result);
    Access set = readonly ? null : new Access(self, e.getSimpleName().toString(), true, Receiver.INSTANCE, self, false, List.of(value), Result.VOID);
    return new Model.Member("MEMBER", name, null, null, doc, get, set);
  }

  Model.Member constant(String given, TypeElement declaring, VariableElement e) {
    if (!usable(e)) {
      return null;
    }
    if (!isStatic(e) || !e.getModifiers().contains(Modifier.FINAL)) {
      errors.error(e, "@PyConstant is for static final fields");
      return null;
    }
    Result result = result(e, e.asType());
    if (result == null) {
      return null;
    }
    String javaName = e.getSimpleName().toString();
    String owner = (declaring.getKind().isInterface() ? declaring : type).getQualifiedName().toString();
    boolean named = !given.isEmpty() || !javaTypes.isPyType(e.asType());
    Access get = new Access(owner, javaName, true, Receiver.NONE, null, false, List.of(), result);
    return new Model.Member("CONSTANT", given.isEmpty() ? javaName : given, named ? null : owner + "." + javaName + ".name()", null, "", get, null);
  }
}
