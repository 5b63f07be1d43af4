package org.atoll.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.atoll.compiler.RuntimeAbi;
import org.junit.jupiter.api.Test;

/// The compiler names what compiled code calls without seeing the runtime; here both are in sight. Compiled classes are in
/// packages of their own, so that everything they use has to be public, or protected in their superclass.
class RuntimeAbiTest {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  @Test
  void everyMethodExists() {
    assertFalse(RuntimeAbi.helpers().isEmpty());
    List<String> wrong = new ArrayList<>();
    for (RuntimeAbi.Helper h : RuntimeAbi.helpers()) {
      try {
        check(h);
      } catch (ReflectiveOperationException | IllegalStateException e) {
        wrong.add(h.owner().displayName() + "." + h.name() + h.type().displayDescriptor() + ": " + e.getMessage());
      }
    }
    assertEquals(List.of(), wrong);
  }

  /// What carries out drafted code calls the methods by their numbers, which the build wrote into a class.
  @Test
  void numbersAreThoseOfTheBuild() {
    assertEquals(RuntimeAbi.helpers().size(), HelperCalls.COUNT);
    for (int i = 0; i < HelperCalls.COUNT; i++) {
      assertEquals(i, RuntimeAbi.helpers().get(i).number());
    }
    Object[] stack = {1L, 1L};
    int is = RuntimeAbi.helpers().stream().filter(h -> h.name().equals("is")).findFirst().orElseThrow().number();
    assertEquals(1, HelperCalls.call(is, stack, 0));
  }

  @Test
  void everyFieldExists() {
    assertFalse(RuntimeAbi.fields().isEmpty());
    List<String> wrong = new ArrayList<>();
    for (RuntimeAbi.Field f : RuntimeAbi.fields()) {
      try {
        Field field = classOf(f.owner()).getDeclaredField(f.name());
        requireVisible(field.getModifiers());
        require(field.getType() == classOf(f.type()), "it is of " + field.getType());
        require(Modifier.isStatic(field.getModifiers()) == f.isStatic(), "static or not");
      } catch (ReflectiveOperationException | IllegalStateException e) {
        wrong.add(f.owner().displayName() + "." + f.name() + ": " + e.getMessage());
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static void check(RuntimeAbi.Helper h) throws ReflectiveOperationException {
    Class<?> owner = classOf(h.owner());
    MethodType type = h.type().resolveConstantDesc(LOOKUP);
    requireVisible(owner.getModifiers());
    if (h.name().equals("<init>")) {
      Constructor<?> made = owner.getDeclaredConstructor(type.parameterArray());
      requireVisible(made.getModifiers());
      return;
    }
    Method m = find(owner, h.name(), type);
    requireVisible(m.getModifiers());
    require(m.getReturnType() == type.returnType(), "it returns " + m.getReturnType());
    require(Modifier.isStatic(m.getModifiers()) == h.isStatic(), "static or not");
  }

  /// A method of the class or of one it extends.
  private static Method find(Class<?> owner, String name, MethodType type) throws NoSuchMethodException {
    for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
      for (Method m : c.getDeclaredMethods()) {
        if (m.getName().equals(name) && !m.isBridge() && MethodType.methodType(m.getReturnType(), m.getParameterTypes()).parameterList().equals(type.parameterList())) {
          return m;
        }
      }
    }
    throw new NoSuchMethodException("there is none");
  }

  private static Class<?> classOf(ClassDesc desc) throws ReflectiveOperationException {
    return desc.resolveConstantDesc(LOOKUP);
  }

  private static void requireVisible(int modifiers) {
    require(Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers), "compiled code cannot see it");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalStateException(message);
    }
  }
}
