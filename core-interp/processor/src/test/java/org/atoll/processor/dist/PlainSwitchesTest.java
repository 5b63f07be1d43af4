package org.atoll.processor.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Rewritten classes do what they did, without asking the JDK to make classes.
public class PlainSwitchesTest {
  public sealed interface Node permits Leaf, Pair, Name {}

  public record Leaf(int value, long wide, double real, float narrow, boolean flag, char letter, byte small, short middle) implements Node {}

  public record Pair(Node left, Node right) implements Node {}

  public record Name(String text) implements Node {}

  public record Nothing() {}

  /// What is rewritten and loaded again: its answers are compared with those of the original.
  public static final class Subject implements Function<Object, Object> {
    /// What the switches choose, for all kinds of values.
    public static List<String> choices() {
      Leaf leaf = leaf(1);
      Subject subject = new Subject();
      return Stream.of("abcd", "ab", "", leaf, leaf(7), new Pair(leaf, leaf), new Pair(leaf(2), new Name("xy")), new Pair(leaf, new Name("z")),
          new Name("abc"), 5, 11, 1, 2, 20L, 3, new int[4], 'c', new Nothing(), Optional.empty())
          .map(o -> subject.apply(o.equals(Optional.empty()) ? null : o).toString()).toList();
    }

    private static Leaf leaf(int value) {
      return new Leaf(value, 2L, Double.NaN, -0f, true, 'c', (byte) 6, (short) 7);
    }

    /// What records say of each other, and their hashes.
    public static List<String> comparisons() {
      List<Object> all = List.of(leaf(1), leaf(1), leaf(2), new Leaf(1, 3L, Double.NaN, -0f, true, 'c', (byte) 6, (short) 7),
          new Leaf(1, 2L, 0.0, -0f, true, 'c', (byte) 6, (short) 7), new Leaf(1, 2L, Double.NaN, 0f, true, 'c', (byte) 6, (short) 7),
          new Leaf(1, 2L, Double.NaN, -0f, false, 'c', (byte) 6, (short) 7), new Leaf(1, 2L, Double.NaN, -0f, true, 'd', (byte) 6, (short) 7),
          new Leaf(1, 2L, Double.NaN, -0f, true, 'c', (byte) 7, (short) 7), new Leaf(1, 2L, Double.NaN, -0f, true, 'c', (byte) 6, (short) 8),
          new Name(null), new Name(null), new Name("a"), new Pair(leaf(1), new Name("a")), new Pair(leaf(1), new Name("a")), new Nothing(),
          new Nothing(), "text");
      List<String> out = new ArrayList<>();
      for (Object one : all) {
        out.add(String.valueOf(one.hashCode()));
        all.forEach(other -> out.add(String.valueOf(one.equals(other))));
        out.add(String.valueOf(one.equals(null)));
      }
      return out;
    }

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

  /// Loads this class and those in it rewritten.
  private static final class Loader extends ClassLoader {
    Loader() {
      super(PlainSwitchesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PlainSwitchesTest.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try {
        byte[] original = bytes(Class.forName(name));
        byte[] plain = PlainSwitches.rewrite(original);
        return defineClass(name, plain == null ? original : plain, 0, plain == null ? original.length : plain.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static Object rewritten(String method) throws ReflectiveOperationException {
    return new Loader().loadClass(Subject.class.getName()).getMethod(method).invoke(null);
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
  void switchesChooseTheSame() throws Exception {
    byte[] plain = PlainSwitches.rewrite(bytes(Subject.class));
    assertTrue(linkedByTheJdk(bytes(Subject.class), "typeSwitch") > 0);
    assertEquals(0, linkedByTheJdk(plain, "typeSwitch"));
    assertEquals(List.of(), ClassFile.of().verify(plain));
    assertEquals(Subject.choices(), rewritten("choices"));
  }

  @Test
  void recordsCompareTheSame() throws Exception {
    assertEquals(0, linkedByTheJdk(PlainSwitches.rewrite(bytes(Leaf.class)), "bootstrap"));
    assertEquals(Subject.comparisons(), rewritten("comparisons"));
  }

  @Test
  void otherClassesStayAsTheyAre() throws IOException {
    assertNull(PlainSwitches.rewrite(bytes(PlainSwitchesTest.class)));
  }
}
