package org.atoll.processor;

import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.atoll.processor.Model.Conversion;
import org.atoll.processor.Model.Result;

/// Which Java types may stand in a signature, and how they convert.
final class JavaTypes {
  private static final Map<String, Result> KNOWN_RESULTS = Map.of("java.lang.Object", Result.AS_IS, "java.lang.String", Result.STRING, "java.lang.Long",
      Result.AS_IS, "java.lang.Double", Result.AS_IS, "java.lang.Boolean", Result.AS_IS, "java.math.BigInteger", Result.BIG_INTEGER);

  private final ProcessingEnvironment env;

  JavaTypes(ProcessingEnvironment env) {
    this.env = env;
  }

  TypeElement element(TypeMirror t) {
    return t instanceof DeclaredType d && d.asElement() instanceof TypeElement e ? e : null;
  }

  boolean is(TypeMirror t, String qualifiedName) {
    TypeElement e = element(t);
    if (e != null && t.getKind() == TypeKind.ERROR) {
      // A class that does not compile yet is told by its simple name, so that only javac complains of it.
      return e.getSimpleName().contentEquals(qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1));
    }
    return e != null && e.getQualifiedName().contentEquals(qualifiedName);
  }

  boolean isThreadState(TypeMirror t) {
    return is(t, Names.THREAD_STATE);
  }

  boolean isPyType(TypeMirror t) {
    return is(t, Names.PY_TYPE);
  }

  boolean isChecked(TypeMirror thrown) {
    return !assignable(thrown, "java.lang.RuntimeException") && !assignable(thrown, "java.lang.Error");
  }

  private boolean assignable(TypeMirror t, String className) {
    return env.getTypeUtils().isAssignable(t, env.getElementUtils().getTypeElement(className).asType());
  }

  boolean isSubclass(TypeElement sub, TypeElement of) {
    return env.getTypeUtils().isSubtype(env.getTypeUtils().erasure(sub.asType()), env.getTypeUtils().erasure(of.asType()));
  }

  /// Whether a class declares (or inherits) the constant by which its Python type is found.
  boolean hasTypeField(TypeElement e) {
    for (VariableElement f : ElementFilter.fieldsIn(env.getElementUtils().getAllMembers(e))) {
      if (f.getSimpleName().contentEquals("TYPE") && f.getModifiers().contains(Modifier.STATIC) && isPyType(f.asType())) {
        return true;
      }
    }
    return false;
  }

  /// How a parameter of this Java type gets its value, or null where the type cannot be one.
  Conversion conversion(TypeMirror t) {
    switch (t.getKind()) {
      case LONG:
        return Conversion.LONG;
      case INT:
        return Conversion.INT;
      case DOUBLE:
        return Conversion.DOUBLE;
      case BOOLEAN:
        return Conversion.BOOLEAN;
      case ERROR:
        // javac reports the missing class itself.
        return Conversion.OBJECT;
      case DECLARED:
        break;
      default:
        return null;
    }
    if (is(t, "java.lang.Object")) {
      return Conversion.OBJECT;
    }
    if (is(t, "java.lang.String")) {
      return Conversion.STRING;
    }
    return hasTypeField(element(t)) ? Conversion.MODEL : null;
  }

  /// How a result of this Java type becomes a Python object, or null where it cannot.
  Result result(TypeMirror t) {
    return switch (t.getKind()) {
      case VOID -> Result.VOID;
      case BOOLEAN -> Result.BOOLEAN;
      case LONG, INT -> Result.INTEGER;
      case DOUBLE -> Result.DOUBLE;
      case ERROR -> Result.AS_IS;
      case DECLARED -> {
        String name = element(t).getQualifiedName().toString();
        Result known = KNOWN_RESULTS.get(name);
        yield known != null ? known : name.startsWith("java.") ? null : Result.AS_IS;
      }
      default -> null;
    };
  }

  boolean isErroneous(TypeMirror t) {
    return t.getKind() == TypeKind.ERROR;
  }
}
