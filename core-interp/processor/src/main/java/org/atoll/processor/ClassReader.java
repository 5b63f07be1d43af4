package org.atoll.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyModuleDef;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;

/// Reads one annotated class and checks it. Every complaint is an error at the element it is about; a class with errors
/// still yields a [Model.Binding] of what could be read, so that javac does not also complain of a missing binder.
final class ClassReader {
  private final ProcessingEnvironment env;
  private final TypeElement type;
  private final boolean module;
  private final JavaTypes javaTypes;
  private final MemberReader reader;
  private final Map<String, Model.Member> members = new LinkedHashMap<>();
  private final Map<String, TypeElement> declaredIn = new LinkedHashMap<>();
  private final List<String> accepts;

  ClassReader(ProcessingEnvironment env, TypeElement type) {
    this.env = env;
    this.type = type;
    this.module = type.getAnnotation(PyModuleDef.class) != null;
    this.javaTypes = new JavaTypes(env);
    this.accepts = module ? List.of() : accepts();
    this.reader = new MemberReader(javaTypes, type, module, this::error);
  }

  /// Where complaints go.
  interface Errors {
    void error(Element at, String message);
  }

  private void error(Element at, String message) {
    env.getMessager().printMessage(Diagnostic.Kind.ERROR, message, at);
  }

  Model.Binding read() {
    checkClass();
    for (TypeElement declaring : declaringClasses()) {
      checkStatics(declaring);
      readMembers(declaring);
    }
    String packageName = env.getElementUtils().getPackageOf(type).getQualifiedName().toString();
    String binary = env.getElementUtils().getBinaryName(type).toString();
    String flat = (packageName.isEmpty() ? binary : binary.substring(packageName.length() + 1)).replace('$', '_');
    PyModuleDef moduleDef = type.getAnnotation(PyModuleDef.class);
    PyTypeDef typeDef = type.getAnnotation(PyTypeDef.class);
    return new Model.Binding(packageName, type.getQualifiedName().toString(), binary, flat + "Binder", module, module ? moduleDef.value() : typeDef.name(),
        module ? moduleDef.doc() : typeDef.doc(), List.copyOf(members.values()), module && hasExec(), module ? null : typeFacts(typeDef));
  }

