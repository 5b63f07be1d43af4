package org.atoll.processor.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Rewritten classes do what they did, without asking the JDK to make classes.
class PlainSwitchesTest {
  sealed interface Node permits Leaf, Pair, Name {}

  record Leaf(int value, long wide, double real, float narrow, boolean flag, char letter, byte small, short middle) implements Node {}

  record Pair(Node left, Node right) implements Node {}

  record Name(String text) implements Node {}

  record Nothing() {}

  /// What is rewritten, loaded again, and asked by way of the interface.
  public static final class Subject implements Function<Object, Object> {
    @Override
    public Object apply(Object o) {
      return switch (o) {
        case null -> "null";
        case String s when s.length() > 3 -> "long " + s;
        case String s -> "short " + s;
        case Pair(Leaf l, var r) when l.value() > 1 -> "big " + apply(r);
        case Pair(var l, Name(String text)) -> apply(l) + text;
        case Pair p -> "pair";
        case Node n -> nodes(n);
        case Integer i when i > 10 -> i;
        case int[] array -> array.length;
        default -> texts(o.toString());
      };
    }

    private static int nodes(Node n) {
      return switch (n) {
        case Leaf l -> l.value();
        case Pair p -> 2;
        case Name m -> m.text().length();
      };
    }

    private static String texts(String s) {
      return switch (s) {
        case "1" -> "one";
        case String t when t.startsWith("2") -> "two";
        case "3" -> "three";
        default -> "many";
      };
    }
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(PlainSwitchesTest.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] own = classes.get(name);
      if (own == null) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known != null ? known : defineClass(name, own, 0, own.length);
    }
  }

  private static byte[] bytes(Class<?> c) throws IOException {
    try (InputStream in = c.getResourceAsStream(c.getName().substring(c.getPackageName().length() + 1) + ".class")) {
      return in.readAllBytes();
    }
  }

  private static long linkedByTheJdk(byte[] classBytes, String bootstrap) {
    return ClassFile.of().parse(classBytes).methods().stream().flatMap(m -> m.code().stream()).flatMap(c -> c.elementStream())
        .filter(e -> e instanceof InvokeDynamicInstruction i
            && i.bootstrapMethod().methodName().equals(bootstrap) && !i.name().stringValue().equals("toString"))
        .count();
  }

  @Test
  @SuppressWarnings("unchecked")
  void switchesChooseTheSame() throws Exception {
    byte[] plain = PlainSwitches.rewrite(bytes(Subject.class));
    assertTrue(linkedByTheJdk(bytes(Subject.class), "typeSwitch") > 0);
    assertEquals(0, linkedByTheJdk(plain, "typeSwitch"));
    assertEquals(List.of(), ClassFile.of().verify(plain));
    Class<?> loaded = new Loader(Map.of(Subject.class.getName(), plain)).loadClass(Subject.class.getName());
    Function<Object, Object> rewritten = (Function<Object, Object>) loaded.getDeclaredConstructor().newInstance();
    Function<Object, Object> original = new Subject();
    Leaf leaf = leaf(1);
    for (Object o : new Object[] {null, "abcd", "ab", "", leaf, leaf(7), new Pair(leaf, leaf), new Pair(leaf(2), new Name("xy")), new Pair(leaf, new Name("z")),
        new Name("abc"), 5, 11, 1, 2, 20L, 3, new int[4], 'c', new Nothing()}) {
      assertEquals(original.apply(o), rewritten.apply(o), () -> "for " + o);
    }
  }

  private static Leaf leaf(int value) {
    return new Leaf(value, 2L, 3.0, 4f, true, 'c', (byte) 6, (short) 7);
  }

  private static Object make(ClassLoader loader, Class<?> type, Object... values) throws ReflectiveOperationException {
    var constructor = loader.loadClass(type.getName()).getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  @Test
  void recordsCompareTheSame() throws Exception {
    byte[] plain = PlainSwitches.rewrite(bytes(Leaf.class));
    assertEquals(0, linkedByTheJdk(plain, "bootstrap"));
    Loader loader = new Loader(Map.of(Leaf.class.getName(), plain, Nothing.class.getName(), PlainSwitches.rewrite(bytes(Nothing.class))));
    Object[] values = {1, 2L, Double.NaN, -0f, true, 'c', (byte) 6, (short) 7};
    Object one = make(loader, Leaf.class, values);
    assertEquals(one, make(loader, Leaf.class, values));
    assertEquals(one.hashCode(), new Leaf(1, 2L, Double.NaN, -0f, true, 'c', (byte) 6, (short) 7).hashCode());
    Object[] others = {2, 3L, 0.0, 0f, false, 'd', (byte) 7, (short) 8};
    for (int i = 0; i < values.length; i++) {
      Object[] changed = values.clone();
      changed[i] = others[i];
      assertNotEquals(one, make(loader, Leaf.class, changed));
    }
    assertFalse(one.equals(null));
    assertFalse(one.equals("text"));
    Object nothing = make(loader, Nothing.class);
    assertEquals(nothing, make(loader, Nothing.class));
    assertEquals(new Nothing().hashCode(), nothing.hashCode());
  }

  @Test
  void otherClassesStayAsTheyAre() throws IOException {
    assertNull(PlainSwitches.rewrite(bytes(PlainSwitchesTest.class)));
  }
}