  private void checkClass() {
    if (type.getAnnotation(PyModuleDef.class) != null && type.getAnnotation(PyTypeDef.class) != null) {
      error(type, "a class is either a module or a type, not both");
    }
    for (Element e = type; e.getKind().isClass() || e.getKind().isInterface(); e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        error(type, "its generated binder cannot reach a private class");
        return;
      }
    }
    if (module) {
      checkModuleConstructor();
    }
  }

  private void checkModuleConstructor() {
    if (type.getNestingKind().isNested() && !type.getModifiers().contains(Modifier.STATIC)) {
      error(type, "a nested module class must be static");
    }
    for (ExecutableElement c : ElementFilter.constructorsIn(type.getEnclosedElements())) {
      if (c.getParameters().isEmpty() && !c.getModifiers().contains(Modifier.PRIVATE)) {
        return;
      }
    }
    error(type, "a module class needs a constructor without parameters that is not private: one instance is made per interpreter");
  }

  /// The class whose constant TYPE is the type: the annotated one, or the one whose methods it holds.
  private String typeHolder() {
    for (TypeElement e : candidates()) {
      for (VariableElement f : ElementFilter.fieldsIn(e.getEnclosedElements())) {
        if (f.getSimpleName().contentEquals("TYPE") && f.getModifiers().contains(Modifier.STATIC) && f.getModifiers().contains(Modifier.FINAL)
            && !f.getModifiers().contains(Modifier.PRIVATE) && javaTypes.isPyType(f.asType())) {
          return e.getQualifiedName().toString();
        }
      }
    }
    error(type, "a type class needs the field: public static final PyType TYPE = PyType.builtin(new " + type.getSimpleName() + "Binder())");
    return type.getQualifiedName().toString();
  }

  private List<TypeElement> candidates() {
    List<TypeElement> out = new ArrayList<>(List.of(type));
    for (String name : accepts) {
      TypeElement e = env.getElementUtils().getTypeElement(name);
      if (e != null && e.getAnnotation(PyTypeDef.class) == null) {
        out.add(e);
      }
    }
    return out;
  }

  private boolean hasExec() {
    for (ExecutableElement m : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (m.getSimpleName().contentEquals("exec") && m.getAnnotation(PyFunction.class) == null && m.getParameters().size() == 2
          && javaTypes.isThreadState(m.getParameters().get(0).asType()) && javaTypes.is(m.getParameters().get(1).asType(), Names.PY_MODULE)) {
        if (m.getModifiers().contains(Modifier.PRIVATE)) {
          error(m, "exec must not be private: the generated binder calls it");
        }
        return true;
      }
    }
    return false;
  }

  /// The class and, up to the next annotated one, its superclasses and interfaces: what is mixed into it.
  private List<TypeElement> declaringClasses() {
    List<TypeElement> out = new ArrayList<>();
    Set<TypeElement> seen = new HashSet<>();
    for (TypeElement t = type; t != null && (t == type || !isAnnotated(t)); t = javaTypes.element(t.getSuperclass())) {
      out.add(t);
      addInterfaces(t, out, seen);
    }
    return out;
  }

  private void addInterfaces(TypeElement of, List<TypeElement> out, Set<TypeElement> seen) {
    for (TypeMirror i : of.getInterfaces()) {
      TypeElement e = javaTypes.element(i);
      if (e != null && !isAnnotated(e) && seen.add(e)) {
        out.add(e);
        addInterfaces(e, out, seen);
      }
    }
  }

  private static boolean isAnnotated(TypeElement t) {
    return t.getAnnotation(PyTypeDef.class) != null || t.getAnnotation(PyModuleDef.class) != null;
  }

  /// State that all interpreters would share: instance fields (of a module) or the thread state's interpreter are the
  /// places for state.
  private void checkStatics(TypeElement declaring) {
    if (declaring.getQualifiedName().toString().startsWith("java.")) {
      return;
    }
    for (VariableElement f : ElementFilter.fieldsIn(declaring.getEnclosedElements())) {
      if (f.getModifiers().contains(Modifier.STATIC) && !f.getModifiers().contains(Modifier.FINAL)) {
        error(f, "static field " + f.getSimpleName() + " must be final: it would be shared by all interpreters");
      }
    }
  }

  private void readMembers(TypeElement declaring) {
    Map<String, ExecutableElement> setters = new LinkedHashMap<>();
    for (Element e : declaring.getEnclosedElements()) {
      PySetter setter = e.getAnnotation(PySetter.class);
      if (setter != null && setters.put(nameOf(setter.name(), e), (ExecutableElement) e) != null) {
        error(e, "a second setter of attribute " + nameOf(setter.name(), e));
      }
    }
    for (Element e : declaring.getEnclosedElements()) {
      if (e.getKind() == ElementKind.METHOD) {
        readMethod(declaring, (ExecutableElement) e, setters);
      } else if (e.getKind() == ElementKind.FIELD) {
        readField(declaring, (VariableElement) e);
      }
    }
    setters.forEach((name, e) -> error(e, "a setter without a getter: there is no @PyGetter for attribute " + name));
  }

  private static String nameOf(String given, Element e) {
    return given.isEmpty() ? e.getSimpleName().toString() : given;
  }

  private void readMethod(TypeElement declaring, ExecutableElement e, Map<String, ExecutableElement> setters) {
    PyFunction function = e.getAnnotation(PyFunction.class);
    PyMethod method = e.getAnnotation(PyMethod.class);
    PyNew pyNew = e.getAnnotation(PyNew.class);
    PyGetter getter = e.getAnnotation(PyGetter.class);
    if (function != null) {
      if (!module) {
        error(e, "@PyFunction is for modules; in a type write @PyMethod, with staticMethod = true where there is no receiver");
        return;
      }
      add(declaring, e, reader.callable("FUNCTION", nameOf(function.name(), e), function.sig(), function.doc(), declaring, e));
    } else if (module && (method != null || pyNew != null || getter != null)) {
      error(e, "a module has functions (@PyFunction) and constants (@PyConstant) only");
    } else if (method != null) {
      if (method.classMethod() && method.staticMethod()) {
        error(e, "either classMethod or staticMethod, not both");
      }
      String kind = method.classMethod() ? "CLASS_METHOD" : method.staticMethod() ? "STATIC_METHOD" : "METHOD";
      add(declaring, e, reader.callable(kind, nameOf(method.name(), e), method.sig(), method.doc(), declaring, e));
    } else if (pyNew != null) {
      add(declaring, e, reader.callable("NEW", "__new__", pyNew.sig(), pyNew.doc(), declaring, e));
    } else if (getter != null) {
      String name = nameOf(getter.name(), e);
      add(declaring, e, reader.getset(getter.member() ? "MEMBER" : "GETSET", name, getter.doc(), declaring, e, setters.remove(name)));
    }
  }

  private void readField(TypeElement declaring, VariableElement e) {
    PyMember member = e.getAnnotation(PyMember.class);
    PyConstant constant = e.getAnnotation(PyConstant.class);
    if (member != null) {
      if (module) {
        error(e, "@PyMember is for types");
        return;
      }
      add(declaring, e, reader.member(nameOf(member.name(), e), member.readonly(), member.doc(), declaring, e));
    } else if (constant != null) {
      add(declaring, e, reader.constant(constant.name(), declaring, e));
    }
  }

  private void add(TypeElement declaring, Element e, Model.Member member) {
    if (member == null) {
      return;
    }
    TypeElement before = declaredIn.putIfAbsent(member.name(), declaring);
    if (before == null) {
      members.put(member.name(), member);
    } else if (before == declaring) {
      error(e, "a second member with the Python name " + member.name());
    }
  }

  private Model.TypeFacts typeFacts(PyTypeDef def) {
    String base = null;
    boolean isObject = def.name().equals("object") && def.module().equals("builtins");
    AnnotationValue value = annotationValue("base");
    if (value != null && value.getValue() instanceof DeclaredType t && !javaTypes.is(t, "java.lang.Void")) {
      TypeElement e = javaTypes.element(t);
      if (!javaTypes.hasTypeField(e)) {
        error(type, "base " + e.getQualifiedName() + " has no field TYPE");
      }
      base = e.getQualifiedName().toString();
    } else if (!isObject) {
      base = Names.BASE_OBJECT;
    }
    return new Model.TypeFacts(def.module(), base, def.basetype(), def.instantiable(), def.hasDict(), def.hashable(), def.matchArgs(), accepts, typeHolder());
  }

  private List<String> accepts() {
    List<String> out = new ArrayList<>();
    AnnotationValue value = annotationValue("accepts");
    if (value != null && value.getValue() instanceof List<?> list) {
      for (Object o : list) {
        TypeElement e = javaTypes.element((TypeMirror) ((AnnotationValue) o).getValue());
        if (e != null) {
          out.add(e.getQualifiedName().toString());
        }
      }
    }
    return out.isEmpty() ? List.of(type.getQualifiedName().toString()) : out;
  }

  private AnnotationValue annotationValue(String name) {
    for (AnnotationMirror m : type.getAnnotationMirrors()) {
      if (javaTypes.is(m.getAnnotationType(), PyTypeDef.class.getName())) {
        for (var entry : m.getElementValues().entrySet()) {
          if (entry.getKey().getSimpleName().contentEquals(name)) {
            return entry.getValue();
          }
        }
      }
    }
    return null;
  }
}
